import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SohoaError } from '../../../src/domain/errors.ts';
import { archiveClaim } from '../../../src/pdf/appearance/archive-claim.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { archivedScan, letter } from '../../support/documents.ts';
import { append, newPdf } from '../../support/pdf-builder.ts';
import { producers } from '../../support/producers.ts';
import { openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';

let kit: SigningKit;
let folder: string;
beforeAll(async () => {
  kit = await openSigningKit();
  folder = temporaryFolder('structures');
});
afterAll(async () => {
  await kit.close();
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
const page = (entries: string): string => `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] ${entries} >>`;
const formOf = (form: string): string => `<< /Type /Catalog /Pages 2 0 R /AcroForm ${form} >>`;
const name = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ho ten) /F 4 /Rect [50 50 200 70] >>';
const empty = '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Cho ky) /F 4 /Rect [300 60 480 110] /P 3 0 R >>';

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
  ['CR alone after %%EOF', () => withLine(letter(), '%%EOF\n', '%%EOF\r')],
  ['CR alone as every end of line', () => withLine(newPdf({ objects: objectsOf() }), '\n', '\r')],
  ['a table, then a stream', () => append(letter(), { objects: hidden, kind: 'stream' })],
  ['a stream, then a table', () => append(letter({}, 'stream'), { objects: hidden, kind: 'table' })],
  ['far object numbers and generations', () => letterWithFarObjects()],
  ['/Size too small', () => append(letter({ 40: '<< /Note true >>' }), { objects: hidden, size: 5 })],
  ['an inline form', () => letter({ 1: formOf('<< /Fields [10 0 R] >>'), 3: page('/Annots [10 0 R]'), 10: name })],
  ['a form without /Fields', () => letter({ 1: formOf('<< /SigFlags 0 >>') })],
  [
    'an indirect form with an empty signature field',
    () =>
      letter({ 1: formOf('9 0 R'), 3: page('/Annots [10 0 R]'), 9: '<< /Fields 11 0 R >>', 10: empty, 11: '[10 0 R]' }),
  ],
  [
    '/Annots that two pages share',
    () =>
      letter({
        2: '<< /Type /Pages /Kids [3 0 R 8 0 R] /Count 2 >>',
        3: page('/Annots 9 0 R'),
        8: page('/Annots 9 0 R'),
        9: '[]',
      }),
  ],
  [
    'pages in a deep tree, boxes inherited',
    () =>
      letter({
        2: '<< /Type /Pages /Kids [8 0 R] /Count 1 /MediaBox [0 0 595 842] /Rotate 90 >>',
        8: '<< /Type /Pages /Parent 2 0 R /Kids [3 0 R] /Count 1 >>',
        3: '<< /Type /Page /Parent 8 0 R /Resources << >> >>',
      }),
  ],
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
function letterWithFarObjects(): Uint8Array {
  const objects = {
    1: '<< /Type /Catalog /Pages 70000 3 R >>',
    70000: '<< /Type /Pages /Kids [9001 0 R] /Count 1 >>',
    9001: '<< /Type /Page /Parent 70000 3 R /MediaBox [0 0 595 842] /Resources << >> >>',
  };
  return newPdf({ objects, generations: { 70000: 3 } });
}

const all: readonly [string, boolean, () => Uint8Array | Promise<Uint8Array>][] = [
  ...files.map(([what, make]): (typeof all)[number] => [`with ${what}`, hasTool('qpdf'), make]),
  ...producers.map(({ name: program, needs, make }): (typeof all)[number] => [
    `written by ${program}`,
    needs.every(hasTool),
    () => make(mkdtempSync(join(folder, 'producer-'))),
  ]),
];

describe.each(all)('a file %s', (_, possible, make) => {
  it.skipIf(!possible)('gets three signatures, each leaving the earlier ones whole', async () => {
    const base = await make();
    let bytes = base;
    for (const [who, level, profile] of [
      ['operator', 'B-B', 'INVISIBLE'],
      ['agency', 'B-T', 'COPY_TRICH_SAO'],
      ['leader-p256', 'B-LTA', 'INVISIBLE'],
    ] as const) {
      const signed = await kit.sign(bytes, who, { profile, level });
      expect(Buffer.compare(signed.bytes.subarray(0, bytes.length), bytes)).toBe(0);
      bytes = signed.bytes;
    }
    const file = openPdf(bytes);
    expect(listSignatures(file).map((one) => one.findings.map((finding) => finding.id))).toEqual(
      Array.from({ length: 5 }, () => []),
    );
    const { signatures } = await kit.verifier.verify(bytes, { slot: 'ANY', slots: {} });
    expect(signatures.map(({ indication, level }) => [indication, level])).toEqual(
      ['B-LTA', 'B-LTA', 'B-LTA', null, null].map((level) => ['TOTAL_PASSED', level]),
    );
    // what was PDF/A before the first signature is so after every revision
    if (archiveClaim(openPdf(base).latest).part !== null && checkPdfA(base).length === 0)
      for (const { end } of file.revisions.filter((one) => one.end >= base.length))
        expect(checkPdfA(bytes.subarray(0, end))).toEqual([]);
    const path = join(folder, 'signed.pdf');
    writeFileSync(path, bytes);
    if (hasTool('qpdf')) {
      const checked = execFileSync('qpdf', ['--check', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
      expect(checked).toContain('No syntax or stream encoding errors');
    }
    if (!hasTool('pdfsig')) return;
    const printed = execFileSync('pdfsig', ['-nocert', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(printed.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(3);
  });
});

describe('a file that is refused', () => {
  const refused = async (bytes: Uint8Array): Promise<string> =>
    kit.sign(bytes, 'leader', { level: 'B-B' }).then(
      () => 'signed',
      ({ code, details }: SohoaError) => `${code} ${details.rule ?? ''}`.trim(),
    );

  it.skipIf(!hasTool('qpdf')).each([
    ['by an owner password, though anybody may read it', ['--encrypt', '', 'chu', '256', '--']],
    ['by a user password', ['--encrypt', 'mo', 'chu', '256', '--']],
    ['by RC4', ['--allow-weak-crypto', '--encrypt', '', 'chu', '128', '--']],
  ])('encrypted %s: PDF/A forbids it, and what is signed must be readable for ever', async (_, options) => {
    expect(await refused(qpdf(letter(), ...options))).toBe('PDF_ENCRYPTED');
  });

  it.each([
    ['text behind its end', Buffer.concat([letter(), Buffer.from('left over')])],
    [
      'a second body without cross-references',
      Buffer.concat([letter(), Buffer.from('9 0 obj\n<< /Note true >>\nendobj\n')]),
    ],
    ['bytes before its header', Buffer.concat([Buffer.from('mime: pdf\n'), letter()])],
  ])('with %s: nobody could say what was signed', async (_, bytes) => {
    expect(await refused(bytes)).toMatch(/^(SIGN_REFUSED file-unsuitable|PDF_UNREADABLE)$/);
  });

  it('whose page stands directly in the page tree: the block could not be hung onto it', async () => {
    const direct = letter({ 2: `<< /Type /Pages /Kids [${page('/Resources << >>')}] /Count 1 >>` });
    expect(await refused(direct)).toMatch(/^(SIGN_REFUSED|PDF_UNREADABLE)/);
  });
});
