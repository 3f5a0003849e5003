import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { dict, name, type PdfObject, ref, stream } from '../../../src/pdf/reader/objects.ts';
import { editLater, type LaterEdit, look, numbers, text } from '../../support/later-edit.ts';
import { type ObjectBody, simpleDocument } from '../../support/pdf-builder.ts';
import { documentTimestamp, sign, type TestSignature } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});

/** Over "So tien: 1.000.000 dong", the second line of the page; and a place where the page is blank. */
const overAmount = [60, 740, 320, 762] as const;
const blank = [300, 100, 500, 140] as const;
const cover = '1 g 0 0 260 22 re f 0 g BT /F1 12 Tf 2 6 Td (So tien: 9) Tj ET';
const fieldNumber = 5;

async function prepared(
  objects: Readonly<Record<number, ObjectBody>> = {},
  options: Partial<TestSignature> = {},
  document: Parameters<typeof simpleDocument>[0] = {},
) {
  const bench = verificationBench(pki);
  const base = simpleDocument({ ...document, objects: { ...document.objects, ...objects } });
  const pdf = await sign(bench.signing, base, { signer: 'citizen', tsa: 'cong_cong', ...options });
  const honest = await bench.verify(pdf);
  expect(honest.signatures.flatMap(deciding)).toEqual([]);
  const later = async (edit: (later: LaterEdit) => void) => (await bench.verify(editLater(pdf, edit))).signatures[0];
  return { ...bench, pdf, later };
}

const widget = (entries: Readonly<Record<string, PdfObject>>): PdfObject =>
  dict({ Type: name('Annot'), Subtype: name('Widget'), F: 4, ...entries });
const sigField = (fieldName: string, entries: Readonly<Record<string, PdfObject>>): PdfObject =>
  widget({ FT: name('Sig'), T: text(fieldName), ...entries });
/** The text field `note` of `simpleDocument`, elsewhere or with more in it. */
const note = (rect: readonly number[], more: string): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [${rect.join(' ')}] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) ${more} >>`;
const form = (content: string): ObjectBody => ({
  entries: '/Type /XObject /Subtype /Form /BBox [0 0 260 22] /Resources << /Font << /F1 3 0 R >> >>',
  data: content,
});

describe('an unsigned signature field laid over what was signed', () => {
  it('by the second of its widgets', async () => {
    const { later } = await prepared();
    const signature = await later((edit) => {
      const first = edit.add(widget({ Rect: numbers(0, 0, 0, 0), Parent: ref(900) }));
      const second = edit.add(
        widget({ Rect: numbers(...overAmount), AP: dict({ N: edit.add(look(cover, [260, 22])) }) }),
      );
      const field = edit.add(dict({ FT: name('Sig'), T: text('Moi'), Kids: arrayOf(first, second) }));
      edit.addFields(field);
      edit.annotate(0, first, second);
    });
    expect(signature?.indication).not.toBe('TOTAL_PASSED');
    expect(rowOf(signature, 'annotation-overlap')?.status).toBe('FAILED');
  });

  it('by hanging its widget into a second page as well', async () => {
    const page2: ObjectBody = { entries: '', data: 'BT /F1 14 Tf 310 110 Td (Dieu khoan quan trong) Tj ET' };
    const { later } = await prepared({ 111: page2 }, {}, { pages: 2 });
    const signature = await later((edit) => {
      const field = edit.add(sigField('Moi', { Rect: numbers(...blank), AP: dict({ N: edit.add(look(cover)) }) }));
      edit.addFields(field);
      edit.annotate(0, field);
      edit.annotate(1, field);
    });
    expect(signature?.indication).not.toBe('TOTAL_PASSED');
    expect(rowOf(signature, 'annotation-overlap')?.status).toBe('FAILED');
  });

  it('that lay prepared in the form without a page', async () => {
    const parked = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Cho) /Rect [${overAmount.join(' ')}] /F 4 /AP << /N 41 0 R >> >>`;
    const { later } = await prepared({
      4: '<< /Fields [5 0 R 40 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>',
      40: parked,
      41: form(cover),
    });
    const signature = await later((edit) => edit.annotate(0, ref(40)));
    expect(signature?.indication).toBe('TOTAL_FAILED');
  });

  it('is no proof of anything even beside the text: what it paints is a doubt', async () => {
    const { later } = await prepared();
    const add = (content: string) => (edit: LaterEdit) => {
      const field = edit.add(sigField('Moi', { Rect: numbers(...blank), AP: dict({ N: edit.add(look(content)) }) }));
      edit.addFields(field);
      edit.annotate(0, field);
    };
    expect((await later(add('1 0 0 rg 0 0 200 40 re f')))?.indication).toBe('INDETERMINATE');
    // an empty place for the next signer is honest
    expect((await later(add('')))?.indication).toBe('TOTAL_PASSED');
  });
});

describe('a form field used to show something else', () => {
  it('a check box whose prepared state covers the text', async () => {
    const box = `<< /Type /Annot /Subtype /Widget /FT /Btn /T (o) /Rect [${overAmount.join(' ')}] /P 10 0 R /F 4 /V /Off /AS /Off /AP << /N << /Off 41 0 R /Yes 42 0 R >> >> >>`;
    const { later } = await prepared({ [fieldNumber]: box, 41: form(''), 42: form(cover) });
    const signature = await later((edit) => edit.change(fieldNumber, { V: name('Yes'), AS: name('Yes') }));
    expect(rowOf(signature, 'annotation-overlap')?.status).toBe('FAILED');
  });

  it('a text field filled with an opaque look over the text', async () => {
    const { later } = await prepared({ [fieldNumber]: note(overAmount, '') });
    const signature = await later((edit) =>
      edit.change(fieldNumber, { V: text('So tien: 9'), AP: dict({ N: edit.add(look(cover, [260, 22])) }) }),
    );
    expect(rowOf(signature, 'annotation-overlap')?.status).toBe('FAILED');
  });

  it('a text field emptied, so that what lay below it shows', async () => {
    const { later } = await prepared({
      [fieldNumber]: note(overAmount, '/V (So tien: 9) /AP << /N 41 0 R >>'),
      41: form(cover),
    });
    const signature = await later((edit) =>
      edit.change(fieldNumber, { V: text(''), AP: dict({ N: edit.add(look('', [260, 22])) }) }),
    );
    expect(rowOf(signature, 'annotation-overlap')?.status).toBe('FAILED');
    const removed = await later((edit) => edit.change(fieldNumber, { V: undefined, AP: undefined }));
    expect(removed?.indication).toBe('TOTAL_FAILED');
  });

  it('an empty signature field that covered text, signed later without a look', async () => {
    const parked = `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Cho) /Rect [${overAmount.join(' ')}] /P 10 0 R /F 4 /AP << /N 41 0 R >> >>`;
    const { later } = await prepared({
      4: '<< /Fields [5 0 R 40 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>',
      10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [5 0 R 40 0 R] >>',
      40: parked,
      41: form(cover),
    });
    const signature = await later((edit) =>
      edit.change(40, {
        V: edit.add(dict({ Type: name('Sig'), SubFilter: name('adbe.pkcs7.detached') })),
        AP: dict({ N: edit.add(look('', [260, 22])) }),
      }),
    );
    expect(rowOf(signature, 'annotation-overlap')?.status).toBe('FAILED');
  });

  it('by another default appearance, while viewers are asked to draw the fields', async () => {
    const drawn = '<< /Fields [5 0 R] /NeedAppearances true /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>';
    const { later } = await prepared({ 4: drawn });
    expect((await later((edit) => edit.changeForm({ DA: text('/F1 10 Tf 1 g') })))?.indication).toBe('TOTAL_FAILED');
    const plain = await prepared();
    expect((await plain.later((edit) => edit.changeForm({ DA: text('/F1 9 Tf 0 g') })))?.indication).toBe(
      'TOTAL_PASSED',
    );
  });
});

describe('a filled field must show its value and nothing else', () => {
  const filled = async (
    content: string,
    resources: Readonly<Record<string, PdfObject>> = { Font: dict({ F1: ref(3) }) },
  ) => {
    const { later } = await prepared();
    return later((edit) =>
      edit.change(fieldNumber, {
        V: text('1000'),
        AP: dict({ N: edit.add(look(content, [228, 20], resources)) }),
      }),
    );
  };

  it('as viewers draw it: background, border, text', async () => {
    const signature = await filled(
      '0.9 g 0 0 228 20 re f 0 G 1 w 0.5 0.5 227 19 re S /Tx BMC q 1 1 226 18 re W n BT 0 g /F1 10 Tf 2 5 Td (1000) Tj ET Q EMC',
    );
    expect(deciding(signature)).toEqual([]);
    expect(rowOf(signature, 'form-fill-changes')?.status).toBe('WARNING');
  });

  it.each([
    [
      'in text that nobody sees, with figures drawn as lines',
      '0 G 5 5 m 9 5 l 9 15 l 5 15 l s BT /F1 10 Tf 3 Tr 2 5 Td (1000) Tj ET',
    ],
    ['with filled shapes beside it', '0 g 5 5 m 9 5 l 9 15 l f BT /F1 10 Tf 20 5 Td (1000) Tj ET'],
    ['in white', 'BT 1 g /F1 10 Tf 2 5 Td (1000) Tj ET'],
    ['outside its box', 'BT 0 g /F1 10 Tf 2000 5 Td (1000) Tj ET'],
  ])('%s it is not taken for granted', async (_what, content) => {
    expect((await filled(content))?.indication).not.toBe('TOTAL_PASSED');
  });

  it('nor in a font whose shapes came with the update', async () => {
    const descriptor = dict({
      Type: name('FontDescriptor'),
      FontName: name('X'),
      FontFile2: stream(dict({ Length1: 4 }), Buffer.from('abcd')) as never,
    });
    const { later } = await prepared();
    const signature = await later((edit) => {
      const program = edit.add(stream(dict({ Length1: 4 }), Buffer.from('abcd')));
      const font = dict({
        Type: name('Font'),
        Subtype: name('TrueType'),
        BaseFont: name('X'),
        FontDescriptor: dict({ ...Object.fromEntries(descriptor.entries), FontFile2: program }),
      });
      const content = 'BT 0 g /F9 10 Tf 2 5 Td (1000) Tj ET';
      edit.change(fieldNumber, {
        V: text('1000'),
        AP: dict({ N: edit.add(look(content, [228, 20], { Font: dict({ F9: edit.add(font) }) })) }),
      });
    });
    expect(signature?.indication).toBe('INDETERMINATE');
  });
});

describe('annotations that reach beyond their box', () => {
  it.each<[string, Record<string, PdfObject>]>([
    ['a line', { Subtype: name('Line'), Rect: numbers(...blank), L: numbers(60, 750, 320, 750) }],
    ['ink', { Subtype: name('Ink'), Rect: numbers(...blank), InkList: arrayOf(numbers(60, 750, 320, 752)) }],
    [
      'a highlight',
      {
        Subtype: name('Highlight'),
        Rect: numbers(...blank),
        QuadPoints: numbers(60, 762, 320, 762, 60, 740, 320, 740),
      },
    ],
    [
      'a polygon',
      { Subtype: name('Polygon'), Rect: numbers(...blank), Vertices: numbers(60, 740, 320, 740, 320, 762) },
    ],
    ['the icon of a note', { Subtype: name('Text'), Rect: numbers(100, 765, 100, 765) }],
  ])('%s', async (_what, entries) => {
    const { later } = await prepared();
    const signature = await later((edit) =>
      edit.annotate(0, edit.add(dict({ Type: name('Annot'), F: 4, C: numbers(1, 1, 1), ...entries }))),
    );
    expect(signature?.indication).not.toBe('TOTAL_PASSED');
  });
});

function arrayOf(...items: readonly PdfObject[]): PdfObject {
  return { kind: 'array', items, start: -1, end: -1 };
}

describe('a later signature that is itself valid', () => {
  const second = async (rect: readonly [number, number, number, number]) => {
    const { signing, verify, pdf } = await prepared();
    const again = await sign(signing, pdf, { signer: 'company', tsa: 'cong_cong', rect });
    return (await verify(again)).signatures[0];
  };

  it('may stand beside the text, and may not hide it: an opaque look over letters is a doubt', async () => {
    expect(deciding(await second([300, 100, 420, 160]))).toEqual([]);
    const hiding = await second([60, 735, 320, 790]);
    expect(hiding?.indication).toBe('INDETERMINATE');
    expect(rowOf(hiding, 'annotation-overlap')?.status).toBe('UNKNOWN');
  });
});

describe('filling a form as Acrobat does', () => {
  it('may change the default appearance of the field that is filled, add fonts to the form, and set /SigFlags', async () => {
    const { later } = await prepared();
    const signature = await later((edit) => {
      const helv = edit.add(dict({ Type: name('Font'), Subtype: name('Type1'), BaseFont: name('Helvetica') }));
      edit.changeForm({ DR: dict({ Font: dict({ F1: ref(3), Helv: helv }) }), DA: text('/Helv 0 Tf 0 g') });
      edit.change(fieldNumber, {
        V: text('1000'),
        DA: text('/Helv 9 Tf 0 g'),
        AP: dict({
          N: edit.add(
            look('/Tx BMC q BT /Helv 9 Tf 0 g 2 5 Td (1000) Tj ET Q EMC', [228, 20], { Font: dict({ Helv: helv }) }),
          ),
        }),
      });
    });
    expect(deciding(signature)).toEqual([]);
    expect(signature?.indication).toBe('TOTAL_PASSED');
  });
});

describe('a time stamp, which anybody can ask for,', () => {
  it('is no signer: its visible field over the text is a doubt, in a certified file anywhere', async () => {
    const plain = await prepared();
    const over = await documentTimestamp(plain.signing, plain.pdf, 'cong_vu', undefined, overAmount);
    const [covered] = (await plain.verify(over)).signatures;
    expect(rowOf(covered, 'annotation-overlap')?.status).toBe('UNKNOWN');
    const certified = await prepared({}, { signer: 'agency', certify: 2 });
    const beside = await documentTimestamp(certified.signing, certified.pdf, 'cong_vu', undefined, blank);
    expect((await certified.verify(beside)).signatures[0]?.indication).toBe('INDETERMINATE');
  });
});

describe('rich text of a field', () => {
  const rich = (value: string) =>
    text(`<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p><b>${value}</b></p></body>`);
  it('says what the value says, or it is another text', async () => {
    const { later } = await prepared();
    const filled = (said: string) => (edit: LaterEdit) =>
      edit.change(fieldNumber, {
        V: text('1 & 2'),
        RV: rich(said),
        AP: dict({ N: edit.add(look('BT /F1 10 Tf 0 g 2 5 Td (1 & 2) Tj ET', [228, 20])) }),
      });
    expect(deciding(await later(filled('1 &amp; 2')))).toEqual([]);
    expect((await later(filled('9000')))?.indication).toBe('TOTAL_FAILED');
  });
});
