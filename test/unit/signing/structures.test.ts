import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { archivedScan, letter } from '../../support/documents.ts';
import { newPdf } from '../../support/pdf-builder.ts';
import { openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { hasTool } from '../../support/tools.ts';

let kit: SigningKit;
let folder: string;
beforeAll(async () => {
  kit = await openSigningKit();
  folder = mkdtempSync(join(tmpdir(), 'sohoa-structures-'));
});
afterAll(async () => {
  await kit.close();
  rmSync(folder, { recursive: true });
});

function qpdf(bytes: Uint8Array, ...options: readonly string[]): Uint8Array {
  const [input, output] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
  writeFileSync(input, bytes);
  execFileSync('qpdf', [...options, input, output], { stdio: 'pipe' });
  return new Uint8Array(readFileSync(output));
}
const withLine = (bytes: Uint8Array, from: string, to: string): Uint8Array =>
  Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1');
const hidden = { 7: '<< /Type /Metadata /Note true >>' };

const files: readonly [string, () => Uint8Array | Promise<Uint8Array>][] = [
  ['a table', () => letter()],
  ['a cross-reference stream', () => letter({}, 'stream')],
  ['object streams and linearization', () => qpdf(letter(), '--linearize', '--object-streams=generate')],
  ['linearization with tables', () => qpdf(letter(), '--linearize', '--object-streams=disable')],
  ['object streams', () => qpdf(letter(), '--object-streams=generate')],
  [
    'hybrid cross-references',
    () => newPdf({ objects: { ...objectsOf(), ...hidden }, kind: 'hybrid', compressed: [7] }),
  ],
  ['no end of line after %%EOF', () => Buffer.from(letter()).subarray(0, -1)],
  ['CR LF after %%EOF', () => withLine(letter(), '%%EOF\n', '%%EOF\r\n')],
  ['an archived scan', () => archivedScan()],
];
/** The letter's objects, for builders that need another form. */
function objectsOf(): Record<number, string> {
  return {
    1: '<< /Type /Catalog /Pages 2 0 R >>',
    2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>',
  };
}

describe.skipIf(!hasTool('qpdf')).each(files)('a file with %s', (name, make) => {
  it('gets three signatures, each leaving the earlier ones whole', async () => {
    let bytes = await make();
    for (const [who, level] of [
      ['operator', 'B-B'],
      ['agency', 'B-T'],
      ['leader-p256', 'B-LTA'],
    ] as const) {
      const signed = await kit.sign(bytes, who, {
        profile: 'COPY_TRICH_SAO',
        level,
        ...(who === 'agency' ? {} : { profile: 'INVISIBLE' }),
      });
      expect(Buffer.compare(signed.bytes.subarray(0, bytes.length), bytes)).toBe(0);
      bytes = signed.bytes;
    }
    const signatures = listSignatures(openPdf(bytes));
    expect(signatures.map((one) => one.findings.map((finding) => finding.id))).toEqual(
      Array.from({ length: 5 }, () => []),
    );
    const path = join(folder, 'signed.pdf');
    writeFileSync(path, bytes);
    const checked = execFileSync('qpdf', ['--check', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    expect(checked, name).toContain('No syntax or stream encoding errors');
    if (!hasTool('pdfsig')) return;
    const printed = execFileSync('pdfsig', ['-nocert', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(printed.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(3);
  });
});
