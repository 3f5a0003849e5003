import type { CheckContext } from './context.ts';

interface Box {
  readonly type: string;
  readonly body: Buffer;
}

/** Boxes of a JP2 file (ISO 15444-1 annex I), one level; ends where one is cut. */
function boxes(data: Buffer): readonly Box[] {
  const found: Box[] = [];
  for (let at = 0; at + 8 <= data.length; ) {
    let length = data.readUInt32BE(at);
    let head = 8;
    if (length === 1 && at + 16 <= data.length) {
      length = Number(data.readBigUInt64BE(at + 8));
      head = 16;
    }
    const end = length === 0 ? data.length : at + length;
    if (end < at + head || end > data.length) break;
    found.push({ type: data.toString('latin1', at + 4, at + 8), body: data.subarray(at + head, end) });
    at = end;
  }
  return found;
}

/** Enumerated colour space CIEJab, which is not allowed. */
const CIE_JAB = 19;

/**
 * 19005-2 clause 6.2.8.3: a JP2 file with boxes; 1, 3 or 4 colour channels of one depth of 1 to 38 bits; unless the
 * image dictionary gives a colour space, one `colr` box, or exactly one marked as the best, of an allowed method.
 */
export function checkJpx(
  bytes: Uint8Array,
  hasColourSpace: boolean,
  where: string,
  flavour: string,
  add: CheckContext['add'],
): void {
  if (flavour === '1b') add(5, '6.1.10', where, 'JPXDecode in PDF/A-1');
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (data.toString('latin1', 4, 8) !== 'jP  ') {
    add(5, '6.2.8.3', where, 'a bare JPEG 2000 codestream, not a JP2 file');
    return;
  }
  const header = boxes(boxes(data).find(({ type }) => type === 'jp2h')?.body ?? Buffer.alloc(0));
  const size = header.find(({ type }) => type === 'ihdr')?.body;
  const channels = size === undefined || size.length < 14 ? 0 : size.readUInt16BE(8);
  if (![1, 3, 4].includes(channels)) add(5, '6.2.8.3-1', where, `JPEG 2000 with ${channels} channels`);
  // 255 says that depths differ; else the depth is one more, the top bit its sign
  const depth = size === undefined || size.length < 14 ? 255 : size[10]!;
  if (depth === 255 || header.some(({ type }) => type === 'bpcc'))
    add(5, '6.2.8.3-5', where, 'JPEG 2000 channels of different depths');
  else if ((depth & 0x7f) + 1 > 38) add(5, '6.2.8.3-4', where, 'JPEG 2000 of more than 38 bits');
  if (hasColourSpace) return;
  const colours = header.filter(({ type }) => type === 'colr').map(({ body }) => body);
  const best = colours.length === 1 ? colours : colours.filter((body) => body[2] === 1);
  if (best.length !== 1) add(5, '6.2.8.3-2', where, 'JPEG 2000 without one colour specification');
  const method = best[0]?.[0];
  if (method !== undefined && ![1, 2, 3].includes(method)) add(5, '6.2.8.3-3', where, `colour method ${method}`);
  if (method === 1 && best[0]!.length >= 7 && best[0]!.readUInt32BE(3) === CIE_JAB)
    add(5, '6.2.8.3-3', where, 'colour space CIEJab');
}
