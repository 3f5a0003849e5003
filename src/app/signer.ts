import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Clock, Randomness } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { type BlockImage, signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import { type BlockFont, openBlockFont } from '../pdf/appearance/font.ts';
import { openPageRenderer, type PageRenderer } from '../pdf/appearance/page-ink.ts';
import type { Signer } from '../pipeline/techniques.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';
import type { HttpTransport } from '../pki/http-transport.ts';
import { stampJudge } from '../signing/certificate-judge.ts';
import { extendDocument } from '../signing/long-term.ts';
import type { CertificateJudge, SignatureVerifier } from '../signing/ports.ts';
import { atLeast, byProfile, type PadesLevel, type StampOrder } from '../signing/request.ts';
import { signDocument } from '../signing/sign-document.ts';
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
  const { clock, judge, stamps, verifier } = deps;
  let tools: Promise<{ readonly font: BlockFont; readonly renderer: PageRenderer }> | undefined;
  const open = async () => ({ font: await blockFont(config), renderer: await openPageRenderer() });
  return {
    async sign(document, order, journal) {
      const { slot } = order;
      const key = await deps.keyring.keyFor(slot);
      const [holder = ''] = valuesOf(key.certificate.subject, nameOid.commonName);
      tools ??= open();
      const receptionDay = vietnamDay(order.receivedAt);
      const profile = slot === 'CITIZEN' ? null : signatureProfileOn(slot, receptionDay).value;
      if (slot === 'CITIZEN' || profile === null)
        throw new SohoaError('SIGN_REFUSED', { reason: 'citizens sign with their own tools' });
      const signed = await signDocument(
        document,
        {
          profile: slot,
          receptionDay,
          level: baselineOf(slot, config.signatureLevel),
          values: { capturer: order.operatorName ?? holder, agency: config.agencyName, person: holder },
          capturedAt: order.capturedAt,
          image: await imageOf(profile.image, config),
          place: byProfile,
          location: null,
        },
        { ...(await tools), clock, key, judge, stamps, journal, input: { verifier, origin: order.origin } },
      );
      return { bytes: signed.bytes, level: signed.intent.level };
    },
    async extend(document) {
      const level = config.signatureLevel;
      if (level === 'B-B') return { bytes: document, level };
      if (stamps === null) throw new SohoaError('TSA_UNAVAILABLE', { reason: 'none configured' });
      return { bytes: await extendDocument(document, level, stamps, { clock, judge, verifier }), level };
    },
  };
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
async function blockFont(config: Config): Promise<BlockFont> {
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
