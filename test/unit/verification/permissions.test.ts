import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { array, dict, name, type PdfObject } from '../../../src/pdf/reader/objects.ts';
import { editLater, type LaterEdit, look, numbers, text } from '../../support/later-edit.ts';
import { simpleDocument } from '../../support/pdf-builder.ts';
import { documentTimestamp, longTermData, sign, type TestSignature } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});

const note = 5;
/** What may follow a signature, mildest first; each a sound update. */
const edits = {
  filling: (edit: LaterEdit) =>
    edit.change(note, {
      V: text('1000'),
      AP: dict({ N: edit.add(look('BT /F1 10 Tf 2 5 Td (1000) Tj ET', [228, 20])) }),
    }),
  comment: (edit: LaterEdit) =>
    edit.annotate(
      0,
      edit.add(dict({ Type: name('Annot'), Subtype: name('FreeText'), Rect: numbers(300, 50, 400, 80), F: 4 })),
    ),
  'empty signature field': (edit: LaterEdit) => {
    const field = edit.add(
      dict({
        Type: name('Annot'),
        Subtype: name('Widget'),
        FT: name('Sig'),
        T: text('Cho'),
        F: 4,
        Rect: numbers(300, 100, 400, 140),
      }),
    );
    edit.addFields(field);
    edit.annotate(0, field);
  },
  script: (edit: LaterEdit) =>
    edit.change(1, { OpenAction: dict({ S: name('JavaScript'), JS: text('app.alert(1)') }) }),
} as const;

async function signedWith(options: Partial<TestSignature>) {
  const bench = verificationBench(pki);
  const pdf = await sign(bench.signing, simpleDocument(), { signer: 'agency', ...options });
  expect((await bench.verify(pdf)).signatures.flatMap(deciding)).toEqual([]);
  return { ...bench, pdf };
}
const certified = (level: 1 | 2 | 3) => signedWith({ certify: level });

describe('a certified file, verified whole (signatures.md 2.6)', () => {
  it.each([
    [1, 'filling', 'TOTAL_FAILED'],
    [1, 'comment', 'TOTAL_FAILED'],
    [1, 'empty signature field', 'TOTAL_FAILED'],
    [2, 'filling', 'TOTAL_PASSED'],
    [2, 'comment', 'TOTAL_FAILED'],
    // visible, unsigned: the attack on certified files
    [2, 'empty signature field', 'TOTAL_FAILED'],
    [3, 'filling', 'TOTAL_PASSED'],
    [3, 'comment', 'TOTAL_PASSED'],
    [3, 'script', 'TOTAL_FAILED'],
  ] as const)('P=%i, then %s: %s', async (level, edit, indication) => {
    const { pdf, verify } = await certified(level);
    expect((await verify(editLater(pdf, edits[edit]))).signatures[0]?.indication).toBe(indication);
  });

  it.each([
    [1, 'TOTAL_FAILED'],
    [2, 'TOTAL_PASSED'],
    [3, 'TOTAL_PASSED'],
  ] as const)('P=%i, then another signature: %s', async (level, indication) => {
    const { pdf, verify, signing } = await certified(level);
    const again = await sign(signing, pdf, { signer: 'leader' });
    const [first] = (await verify(again)).signatures;
    expect(first?.indication).toBe(indication);
    if (level === 1) expect(rowOf(first, 'docmdp')?.status).toBe('FAILED');
  });

  it('P=1 takes long-term data and a document timestamp, with a warning', async () => {
    const { pdf, verify, signing } = await certified(1);
    const withData = await longTermData(signing, pdf, [['agency', 'signing']]);
    const report = await verify(await documentTimestamp(signing, withData, 'cong_vu'));
    expect(report.verdict).toBe('HOP_LE');
    expect(rowOf(report.signatures[0], 'docmdp')?.status).toBe('WARNING');
  });

  it('evil annotation, P=3: a comment over the text is a doubt, an opaque one or an unknown kind fails', async () => {
    const { pdf, verify } = await certified(3);
    const over = (entries: (edit: LaterEdit) => Record<string, PdfObject>) =>
      editLater(pdf, (edit) =>
        edit.annotate(
          0,
          edit.add(dict({ Type: name('Annot'), F: 4, Rect: numbers(60, 740, 320, 790), ...entries(edit) })),
        ),
      );
    const judge = async (bytes: Uint8Array) => (await verify(bytes)).signatures[0]?.indication;
    expect(await judge(over(() => ({ Subtype: name('FreeText') })))).toBe('INDETERMINATE');
    const white = (edit: LaterEdit) => dict({ N: edit.add(look('1 g 0 0 260 50 re f', [260, 50])) });
    expect(await judge(over((edit) => ({ Subtype: name('Stamp'), AP: white(edit) })))).toBe('TOTAL_FAILED');
    expect(await judge(over((edit) => ({ Subtype: name('Unheard'), AP: white(edit) })))).toBe('TOTAL_FAILED');
  });

  it('sneaky signature, P=2: a later visible signature that nobody can rely on makes the certified one a doubt or worse', async () => {
    const { pdf, verify, signing } = await certified(2);
    const beside = await sign(signing, pdf, { signer: 'rogue-agency', rect: [300, 100, 420, 160] });
    expect((await verify(beside)).signatures[0]?.indication).toBe('INDETERMINATE');
    const over = await sign(signing, pdf, { signer: 'rogue-agency', rect: [60, 740, 320, 790] });
    expect((await verify(over)).signatures[0]?.indication).toBe('TOTAL_FAILED');
    const honest = await sign(signing, pdf, { signer: 'leader', rect: [300, 100, 420, 160] });
    expect((await verify(honest)).verdict).toBe('HOP_LE');
  });

  it('a second certification fails for both', async () => {
    const { pdf, verify, signing } = await certified(2);
    const report = await verify(await sign(signing, pdf, { signer: 'leader', certify: 2 }));
    expect(report.signatures.map(({ indication }) => indication)).toEqual(['TOTAL_FAILED', 'TOTAL_FAILED']);
  });
});

describe('fields locked by a signature, verified whole', () => {
  const fieldMdp = (action: string, fields?: readonly string[]): Partial<TestSignature> => ({
    dictionary: {
      Reference: array([
        dict({
          Type: name('SigRef'),
          TransformMethod: name('FieldMDP'),
          TransformParams: dict({
            Type: name('TransformParams'),
            Action: name(action),
            ...(fields && { Fields: array(fields.map(text)) }),
            V: name('1.2'),
          }),
        }),
      ]),
    },
  });

  it.each([
    ['All', undefined, 'TOTAL_FAILED'],
    ['Include', ['note'], 'TOTAL_FAILED'],
    ['Include', ['other'], 'TOTAL_PASSED'],
    ['Exclude', ['note'], 'TOTAL_PASSED'],
    ['Exclude', ['other'], 'TOTAL_FAILED'],
    // the fields that the action needs are missing: malformed
    ['Include', undefined, 'TOTAL_FAILED'],
  ] as const)('FieldMDP %s %j: filling the field is %s', async (action, fields, indication) => {
    const bench = verificationBench(pki);
    const pdf = await sign(bench.signing, simpleDocument(), { signer: 'leader', ...fieldMdp(action, fields) });
    const [signature] = (await bench.verify(editLater(pdf, edits.filling))).signatures;
    expect(signature?.indication).toBe(indication);
    expect(rowOf(signature, 'fieldmdp')?.status).toBe(indication === 'TOTAL_FAILED' ? 'FAILED' : 'PASSED');
  });

  it('a signature field that carries /Lock binds what follows once it is signed, for the earlier signature too', async () => {
    const lock = '/Lock << /Type /SigFieldLock /Action /Include /Fields [(note)] /P 2 >>';
    const prepared = simpleDocument({
      objects: {
        4: '<< /Fields [5 0 R 40 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>',
        10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [5 0 R 40 0 R] >>',
        40: `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Khoa) /Rect [0 0 0 0] /P 10 0 R /F 132 ${lock} >>`,
      },
    });
    const bench = verificationBench(pki);
    const unsigned = await sign(bench.signing, prepared, { signer: 'leader' });
    // nobody signed the locking field: it binds nothing
    expect((await bench.verify(editLater(unsigned, edits.filling))).verdict).toBe('HOP_LE');
    const signed = await sign(bench.signing, unsigned, { signer: 'agency', existing: 40 });
    expect((await bench.verify(signed)).verdict).toBe('HOP_LE');
    const report = await bench.verify(editLater(signed, edits.filling));
    expect(report.signatures.map((one) => rowOf(one, 'sigfieldlock')?.status)).toEqual(['FAILED', 'FAILED']);
    const comment = await bench.verify(editLater(signed, edits.comment));
    expect(comment.signatures.map((one) => rowOf(one, 'docmdp')?.status)).toEqual(['FAILED', 'FAILED']);
  });
});
