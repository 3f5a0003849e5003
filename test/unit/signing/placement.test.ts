import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SignatureProfileId, signatureProfileOn } from '../../../src/domain/rules/signature-profiles.ts';
import { openBlockFont } from '../../../src/pdf/appearance/font.ts';
import { inkOf } from '../../../src/pdf/appearance/page-ink.ts';
import type { BoxMm } from '../../../src/pdf/appearance/page-view.ts';
import { blockLines, type PlacementTask, placeBlock } from '../../../src/signing/placement.ts';

const folder = join(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'), '..');
const font = openBlockFont(readFileSync(join(folder, '400Regular/Tinos_400Regular.ttf')));
const agency = 'Ủy ban nhân dân xã Mẫu, tỉnh Ví Dụ';
const time = '2026-11-22T10:15:30+07:00';

/** A page of 2 px a mm; boxes of print are drawn as rows of strokes, photographs by `paint`. */
function page(
  options: {
    readonly widthMm?: number;
    readonly heightMm?: number;
    readonly print?: readonly BoxMm[];
    readonly paint?: (xMm: number, yMm: number) => number;
  } = {},
) {
  const { widthMm = 210, heightMm = 297, print = [], paint } = options;
  const perMm = 595 / Math.min(widthMm, heightMm);
  const widthPx = Math.round(widthMm * perMm);
  const heightPx = Math.round(heightMm * perMm);
  const gray = new Uint8Array(widthPx * heightPx).fill(255);
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) {
      const [xMm, yMm] = [x / perMm, y / perMm];
      if (paint !== undefined) gray[y * widthPx + x] = paint(xMm, yMm);
      const inPrint = print.some(
        (box) => xMm >= box.x && xMm < box.x + box.width && yMm >= box.y && yMm < box.y + box.height,
      );
      if (inPrint && (x + y) % 3 === 0) gray[y * widthPx + x] = 20;
    }
  return inkOf({ gray, widthPx, heightPx }, { widthMm, heightMm });
}

function task(id: SignatureProfileId, more: Partial<PlacementTask> = {}): PlacementTask {
  const profile = signatureProfileOn(id, '2026-11-20').value;
  const values = { agency, capturer: 'Trần Thị Thí Dụ', documentNumber: 'Số 12/QĐ-UBND' };
  const lines = blockLines(profile.lines, values, { signing: time, capture: time });
  return {
    profile,
    content: { lines, imageMm: null },
    font,
    ink: page(),
    blocked: [],
    personal: null,
    given: null,
    ...more,
  };
}

const overlap = (a: BoxMm, b: BoxMm): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const nationalName: BoxMm = { x: 95, y: 20, width: 90, height: 12 };
const remarkIds = (placed: ReturnType<typeof placeBlock>): readonly string[] => placed.remarks.map(({ id }) => id);

describe('a block in a corner', () => {
  it('stands where NĐ 30 wants the copy block: right edge 15 mm from the page edge, inside the top margin', () => {
    const { box, remarks } = placeBlock(task('COPY_SAO_Y', { ink: page({ print: [nationalName] }) }));
    expect(box.x + box.width).toBeCloseTo(195, 3);
    expect(box.y + box.height).toBeLessThanOrEqual(20);
    expect(remarks).toEqual([]);
  });

  it('stands top left for the operator, two lines, no wider than 60 mm', () => {
    const { box, block } = placeBlock(task('OPERATOR_SCAN'));
    expect(box.x).toBeLessThan(20);
    expect(box.width).toBeLessThanOrEqual(60);
    expect(box.height).toBeCloseTo(10.6, 1);
    expect(block.text?.layout.lines.map((line) => line.text)).toEqual(['Trần Thị Thí Dụ', time]);
  });

  it('moves off print and says by how much', () => {
    const print = [nationalName, { x: 130, y: 0, width: 75, height: 15 }];
    const placed = placeBlock(task('COPY_SAO_Y', { ink: page({ print }) }));
    for (const box of print) expect(overlap(placed.box, box)).toBe(false);
    expect(remarkIds(placed)).toEqual(['shifted']);
  });

  it('keeps off a QR code that stands in its corner (TT 01/2023 Đ26)', () => {
    const code = { x: 8, y: 3, width: 25, height: 25 };
    const placed = placeBlock(task('OPERATOR_SCAN', { ink: page({ print: [code] }) }));
    expect(overlap(placed.box, code)).toBe(false);
  });

  it('keeps off blocks that others signed before, even where they left no ink', () => {
    const earlier = { x: 120, y: 2, width: 80, height: 16 };
    const placed = placeBlock(task('ATTACHMENT', { blocked: [earlier] }));
    expect(overlap(placed.box, earlier)).toBe(false);
  });

  it('uses smaller letters, down to 7 pt, where nothing else fits', () => {
    const print = [
      { x: 0, y: 17, width: 210, height: 270 },
      { x: 0, y: 0, width: 210, height: 5 },
    ];
    const placed = placeBlock(task('COPY_SAO_Y', { ink: page({ print }) }));
    expect(remarkIds(placed)).toContain('shrunk');
    expect(placed.block.text?.layout.sizePt).toBeLessThan(10);
    expect(placed.block.text?.layout.sizePt).toBeGreaterThanOrEqual(7);
    for (const box of print) expect(overlap(placed.box, box)).toBe(false);
  });

  it('stays in the corner of a framed form with smaller letters rather than stand among its lines at full size', () => {
    const print = [
      { x: 8, y: 8, width: 194, height: 3 },
      { x: 55, y: 25, width: 140, height: 10 },
      { x: 20, y: 36, width: 175, height: 26 },
      // a gap as high as the block, sixty millimetres down
      { x: 20, y: 80, width: 175, height: 200 },
    ];
    const placed = placeBlock(task('COPY_SAO_Y', { ink: page({ print }) }));
    expect(placed.box.y + placed.box.height).toBeLessThan(25);
    expect(remarkIds(placed)).toEqual(['shrunk', 'shifted']);
    expect(placed.block.text?.layout.sizePt).toBeGreaterThanOrEqual(7);
  });

  it('refuses, and says where, when the corner is full of print', () => {
    const full = page({ print: [{ x: 0, y: 0, width: 210, height: 297 }] });
    expect(() => placeBlock(task('COPY_SAO_Y', { ink: full }))).toThrow(/no free room .* top right/);
  });

  it('wraps a long agency name and stays within 85 mm', () => {
    const profile = signatureProfileOn('COPY_SAO_Y', '2026-11-20').value;
    const long = 'Trung tâm Phục vụ hành chính công xã Thí Dụ Thượng Hạ thuộc Ủy ban nhân dân tỉnh Ví Dụ Trung Ương';
    const content = {
      lines: blockLines(profile.lines, { agency: long }, { signing: time, capture: null }),
      imageMm: null,
    };
    const { box, block } = placeBlock(task('COPY_SAO_Y', { content }));
    expect(block.text?.layout.lines.length).toBeGreaterThan(3);
    expect(box.width).toBeLessThanOrEqual(85);
    expect(block.text?.layout.lines.map((line) => line.text).join(' ')).toBe(`Sao y ${long} ${time}`);
  });

  it('finds its place on a landscape page and on a slip', () => {
    for (const [widthMm, heightMm] of [
      [297, 210],
      [74, 105],
      [1500, 1100],
    ] as const) {
      const placed = placeBlock(task('COPY_SAO_Y', { ink: page({ widthMm, heightMm }) }));
      expect(placed.box.x + placed.box.width).toBeLessThanOrEqual(widthMm);
      expect(placed.box.x).toBeGreaterThan(widthMm * 0.4);
      const share = placed.box.width / Math.min(widthMm, heightMm);
      expect(share).toBeGreaterThan(0.2);
      expect(share).toBeLessThan(0.45);
    }
  });

  it('leaves letters at 10 pt on office paper from B5 to A3', () => {
    for (const [widthMm, heightMm] of [
      [176, 250],
      [297, 420],
    ] as const) {
      const placed = placeBlock(task('COPY_SAO_Y', { ink: page({ widthMm, heightMm }) }));
      expect(placed.block.text?.layout.sizePt).toBe(10);
    }
  });
});

describe('a photographed paper', () => {
  /** A white sheet on a grained desk: weak contrast, everywhere but on the sheet. */
  const desk = (x: number, y: number): number => {
    const onSheet = x > 25 && x < 185 && y > 30 && y < 270;
    if (onSheet) return 245;
    return 110 + (Math.floor(x * 1.3) % 2 === 0 ? 34 : -34) * (Math.floor(y / 2) % 2);
  };

  it('gets the block on a white plate over the desk rather than over the sheet print', () => {
    const print = [{ x: 30, y: 32, width: 150, height: 230 }];
    const placed = placeBlock(task('OPERATOR_SCAN', { ink: page({ paint: desk, print }) }));
    expect(placed.block.plate).toBe(true);
    expect(remarkIds(placed)).toContain('on-texture');
    expect(overlap(placed.box, print[0] as BoxMm)).toBe(false);
  });

  it('gets a plate over an even dark ground too, where black letters could not be read', () => {
    const placed = placeBlock(task('OPERATOR_SCAN', { ink: page({ paint: () => 60 }) }));
    expect(placed.block.plate).toBe(true);
    expect(remarkIds(placed)).toEqual([]);
  });
});

describe('the agency seal on an issued result', () => {
  const seal = { width: 36, height: 36 };
  const personal = { x: 120, y: 215, width: 45, height: 18 };
  const sealTask = (more: Partial<PlacementTask> = {}): PlacementTask => {
    const base = task('AGENCY_ISSUED', more);
    return {
      ...base,
      content: { ...base.content, imageMm: seal },
      personal: more.personal === undefined ? { image: personal, lines: null } : more.personal,
    };
  };
  const imageBox = ({ box, block }: ReturnType<typeof placeBlock>): BoxMm => {
    const image = block.image as NonNullable<typeof block.image>;
    const mm = 25.4 / 72;
    return {
      x: box.x + image.xPt * mm,
      y: box.y + box.height - (image.yPt + image.heightPt) * mm,
      width: image.widthPt * mm,
      height: image.heightPt * mm,
    };
  };

  it('covers about a third of the personal signature from its left, at its real size', () => {
    const placed = imageBox(placeBlock(sealTask({ blocked: [personal] })));
    expect(placed.width).toBeCloseTo(36, 3);
    expect(placed.height).toBeCloseTo(36, 3);
    const covered = (placed.x + placed.width - personal.x) / personal.width;
    expect(covered).toBeGreaterThan(0.25);
    expect(covered).toBeLessThan(0.42);
    expect(placed.x).toBeLessThan(personal.x);
  });

  it('shows agency and time beside the seal, off print and off the personal signature', () => {
    const print = [{ x: 30, y: 205, width: 40, height: 30 }];
    const placed = placeBlock(sealTask({ blocked: [personal], ink: page({ print }) }));
    expect(placed.block.text?.layout.lines.map((line) => line.text)).toEqual([agency, time]);
  });

  it('leaves the lines to the signature dictionary when there is no room for them', () => {
    const around = [
      { x: 0, y: 170, width: 100, height: 127 },
      { x: 100, y: 170, width: 110, height: 32 },
      { x: 100, y: 245, width: 110, height: 50 },
    ];
    const placed = placeBlock(sealTask({ blocked: [personal], ink: page({ print: around }) }));
    expect(placed.block.text).toBeNull();
    expect(remarkIds(placed)).toContain('lines-not-shown');
  });

  it('is refused without a visible personal signature, and where it would leave the page', () => {
    expect(() => placeBlock(sealTask({ personal: null }))).toThrow(/no visible personal signature/);
    const edge = { ...personal, x: 2 };
    expect(() => placeBlock(sealTask({ personal: { image: edge, lines: null }, blocked: [edge] }))).toThrow(
      /real size/,
    );
  });

  it('is refused over a QR code', () => {
    const code = { x: 100, y: 200, width: 28, height: 45 };
    const dense = page({
      paint: (x, y) =>
        overlap({ x, y, width: 0.1, height: 0.1 }, code) && (Math.floor(x) + Math.floor(y)) % 2 === 0 ? 0 : 255,
    });
    expect(() => placeBlock(sealTask({ ink: dense, blocked: [personal] }))).toThrow(/QR/);
  });
});

describe("the competent person's signature", () => {
  const office = { x: 125, y: 205, width: 50, height: 5 };
  const printedName = { x: 130, y: 245, width: 40, height: 5 };

  it('stands between the office and the printed name, centred over the name', () => {
    const base = task('PERSON_COMPETENT', { ink: page({ print: [office, printedName] }) });
    const { box } = placeBlock({ ...base, content: { lines: [], imageMm: { width: 40, height: 16 } } });
    expect(box.y).toBeGreaterThan(office.y + office.height);
    expect(box.y + box.height).toBeLessThan(printedName.y);
    expect(Math.abs(box.x + box.width / 2 - (printedName.x + printedName.width / 2))).toBeLessThan(2);
  });

  it('shrinks in a low gap, and is refused without an image', () => {
    const low = [
      office,
      { ...printedName, y: 222 },
      { x: 20, y: 20, width: 170, height: 180 },
      { x: 20, y: 232, width: 170, height: 60 },
    ];
    const base = task('PERSON_COMPETENT', { ink: page({ print: low }) });
    const placed = placeBlock({ ...base, content: { lines: [], imageMm: { width: 40, height: 16 } } });
    expect(remarkIds(placed)).toContain('shrunk');
    expect(() => placeBlock(base)).toThrow(/needs the image/);
  });
});

describe('a place given by hand', () => {
  it('is kept, with letters made to fit', () => {
    const given = { x: 20, y: 100, width: 40, height: 12.7 };
    const placed = placeBlock(task('COPY_SAO_Y', { given }));
    expect(placed.box).toEqual(given);
    expect(placed.block.text?.layout.sizePt).toBeLessThan(10);
  });

  it('is refused when even the smallest letters do not fit', () => {
    expect(() => placeBlock(task('COPY_SAO_Y', { given: { x: 20, y: 100, width: 12, height: 6 } }))).toThrow(
      /place given/,
    );
  });
});

it('a value that a line needs and nobody gave is named', () => {
  const profile = signatureProfileOn('COPY_SAO_Y', '2026-11-20').value;
  expect(() => blockLines(profile.lines, {}, { signing: time, capture: null })).toThrow(/"agency"/);
});
