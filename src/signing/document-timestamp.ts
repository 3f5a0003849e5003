import { emptyAppearance } from '../pdf/appearance/block.ts';
import { name } from '../pdf/reader/objects.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures } from '../pdf/reader/signature-fields.ts';
import { beginUpdate } from '../pdf/writer/incremental-update.ts';
import { tokenContentsBytes } from './contents-size.ts';
import { checkFile } from './file-gate.ts';
import { finishPrepared, newFieldName } from './prepare.ts';
import { fillContents, type PreparedSignature, roomOf } from './prepared.ts';
import { refusal } from './refusal.ts';
import type { StampSource } from './stamp-source.ts';

/**
 * Adds a document timestamp (`/Type /DocTimeStamp`, EN 319 142-1 5.4.3) over everything before it, in its own revision:
 * invisible widget, no `/M`, `/Name` or `/Reason`. Errors: SIGN_REFUSED where the file forbids it, TSA_UNAVAILABLE.
 */
export async function addDocumentTimestamp(base: Uint8Array, stamps: StampSource): Promise<Uint8Array> {
  const prepared = prepareTimestamp(base, stamps.lastTokenBytes());
  const token = await tokenFor(prepared, stamps);
  if (token.length <= roomOf(prepared)) return fillContents(prepared, token);
  // the first token of an authority that sends more than any was known to
  const roomier = prepareTimestamp(base, token.length);
  return fillContents(roomier, await tokenFor(roomier, stamps));
}

async function tokenFor({ intent }: PreparedSignature, stamps: StampSource): Promise<Uint8Array> {
  const digest = Buffer.from(intent.digest, 'hex');
  const token = await stamps.request((hash) => {
    if (hash !== intent.digestAlgorithm) throw new RangeError(`imprint asked for with ${hash}`);
    return new Uint8Array(digest);
  });
  return token.der;
}

function prepareTimestamp(base: Uint8Array, lastTokenBytes: number | null): PreparedSignature {
  const file = openPdf(base);
  const field = newFieldName(file, 'DocTimeStamp');
  checkFile(file, listSignatures(file), { name: field, exists: false });
  const page = file.latest.pages()[0];
  if (page === undefined) throw refusal('page-missing', { page: 1 });
  const update = beginUpdate(file);
  const plan = {
    dictionary: {
      Type: name('DocTimeStamp'),
      Filter: name('Adobe.PPKLite'),
      SubFilter: name('ETSI.RFC3161'),
    },
    contentsBytes: tokenContentsBytes(lastTokenBytes),
    page,
    rect: [0, 0, 0, 0] as const,
    appearance: emptyAppearance(update.add),
    field: { newName: field },
  };
  return finishPrepared(file, update, plan, {
    version: 1,
    kind: 'document-timestamp',
    profile: null,
    ruleProfile: null,
    field,
    page: null,
    box: null,
    signedAt: null,
    level: 'B-LTA',
    certificateSha256: null,
    scheme: null,
    font: null,
    remarks: [],
    digestAlgorithm: 'sha256',
  });
}
