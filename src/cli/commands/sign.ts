import { basename, dirname, extname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { withTechniques } from '../../app/compose.ts';
import type { Config } from '../../app/config.ts';
import { systemClock } from '../../domain/clock.ts';
import { SohoaError } from '../../domain/errors.ts';
import { vietnamDay } from '../../domain/rules/rule-profile.ts';
import {
  type SignatureProfileId,
  signatureProfileIds,
  signatureProfileOn,
} from '../../domain/rules/signature-profiles.ts';
import { text } from '../../domain/text.ts';
import { cliTexts } from '../../i18n/cli.ts';
import type { MadeSignature, SignatureOrder } from '../../pipeline/techniques.ts';
import { levels, type PadesLevel, type RequestedPlace } from '../../signing/request.ts';
import type { CommandContext } from '../command-context.ts';
import { createOutput } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { readInput } from '../read-input.ts';

interface Options {
  readonly profile: string;
  readonly output?: string;
  readonly key?: string;
  readonly passwordFile?: string;
  readonly level?: string;
  readonly page?: string;
  readonly box?: string;
  readonly field?: string;
  readonly reason?: string;
  readonly location?: string;
  readonly received?: string;
  readonly operatorName?: string;
  readonly agencyName?: string;
  readonly documentNumber?: string;
  readonly certification?: string;
  readonly registerNumber?: string;
  readonly seal?: string;
  readonly sealDiameter?: string;
  readonly signatureImage?: string;
  readonly signatureWidth?: string;
  readonly reviewed?: boolean;
  readonly json?: boolean;
}

/** One signature on one file: the same gates, placement and levels as in the pipeline. */
export function addSign({ program, language }: CommandContext): void {
  const words = (key: keyof typeof cliTexts): string => cliTexts[key][language];
  program
    .command('sign')
    .description(words('sign'))
    .argument('<file>', 'PDF')
    .requiredOption('--profile <profile>', `${words('signProfile')}: ${signatureProfileIds.join(', ')}`)
    .option('-o, --output <file>', words('signOutput'))
    .option('--key <file>', words('signKey'))
    .option('--password-file <file>', words('signPasswordFile'))
    .option('--level <level>', words('signLevel'))
    .option('--page <number>', words('signPage'))
    .option('--box <x,y,width,height>', words('signBox'))
    .option('--field <name>', words('signField'))
    .option('--reason <text>', words('signReason'))
    .option('--location <text>', words('signLocation'))
    .option('--received <day>', words('signReceived'))
    .option('--operator-name <name>', words('operatorName'))
    .option('--agency-name <name>', words('signAgencyName'))
    .option('--document-number <text>', words('signDocumentNumber'))
    .option('--certification <text>', words('signCertification'))
    .option('--register-number <text>', words('signRegisterNumber'))
    .option('--seal <png>', words('signSeal'))
    .option('--seal-diameter <mm>', words('signSealDiameter'))
    .option('--signature-image <png>', words('signImage'))
    .option('--signature-width <mm>', words('signImageWidth'))
    .option('--reviewed', words('signReviewed'))
    .option('--json', words('json'))
    .action(async (file: string, options: Options) => {
      const output = createOutput({ language, json: options.json === true });
      const profile = oneOf(signatureProfileIds, options.profile, '--profile');
      const config = readConfig({ language, ...overridesOf(profile, options) });
      const target = options.output ?? join(dirname(file), `${basename(file, extname(file))}.signed.pdf`);
      const document = await readInput(file);
      await withTechniques(config, {}, async (techniques) => {
        const order = orderOf(profile, config, options);
        const journal = techniques.journal(document, order);
        const made = await techniques.signer.sign(document, order, journal);
        await writeFileAtomic(target, Buffer.from(made.bytes));
        await journal.finish(made);
        output.object(resultJson(file, target, made));
        const { field, page, signedAt } = made.intent;
        const where = page === null ? text('không hiển thị', 'invisible') : text(`trang ${page}`, `page ${page}`);
        output.say(
          text(
            `${file} → ${target} (${profile}, mức ${made.level}, trường ${field}, ${where.vi}, ${signedAt})`,
            `${file} → ${target} (${profile}, level ${made.level}, field ${field}, ${where.en}, ${signedAt})`,
          ),
        );
        for (const remark of made.remarks) output.say(text(`  ⚠ ${remark.text.vi}`, `  ⚠ ${remark.text.en}`));
      });
    });
}

/** The settings that an option stands in for. */
function overridesOf(profile: SignatureProfileId, options: Options): Readonly<Record<string, unknown>> {
  const { key, passwordFile } = options;
  const entry = { id: 'command-line', slots: [profile], kind: 'pkcs12', file: key, passwordFile };
  return {
    keys: key === undefined ? undefined : [entry],
    agencyName: options.agencyName?.normalize('NFC'),
    sealFile: options.seal,
    sealDiameterMm: options.sealDiameter,
    handwritingFile: options.signatureImage,
    handwritingWidthMm: options.signatureWidth,
  };
}

function orderOf(profile: SignatureProfileId, config: Config, options: Options): SignatureOrder {
  const { received, documentNumber, certification, registerNumber, reason, location } = options;
  const now = systemClock.now();
  if (received !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(received))
    throw new SohoaError('USAGE', { reason: `--received ${received}` });
  const level: PadesLevel =
    options.level === undefined ? config.signatureLevel : oneOf(levels, options.level, '--level');
  const place = placeOf(options);
  const receivedAt = received === undefined ? now : new Date(`${received}T12:00:00+07:00`);
  for (const line of signatureProfileOn(profile, vietnamDay(receivedAt)).value.lines)
    if (line.kind === 'value' && line.name in textOptions && options[line.name as keyof Options] === undefined)
      throw new SohoaError('USAGE', { reason: `${profile}: ${textOptions[line.name as keyof typeof textOptions]}` });
  const values = { documentNumber, certification, registerNumber };
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value.normalize('NFC')]],
  );
  return {
    slot: profile,
    receivedAt,
    capturedAt: now,
    operatorName: options.operatorName?.normalize('NFC') ?? null,
    origin: null,
    values: Object.fromEntries(given),
    custom: {
      level,
      ...(place === null ? {} : { place }),
      ...(reason === undefined ? {} : { reason: reason.normalize('NFC') }),
      ...(location === undefined ? {} : { location: location.normalize('NFC') }),
      reviewed: options.reviewed === true,
    },
  };
}

/** Texts of a block that only the caller knows. */
const textOptions = {
  documentNumber: '--document-number',
  certification: '--certification',
  registerNumber: '--register-number',
} as const;

/** `--field`, else `--box` on `--page` (the first when not said), else the profile's place on `--page`. */
function placeOf({ field, box, page }: Options): RequestedPlace | null {
  const number = page === undefined ? null : Number(page);
  if (number !== null && !(Number.isInteger(number) && number >= 1))
    throw new SohoaError('USAGE', { reason: `--page ${page}` });
  if (field !== undefined) {
    if (box !== undefined || page !== undefined)
      throw new SohoaError('USAGE', {
        reason_vi: '--field đã có vị trí riêng: bỏ --box và --page',
        reason_en: '--field has its own place: leave out --box and --page',
      });
    return { kind: 'field', name: field.normalize('NFC') };
  }
  if (box !== undefined) {
    const [x = Number.NaN, y = Number.NaN, width = Number.NaN, height = Number.NaN, ...more] = box
      .split(',')
      .map(Number);
    const sane = [x, y, width, height].every((value) => Number.isFinite(value) && value >= 0 && value < 10_000);
    if (!sane || width === 0 || height === 0 || more.length > 0)
      throw new SohoaError('USAGE', { reason: `--box ${box}: x,y,width,height in mm` });
    return { kind: 'box', page: number ?? 1, box: { x, y, width, height } };
  }
  return number === null ? null : { kind: 'profile', page: number };
}

function oneOf<Name extends string>(names: readonly Name[], asked: string, option: string): Name {
  const found = names.find((name) => name === asked);
  if (found === undefined) throw new SohoaError('USAGE', { reason: `${option} ${asked}: ${names.join(', ')}` });
  return found;
}

const resultJson = (file: string, target: string, { level, intent, remarks }: MadeSignature) => ({
  file,
  output: target,
  profile: intent.profile,
  rule_profile: intent.ruleProfile,
  level,
  field: intent.field,
  page: intent.page,
  box_mm: intent.box,
  signed_at: intent.signedAt,
  certificate: intent.certificateSha256,
  scheme: intent.scheme,
  font: intent.font,
  remarks: remarks.map(({ id, text: sentence }) => ({ id, ...sentence })),
});
