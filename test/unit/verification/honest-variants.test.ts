import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import {
  array,
  dict,
  isDict,
  isRef,
  name,
  type PdfObject,
  type PdfRef,
  ref,
  stream,
  string,
} from '../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { serialise } from '../../../src/pdf/writer/serialise.ts';
import { editLater, look, numbers, text } from '../../support/later-edit.ts';
import { append, simpleDocument, type Update } from '../../support/pdf-builder.ts';
import { documentTimestamp, longTermData, sign } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});

const xmp = (body: string): string =>
  `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${body}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

describe.each(['table', 'stream'] as const)('what honest software does after signing leaves HỢP LỆ (%s)', (kind) => {
  const signed = async (document: Parameters<typeof simpleDocument>[0] = {}) => {
    const bench = verificationBench(pki);
    const base = simpleDocument({ kind, compress: kind === 'stream', ...document });
    const pdf = await sign(bench.signing, base, { signer: 'leader', tsa: 'cong_vu' });
    const stands = async (bytes: Uint8Array): Promise<void> => {
      const report = await bench.verify(bytes);
      expect(report.signatures.flatMap(deciding)).toEqual([]);
      expect(report.verdict).toBe('HOP_LE');
    };
    await stands(pdf);
    return { ...bench, pdf, stands };
  };
  const update = (change: Update): Update => ({ kind, ...change });

  it('objects that nothing uses are freed', async () => {
    const { pdf, stands } = await signed({ objects: { 9: '<< /Unused true >>' } });
    await stands(
      append(pdf, update({ free: [9, 950], objects: { 960: '<< /Title (x) >>' }, trailer: '/Info 960 0 R' })),
    );
  });

  it('every object of the page is written anew with the same meaning', async () => {
    const { pdf, stands } = await signed();
    const { latest } = openPdf(pdf);
    const objects: Record<number, string> = {};
    for (const number of [1, 2, 3, 5, 6, 10]) {
      const value = latest.resolve(ref(number));
      if (!isDict(value)) throw new Error(`${number}`);
      // keys in the reverse order, as another writer would have them
      objects[number] = Buffer.from(serialise(dict(new Map([...value.entries].reverse())))).toString('latin1');
    }
    await stands(append(pdf, update({ objects })));
  });

  it('a direct value becomes an object of its own, and the reverse', async () => {
    const { pdf, stands } = await signed();
    await stands(
      editLater(pdf, (edit) => {
        edit.change(6, { Font: edit.add(dict({ F1: ref(3) })) });
        edit.change(10, { MediaBox: edit.add(numbers(0, 0, 595, 842)) });
      }),
    );
  });

  it('Acrobat renews metadata, information, version and extensions', async () => {
    const { pdf, stands } = await signed({
      catalog: '/Metadata 9 0 R',
      objects: { 9: { entries: '/Type /Metadata /Subtype /XML', data: xmp('<a/>') } },
    });
    const renewed = editLater(pdf, (edit) => {
      const metadata = dict({ Type: name('Metadata'), Subtype: name('XML') });
      edit.change(1, {
        Metadata: edit.add(stream(metadata, Buffer.from(xmp('<b c="d"/>')))),
        Version: name('1.7'),
        Extensions: dict({ ADBE: dict({ BaseVersion: name('1.7'), ExtensionLevel: 8 }) }),
      });
    });
    await stands(renewed);
    await stands(
      append(
        renewed,
        update({ objects: { 990: '<< /ModDate (D:20261123) /Producer (X) >>' }, trailer: '/Info 990 0 R' }),
      ),
    );
  });

  it('long-term data are added, rewritten in another order, extended with VRI entries, and stamped', async () => {
    const { pdf, stands, signing } = await signed();
    const once = await longTermData(signing, pdf, [['leader', 'signing']]);
    const { latest } = openPdf(once);
    const store = latest.getDict(latest.catalog, 'DSS');
    const certs = store === null ? null : latest.getArray(store, 'Certs');
    const storeRef = latest.catalog.entries.get('DSS') as PdfRef;
    if (certs === null) throw new Error('no store');
    const key = createHash('sha1').update('another signature').digest('hex').toUpperCase();
    const rewritten = editLater(once, (edit) => {
      const extra = edit.add(stream(dict({}), Buffer.from(pki.certificate('agency').der)));
      const vri = store === null ? null : latest.getDict(store, 'VRI');
      edit.change(storeRef.number, {
        Certs: array([...certs.items.toReversed(), extra]),
        VRI: dict(
          new Map<string, PdfObject>([
            ...(vri?.entries ?? []),
            [key, dict({ Cert: array([extra]), TU: text("D:20261123000000+07'00'") })],
          ]),
        ),
      });
    });
    await stands(rewritten);
    await stands(await documentTimestamp(signing, rewritten, 'cong_vu'));
  });

  it('the appearance of a field that had its value is drawn, and a field is filled with a font new to the form', async () => {
    const field = (more: string): string =>
      `<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) ${more} >>`;
    const valued = await signed({ objects: { 5: field('/V (abc)') } });
    const drawn = (content: string) =>
      editLater(valued.pdf, (edit) => edit.change(5, { AP: dict({ N: edit.add(look(content, [228, 20])) }) }));
    await valued.stands(drawn('/Tx BMC BT /F1 10 Tf 0 g 2 5 Td (abc) Tj ET EMC'));
    const empty = await signed();
    await empty.stands(
      editLater(empty.pdf, (edit) => {
        const arial = edit.add(
          dict({
            Type: name('Font'),
            Subtype: name('TrueType'),
            BaseFont: name('ArialMT'),
            Encoding: name('WinAnsiEncoding'),
          }),
        );
        edit.changeForm({ DR: dict({ Font: dict({ F1: ref(3), Arial: arial }) }) });
        edit.change(5, {
          V: text('Ha Noi'),
          AP: dict({
            N: edit.add(
              look('/Tx BMC q 1 1 226 18 re W n BT /Arial 10 Tf 0 g 2 5 Td (Ha Noi) Tj ET Q EMC', [228, 20], {
                Font: dict({ Arial: arial }),
              }),
            ),
          }),
        });
      }),
    );
  });

  it('a check box is ticked, a choice is made', async () => {
    const states = '/AP << /N << /Off 41 0 R /Yes 42 0 R >> >>';
    const drawn = (data: string) => ({ entries: '/Type /XObject /Subtype /Form /BBox [0 0 20 20]', data });
    const box = await signed({
      objects: {
        5: `<< /Type /Annot /Subtype /Widget /FT /Btn /T (o) /Rect [300 300 320 320] /P 10 0 R /F 4 /V /Off /AS /Off ${states} >>`,
        41: drawn('0 G 1 1 18 18 re S'),
        42: drawn('0 G 1 1 18 18 re S 3 3 m 17 17 l S'),
      },
    });
    await box.stands(editLater(box.pdf, (edit) => edit.change(5, { V: name('Yes'), AS: name('Yes') })));
    const choice = await signed({
      objects: {
        5: '<< /Type /Annot /Subtype /Widget /FT /Ch /Ff 131072 /T (chon) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) /Opt [(A) (B)] >>',
      },
    });
    await choice.stands(
      editLater(choice.pdf, (edit) =>
        edit.change(5, {
          V: text('B'),
          I: array([1]),
          AP: dict({
            N: edit.add(
              look('/Tx BMC 0.6 0.75 0.85 rg 0 4 228 14 re f BT /F1 10 Tf 0 g 2 5 Td (B) Tj ET EMC', [228, 20]),
            ),
          }),
        }),
      ),
    );
  });

  it('places for the next signers are prepared and then signed, beside comments on the margin', async () => {
    const { pdf, stands, signing, verify } = await signed();
    const places = editLater(pdf, (edit) => {
      const place = (fieldName: string, x: number) =>
        edit.add(
          dict({
            Type: name('Annot'),
            Subtype: name('Widget'),
            FT: name('Sig'),
            T: string(Buffer.from(fieldName)),
            F: 4,
            P: ref(10),
            Rect: numbers(x, 100, x + 120, 150),
          }),
        );
      const fields = [place('Nguoi ky 2', 100), place('Nguoi ky 3', 300)];
      edit.addFields(...fields);
      edit.annotate(0, ...fields);
    });
    await stands(places);
    const { latest } = openPdf(places);
    const place = latest.pages()[0]?.annots.at(-1);
    if (!isRef(place)) throw new Error('no place');
    const second = await sign(signing, places, {
      signer: 'agency',
      existing: place.number,
      tsa: 'cong_vu',
      rect: [300, 100, 420, 150],
    });
    await stands(second);
    const commented = editLater(second, (edit) =>
      edit.annotate(
        0,
        edit.add(
          dict({ Type: name('Annot'), Subtype: name('Text'), Rect: numbers(10, 20, 30, 40), Contents: text('da xem') }),
        ),
      ),
    );
    await stands(commented);
    expect(rowOf((await verify(commented)).signatures[0], 'annotation-changes')?.status).toBe('WARNING');
  });

  it('the same file gains twelve signatures, every one HỢP LỆ', async () => {
    const bench = verificationBench(pki);
    let pdf: Uint8Array = simpleDocument({ kind, compress: kind === 'stream' });
    for (let index = 0; index < 12; index++) {
      const x = 60 + 120 * (index % 4);
      const y = 100 + 60 * Math.floor(index / 4);
      pdf = await sign(bench.signing, pdf, {
        signer: index % 2 === 0 ? 'leader' : 'citizen',
        tsa: 'cong_cong',
        rect: [x, y, x + 110, y + 50],
      });
    }
    const report = await bench.verify(pdf);
    expect(report.signatures).toHaveLength(12);
    expect(report.signatures.flatMap(deciding)).toEqual([]);
    expect(report.verdict).toBe('HOP_LE');
  });

  it('document information objects written by another kind of cross-reference', async () => {
    const { pdf, stands } = await signed();
    const other = kind === 'table' ? 'stream' : 'table';
    await stands(
      append(pdf, {
        kind: other,
        objects: { 901: '<< /Title (x) >>' },
        trailer: '/Info 901 0 R',
      }),
    );
  });
});
