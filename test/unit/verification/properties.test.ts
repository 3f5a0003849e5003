import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { append, flate } from '../../support/pdf-builder.ts';
import { documentTimestamp, join, longTermData, plainPdf, sign } from '../../support/signed-pdf.ts';
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
  const folder = mkdtempSync(joinPath(tmpdir(), 'integrity-'));

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
