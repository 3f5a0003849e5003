import { text } from '../domain/text.ts';
import type { Certificate } from '../pki/certificate.ts';
import { readSignedData, type SignedData } from '../pki/cms-read.ts';
import { type CmsShape, type SignedContent, verifySignedData } from '../pki/cms-verify.ts';
import type { Finding } from '../pki/finding.ts';
import type { HashName } from '../pki/hashes.ts';
import { verifyTimestamp } from '../pki/timestamp.ts';
import type { CmsFacts, StructureFinding } from './facts.ts';
import { sentences } from './sentences.ts';
import { signerIdentity } from './signer-identity.ts';
import { Unanswerable } from './unanswerable.ts';

/** The facts of a CMS with the structure they were read from: what it carries is a source for paths and status. */
export interface ReadCms {
  readonly facts: CmsFacts;
  readonly signedData: SignedData | null;
  /** Certificates that came with a signature that is no CMS. */
  readonly certificates?: readonly Certificate[];
}

/** @throws Unanswerable when no CMS can be read */
export function readSignatureCms(
  contents: Uint8Array,
  shape: CmsShape,
  content: SignedContent,
  candidates: readonly Certificate[],
): ReadCms {
  const { signedData, findings: readFindings } = readSignedData(contents);
  if (signedData === null) throw unreadable(readFindings);
  const verified = verifySignedData({ signedData, shape, content, candidates });
  const findings = [...readFindings, ...verified.findings];
  const unsupported = findings.some(({ code }) => code === 'ALGORITHM_UNKNOWN');
  const tried = verified.signer !== null && verified.certificate !== null;
  // without signed attributes the signature value itself is over the content (RFC 5652 5.4)
  const matches = verified.signer?.signedAttributes === null ? verified.signatureIntact : verified.digestMatches;
  return {
    signedData,
    facts: {
      digestMatches: digestAnswer(verified.signer === null, matches, unsupported),
      signatureIntact: verified.signatureIntact || (tried && !unsupported ? false : null),
      certificate: verified.certificate,
      bound: verified.signingCertificateBound,
      identity: verified.certificate && signerIdentity(verified.certificate),
      signingTime: verified.signingTime,
      scheme: verified.scheme,
      uses: verified.uses,
      genTime: null,
      findings: byCheck(findings),
    },
  };
}

/**
 * A time-stamp token, of a signature or of the document, in the same terms as a signature.
 * @throws Unanswerable when no token can be read
 */
export function readTokenCms(
  token: Uint8Array,
  imprintOf: (hash: HashName) => Uint8Array,
  now: Date,
  clockSkewMs: number,
  candidates: readonly Certificate[],
): ReadCms {
  const verified = verifyTimestamp(token, { imprintOf, now, clockSkewMs, candidates });
  const { info, cms, signedData, findings } = verified;
  if (info === null || cms === null) throw unreadable(findings);
  const unsupported = findings.some(({ code }) => code === 'ALGORITHM_UNKNOWN');
  const imprintMatches = info.imprintHash !== null && !findings.some(({ code }) => code === 'TIMESTAMP_IMPRINT');
  const tried = cms.signer !== null && cms.certificate !== null;
  return {
    signedData,
    facts: {
      digestMatches: digestAnswer(cms.signer === null, imprintMatches && cms.digestMatches, unsupported),
      signatureIntact: cms.signatureIntact || (tried && !unsupported ? false : null),
      certificate: cms.certificate,
      bound: cms.signingCertificateBound,
      identity: cms.certificate && signerIdentity(cms.certificate),
      signingTime: null,
      scheme: cms.scheme,
      uses: cms.uses,
      genTime: info.genTime,
      findings: byCheck(findings),
    },
  };
}

/** Nothing was compared when there is no single signer; that is another check's failure, not a changed content. */
const digestAnswer = (notTried: boolean, matches: boolean, unsupported: boolean): boolean | null =>
  notTried ? null : matches || (unsupported ? null : false);

function unreadable(findings: readonly Finding[]): Unanswerable {
  const reasons = findings.filter(({ status }) => status !== 'PASSED').map((one) => one.text);
  return new Unanswerable(
    reasons.length > 0 ? sentences(reasons) : text('CMS không đọc được.', 'The CMS is not readable.'),
  );
}

const severityOf = { FAILED: 'failed', UNKNOWN: 'undetermined', WARNING: 'warning' } as const;

function byCheck(findings: readonly Finding[]): CmsFacts['findings'] {
  return (check) =>
    findings.flatMap(({ check: own, status, text: sentence }): readonly StructureFinding[] =>
      own === check && status !== 'PASSED' ? [{ severity: severityOf[status], text: sentence }] : [],
    );
}
