import { filterNames } from '../../reader/filters.ts';
import { isArray, isName, isRef, isStream, type PdfObject } from '../../reader/objects.ts';
import type { CheckContext } from './context.ts';
import { checkJpx } from './jpx.ts';
import { checkSyntaxLimits } from './limits.ts';

/** Rows 1 to 5: header and end, trailers, spacing of objects, limits of the syntax, filters. */
export function checkFileForm(context: CheckContext): void {
  checkEnds(context);
  checkTrailers(context);
  checkTables(context);
  for (const revision of context.file.revisions)
    for (const [number, entry] of revision.entries()) {
      if (entry.kind === 'compressed' && context.flavour === '1b')
        context.add(2, '6.1.4', `${number} 0`, 'object streams are not allowed in PDF/A-1');
      // what stands in an object stream has no place in the file, but the same limits
      if (entry.kind === 'compressed')
        checkSyntaxLimits(context, revision.resolve({ kind: 'ref', number, generation: 0 }), `${number} 0`, noBytes);
      if (entry.kind !== 'offset') continue;
      const found = revision.indirect(number);
      if (found === null) continue;
      checkSpacing(context, number, found.start, found.end, found.object);
      checkSyntaxLimits(context, found.object, `${number} 0`, context.file.bytes);
      if (isStream(found.object)) checkFilters(context, number, found.object);
    }
}

const noBytes = new Uint8Array(0);
/** Most indirect objects of a file (6.1.13-7). */
const MOST_OBJECTS = 8_388_607;

/** 6.1.4: `xref`, one end of line, then the header of the first subsection. */
function checkTables({ file, add }: CheckContext): void {
  for (const revision of file.revisions)
    for (const { start } of revision.sections) {
      const text = Buffer.from(file.bytes.subarray(start, start + 40)).toString('latin1');
      if (text.startsWith('xref') && !/^xref(\r\n|\r|\n)\d+ \d+ ?(\r\n|\r|\n)/.test(text))
        add(3, '6.1.4-2', `cross-reference at ${start}`, 'not "xref", one end of line and a subsection header');
    }
  if (file.latest.maxObjectNumber > MOST_OBJECTS) add(4, '6.1.13-7', 'file', 'too many indirect objects');
}

function checkEnds({ file, add }: CheckContext): void {
  const { bytes } = file;
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  const header = /^%PDF-1\.[0-7](\r\n|\r|\n)/.exec(head);
  if (header === null) add(1, '6.1.2-1', 'file', 'no %PDF-1.0 to 1.7 header at byte 0');
  else if (!/^%[\x80-\xff]{4}/.test(head.slice(header[0].length)))
    add(1, '6.1.2-2', 'file', 'the second line is no comment of at least four bytes above 127');
  const tail = Buffer.from(bytes.subarray(-8)).toString('latin1');
  if (!/%%EOF(\r\n|\r|\n)?$/.test(tail)) add(1, '6.1.3-3', 'file', 'more than one end of line after the last %%EOF');
}

function checkTrailers({ file, flavour, add }: CheckContext): void {
  for (const revision of file.revisions) {
    const where = `trailer of revision ${revision.index}`;
    if (!isArray(revision.resolve(revision.trailer.entries.get('ID')))) add(2, '6.1.3-1', where, 'no /ID');
    if (revision.trailer.entries.has('Encrypt')) add(2, '6.1.3-2', where, 'the file is encrypted');
    if (flavour === '1b' && revision.xrefKind !== 'table')
      add(2, '6.1.4', where, 'PDF/A-1 allows no cross-reference stream');
    const before = revision.start === 0 ? 0x0a : file.bytes[revision.start - 1];
    const first = file.bytes[revision.start];
    if (before !== 0x0a && before !== 0x0d && first !== 0x0a && first !== 0x0d)
      add(3, '6.1.9-1', where, 'the update does not start on a new line');
  }
}

function checkSpacing(
  { file, add }: CheckContext,
  number: number,
  start: number,
  end: number,
  object: PdfObject,
): void {
  const where = `${number} 0`;
  const slice = (from: number, to: number): string =>
    Buffer.from(file.bytes.subarray(Math.max(0, from), to)).toString('latin1');
  if (!/^\d+ \d+ obj(\r\n|\r|\n)/.test(slice(start, start + 40))) add(3, '6.1.9-1', where, 'spacing of "n g obj"');
  if (start > 0 && !/[\r\n]/.test(slice(start - 1, start)))
    add(3, '6.1.9-1', where, 'no end of line before the object');
  if (!/[\r\n]endobj$/.test(slice(end - 8, end))) add(3, '6.1.9-1', where, 'no end of line before endobj');
  if (!/[\r\n]/.test(slice(end, end + 1))) add(3, '6.1.9-1', where, 'no end of line after endobj');
  if (!isStream(object)) return;
  if (!/stream(\r\n|\n)$/.test(slice(object.start - 8, object.start)))
    add(3, '6.1.7.1-2', where, 'stream is not followed by CRLF or LF');
  if (!/^(\r\n|\r|\n)endstream/.test(slice(object.end, object.end + 11)))
    add(3, '6.1.7.1-1', where, 'no end of line before endstream, or /Length is not exact');
}

function checkFilters({ latest, flavour, add }: CheckContext, number: number, object: PdfObject): void {
  if (!isStream(object)) return;
  const where = `${number} 0`;
  for (const filter of filterNames(object.dict, (value) => (isRef(value) ? latest.resolve(value) : value))) {
    if (filter === 'LZWDecode' || filter === 'LZW') add(5, '6.1.7.2-1', where, 'LZWDecode');
    if (filter === 'Crypt') add(5, '6.1.7.2-2', where, 'a Crypt filter');
    if (filter === 'JPXDecode') checkJpx(object.raw, object.dict.entries.has('ColorSpace'), where, flavour, add);
  }
  for (const key of ['F', 'FFilter', 'FDecodeParms'])
    if (object.dict.entries.has(key) && !isName(object.dict.entries.get('Type'), 'Filespec'))
      add(5, '6.1.7.1-3', where, `external stream data (/${key})`);
}
