import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { inspectBeforeSigning } from '../../../../src/pdf/revision-diff/inspect-before-signing.ts';
import { append, type DocumentOptions, flate, simpleDocument } from '../../../support/pdf-builder.ts';

const embedded = {
  3: '<< /Type /Font /Subtype /TrueType /BaseFont /Tinos /FontDescriptor 8 0 R >>',
  8: '<< /Type /FontDescriptor /FontFile2 9 0 R >>',
  9: flate('font'),
};
const ids = (bytes: Uint8Array): string[] => inspectBeforeSigning(openPdf(bytes)).map((one) => one.id);
const document = (options: DocumentOptions = {}): Uint8Array =>
  simpleDocument({ ...options, objects: { ...embedded, ...options.objects } });

describe('what a later update could switch on', () => {
  it('an ordinary file has none of it', () => {
    expect(ids(document())).toEqual([]);
  });

  it.each<[string, DocumentOptions]>([
    ['font-not-embedded', { objects: { 3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>' } }],
    ['script', { catalog: '/OpenAction << /S /JavaScript /JS (x) >>' }],
    ['script', { catalog: '/Names << /JavaScript << /Names [] >> >>' }],
    ['xfa', { objects: { 4: '<< /Fields [5 0 R] /XFA [] >>' } }],
    ['external-stream', { objects: { 110: { entries: '/F (other.txt)', data: '' } } }],
    [
      'optional-content',
      { catalog: '/OCProperties << /OCGs [] /D << /OFF [20 0 R] >> >>', objects: { 20: '<< /Type /OCG >>' } },
    ],
    [
      'optional-content',
      {
        catalog: '/OCProperties << /OCGs [20 0 R] /D << >> >>',
        objects: { 20: '<< /Type /OCG /Usage << /Print << /PrintState /OFF >> >> >>' },
      },
    ],
    ['object-unreachable', { objects: { 20: '<< /Type /Page /Contents 110 0 R >>' } }],
    ['object-unused', { objects: { 20: { entries: '', data: 'parked' } } }],
    [
      'field-shows-other',
      {
        objects: {
          5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /V (100) /Rect [72 400 300 420] /AP << /N 20 0 R >> >>',
          20: { entries: '/Type /XObject /Subtype /Form /BBox [0 0 9 9]', data: 'BT (1000) Tj ET' },
        },
      },
    ],
    ['text-covered', { content: 'BT /F1 14 Tf 72 770 Td (hidden) Tj ET 1 g 60 740 200 60 re f' }],
    ['text-covered', { content: 'BT /F1 14 Tf 72 770 Td (hidden) Tj ET 0 0 1 rg 60 740 200 60 re f' }],
  ])('%s is found', (id, options) => {
    expect(ids(document(options))).toContain(id);
  });

  it('a background under the text, strokes over it and an invisible layer are nothing', () => {
    expect(
      ids(document({ content: '1 g 0 0 595 842 re f 0 g BT /F1 14 Tf 72 770 Td (seen) Tj ET 60 740 200 60 re S' })),
    ).toEqual([]);
    expect(ids(document({ content: 'BT 3 Tr /F1 14 Tf 72 770 Td (layer) Tj ET 0 g 60 740 200 60 re f' }))).toEqual([]);
  });

  it('two bodies of one object in one revision are found', () => {
    const twice = append(document(), { objects: { 111: '<< /Type /Page >>', 112: '<< >>' }, unlisted: [111] });
    expect(ids(twice)).toContain('object-defined-twice');
  });
});
