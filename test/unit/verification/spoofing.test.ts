import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { dict, name, stream } from '../../../src/pdf/reader/objects.ts';
import { editLater, look, text } from '../../support/later-edit.ts';
import { append, concat, latin, type ObjectBody, simpleDocument, type Update } from '../../support/pdf-builder.ts';
import { sign, type TestSignature } from '../../support/signed-pdf.ts';
import { deciding, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});

type Kind = 'table' | 'stream';
const kinds: readonly Kind[] = ['table', 'stream'];

/** A file with a real signature, found HỢP LỆ, to be attacked. */
async function victim(
  kind: Kind,
  document: Parameters<typeof simpleDocument>[0] = {},
  options: Partial<TestSignature> = {},
  prepare: (base: Uint8Array) => Uint8Array = (base) => base,
) {
  const bench = verificationBench(pki);
  const base = prepare(simpleDocument({ kind, compress: kind === 'stream', ...document }));
  const pdf = await sign(bench.signing, base, { signer: 'leader', tsa: 'cong_vu', ...options });
  expect((await bench.verify(pdf)).signatures.flatMap(deciding)).toEqual([]);
  /** Verdicts of the attacked file; an attack that hides the signature altogether is no HỢP LỆ either. */
  const judge = async (attacked: Uint8Array) => {
    const { verdict, signatures } = await bench.verify(attacked);
    return { verdict, rows: signatures.flatMap(deciding) };
  };
  return { ...bench, pdf, judge };
}

const replaced = (bytes: Uint8Array, from: string | RegExp, to: (found: string) => string): Uint8Array => {
  const content = Buffer.from(bytes).toString('latin1');
  const found = typeof from === 'string' ? from : (from.exec(content)?.[0] ?? '');
  expect(found).not.toBe('');
  expect(content).toContain(found);
  return latin(content.replace(found, () => to(found).padEnd(found.length).slice(0, Math.max(found.length, 0))));
};
const range = /\/ByteRange ?\[[ 0-9]*\]/;
const contents = /\/Contents ?<[0-9a-fA-F]*>/;

describe.each(kinds)('universal forgery of a real signature (%s)', (kind) => {
  it.each<[string, RegExp, (found: string) => string]>([
    ['no /ByteRange', range, () => ''],
    ['/ByteRange null', range, () => '/ByteRange null'],
    ['/ByteRange of zeros', range, () => '/ByteRange [0 0 0 0]'],
    ['/ByteRange of one part', range, (found) => found.replace(/\[ *0 +(\d+).*\]/, '[0 $1]')],
    ['/ByteRange from 1', range, (found) => found.replace(/\[ *0/, '[1')],
    ['no /Contents', contents, () => ''],
    ['/Contents null', contents, () => '/Contents null'],
    ['/Contents empty', contents, () => '/Contents <>'],
    ['/Contents 0x00', contents, () => '/Contents <00>'],
    ['/SubFilter bogus', /\/SubFilter ?\/ETSI\.CAdES\.detached/, () => '/SubFilter /ETSI.CAdES.xxxxxxxx'],
    ['no /SubFilter', /\/SubFilter ?\/ETSI\.CAdES\.detached/, () => ''],
  ])('%s is KHÔNG HỢP LỆ', async (_what, from, to) => {
    const { pdf, judge } = await victim(kind);
    expect((await judge(replaced(pdf, from, to))).verdict).toBe('KHONG_HOP_LE');
  });
});

describe.each(kinds)('incremental saving behind a real signature (%s)', (kind) => {
  const evil: Update = { kind, objects: { 110: { entries: '', data: 'BT /F1 40 Tf 72 700 Td (Khac) Tj ET' } } };
  it.each<[string, Update]>([
    ['with a section', evil],
    ['without a section', { ...evil, omit: ['xref'] }],
    ['without a trailer', { ...evil, omit: ['trailer'] }],
    ['without both', { ...evil, omit: ['xref', 'trailer', 'startxref'] }],
    ['without anything behind the body', { ...evil, omit: ['xref', 'startxref', 'eof'] }],
    ['with a section that skips the signed one', { ...evil, prev: 0 }],
  ])('%s', async (_what, update) => {
    const { pdf, judge } = await victim(kind);
    expect((await judge(append(pdf, update))).verdict).not.toBe('HOP_LE');
  });

  it('with a copy of the signature dictionary', async () => {
    const { pdf, judge } = await victim(kind);
    const copy =
      /<<[^<>]*\/Type ?\/Sig[\s\S]*?\/Contents ?<[0-9a-fA-F]*>[^<>]*>>/.exec(
        Buffer.from(pdf).toString('latin1'),
      )?.[0] ?? '';
    expect(copy).not.toBe('');
    const attacked = append(pdf, {
      ...evil,
      objects: {
        ...evil.objects,
        900: copy,
        901: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Ban sao) /V 900 0 R /Rect [0 0 0 0] /F 132 /P 10 0 R >>',
        4: '<< /Fields [5 0 R 901 0 R] /SigFlags 3 >>',
      },
    });
    expect((await judge(attacked)).verdict).toBe('KHONG_HOP_LE');
  });

  it('bytes behind the end, or before the header', async () => {
    const { pdf, judge } = await victim(kind);
    expect((await judge(concat(pdf, '\n%%EOF\nBT ET'))).verdict).toBe('KHONG_HOP_LE');
    expect((await judge(concat('%junk\n', pdf))).verdict).not.toBe('HOP_LE');
  });
});

describe.each(kinds)('signature wrapping (%s)', (kind) => {
  it('the second segment moved to the end, foreign objects in the gap', async () => {
    const { pdf, judge } = await victim(kind);
    const found = range.exec(Buffer.from(pdf).toString('latin1'))?.[0] ?? '';
    const [, a = 0, b = 0, c = 0] = [...found.matchAll(/\d+/g)].map(Number);
    const stuffing = latin(' >>\nendobj\n110 0 obj\n<< /Length 5 >>\nstream\nBT ET\nendstream\nendobj\n');
    const shifted = `/ByteRange [0 ${a} ${b + stuffing.length} ${c}]`;
    const widened = replaced(pdf, range, () => shifted);
    const wrapped = concat(widened.subarray(0, b), stuffing, widened.subarray(b));
    expect((await judge(wrapped)).verdict).not.toBe('HOP_LE');
  });

  it('the range of one signature given to the CMS of another', async () => {
    const first = await victim(kind);
    const second = await sign(first.signing, first.pdf, { signer: 'agency', fieldName: 'Khac', contentsBytes: 12_000 });
    const content = Buffer.from(second).toString('latin1');
    const [one = '', two = ''] = [...content.matchAll(/\/Contents ?<([0-9a-fA-F]*)>/g)].map((match) => match[1] ?? '');
    expect(two).not.toBe('');
    const swapped = latin(content.replace(two, one.padEnd(two.length, '0').slice(0, two.length)));
    expect((await first.judge(swapped)).verdict).toBe('KHONG_HOP_LE');
  });
});

describe.each(kinds)('shadow attacks on a real signature (%s)', (kind) => {
  const xobject = (data: string): ObjectBody => ({
    entries: '/Type /XObject /Subtype /Form /BBox [0 0 595 842]',
    data,
  });
  const covered: Parameters<typeof simpleDocument>[0] = {
    objects: {
      6: '<< /Font << /F1 3 0 R >> /XObject << /Cover 8 0 R >> >>',
      8: xobject('1 g 60 700 400 100 re f'),
    },
    content: 'BT /F1 14 Tf 72 770 Td (Noi dung an) Tj ET /Cover Do',
  };

  it('hide: the cover replaced, freed, or taken out of the resources', async () => {
    const { pdf, judge } = await victim(kind, covered);
    const updates: readonly Update[] = [
      { objects: { 8: xobject('') } },
      { free: [8] },
      { objects: { 6: '<< /Font << /F1 3 0 R >> >>' } },
    ];
    for (const update of updates) expect((await judge(append(pdf, { kind, ...update }))).verdict).toBe('KHONG_HOP_LE');
  });

  it('replace: the font of the signed text, its encoding or its program', async () => {
    const { pdf, judge } = await victim(kind);
    for (const font of [
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [48 /nine] >> >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>',
    ])
      expect((await judge(append(pdf, { kind, objects: { 3: font } }))).verdict).toBe('KHONG_HOP_LE');
  });

  it('replace: an appearance that says something else than the value', async () => {
    const { pdf, judge } = await victim(kind);
    const attacked = editLater(pdf, (edit) =>
      edit.change(5, {
        V: text('100'),
        AP: dict({ N: edit.add(look('BT /F1 10 Tf 2 5 Td (1000) Tj ET', [228, 20])) }),
      }),
    );
    expect((await judge(attacked)).verdict).toBe('KHONG_HOP_LE');
  });

  it('hide and replace: a parked second body of an object, brought to use by an entry alone', async () => {
    const parked = (base: Uint8Array): Uint8Array => {
      const added = append(base, {
        kind,
        objects: { 111: { entries: '', data: 'BT /F1 14 Tf 72 770 Td (Khac han) Tj ET' } },
        unlisted: [111],
        ...(kind === 'stream' ? { xrefStreamNumber: 300 } : {}),
      });
      return latin(Buffer.from(added).toString('latin1').replace('111 0 obj', '110 0 obj'));
    };
    const { pdf, judge } = await victim(kind, {}, {}, parked);
    const offset = Buffer.from(pdf).toString('latin1').lastIndexOf('110 0 obj');
    expect((await judge(append(pdf, { kind, entries: { 110: { offset } } }))).verdict).toBe('KHONG_HOP_LE');
  });

  it('hide and replace: a second document that only a new root reaches', async () => {
    const { pdf, judge } = await victim(kind, {
      objects: {
        50: '<< /Type /Catalog /Pages 51 0 R /AcroForm 4 0 R >>',
        51: '<< /Type /Pages /Kids [52 0 R] /Count 1 >>',
        52: '<< /Type /Page /Parent 51 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 53 0 R >>',
        53: { entries: '', data: 'BT /F1 14 Tf 72 770 Td (Khac) Tj ET' },
      },
    });
    expect((await judge(append(pdf, { kind, root: '50 0 R', objects: { 900: '<< >>' } }))).verdict).not.toBe('HOP_LE');
    const tree = append(pdf, { kind, objects: { 2: '<< /Type /Pages /Kids [52 0 R] /Count 1 >>' } });
    expect((await judge(tree)).verdict).toBe('KHONG_HOP_LE');
  });

  it('the dictionary of the signature rewritten with another name or time', async () => {
    const { pdf, judge } = await victim(kind, {}, { dictionary: { Name: text('Nguoi ky that') } });
    const content = Buffer.from(pdf).toString('latin1');
    const [, number = '', body = ''] =
      /\n(\d+) 0 obj\s+(<<(?:(?!endobj)[\s\S])*?\/ByteRange[\s\S]*?>>)\s+endobj/.exec(content) ?? [];
    expect(number).not.toBe('');
    const spoofed = append(pdf, {
      kind,
      objects: { [Number(number)]: body.replace('Nguoi ky that', 'Nguoi ky khac') },
    });
    expect((await judge(spoofed)).verdict).toBe('KHONG_HOP_LE');
  });

  it('pictures, layers, files and scripts slipped in', async () => {
    const { pdf, judge } = await victim(kind);
    const attacks: ((edit: Parameters<Parameters<typeof editLater>[1]>[0]) => void)[] = [
      (edit) =>
        edit.change(1, { OCProperties: dict({ OCGs: { kind: 'array', items: [], start: -1, end: -1 }, D: dict({}) }) }),
      (edit) =>
        edit.change(1, {
          Names: dict({
            JavaScript: dict({
              Names: {
                kind: 'array',
                items: [text('a'), dict({ S: name('JavaScript'), JS: text('x') })],
                start: -1,
                end: -1,
              },
            }),
          }),
        }),
      (edit) => edit.change(1, { OpenAction: dict({ S: name('Launch'), F: text('calc.exe') }) }),
      (edit) => edit.change(10, { Resources: dict({ Font: dict({}) }) }),
      (edit) => edit.change(10, { CropBox: { kind: 'array', items: [0, 0, 100, 100], start: -1, end: -1 } }),
      (edit) => edit.change(10, { AA: dict({ O: dict({ S: name('JavaScript'), JS: text('x') }) }) }),
      (edit) =>
        edit.change(1, { AF: { kind: 'array', items: [edit.add(stream(dict({}), latin('x')))], start: -1, end: -1 } }),
    ];
    for (const attack of attacks) expect((await judge(editLater(pdf, attack))).verdict).toBe('KHONG_HOP_LE');
  });
});
