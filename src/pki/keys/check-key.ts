import { judgeAlgorithm } from '../../domain/rules/algorithms.ts';
import type { TrustStoreName } from '../../domain/signature-report.ts';
import { type CertificateValidation, type ValidationRequest, validateCertificate } from '../certificate-validation.ts';
import { type Finding, finding } from '../finding.ts';
import { algorithmUses, keyUse, verifySignature } from '../signature-algorithm.ts';
import { algorithmOfScheme } from './scheme-algorithm.ts';
import type { SigningKey } from './signing-key.ts';

/** What `sohoa keys check` and the gate before signing want to know of a key (rules.md I: check before signing). */
export interface KeyCheck {
  readonly id: string;
  readonly subject: string;
  readonly serialHex: string;
  readonly notAfter: Date;
  readonly schemes: SigningKey['schemes'];
  /** Store whose anchor the certificate reaches. */
  readonly store: TrustStoreName | null;
  readonly state: CertificateValidation['state'];
  readonly findings: readonly Finding[];
}

/** Stores, clock and sources of a check; the key says the rest. */
export type CheckSurroundings = Omit<
  ValidationRequest,
  'certificate' | 'purpose' | 'controlTime' | 'proven' | 'candidates' | 'evidence'
>;

/** Path, validity, usage, status and strength of the certificate as of now. The key is not touched. */
export async function checkKey(key: SigningKey, surroundings: CheckSurroundings): Promise<KeyCheck> {
  const { certificate } = key;
  const validation = await validateCertificate({
    ...surroundings,
    certificate,
    purpose: 'signing',
    controlTime: surroundings.now,
    // "may it be used now": expired or revoked is a plain no
    proven: true,
    candidates: key.chain,
    evidence: [],
  });
  const weak = strengthFindings(key, surroundings.now);
  const { trust } = validation;
  return {
    id: key.id,
    subject: certificate.subject.printed,
    serialHex: certificate.serialHex,
    notAfter: certificate.notAfter,
    schemes: key.schemes,
    store: trust.kind === 'trusted' || trust.kind === 'wrong-store' ? trust.store : null,
    state: weak.length > 0 ? 'invalid' : validation.state,
    findings: [...validation.findings, ...weak],
  };
}

/** New signatures refuse SHA-1, MD5 and RSA below 2048 bits, in the key as in the certificate (rules.md R4.5). */
function strengthFindings({ certificate }: SigningKey, now: Date): readonly Finding[] {
  const uses = [keyUse(certificate.publicKey), ...algorithmUses(certificate.signatureAlgorithm, null).slice(0, 1)];
  return uses
    .filter((use) => judgeAlgorithm(use, now).state !== 'accepted')
    .map((use) => finding('ALGORITHM_REFUSED', { name: use.bits > 0 ? `${use.name} ${use.bits}` : use.name }));
}

/** Uses the key once over bytes that mean nothing, and verifies the answer. @throws SohoaError as `SigningKey.sign` */
export async function testSign(key: SigningKey, random: Uint8Array): Promise<boolean> {
  const [scheme] = key.schemes;
  if (scheme === undefined) return false;
  // the prefix keeps the bytes from ever being the signed attributes of a document
  const data = Buffer.concat([Buffer.from('sohoa test signature, no document\n'), random]);
  const value = await key.sign(scheme, data);
  return verifySignature(algorithmOfScheme(scheme), key.certificate.publicKey, data, value) === 'valid';
}
