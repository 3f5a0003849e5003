import { checkJpx } from '../pdf/archive/checks/jpx.ts';
import { filterNames } from '../pdf/reader/filters.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import {
  isArray,
  isDict,
  isName,
  isStream,
  type PdfDict,
  type PdfObject,
  type PdfStream,
} from '../pdf/reader/objects.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import type { EncodedImage } from './encoded-image.ts';

/** Finds image streams as they stand in the file, with the parameters that PDFium does not tell. */
export interface PdfStreams {
  /**
   * The stream of a page's image, known by its stored data, in a form that another PDF takes byte for byte; null when
   * there is none, or when its meaning hangs on more than itself (a mask, a decode array, a colour space of its own).
   */
  image(page: number, stored: Uint8Array): EncodedImage | null;
  /** The ICC profile that the same image's colour space names; undefined when there is none. */
  profile(page: number, stored: Uint8Array): Uint8Array | undefined;
}

/** Reads the file's structure when it is first asked for; a file that the strict reader refuses has no streams. */
export function pdfStreams(bytes: Uint8Array): PdfStreams {
  let file: PdfFile | null | undefined;
  const opened = (): PdfFile | null => {
    if (file === undefined) {
      try {
        file = openPdf(bytes);
      } catch {
        file = null;
      }
    }
    return file;
  };
  const ask = <T>(page: number, stored: Uint8Array, answer: (file: PdfFile, stream: PdfStream) => T): T | null => {
    const from = opened();
    if (from === null) return null;
    try {
      const stream = streamOf(from, page, stored);
      return stream === null ? null : answer(from, stream);
    } catch {
      return null; // damaged where PDFium is more patient
    }
  };
  return {
    image: (page, stored) => ask(page, stored, ownForm),
    profile: (page, stored) => ask(page, stored, profileOf) ?? undefined,
  };
}

function profileOf({ latest }: PdfFile, { dict }: PdfStream): Uint8Array | undefined {
  const space = latest.get(dict, 'ColorSpace');
  if (!isArray(space) || !isName(latest.resolve(space.items[0] ?? null), 'ICCBased')) return undefined;
  const profile = latest.resolve(space.items[1] ?? null);
  return isStream(profile) ? latest.decode(profile).bytes : undefined;
}

function streamOf(file: PdfFile, page: number, stored: Uint8Array): PdfStream | null {
  const { latest } = file;
  const resources = latest.pages()[page]?.resources ?? null;
  const group = resources === null ? null : latest.getDict(resources, 'XObject');
  for (const value of group?.entries.values() ?? []) {
    const stream = latest.resolve(value);
    if (isStream(stream) && Buffer.compare(stream.raw, stored) === 0) return stream;
  }
  return null;
}

function ownForm(file: PdfFile, { dict, raw }: PdfStream): EncodedImage | null {
  const { latest } = file;
  const [filter, ...more] = filterNames(dict, latest.resolve);
  if (filter === undefined || more.length > 0) return null;
  const [widthPx, heightPx] = [latest.get(dict, 'Width'), latest.get(dict, 'Height')];
  if (typeof widthPx !== 'number' || typeof heightPx !== 'number') return null;
  if (['SMask', 'Mask', 'Decode', 'SMaskInData'].some((key) => latest.get(dict, key) !== null)) return null;
  if (latest.get(dict, 'ImageMask') === true) return null;
  if (filter === 'JPXDecode') return ownJpx(raw, dict, widthPx, heightPx);
  if (latest.get(dict, 'BitsPerComponent') !== 1 || !isName(latest.get(dict, 'ColorSpace'), 'DeviceGray')) return null;
  const parameters = firstOf(latest.get(dict, 'DecodeParms'));
  const value = (key: string): PdfObject => {
    const held = latest.resolve(parameters);
    return isDict(held) ? latest.get(held, key) : null;
  };
  if (filter === 'JBIG2Decode') {
    const globals = value('JBIG2Globals');
    if (globals !== null && !isStream(globals)) return null;
    return {
      kind: 'jbig2',
      bytes: raw,
      widthPx,
      heightPx,
      globals: globals === null ? null : latest.decode(globals).bytes,
    };
  }
  if (filter !== 'CCITTFaxDecode' && filter !== 'CCF') return null;
  const [k, columns, rows] = [value('K'), value('Columns') ?? 1728, value('Rows') ?? 0];
  if (typeof k !== 'number' || k >= 0 || columns !== widthPx || (rows !== 0 && rows !== heightPx)) return null;
  if (value('EncodedByteAlign') === true || value('EndOfLine') === true) return null;
  return { kind: 'g4', bytes: raw, widthPx, heightPx, blackIs1: value('BlackIs1') === true };
}

const firstOf = (object: PdfObject): PdfObject => (isArray(object) ? (object.items[0] ?? null) : object);

/** A JP2 file that says its colours itself, as PDF/A wants it (19005-2 clause 6.2.8.3), gray or RGB. */
function ownJpx(raw: Uint8Array, dict: PdfDict, widthPx: number, heightPx: number): EncodedImage | null {
  if (dict.entries.has('ColorSpace')) return null;
  let isAllowed = true;
  checkJpx(raw, false, '', '2u', () => {
    isAllowed = false;
  });
  const header = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.length, 4096));
  const size = header.indexOf('ihdr', 0, 'latin1');
  const channels = size === -1 || size + 14 > header.length ? 0 : header.readUInt16BE(size + 12);
  if (!isAllowed || (channels !== 1 && channels !== 3)) return null;
  return { kind: 'jpx', bytes: raw, widthPx, heightPx };
}
