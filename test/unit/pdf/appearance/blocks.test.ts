import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import fontkit, { type Font } from '@cantoo/fontkit';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type ArchiveClaim, archiveClaim } from '../../../../src/pdf/appearance/archive-claim.ts';
import { type BlockLayout, drawBlock, layoutText } from '../../../../src/pdf/appearance/block.ts';
import { openBlockFont } from '../../../../src/pdf/appearance/font.ts';
import { pageView } from '../../../../src/pdf/appearance/page-view.ts';
import { readStampImage } from '../../../../src/pdf/appearance/stamp-image.ts';
import {
  dictOf,
  isDict,
  isRef,
  isStream,
  type PdfDict,
  type PdfObject,
  type PdfRef,
  ref,
} from '../../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { singlePagePdf } from '../../../../src/pdf/writer/single-page.ts';
import { newPdf } from '../../../support/pdf-builder.ts';

const file = (name: string): Uint8Array => {
  const [family, path] = name.split(':') as [string, string];
  const folder = join(createRequire(import.meta.url).resolve(`@expo-google-fonts/${family}/package.json`), '..');
  return new Uint8Array(readFileSync(join(folder, path)));
};
const tinosBytes = file('tinos:400Regular/Tinos_400Regular.ttf');
const font = openBlockFont(tinosBytes);
const vietnamese = 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ – Nghiễm Ỷ Ọe ặ ẵ đ Đ ơ Ư';

describe('a font subset', () => {
  const subset = font.subset([vietnamese]);
  const whole = fontkit.create(Buffer.from(tinosBytes)) as Font;

  it('has the advance widths of the font itself, glyph by glyph', () => {
    for (const [index, character] of subset.characters.entries()) {
      if (character === null) continue;
      const glyph = whole.glyphForCodePoint(character.codePointAt(0) as number);
      expect(subset.widths[index]).toBeCloseTo(((glyph?.advanceWidth ?? 0) * 1000) / whole.unitsPerEm, 2);
    }
  });

  it('encodes no letter as .notdef, and every letter back to itself', () => {
    const codes = Buffer.from(subset.encode(vietnamese));
    let read = '';
    for (let at = 0; at < codes.length; at += 2) read += subset.characters[codes.readUInt16BE(at) - 1];
    expect(read).toBe(vietnamese.normalize('NFC'));
    expect(read).not.toContain('null');
  });

  it('reads decomposed text as the same letters', () => {
    expect(font.widthPt(vietnamese.normalize('NFD'), 10)).toBeCloseTo(font.widthPt(vietnamese, 10), 6);
    expect(font.missing(vietnamese.normalize('NFD'))).toEqual([]);
  });

  it('is the same bytes for the same letters, and small', () => {
    expect(openBlockFont(tinosBytes).subset([vietnamese]).program).toEqual(subset.program);
    expect(subset.program.length).toBeLessThan(tinosBytes.length / 10);
  });

  it('names what the font has no glyph for', () => {
    expect(font.missing('Trần 漢 Văn 字')).toEqual(['漢', '字']);
  });
});

describe('a font that the operator supplies', () => {
  it('is taken when it is TrueType with Vietnamese letters, under its own name', () => {
    expect(openBlockFont(file('noto-sans:400Regular/NotoSans_400Regular.ttf')).name).toBe('NotoSans-Regular');
  });

  it.each([
    ['no font at all', new Uint8Array([1, 2, 3, 4, 5])],
    ['a font cut off in the middle', tinosBytes.subarray(0, 4000)],
  ])('is refused when it is %s', (_, bytes) => {
    expect(() => openBlockFont(bytes)).toThrow(/CONFIG_INVALID/);
  });

  it('is refused when its licence bits forbid embedding', () => {
    const locked = Buffer.from(tinosBytes);
    const tables = locked.readUInt16BE(4);
    for (let table = 0; table < tables; table++) {
      const at = 12 + table * 16;
      if (locked.toString('latin1', at, at + 4) === 'OS/2') locked.writeUInt16BE(2, locked.readUInt32BE(at + 8) + 8);
    }
    expect(() => openBlockFont(locked)).toThrow(/embedding/);
  });
});

describe('lines', () => {
  it('never pass the width that they are given, and lose no letter', () => {
    const words = fc.array(fc.constantFrom('Ủy', 'ban', 'nhân', 'dân', 'Nghiêng'.repeat(9), 'xã', '0123456789'), {
      minLength: 1,
      maxLength: 14,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 60, max: 260 }), (parts, maxWidthPt) => {
        const layout = layoutText([parts.join(' ')], font, { sizePt: 10, leadingPt: 12, maxWidthPt });
        expect(layout.widthPt).toBeLessThanOrEqual(maxWidthPt + 1e-9);
        expect(
          layout.lines
            .map((line) => line.text)
            .join('')
            .replaceAll(' ', ''),
        ).toBe(parts.join(''));
        expect(layout.heightPt).toBe(layout.lines.length * 12);
      }),
    );
  });
});

const rgb: ArchiveClaim = { part: 2, deviceGray: true, deviceRgb: true, transparency: true };
const layout = layoutText(['Sao y'], font, { sizePt: 10, leadingPt: 12, maxWidthPt: 200 });
const block: BlockLayout = {
  widthPt: 100,
  heightPt: 40,
  text: { layout, xPt: 0, yPt: 0 },
  image: { xPt: 0, yPt: 12, widthPt: 28, heightPt: 28 },
  plate: true,
};

async function drawn(claim: ArchiveClaim, rotate = 0) {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60"><circle cx="30" cy="30" r="25" fill="none" stroke="red" stroke-width="4"/></svg>';
  const image = await readStampImage(new Uint8Array(await sharp(Buffer.from(svg)).png().toBuffer()));
  const objects = new Map<number, PdfObject>();
  const add = (object: PdfObject): PdfRef => {
    objects.set(objects.size + 1, object);
    return ref(objects.size);
  };
  const form = drawBlock(block, { font, image, rotate }, claim, add);
  const get = (object: PdfObject | undefined): PdfObject =>
    isRef(object) ? (objects.get(object.number) ?? null) : (object ?? null);
  const inside = (dict: PdfDict | null, key: string): PdfObject => get(dict?.entries.get(key));
  return { form: get(form), objects: [...objects.values()], inside };
}

describe('an appearance stream', () => {
  it('has its own resources: a Type0 font with widths and Unicode map, an image with a soft mask', async () => {
    const { form, inside } = await drawn(rgb);
    const resources = inside(dictOf(form), 'Resources');
    const type0 = inside(inside(dictOf(resources), 'Font') as PdfDict, 'F0') as PdfDict;
    expect(inside(type0, 'Encoding')).toMatchObject({ name: 'Identity-H' });
    expect(isStream(inside(type0, 'ToUnicode'))).toBe(true);
    const picture = inside(inside(dictOf(resources), 'XObject') as PdfDict, 'Im0');
    expect(inside(dictOf(picture), 'SMask')).not.toBeNull();
    expect(dictOf(picture)?.entries.has('Interpolate')).toBe(false);
  });

  it('uses calibrated colours where no output intent stands behind device colours', async () => {
    const { form, objects, inside } = await drawn({ ...rgb, deviceGray: false, deviceRgb: false });
    expect(isDict(inside(inside(dictOf(form), 'Resources') as PdfDict, 'ColorSpace'))).toBe(true);
    const picture = objects.find((object) => dictOf(object)?.entries.has('SMask'));
    expect(JSON.stringify(dictOf(picture)?.entries.get('ColorSpace'))).toContain('CalRGB');
  });

  it('adds an exact CIDSet for PDF/A-1 and none elsewhere', async () => {
    const setOf = async (claim: ArchiveClaim) =>
      (await drawn(claim)).objects.some((object) => dictOf(object)?.entries.has('CIDSet'));
    expect(await setOf({ ...rgb, part: 1 })).toBe(true);
    expect(await setOf(rgb)).toBe(false);
  });
});

describe('the shown page and user space', () => {
  const view = (entries: string) => {
    const { latest } = openPdf(
      newPdf({
        objects: {
          1: '<< /Type /Catalog /Pages 2 0 R >>',
          2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
          3: `<< /Type /Page /Parent 2 0 R ${entries} >>`,
        },
      }),
    );
    return pageView(latest, latest.pages()[0] as never);
  };
  const boxes = [
    '/MediaBox [0 0 600 800]',
    '/MediaBox [-10 20 590 820] /CropBox [0 30 500 700]',
    '/MediaBox [0 0 60 80] /UserUnit 10',
  ];

  it('are each the way back of the other, for every turn', () => {
    for (const entries of boxes)
      for (const turn of [0, 90, 180, 270]) {
        const shown = view(`${entries} /Rotate ${turn}`);
        const box = { x: 12, y: 7, width: 50, height: 20 };
        const back = shown.fromUserSpace(shown.toUserSpace(box));
        for (const key of ['x', 'y', 'width', 'height'] as const) expect(back[key]).toBeCloseTo(box[key], 1);
      }
  });

  it('top left of the shown page is the corner that the turn brings there', () => {
    const corner = { x: 0, y: 0, width: 25.4, height: 25.4 };
    expect(view('/MediaBox [0 0 600 800]').toUserSpace(corner)).toEqual([0, 728, 72, 800]);
    expect(view('/MediaBox [0 0 600 800] /Rotate 90').toUserSpace(corner)).toEqual([0, 0, 72, 72]);
    expect(view('/MediaBox [0 0 600 800] /Rotate 180').toUserSpace(corner)).toEqual([528, 0, 600, 72]);
    expect(view('/MediaBox [0 0 600 800] /Rotate 270').toUserSpace(corner)).toEqual([528, 728, 600, 800]);
  });
});

it('a single page taken out keeps what it shows and leaves the rest of a large file behind', () => {
  const big = newPdf({
    objects: {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: '<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 /MediaBox [0 0 300 400] /Resources << /XObject << /I 6 0 R >> >> >>',
      3: '<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Rotate 90 >>',
      4: '<< /Type /Page /Parent 2 0 R /Contents 7 0 R >>',
      5: { entries: '', data: 'q 10 0 0 10 0 0 cm /I Do Q' },
      6: {
        entries: '/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8',
        data: 'x',
      },
      7: { entries: '', data: '%'.repeat(100_000) },
    },
  });
  const { latest } = openPdf(big);
  const single = singlePagePdf(latest, latest.pages()[0] as never);
  expect(single.length).toBeLessThan(3_000);
  const [page] = openPdf(single).latest.pages();
  expect(page).toMatchObject({ rotate: 90, mediaBox: [0, 0, 300, 400] });
  expect(Buffer.from(single).toString('latin1')).toContain('/I Do');
});

it.each([
  ['part as an element', '<pdfaid:part>2</pdfaid:part>', 2],
  ['part as an attribute', '<rdf:Description pdfaid:part="1" pdfaid:conformance="B"/>', 1],
  ['no claim', '<dc:title>x</dc:title>', null],
])('the archival claim is read: %s', (_, xmp, part) => {
  const { latest } = openPdf(
    newPdf({
      objects: {
        1: '<< /Type /Catalog /Pages 2 0 R /Metadata 4 0 R >>',
        2: '<< /Type /Pages /Kids [] /Count 0 >>',
        4: { entries: '/Type /Metadata /Subtype /XML', data: xmp },
      },
    }),
  );
  expect(archiveClaim(latest).part).toBe(part);
  expect(archiveClaim(latest).transparency).toBe(part === null);
});
