import type { Check } from './check.ts';
import { algorithms } from './checks/algorithms.ts';
import { annotationChanges } from './checks/annotation-changes.ts';
import { annotationOverlap } from './checks/annotation-overlap.ts';
import { byteRangeNoOverlap } from './checks/byterange-no-overlap.ts';
import { byteRangeValid } from './checks/byterange-valid.ts';
import { certificationFirst } from './checks/certification-first.ts';
import { chain } from './checks/chain.ts';
import { claimedTime } from './checks/claimed-time.ts';
import { cmsShape } from './checks/cms-shape.ts';
import { coverage } from './checks/coverage.ts';
import { dictionaryConsistent } from './checks/dictionary-consistent.ts';
import { docMdp } from './checks/docmdp.ts';
import { fieldMdp } from './checks/fieldmdp.ts';
import { formFillChanges } from './checks/form-fill-changes.ts';
import { formatExpected } from './checks/format-expected.ts';
import { identity } from './checks/identity.ts';
import { keyUsage } from './checks/key-usage.ts';
import { messageDigest } from './checks/message-digest.ts';
import { noEContent } from './checks/no-econtent.ts';
import { noUnaccountedBytes } from './checks/no-unaccounted-bytes.ts';
import { notAmbiguous } from './checks/not-ambiguous.ts';
import { oneSignerInfo } from './checks/one-signer-info.ts';
import { pageCount } from './checks/page-count.ts';
import { pastValidation } from './checks/past-validation.ts';
import { pdfa } from './checks/pdfa.ts';
import { revocation } from './checks/revocation.ts';
import { revocationFresh } from './checks/revocation-fresh.ts';
import { sigFieldLock } from './checks/sigfieldlock.ts';
import { signatureIntact } from './checks/signature-intact.ts';
import { signingCertificate } from './checks/signing-certificate.ts';
import { sneakySignature } from './checks/sneaky-signature.ts';
import { timestamp } from './checks/timestamp.ts';
import { timestampOrder } from './checks/timestamp-order.ts';
import { undefinedChanges } from './checks/undefined-changes.ts';
import { validity } from './checks/validity.ts';

/**
 * Every check, in the order in which it is asked and shown. The order also decides which sub-indication a signature gets
 * when several checks fail: format, cryptography, later changes, chain, time.
 */
export const catalogue: readonly Check[] = [
  formatExpected,
  notAmbiguous,
  byteRangeValid,
  byteRangeNoOverlap,
  coverage,
  noUnaccountedBytes,
  dictionaryConsistent,
  cmsShape,
  oneSignerInfo,
  noEContent,
  messageDigest,
  signatureIntact,
  signingCertificate,
  pageCount,
  undefinedChanges,
  docMdp,
  fieldMdp,
  sigFieldLock,
  certificationFirst,
  annotationOverlap,
  sneakySignature,
  formFillChanges,
  annotationChanges,
  identity,
  chain,
  keyUsage,
  validity,
  revocation,
  revocationFresh,
  pastValidation,
  algorithms,
  timestamp,
  timestampOrder,
  claimedTime,
  pdfa,
];
