import { fromBER } from 'asn1js';
import { ContentInfo, SignedData } from 'pkijs';
import type { PdfRevision } from '../../reader/model.ts';
import { listSignatures } from '../../reader/signature-fields.ts';
import { type CheckContext, dictionariesOf, objectsInForce } from './context.ts';

const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** Row 15: the structure of each signature; digests and chains are another test (`src/verification`). */
export function checkSignatures({ file, add }: CheckContext): void {
  for (const signature of listSignatures(file)) {
    const where = `signature ${signature.fieldName}`;
    if (signature.valueRef === null) add(15, '6.4.3-1', where, 'the signature dictionary is direct');
    const range = signature.byteRange;
    const revision = file.revisions[signature.revisionIndex];
    if (range === null || range.length !== 4) add(15, '6.4.3-1', where, 'no /ByteRange of four numbers');
    else {
      const [start, first, second, length] = range as [number, number, number, number];
      const end = second + length;
      if (start !== 0 || first !== signature.contentsStart || second !== signature.contentsEnd)
        add(15, '6.4.3-1', where, '/ByteRange leaves out more or less than /Contents');
      if (revision !== undefined && (end > revision.end || end < revision.marker + 5))
        add(15, '6.4.3-1', where, '/ByteRange does not end with its revision');
    }
    checkContents(signature.contents, where, add);
  }
  checkReferences(file.latest, add);
}

/** 6.1.12-2: where /Perms names a DocMDP signature, no signature reference may carry a digest. */
function checkReferences(latest: PdfRevision, add: CheckContext['add']): void {
  const permissions = latest.getDict(latest.catalog, 'Perms');
  if (permissions?.entries.has('DocMDP') !== true) return;
  for (const { number, object } of objectsInForce(latest))
    for (const dict of dictionariesOf(object))
      if (dict.entries.has('TransformMethod'))
        for (const key of ['DigestLocation', 'DigestMethod', 'DigestValue'])
          if (dict.entries.has(key)) add(15, '6.1.12-2', `${number} 0`, `a signature reference with /${key}`);
}

function checkContents(contents: Uint8Array | null, where: string, add: CheckContext['add']): void {
  if (contents === null || contents.every((byte) => byte === 0)) {
    add(15, '6.4.3-2', where, 'a placeholder that was never filled');
    return;
  }
  try {
    const { offset, result } = fromBER(contents);
    if (offset === -1) throw new Error('no DER');
    const info = new ContentInfo({ schema: result });
    if (info.contentType !== SIGNED_DATA) throw new Error('no SignedData');
    const signed = new SignedData({ schema: info.content });
    if ((signed.certificates?.length ?? 0) === 0) add(15, '6.4.3-2', where, 'no certificate in the CMS');
    if (signed.signerInfos.length !== 1) add(15, '6.4.3-3', where, `${signed.signerInfos.length} SignerInfos`);
  } catch {
    add(15, '6.4.3-2', where, '/Contents is no CMS SignedData');
  }
}
