import { deflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

import { identity } from '../../../../src/imaging/affine.ts';
import type { FlateImage } from '../../../../src/imaging/encoded-image.ts';
import { assemblePdfA } from '../../../../src/pdf/archive/assemble.ts';
import { checkPdfA } from '../../../../src/pdf/archive/structural-checks.ts';

const W = 300;
const image: FlateImage = {
  kind: 'flate',
  bytes: deflateSync(Buffer.alloc((W + 1) * W)),
  widthPx: W,
  heightPx: W,
  components: 1,
  bits: 8,
};
const text = {
  widthPx: W,
  heightPx: W,
  dpi: 150,
  lines: [
    {
      words: [{ text: 'Việt', box: { x0: 20, y0: 20, x1: 90, y1: 50 }, confidence: 90 }],
      box: { x0: 20, y0: 20, x1: 90, y1: 50 },
      block: 0,
      rowHeightPx: 30,
    },
  ],
};
let good: string;

beforeAll(async () => {
  const page = { widthPx: W, heightPx: W, dpi: 150, layers: [{ image, toPage: identity }], text };
  good = Buffer.from(await assemblePdfA([page], { title: 'thử' })).toString('latin1');
});

/** The good file with one stretch replaced by another of the same length, so that every offset still holds. */
function with_(from: string | RegExp, to: string): Buffer {
  const found = typeof from === 'string' ? from : (from.exec(good)?.[0] ?? '\0');
  expect(good).toContain(found);
  expect(to.length).toBeLessThanOrEqual(found.length);
  return Buffer.from(good.replace(found, to.padEnd(found.length)), 'latin1');
}
const failing = (bytes: Uint8Array): readonly number[] => [
  ...new Set(checkPdfA(bytes, '2u').map(({ check }) => check)),
];

describe('structural PDF/A checks', () => {
  it('find nothing in an archival file of our own', () => {
    expect(checkPdfA(Buffer.from(good, 'latin1'))).toEqual([]);
  });

  // each row: pdfa.md section 10 names the property, section 1 to 8 that breaking it fails in a validator
  it.each<[number, string, () => Buffer]>([
    [1, '6.1.2-1: a header of PDF 2.0', () => with_('%PDF-1.7', '%PDF-2.0')],
    [1, '6.1.2-2: no binary comment', () => with_('%\xe2\xe3\xcf\xd3', '%abcd')],
    [1, '6.1.3-3: two line ends after %%EOF', () => Buffer.from(`${good}\n`, 'latin1')],
    [2, '6.1.3-1: no /ID', () => with_(/\/ID \[<\w+> <\w+>\]/, '')],
    [3, '6.1.9-1: two spaces in "n g obj"', () => with_('1 0 obj\n<<', '1 0 obj <<')],
    [6, '6.6.4: claims PDF/A-2b', () => with_('<pdfaid:conformance>U', '<pdfaid:conformance>B')],
    [6, '6.6.2.1: XMP that is not well-formed', () => with_('</rdf:RDF>', '</rdf:RDX>')],
    [
      6,
      '6.6.2.3.1-1: a property without a schema',
      () => with_('http://ns.adobe.com/pdf/1.3/', 'http://our.own/schema/'),
    ],
    [6, '6.6.2.3.1-2: a title that is no language alternative', () => with_('<rdf:Alt>', '<rdf:Bag>')],
    [7, '6.2.3-2: /N that disagrees with the profile', () => with_('/N 3', '/N 4')],
    [7, '6.2.3-1: an intent of another kind', () => with_('/S /GTS_PDFA1', '/S /GTS_PDFX')],
    [8, '6.2.4.3-3: a CMYK image', () => with_('/ColorSpace /DeviceGray', '/ColorSpace/DeviceCMYK')],
    [10, '6.2.11.3.2: no CIDToGIDMap', () => with_(/\/CIDToGIDMap \d+ 0 R/, '')],
    [11, '6.2.11.7.2-1: no ToUnicode', () => with_(/\/ToUnicode \d+ 0 R/, '')],
    [12, '6.2.2-2: a name that the resources lack', () => with_('/Im0 ', '/ImX ')],
    [9, '6.2.11.4.1-1: a font that is not embedded', () => with_(/\/FontFile2 \d+ 0 R/, '')],
  ])('row %i, %s', (row, _, make) => {
    expect(failing(make())).toContain(row);
  });
});
