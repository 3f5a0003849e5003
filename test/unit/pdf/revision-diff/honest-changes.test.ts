import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { compareRevisions, compareWithLater } from '../../../../src/pdf/revision-diff/compare-revisions.ts';
import {
  append,
  appendSigned,
  flate,
  signSimple,
  simpleDocument,
  simpleObjects,
  type Update,
} from '../../../support/pdf-builder.ts';
import { judgeStructure } from '../../../support/structural-verdict.ts';

const vriKey = '0123456789ABCDEF0123456789ABCDEF01234567';
const catalog = (more: string): string => `<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R ${more} >>`;
const xmp = (body: string): { entries: string; data: string } => ({
  entries: '/Type /Metadata /Subtype /XML',
  data: `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">${body}</x:xmpmeta><?xpacket end="w"?>`,
});

describe.each(['table', 'stream'] as const)('honest updates of a file with %s cross-references', (kind) => {
  const base = simpleDocument({ kind, compress: kind === 'stream' });
  const signed = signSimple(base, { kind });
  const outcome = (bytes: Uint8Array): { standing: string; level: string; faults: readonly string[] } => {
    const [result] = judgeStructure(bytes);
    if (result === undefined) throw new Error('no signature');
    return { standing: result.standing, level: result.level, faults: result.faults };
  };
  const update = (change: Update): Uint8Array => append(signed, { kind, ...change });
  const sound = (level: string) => ({ standing: 'sound', level, faults: [] });

  it('a second signature, visible or not', () => {
    const second = { kind, first: 210, name: 'Sig2', fields: ['5 0 R', '201 0 R'] };
    expect(outcome(signSimple(signed, second))).toEqual(sound('FORM_AND_SIGNATURES'));
    expect(outcome(signSimple(signed, { ...second, rect: '[300 60 500 120]' }))).toEqual(sound('FORM_AND_SIGNATURES'));
  });

  it('an empty signature field that is signed later', () => {
    const field = (value: string): string =>
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Later) ${value} /Rect [300 60 500 120] /P 10 0 R /F 132 >>`;
    const prepared = append(base, {
      kind,
      objects: {
        4: '<< /Fields [5 0 R 220 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /SigFlags 3 >>',
        10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [5 0 R 220 0 R] >>',
        220: field(''),
      },
    });
    const first = signSimple(prepared, { kind, first: 230, fields: ['5 0 R', '220 0 R'] });
    const second = appendSigned(
      first,
      {
        kind,
        objects: {
          220: field('/V 240 0 R /AP << /N 241 0 R >>'),
          241: { entries: '/Type /XObject /Subtype /Form /BBox [0 0 1 1]', data: '' },
        },
      },
      { object: 240 },
    );
    expect(judgeStructure(second).map((one) => [one.field, one.standing, one.level])).toEqual([
      ['Sig1', 'sound', 'FORM_AND_SIGNATURES'],
      ['Later', 'sound', 'NONE'],
    ]);
  });

  it('long-term data, rewritten and extended later, streams under other numbers', () => {
    const once = update({
      objects: {
        1: catalog('/DSS 300 0 R'),
        300: `<< /Type /DSS /Certs [301 0 R] /VRI << /${vriKey} << /Cert [301 0 R] >> >> >>`,
        301: flate('certificate one'),
      },
    });
    expect(outcome(once)).toEqual(sound('LTV'));
    const again = append(once, {
      kind,
      objects: {
        300: `<< /Type /DSS /Certs [303 0 R 302 0 R] /OCSPs [304 0 R] /VRI << /${vriKey} << /Cert [303 0 R] >> /${vriKey.replaceAll('0', 'F')} << /OCSP [304 0 R] /TU (D:20261122) >> >> >>`,
        302: flate('certificate two'),
        303: flate('certificate one'),
        304: flate('answer'),
      },
    });
    expect(outcome(again)).toEqual(sound('LTV'));
    // seen from the revision that already had the store
    expect(compareRevisions(openPdf(again), 2, 3).level).toBe('LTV');
  });

  it('an invisible document timestamp', () => {
    const stamped = appendSigned(
      signed,
      {
        kind,
        objects: {
          4: '<< /Fields [5 0 R 201 0 R 211 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /SigFlags 3 >>',
          10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [5 0 R 201 0 R 211 0 R] >>',
          211: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Stamp) /V 210 0 R /Rect [0 0 0 0] /P 10 0 R /F 132 >>',
        },
      },
      { object: 210, entries: '/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161' },
    );
    expect(outcome(stamped)).toEqual(sound('LTV'));
  });

  it('document information, version, extensions and metadata renewed, even in place', () => {
    expect(outcome(update({ objects: { 300: '<< /ModDate (D:20261122) >>' }, trailer: '/Info 300 0 R' }))).toEqual(
      sound('LTV'),
    );
    expect(outcome(update({ objects: { 1: catalog('/Version /2.0') } }))).toEqual(sound('LTV'));
    const extensions = '/Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>';
    expect(outcome(update({ objects: { 1: catalog(extensions) } }))).toEqual(sound('LTV'));
    const described = signSimple(simpleDocument({ kind, catalog: '/Metadata 9 0 R', objects: { 9: xmp('<a/>') } }), {
      kind,
    });
    expect(outcome(append(described, { kind, objects: { 9: xmp('<a b="c &lt; d"><!-- < --></a>') } }))).toEqual(
      sound('LTV'),
    );
    expect(
      outcome(
        append(described, {
          kind,
          objects: { 9: { entries: '/Type /Metadata /Subtype /XML', data: '<!DOCTYPE x [<!ENTITY a "b">]><x/>' } },
        }),
      ).standing,
    ).toBe('failed');
  });

  it('objects written anew with the same meaning: keys in another order, direct for indirect, all of them', () => {
    expect(outcome(update({ objects: { 3: '<< /BaseFont /Helv#65tica /Type /Font /Subtype /Type1 >>' } }))).toEqual(
      sound('NONE'),
    );
    const direct = '<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>';
    expect(outcome(update({ objects: { 6: direct } }))).toEqual(sound('NONE'));
    const { 4: _, 10: __, ...same } = simpleObjects();
    expect(outcome(update({ objects: same }))).toEqual(sound('NONE'));
  });

  it('a table that lists everything again at its old place', () => {
    if (kind === 'stream') return;
    const text = Buffer.from(signed).toString('latin1');
    const entries = Object.fromEntries(
      [3, 5, 6, 110].map((number) => [number, { offset: text.indexOf(`\n${number} 0 obj`) + 1 }]),
    );
    expect(outcome(update({ entries, objects: { 300: '<< /Title (x) >>' }, trailer: '/Info 300 0 R' }))).toEqual(
      sound('LTV'),
    );
  });

  it('objects that nothing uses, freed', () => {
    const spare = simpleDocument({ kind, objects: { 9: '<< /Unused true >>' } });
    expect(outcome(append(signSimple(spare, { kind }), { kind, free: [9, 400] }))).toEqual(sound('NONE'));
  });

  it('a form field filled with an appearance that says its value', () => {
    const filled = update({
      objects: {
        5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) /V (xin chao) /AP << /N 300 0 R >> >>',
        300: {
          entries: '/Type /XObject /Subtype /Form /BBox [0 0 9 9]',
          data: '/Tx BMC BT (xin ) Tj [(ch) -20 (ao)] TJ ET EMC',
        },
      },
    });
    expect(outcome(filled)).toEqual(sound('FORM_AND_SIGNATURES'));
    const change = compareWithLater(openPdf(filled), 1).changes[0];
    expect(change).toMatchObject({
      code: 'field-filled',
      fieldName: 'note',
      page: 1,
      boxPt: [72, 400, 300, 420],
      revision: 3,
    });
  });

  it('an appearance added to a field that already had its value', () => {
    const field = (more: string): string =>
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) /V (abc) ${more} >>`;
    const valued = signSimple(simpleDocument({ kind, objects: { 5: field('') } }), { kind });
    const drawn = append(valued, {
      kind,
      objects: {
        5: field('/AP << /N 300 0 R >>'),
        300: { entries: '/Subtype /Form /BBox [0 0 9 9]', data: 'BT (abc) Tj ET' },
      },
    });
    expect(outcome(drawn)).toEqual(sound('FORM_AND_SIGNATURES'));
  });

  it('annotations come, change and go, each named with page and box', () => {
    const page = (annots: string): string =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [5 0 R 201 0 R ${annots}] >>`;
    const note = (text: string): string =>
      `<< /Type /Annot /Subtype /Text /Rect [400 40 420 60] /Contents (${text}) >>`;
    const added = update({ objects: { 10: page('300 0 R'), 300: note('a') } });
    const changed = append(added, { kind, objects: { 300: note('b') } });
    const removed = append(changed, { kind, objects: { 10: page('') }, free: [300] });
    const codes = (bytes: Uint8Array, from: number) =>
      compareWithLater(openPdf(bytes), from).changes.map((one) => [one.code, one.page, one.boxPt]);
    const box = [400, 40, 420, 60];
    expect(codes(added, 1)).toEqual([['annotation-added', 1, box]]);
    expect(codes(changed, 2)).toEqual([['annotation-changed', 1, box]]);
    expect(codes(removed, 2).at(-1)).toEqual(['annotation-removed', 1, box]);
    expect(outcome(removed)).toEqual(sound('ANNOTATIONS'));
  });

  it('an update of the other kind of cross-reference', () => {
    const other = kind === 'table' ? 'stream' : 'table';
    expect(
      outcome(append(signed, { kind: other, objects: { 300: '<< /Title (x) >>' }, trailer: '/Info 300 0 R' })),
    ).toEqual(sound('LTV'));
  });

  it('many signatures: every one is sound under every prefix of the file', () => {
    let bytes = base;
    const fields = ['5 0 R'];
    const ends: number[] = [];
    for (let index = 0; index < 6; index++) {
      const first = 200 + 10 * index;
      bytes = signSimple(bytes, { kind, first, name: `Sig${index}`, fields });
      fields.push(`${first + 1} 0 R`);
      ends.push(bytes.length);
    }
    for (const [index, end] of ends.entries()) {
      const results = judgeStructure(bytes.subarray(0, end));
      expect(results.map((one) => one.standing)).toEqual(Array.from({ length: index + 1 }, () => 'sound'));
    }
  });
});
