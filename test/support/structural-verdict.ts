import { SohoaError } from '../../src/domain/errors.ts';
import type { FindingSeverity } from '../../src/pdf/reader/findings.ts';
import type { PdfFile } from '../../src/pdf/reader/model.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { listSignatures, type SignatureField } from '../../src/pdf/reader/signature-fields.ts';
import { findingsAgainst } from '../../src/pdf/reader/structure-findings.ts';
import { compareWithLater } from '../../src/pdf/revision-diff/compare-revisions.ts';
import { judgePermissions } from '../../src/pdf/revision-diff/permissions.ts';
import { digestOnly } from './pdf-builder.ts';

export type Standing = 'sound' | 'undetermined' | 'failed';

export interface StructuralResult {
  readonly field: string;
  readonly standing: Standing;
  /** Ids of findings and codes of changes that are not harmless. */
  readonly faults: readonly string[];
  readonly level: string;
}

/**
 * What reader and comparison say of each signature of a file of `pdf-builder`, whose CMS is only a digest: as a verifier
 * without cryptography and trust would. A file that cannot be read is one undetermined result.
 */
export function judgeStructure(bytes: Uint8Array): readonly StructuralResult[] {
  try {
    const file = openPdf(bytes);
    const signatures = listSignatures(file);
    return signatures.map((signature) => judgeOne(file, signatures, signature));
  } catch (thrown) {
    if (!(thrown instanceof SohoaError)) throw thrown;
    return [{ field: '', standing: 'undetermined', faults: [thrown.code], level: 'NONE' }];
  }
}

function judgeOne(file: PdfFile, signatures: readonly SignatureField[], signature: SignatureField): StructuralResult {
  const { level, changes } = compareWithLater(file, signature.revisionIndex);
  const faults: { id: string; severity: FindingSeverity }[] = [
    ...signature.findings,
    ...findingsAgainst(file, signature.revisionIndex),
    ...changes
      .filter((one) => one.level === 'OTHER' || one.doubtful)
      .map((one) => ({ id: one.code, severity: one.doubtful ? ('undetermined' as const) : ('failed' as const) })),
    ...judgePermissions(file, signatures, signature, changes).map((one) => ({ id: one.check, severity: one.severity })),
    ...(isDigestSound(file, signature) ? [] : [{ id: 'message-digest', severity: 'failed' as const }]),
  ].filter((one) => one.severity !== 'warning');
  const standing = faults.some((one) => one.severity === 'failed')
    ? 'failed'
    : faults.length > 0
      ? 'undetermined'
      : 'sound';
  return { field: signature.fieldName, standing, faults: [...new Set(faults.map((one) => one.id))], level };
}

function isDigestSound(file: PdfFile, { byteRange, contents, cmsLength }: SignatureField): boolean {
  if (byteRange?.length !== 4 || contents === null) return false;
  const [, a = 0, b = 0, c = 0] = byteRange;
  const signed = Buffer.concat([file.bytes.subarray(0, a), file.bytes.subarray(b, b + c)]);
  return Buffer.compare(digestOnly(Uint8Array.from(signed)), contents.subarray(0, cmsLength ?? 0)) === 0;
}
