import { filterNames } from '../../reader/filters.ts';
import { isArray, isDict, isName, isRef, isStream, isString, type PdfObject } from '../../reader/objects.ts';
import type { CheckContext } from './context.ts';

/** Rows 1 to 5: header and end, trailers, spacing of objects, limits of the syntax, filters. */
export function checkFileForm(context: CheckContext): void {
  checkEnds(context);
  checkTrailers(context);
  for (const revision of context.file.revisions)
    for (const [number, entry] of revision.entries()) {
      if (entry.kind === 'compressed' && context.flavour === '1b')
        context.add(2, '6.1.4', `${number} 0`, 'object streams are not allowed in PDF/A-1');
      if (entry.kind !== 'offset') continue;
      const found = revision.indirect(number);
      if (found === null) continue;
      checkSpacing(context, number, found.start, found.end, found.object);
      checkLimits(context, number, found.object);
      if (isStream(found.object)) checkFilters(context, number, found.object);
    }
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

const LONGEST_NAME = 127;

function checkLimits({ file, flavour, add }: CheckContext, number: number, root: PdfObject): void {
  const where = `${number} 0`;
  const longestString = flavour === '1b' ? 65_535 : 32_767;
  const stack: PdfObject[] = [root];
  for (let object = stack.pop(); object !== undefined; object = stack.pop()) {
    if (isStream(object)) stack.push(object.dict);
    else if (isArray(object)) stack.push(...object.items);
    else if (isDict(object))
      for (const [key, value] of object.entries) {
        if (key.length > LONGEST_NAME) add(4, '6.1.13', where, 'a name of more than 127 bytes');
        stack.push(value);
      }
    else if (isName(object) && object.name.length > LONGEST_NAME)
      add(4, '6.1.13', where, 'a name of more than 127 bytes');
    else if (isString(object)) {
      if (object.bytes.length > longestString) add(4, '6.1.13-3', where, `a string of ${object.bytes.length} bytes`);
      if (object.hex && object.start >= 0) {
        const digits = Buffer.from(file.bytes.subarray(object.start, object.end))
          .toString('latin1')
          .replace(/[^0-9A-Fa-f]/g, '').length;
        if (digits % 2 === 1) add(4, '6.1.6', where, 'an odd number of hexadecimal digits');
      }
    } else if (typeof object === 'number' && Number.isInteger(object) && Math.abs(object) > 2_147_483_647)
      add(4, '6.1.13-1', where, `an integer beyond 32 bits: ${object}`);
  }
}

function checkFilters({ latest, flavour, add }: CheckContext, number: number, object: PdfObject): void {
  if (!isStream(object)) return;
  const where = `${number} 0`;
  for (const filter of filterNames(object.dict, (value) => (isRef(value) ? latest.resolve(value) : value))) {
    if (filter === 'LZWDecode' || filter === 'LZW') add(5, '6.1.7.2-1', where, 'LZWDecode');
    if (filter === 'Crypt') add(5, '6.1.7.2-2', where, 'a Crypt filter');
    if (filter === 'JPXDecode') checkJpx(object.raw, where, flavour, add);
  }
  for (const key of ['F', 'FFilter', 'FDecodeParms'])
    if (object.dict.entries.has(key) && !isName(object.dict.entries.get('Type'), 'Filespec'))
      add(5, '6.1.7.1-3', where, `external stream data (/${key})`);
}

/** 19005-2 clause 6.2.8.3: a JP2 file with boxes, 1, 3 or 4 colour channels. */
function checkJpx(bytes: Uint8Array, where: string, flavour: string, add: CheckContext['add']): void {
  if (flavour === '1b') add(5, '6.1.10', where, 'JPXDecode in PDF/A-1');
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.toString('latin1', 4, 8) !== 'jP  ') {
    add(5, '6.2.8.3', where, 'a bare JPEG 2000 codestream, not a JP2 file');
    return;
  }
  const header = data.indexOf('ihdr', 0, 'latin1');
  const channels = header === -1 || header + 14 > data.length ? 0 : data.readUInt16BE(header + 12);
  if (![1, 3, 4].includes(channels)) add(5, '6.2.8.3-1', where, `JPEG 2000 with ${channels} channels`);
}
