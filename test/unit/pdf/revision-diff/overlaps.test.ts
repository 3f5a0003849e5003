import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { compareWithLater } from '../../../../src/pdf/revision-diff/compare-revisions.ts';
import { annotationOverlaps, type Overlap } from '../../../../src/pdf/revision-diff/overlaps.ts';
import { append, flate, signSimple, simpleDocument } from '../../../support/pdf-builder.ts';

/** The page text of `simpleDocument` stands at x 72 to 360, y 742 to 784. */
const overText = '[70 740 300 790]';
const onPaper = '[300 60 500 120]';
const page = (annots: string): string =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [${annots}] >>`;
const overlaps = (bytes: Uint8Array, from = 1): readonly Overlap[] => {
  const file = openPdf(bytes);
  return annotationOverlaps(file, from, compareWithLater(file, from).changes);
};
const stamp = (rect: string): string => `<< /Type /Annot /Subtype /Stamp /Rect ${rect} /AP << /N 301 0 R >> >>`;
const filled = { entries: '/Type /XObject /Subtype /Form /BBox [0 0 10 10]', data: '1 g 0 0 10 10 re f' };
const stroked = { entries: '/Type /XObject /Subtype /Form /BBox [0 0 10 10]', data: '0 0 m 10 10 l S' };

describe('annotations over what was signed', () => {
  const signed = signSimple(simpleDocument());
  const stamped = (rect: string, look = filled): Uint8Array =>
    append(signed, { objects: { 10: page('5 0 R 201 0 R 300 0 R'), 300: stamp(rect), 301: look } });

  it('a stamp over text is told, on free paper it is not', () => {
    expect(overlaps(stamped(overText))).toMatchObject([
      { page: 1, covers: ['text'], opaque: true, fieldName: null, signed: false },
    ]);
    expect(overlaps(stamped(onPaper))).toEqual([]);
  });

  it('strokes do not hide, a white area does', () => {
    expect(overlaps(stamped(overText, stroked))[0]?.opaque).toBe(false);
    expect(overlaps(stamped(overText, filled))[0]?.opaque).toBe(true);
  });

  it('a signature over text is told with its field, signed or not', () => {
    const options = { first: 210, name: 'Sig2', fields: ['5 0 R', '201 0 R'], rect: overText };
    expect(overlaps(signSimple(signed, options))).toMatchObject([{ fieldName: 'Sig2', signed: true }]);
    const empty = append(signed, {
      objects: {
        4: '<< /Fields [5 0 R 201 0 R 300 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /SigFlags 3 >>',
        10: page('5 0 R 201 0 R 300 0 R'),
        300: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Empty) /Rect ${overText} /AP << /N 301 0 R >> >>`,
        301: filled,
      },
    });
    expect(overlaps(empty)).toMatchObject([{ fieldName: 'Empty', signed: false, opaque: true }]);
  });

  it('an annotation over another one is told', () => {
    expect(overlaps(stamped('[200 405 250 415]'))).toMatchObject([{ covers: ['annotation'] }]);
  });

  it('a scan is told from ink: its paper cannot be seen here', () => {
    const image = flate(
      '\0',
      '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
    );
    const scan = simpleDocument({
      objects: { 6: '<< /XObject << /Im 8 0 R >> >>', 8: image },
      content: 'q 595 0 0 842 0 0 cm /Im Do Q BT 3 Tr /F1 14 Tf 72 770 Td (invisible layer) Tj ET',
    });
    const bytes = append(signSimple(scan), {
      objects: { 10: page('5 0 R 201 0 R 300 0 R'), 300: stamp(overText), 301: filled },
    });
    expect(overlaps(bytes)).toMatchObject([{ covers: ['scan'] }]);
  });

  it('a cover that the signer saw and that is taken away or moved off uncovers the text', () => {
    const covered = stamped(overText);
    expect(overlaps(append(covered, { objects: { 10: page('5 0 R 201 0 R') } }), 2)).toMatchObject([
      { uncovers: true, covers: ['text'] },
    ]);
    expect(overlaps(append(covered, { objects: { 300: stamp(onPaper) } }), 2)).toMatchObject([
      { uncovers: true, boxPt: [70, 740, 300, 790] },
    ]);
  });

  it('content that cannot be read counts as covered everywhere', () => {
    const broken = signSimple(simpleDocument({ content: 'BT (no end' }));
    const bytes = append(broken, { objects: { 10: page('5 0 R 201 0 R 300 0 R'), 300: stamp(onPaper), 301: filled } });
    expect(overlaps(bytes)).toMatchObject([{ covers: ['graphics'] }]);
  });
});
