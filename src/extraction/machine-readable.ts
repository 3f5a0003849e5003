import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { FieldRemark } from '../domain/field.ts';
import type { BoxPx } from '../domain/geometry.ts';
import { type CardQr, readCardQr } from '../domain/identifiers/cccd-qr.ts';
import { type Check, digitsFromLookalikes } from '../domain/identifiers/check.ts';
import { type MrzDates, readCardMrz, readMrzDates } from '../domain/identifiers/mrz.ts';
import { shrinkGray } from '../imaging/raster.ts';
import { type Layout, type Row, union } from './page-layout.ts';

/** 8-bit gray pixels of the upright page, row by row. */
export interface GrayPixels {
  readonly pixels: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface Barcode {
  readonly text: string;
  readonly format: string;
  readonly page: number;
  readonly boxPx: BoxPx;
}

let prepared: Promise<unknown> | null = null;

/** The decoder's WASM comes from its package; by default it would be fetched from a CDN. */
function decoder(): Promise<unknown> {
  prepared ??= (async () => {
    const file = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
    const wasmBinary = new Uint8Array(file).buffer;
    return prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  })();
  return prepared;
}

/** Netpbm form of the pixels, which the decoder takes without a copy into RGBA. */
function pgm(gray: GrayPixels): Uint8Array {
  const header = new TextEncoder().encode(`P5\n${gray.widthPx} ${gray.heightPx}\n255\n`);
  const file = new Uint8Array(header.length + gray.pixels.length);
  file.set(header);
  file.set(gray.pixels, header.length);
  return file;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function contentOf(bytes: Uint8Array, guessed: string): string {
  try {
    return utf8.decode(bytes).normalize('NFC');
  } catch {
    return guessed.normalize('NFC');
  }
}

/** How hard the decoder looks: at half size first, which finds most codes in a few ms. */
const EFFORTS = [
  { shrink: 2, hard: false },
  { shrink: 1, hard: false },
  { shrink: 2, hard: true },
  { shrink: 1, hard: true },
] as const;

/**
 * QR codes and barcodes of a paper. Every page is looked at cheaply before any is looked at hard, and the search ends with
 * the effort that finds one: 2 ms for a card, 20 ms for A4 at 300 dpi; about 0.4 s a page where there is no code at all.
 */
export async function codesOf(pages: readonly ((() => Promise<GrayPixels>) | undefined)[]): Promise<Barcode[]> {
  for (const effort of EFFORTS) {
    const found: Barcode[] = [];
    for (const [index, page] of pages.entries())
      if (page !== undefined) found.push(...(await barcodesOf(await page(), index, effort)));
    if (found.length > 0) return found;
  }
  return [];
}

async function barcodesOf(gray: GrayPixels, page: number, effort: (typeof EFFORTS)[number]): Promise<Barcode[]> {
  await decoder();
  const { shrink, hard } = effort;
  const found = await readBarcodes(pgm(shrinkGray(gray, shrink)), {
    formats: ['QRCode', 'Code128'],
    tryHarder: hard,
    tryRotate: hard,
    tryDownscale: hard,
    tryInvert: false,
    maxNumberOfSymbols: 8,
  });
  return found
    .filter((code) => code.isValid)
    .map((code) => {
      const corners = [
        code.position.topLeft,
        code.position.topRight,
        code.position.bottomRight,
        code.position.bottomLeft,
      ];
      const [xs, ys] = [corners.map(({ x }) => x * shrink), corners.map(({ y }) => y * shrink)];
      return {
        text: contentOf(code.bytes, code.text),
        format: code.format,
        page,
        boxPx: { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) },
      };
    });
}

export interface MachineReadings {
  readonly card: { readonly check: Check<CardQr>; readonly code: Barcode } | null;
  /** What the zone says with valid check digits; of a zone whose first line is misread only the dates and the sex. */
  readonly mrz: {
    readonly parts: MrzDates & { readonly personalId: string | null };
    readonly remarks: readonly FieldRemark[];
    readonly page: number;
    readonly boxPx: BoxPx;
  } | null;
  readonly codes: readonly Barcode[];
}

/** Sorts what was decoded: the card's QR by its form, the MRZ from the rows of text. */
export function machineReadings(codes: readonly Barcode[], layout: Layout, today: string): MachineReadings {
  const card = codes
    .map((code) => ({ code, check: readCardQr(code.text, today) }))
    .find(({ check }) => check.parts !== null && /^\d{12}$/.test(check.parts.personalId));
  return { card: card ?? null, mrz: mrzOf(layout, today), codes };
}

const zone = (row: Row): string =>
  row.tokens
    .map((token) => token.text)
    .join('')
    .toUpperCase()
    .replaceAll('Đ', 'D')
    .replace(/[«‹]/g, '<<')
    .replace(/[^A-Z0-9<]/g, '');

const digits = (text: string): string => digitsFromLookalikes(text);

/** The sex is a letter between two check digits; an F there is easily taken for an E or a P. */
const SECOND_LINE = /^(.{6})(.)([MFEP<])(.{6})(.)VNM.*?(.)$/;

/** The second line with letters put right where only digits can stand. */
function secondLine(text: string): string | null {
  const match = SECOND_LINE.exec(text);
  if (match === null) return null;
  const [, birth = '', birthDigit = '', sex = '', expiry = '', expiryDigit = '', last = ''] = match;
  const until = expiry === '<<<<<<' ? expiry : digits(expiry);
  const letter = sex === 'E' || sex === 'P' ? 'F' : sex;
  return `${digits(birth)}${digits(birthDigit)}${letter}${until}${digits(expiryDigit)}VNM${'<'.repeat(11)}${digits(last)}`;
}

/** Three rows that fit the TD1 layout; recognition reads fillers badly, so they are rebuilt around what is fixed. */
function mrzOf(layout: Layout, today: string): MachineReadings['mrz'] {
  for (const row of layout.rows) {
    const two = secondLine(zone(row));
    const [first, third] = [layout.rows[row.index - 1], layout.rows[row.index + 1]];
    if (two === null) continue;
    const one = first === undefined ? null : /^[I1LT][D0O<]VNM(.{9})(.)(.{12})[<KCLE]*(.?)$/.exec(zone(first));
    if (first !== undefined && third !== undefined && one !== null) {
      const numbers = one.slice(1).map(digits);
      const optional = `${numbers[2]}${'<'.repeat(3)}`.slice(0, 14) + (numbers[3] || '<');
      const lines = [`IDVNM${numbers[0]}${numbers[1]}${optional}`, two, zone(third).slice(0, 30).padEnd(30, '<')];
      const check = readCardMrz(lines, today);
      if (check.parts !== null && check.status !== 'error')
        return {
          parts: check.parts,
          remarks: check.remarks,
          page: row.page,
          boxPx: union([first.box, row.box, third.box]),
        };
    }
    const dates = readMrzDates(two, today);
    if (dates !== null) return { parts: { ...dates, personalId: null }, remarks: [], page: row.page, boxPx: row.box };
  }
  return null;
}
