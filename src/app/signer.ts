import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Clock, Randomness } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { type BlockImage, type SignatureProfileId, signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import { type BlockFont, openBlockFont } from '../pdf/appearance/font.ts';
import { openPageRenderer, type PageRenderer } from '../pdf/appearance/page-ink.ts';
import type { SignatureOrder, Signer } from '../pipeline/techniques.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';
import type { HttpTransport } from '../pki/http-transport.ts';
import { stampJudge } from '../signing/certificate-judge.ts';
import { signPreparedBatch } from '../signing/complete.ts';
import { checkInput } from '../signing/gates.ts';
import { acceptReturned } from '../signing/hand-off.ts';
import { extendDocument } from '../signing/long-term.ts';
import type { CertificateJudge, SignatureVerifier, SigningJournal } from '../signing/ports.ts';
import { atLeast, byProfile, type PadesLevel, type SignatureRequest, type StampOrder } from '../signing/request.ts';
import { prepareDocument, signDocument } from '../signing/sign-document.ts';
import { createStampSource, type StampSource, usualStamping } from '../signing/stamp-source.ts';
import type { Config } from './config.ts';
import type { Keyring } from './keyring.ts';

export interface SignerDeps {
  readonly clock: Clock;
  readonly random: Randomness;
  readonly transport: HttpTransport;
  readonly keyring: Keyring;
  readonly judge: CertificateJudge;
  readonly verifier: SignatureVerifier;
  /** Null: levels above B-B wait for a timestamp server. */
  readonly stamps: StampSource | null;
}

/** Joins the signing room to this office: its keys, agency name, seal, font and timestamp servers. */
export function createSigner(config: Config, deps: SignerDeps): Signer {
  const { clock, judge, keyring, stamps, verifier } = deps;
  let tools: Promise<{ readonly font: BlockFont; readonly renderer: PageRenderer }> | undefined;
  const open = async () => ({ font: await blockFont(config), renderer: await openPageRenderer() });
  const opened = () => {
    tools ??= open();
    return tools;
  };
  const required = (): StampSource => {
    if (stamps === null) throw new SohoaError('TSA_UNAVAILABLE', noStamps);
    return stamps;
  };

  const requestOf = async (order: SignatureOrder, holder: string): Promise<SignatureRequest> => {
    const { slot, custom = {} } = order;
    const receptionDay = vietnamDay(order.receivedAt);
    const profile = profileOf(slot);
    const { image } = signatureProfileOn(profile, receptionDay).value;
    return {
      profile,
      receptionDay,
      level: custom.level ?? baselineOf(slot, config.signatureLevel),
      values: { capturer: order.operatorName ?? holder, agency: config.agencyName, person: holder, ...order.values },
      capturedAt: order.capturedAt,
      image: await imageOf(image, config),
      place: custom.place ?? byProfile,
      location: custom.location ?? null,
      ...(custom.reason === undefined ? {} : { reason: custom.reason }),
    };
  };
  const signing = async (order: SignatureOrder, journal: SigningJournal) => {
    const key = await keyring.keyFor(order.slot);
    const [holder = ''] = valuesOf(key.certificate.subject, nameOid.commonName);
    const input = { verifier, origin: order.origin, reviewed: order.custom?.reviewed === true };
    const request = await requestOf(order, holder);
    return { request, deps: { ...(await opened()), clock, key, judge, stamps, journal, input } };
  };

  return {
    async sign(document, order, journal) {
      const { request, deps: signingDeps } = await signing(order, journal);
      const { bytes, intent, remarks } = await signDocument(document, request, signingDeps);
      return { bytes, level: intent.level, intent, remarks };
    },
    async prepare(document, order, journal) {
      const { request, deps: signingDeps } = await signing(order, journal);
      await prepareDocument(document, request, signingDeps);
    },
    gathers: (slot) => keyring.gathers(slot),
    signTogether: async (slot, batch) => signPreparedBatch(batch, await keyring.keyFor(slot)),
    handOffTerms: (slot) => keyring.handOffFor(slot),
    async checkBeforeHandOff(document, { slot, receivedAt, origin }) {
      const profile = signatureProfileOn(profileOf(slot), vietnamDay(receivedAt)).value;
      await checkInput(document, profile, { verifier, origin });
    },
    async acceptReturned(handOff, base, returned) {
      // Read as a whole by the process that can be killed, before anything here looks inside.
      await verifier.verify(returned, { slot: 'ANY', slots: {} });
      return acceptReturned(handOff, base, returned, { verifier, renderer: (await opened()).renderer });
    },
    async extend(document) {
      const level = config.signatureLevel;
      if (level === 'B-B') return { bytes: document, level };
      return { bytes: await extendDocument(document, level, required(), { clock, judge, verifier }), level };
    },
    renew: (document) => extendDocument(document, 'B-LTA', required(), { clock, judge, verifier }),
  };
}

const noStamps = {
  reason_vi: 'chưa cấu hình máy chủ dấu thời gian, SOHOA_TSA_URLS',
  reason_en: 'no timestamp server is configured, SOHOA_TSA_URLS',
};

function profileOf(slot: SlotId): SignatureProfileId {
  if (slot !== 'CITIZEN') return slot;
  throw new SohoaError('SIGN_REFUSED', {
    reason_vi: 'người nộp hồ sơ ký bằng công cụ của mình',
    reason_en: 'citizens sign with their own tools',
  });
}

/**
 * The operator signs at B-B so that capture never waits for a time-stamp server; the agency's signature carries its own
 * stamp. Both reach the configured level by the document timestamp of the long-term stage (rules.md R1.3b).
 */
const baselineOf = (slot: string, wanted: PadesLevel): PadesLevel =>
  slot !== 'OPERATOR_SCAN' && atLeast(wanted, 'B-T') ? 'B-T' : 'B-B';

/** The configured timestamp servers in order; null when there is none. */
export function stampSource(
  config: Config,
  { clock, random, transport, judge }: Pick<SignerDeps, 'clock' | 'random' | 'transport' | 'judge'>,
): StampSource | null {
  if (config.tsaUrls.length === 0) return null;
  return createStampSource(
    {
      ...usualStamping,
      authorities: config.tsaUrls.map((url) => ({ url, policy: null, timeoutMs: config.tsaTimeoutMs })),
      judge: stampJudge(judge),
    },
    { clock, randomness: random, transport },
  );
}

/** The agency's own Times New Roman, else Tinos, metric-compatible and complete for Vietnamese (rules.md R2.3). */
export async function blockFont(config: Pick<Config, 'fontFile'>): Promise<BlockFont> {
  const tinos = '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf';
  const file = config.fontFile ?? createRequire(import.meta.url).resolve(tinos);
  return openBlockFont(new Uint8Array(await readFile(file)));
}

async function imageOf(kind: BlockImage, config: Config): Promise<StampOrder | null> {
  if (kind === 'none') return null;
  if (kind === 'seal') return sealOf(config);
  if (config.handwritingFile === undefined)
    throw new SohoaError('CONFIG_INVALID', { reason: 'SOHOA_SIGNATURE_FILE is needed for the handwritten signature' });
  const png = new Uint8Array(await readFile(config.handwritingFile));
  return { png, widthMm: config.handwritingWidthMm, validFrom: null, validTo: null };
}

/** The seal as registered; there is no default diameter (rules.md O.1): the operator enters it. */
async function sealOf(config: Config): Promise<StampOrder> {
  if (config.sealFile === undefined || config.sealDiameterMm === undefined)
    throw new SohoaError('CONFIG_INVALID', {
      reason: 'SOHOA_SEAL_FILE and SOHOA_SEAL_DIAMETER_MM are needed for the agency seal',
    });
  const png = new Uint8Array(await readFile(config.sealFile));
  return { png, widthMm: config.sealDiameterMm, validFrom: null, validTo: null };
}
