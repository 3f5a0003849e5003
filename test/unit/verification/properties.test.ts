import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { array, dict, name, type PdfObject } from '../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { editLater, type LaterEdit, look, numbers, text } from '../../support/later-edit.ts';
import { append, flate, parts, simpleDocument } from '../../support/pdf-builder.ts';
import { documentTimestamp, join, longTermData, plainPdf, sign } from '../../support/signed-pdf.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';
import { verificationBench } from '../../support/verification-bench.ts';

/** Mutants per property; the long run is `FUZZ_RUNS=100000 vitest run test/unit/verification/properties`. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 60);
const seed = 20261122;

let pki: TestPki;
/** Three signers, long-term data, two document timestamps. */
let archived: Uint8Array;
const bench = () => verificationBench(pki);

beforeAll(async () => {
  pki = await loadTestPki();
  const { signing } = bench();
  let pdf = plainPdf({ pages: 2 });
  pdf = await sign(signing, pdf, { signer: 'operator', tsa: 'cong_vu', rect: [20, 800, 120, 830] });
  pdf = await sign(signing, pdf, { signer: 'leader', tsa: 'cong_vu', rect: [300, 100, 400, 160] });
  pdf = await sign(signing, pdf, { signer: 'agency', tsa: 'cong_vu' });
  const ids = ['operator', 'leader', 'agency'].map((id) => [id, 'signing'] as const);
  pdf = await longTermData(signing, pdf, [...ids, ['cv-tsa', 'timestamping']]);
  pdf = await documentTimestamp(signing, pdf, 'cong_vu');
  archived = await documentTimestamp(signing, pdf, 'cong_vu');
});

const everyone = [
  ...['operator', 'leader', 'agency', 'citizen'].map((id) => [id, 'signing'] as const),
  ['cv-tsa', 'timestamping'] as const,
];

function preparePlace(edit: LaterEdit, fieldName: string, x: number): void {
  const entries = { Type: name('Annot'), Subtype: name('Widget'), FT: name('Sig'), F: 4 };
  const field = edit.add(dict({ ...entries, T: text(fieldName), Rect: numbers(x, 220, x + 60, 250) }));
  edit.addFields(field);
  edit.annotate(0, field);
}

function fillNote(edit: LaterEdit, value: string): void {
  const appearance = edit.add(look(`/Tx BMC BT /F1 10 Tf 0 g 2 5 Td (${value}) Tj ET EMC`, [228, 20]));
  edit.change(parts.textField, { V: text(value), AP: dict({ N: appearance }) });
}

describe('properties of the verdict', () => {
  it('an own B-LTA file stays HỢP LỆ under each of its prefixes', async () => {
    const { verify } = bench();
    const file = openPdf(archived);
    expect(file.revisions).toHaveLength(7);
    for (const { end, index } of file.revisions) {
      const report = await verify(archived.slice(0, end), {}, index >= 4 ? 'offline' : 'online');
      expect(report.verdict, `revision ${index}`).toBe(index === 0 ? 'KHONG_CO_CHU_KY' : 'HOP_LE');
    }
  });

  it('whatever honest hands do in whatever order, every prefix of an own file stays HỢP LỆ', async () => {
    type Step = 'visible' | 'invisible' | 'data' | 'stamp' | 'place' | 'fill';
    const steps = fc.array(fc.constantFrom<Step>('visible', 'invisible', 'data', 'stamp', 'place', 'fill'), {
      minLength: 2,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.constantFrom('table' as const, 'stream' as const), async (order, kind) => {
        const { signing, verify } = bench();
        const signers = ['operator', 'leader', 'agency', 'citizen'] as const;
        let pdf: Uint8Array = simpleDocument({ kind, compress: kind === 'stream', pages: 2 });
        const ends: number[] = [];
        for (const [index, step] of (['invisible', ...order, 'data', 'stamp'] as const).entries()) {
          const signer = signers[index % signers.length] ?? 'leader';
          const x = 60 + 90 * (index % 5);
          const rect = [x, 100 + index, x + 80, 140 + index] as const;
          if (step === 'visible') pdf = await sign(signing, pdf, { signer, tsa: 'cong_vu', rect });
          else if (step === 'invisible') pdf = await sign(signing, pdf, { signer, tsa: 'cong_vu' });
          else if (step === 'stamp') pdf = await documentTimestamp(signing, pdf, 'cong_vu');
          else if (step === 'data') pdf = await longTermData(signing, pdf, everyone);
          else if (step === 'place') pdf = editLater(pdf, (edit) => preparePlace(edit, `Cho${index}`, x));
          else pdf = editLater(pdf, (edit) => fillNote(edit, `${index}`));
          ends.push(pdf.length);
        }
        for (const [index, end] of ends.entries()) {
          const report = await verify(pdf.slice(0, end));
          expect(report.verdict, `${order.join(' ')}: revision ${index}`).toBe('HOP_LE');
        }
      }),
      { numRuns: Math.min(Math.max(4, Math.round(numRuns / 12)), 200), seed },
    );
  });

  it('any byte flipped inside a byte range: never HỢP LỆ', async () => {
    const { verify } = bench();
    const ranges = listSignatures(openPdf(archived)).map(({ byteRange }) => byteRange ?? []);
    const covered = (at: number): boolean =>
      ranges.some(([, a = 0, b = 0, c = 0]) => at < a || (at >= b && at < b + c));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(archived.length - 1).filter(covered),
        fc.integer({ min: 1, max: 255 }),
        async (at, mask) => {
          const mutant = archived.slice();
          mutant[at] = (mutant[at] ?? 0) ^ mask;
          expect((await verify(mutant, {}, 'offline')).verdict).not.toBe('HOP_LE');
        },
      ),
      { numRuns, seed },
    );
  });

  it('any update appended that changes a page: never HỢP LỆ', async () => {
    const { verify } = bench();
    const page = (extra: string) =>
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 11 0 R /Resources << /Font << /F1 3 0 R >> >> ${extra} >>`;
    const content = fc
      .string({ minLength: 1, maxLength: 20 })
      .map((text) => ({ 11: flate(`BT /F1 12 Tf (${text.replace(/[()\\]/g, '')}) Tj ET q Q`) }));
    const geometry = fc
      .constantFrom('/Rotate 90', '/CropBox [0 0 300 300]', '/UserUnit 2', '/Contents 13 0 R', '/AA << >>')
      .map((extra) => ({ 10: page(extra) }));
    const tree = fc
      .constantFrom(
        '/Count 1 /Kids [10 0 R]',
        '/Count 2 /Kids [12 0 R 10 0 R]',
        '/Count 3 /Kids [10 0 R 12 0 R 10 0 R]',
      )
      .map((kids) => ({ 2: `<< /Type /Pages ${kids} >>` }));
    const fonts = fc.constant({ 3: '<< /Type /Font /Subtype /Type1 /BaseFont /ZapfDingbats >>' });
    await fc.assert(
      fc.asyncProperty(fc.oneof(content, geometry, tree, fonts), async (objects) => {
        const report = await verify(append(archived, { objects }), {}, 'offline');
        expect(report.verdict).not.toBe('HOP_LE');
      }),
      { numRuns: Math.min(numRuns, 500), seed },
    );
  });

  it('anything opaque laid over letters of the page by an update: never HỢP LỆ', async () => {
    const { verify } = bench();
    // the line of text that every page of `plainPdf` has
    const [left, bottom, right, top] = [72, 700, 280, 712];
    const between = (low: number, high: number) => fc.integer({ min: low, max: high });
    const rect = fc
      .tuple(between(0, right - 12), between(600, top - 6), between(12, 400), between(6, 200))
      .map(([x, y, width, height]) => [x, y, x + width, y + height] as const)
      .filter(([x0, y0, x1, y1]) => x1 > left + 12 && x0 < right - 12 && y1 > bottom + 6 && y0 < top - 6);
    const kind = fc.constantFrom('Stamp', 'FreeText', 'Square', 'field', 'field of two widgets', 'Redact');
    await fc.assert(
      fc.asyncProperty(rect, kind, fc.constantFrom(0, 1), async (box, what, page) => {
        const attacked = editLater(archived, (edit) => {
          const [x0, y0, x1, y1] = box;
          const size = [x1 - x0, y1 - y0] as const;
          const AP = dict({ N: edit.add(look(`1 g 0 0 ${size[0]} ${size[1]} re f`, size)) });
          const common = { Type: name('Annot'), F: 4, Rect: numbers(...box), AP };
          if (what === 'field') {
            const field = edit.add(dict({ ...common, Subtype: name('Widget'), FT: name('Sig'), T: text('Moi') }));
            edit.addFields(field);
            edit.annotate(page, field);
          } else if (what === 'field of two widgets') {
            const widget = (more: Readonly<Record<string, PdfObject>>) =>
              edit.add(dict({ ...common, Subtype: name('Widget'), ...more }));
            const kids = [widget({ Rect: numbers(0, 0, 0, 0) }), widget({})];
            edit.addFields(edit.add(dict({ FT: name('Sig'), T: text('Moi'), Kids: array(kids) })));
            edit.annotate(page, ...kids);
          } else edit.annotate(page, edit.add(dict({ ...common, Subtype: name(what) })));
        });
        const report = await verify(attacked, {}, 'offline');
        expect(report.verdict).not.toBe('HOP_LE');
      }),
      { numRuns: Math.min(numRuns, 500), seed },
    );
  });

  it('arbitrary bytes appended: HỢP LỆ only for white space and NUL', async () => {
    const { verify } = bench();
    const tail = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc.constantFrom('%%EOF\n', 'startxref\n0\n%%EOF\n', '1 0 obj\nnull\nendobj\n').map((text) => Buffer.from(text)),
    );
    await fc.assert(
      fc.asyncProperty(tail, async (bytes) => {
        const blank = [...bytes].every((byte) => [0, 9, 10, 12, 13, 32].includes(byte));
        const { verdict } = await verify(join(archived, bytes), {}, 'offline');
        if (!blank) expect(verdict).not.toBe('HOP_LE');
      }),
      { numRuns, seed },
    );
  });
});

describe('second opinions on integrity', () => {
  const folder = temporaryFolder('integrity');

  it.skipIf(!hasTool('pdfsig'))('pdfsig finds every signature value of the archived file valid', () => {
    const path = joinPath(folder, 'archived.pdf');
    writeFileSync(path, archived);
    const said = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    // pdfsig does not verify document timestamps ("has not yet been verified")
    expect(said.match(/Signature is Valid\./g)).toHaveLength(3);
  });

  it.skipIf(!hasTool('openssl'))('openssl verifies each CMS over the bytes of its range, and refuses others', () => {
    const signatures = listSignatures(openPdf(archived)).filter(({ kind }) => kind === 'signature');
    expect(signatures).toHaveLength(3);
    for (const { byteRange, contents, cmsLength } of signatures) {
      const [, a = 0, b = 0, c = 0] = byteRange ?? [];
      const content = join(archived.subarray(0, a), archived.subarray(b, b + c));
      writeFileSync(joinPath(folder, 'cms.der'), contents?.subarray(0, cmsLength ?? 0) ?? '');
      const verify = (bytes: Uint8Array): boolean => {
        writeFileSync(joinPath(folder, 'content'), bytes);
        try {
          const inputs = [
            '-inform',
            'DER',
            '-in',
            joinPath(folder, 'cms.der'),
            '-content',
            joinPath(folder, 'content'),
          ];
          execFileSync('openssl', ['cms', '-verify', '-binary', '-noverify', ...inputs, '-out', '/dev/null'], {
            stdio: 'ignore',
          });
          return true;
        } catch {
          return false;
        }
      };
      expect(verify(content)).toBe(true);
      content[100] = (content[100] ?? 0) ^ 1;
      expect(verify(content)).toBe(false);
    }
  });
});
