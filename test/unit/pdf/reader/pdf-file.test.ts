import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pageInk } from '../../../../src/pdf/reader/page-ink.ts';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../../src/pdf/reader/signature-fields.ts';
import { allStructureFindings } from '../../../../src/pdf/reader/structure-findings.ts';
import {
  append,
  concat,
  latin,
  newPdf,
  parts,
  signSimple,
  simpleDocument,
  simpleObjects,
} from '../../../support/pdf-builder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { hasTool } from '../../../support/tools.ts';

const folder = temporaryFolder('reader');

const qpdf = (input: Uint8Array, ...options: readonly string[]): Uint8Array => {
  const [from, to] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')];
  writeFileSync(from, input);
  const { status, stderr } = spawnSync('qpdf', [...options, '--', from, to]);
  if (status !== 0 && status !== 3) throw new Error(String(stderr));
  return readFileSync(to);
};
const ids = (bytes: Uint8Array): string[] => allStructureFindings(openPdf(bytes)).map((one) => one.id);
const firstPageText = (bytes: Uint8Array, password?: string): string => {
  const file = openPdf(bytes, password === undefined ? {} : { password });
  const page = file.latest.pages()[0];
  const contents = page === undefined ? null : file.latest.get(page.dict, 'Contents');
  if (contents === null || typeof contents !== 'object' || contents.kind !== 'stream') throw new Error('no contents');
  return Buffer.from(file.latest.decode(contents).bytes).toString('latin1');
};

describe('revisions', () => {
  it.each(['table', 'stream', 'hybrid'] as const)('cut the file at every %%%%EOF (%s)', (kind) => {
    const base = simpleDocument({ kind, compress: kind !== 'table' });
    const next = append(base, { kind: kind === 'stream' ? 'stream' : 'table', objects: { 300: '<< >>' } });
    const file = openPdf(next);
    expect(file.revisions.map(({ start, end, xrefKind }) => [start, end, xrefKind])).toEqual([
      [0, base.length, kind],
      [base.length, next.length, kind === 'stream' ? 'stream' : 'table'],
    ]);
    expect(file.latest.maxObjectNumber).toBeGreaterThanOrEqual(300);
    expect(file.revisions[0]?.pages()).toHaveLength(1);
  });

  it('see each object as it was: changed, freed, given a new generation', () => {
    const base = newPdf({ objects: { ...simpleObjects(), 8: '(one)', 9: '(gone)' } });
    const next = append(base, { objects: { 8: '(two)' }, free: [9] });
    const again = append(next, { objects: { 9: '(back)' }, generations: { 9: 1 } });
    const file = openPdf(again);
    const value = (revision: number, number: number, generation = 0) => {
      const object = file.revisions[revision]?.resolve({ kind: 'ref', number, generation });
      return object !== null && typeof object === 'object' && object.kind === 'string'
        ? Buffer.from(object.bytes).toString()
        : object;
    };
    expect([value(0, 8), value(1, 8)]).toEqual(['one', 'two']);
    expect([value(0, 9), value(1, 9), value(2, 9), value(2, 9, 1)]).toEqual(['gone', null, null, 'back']);
  });

  it('a stream whose length stands in another object is read by the length of its revision', () => {
    const objects = { ...simpleObjects(), 110: { entries: '', data: 'BT ET', length: '8 0 R' }, 8: '5' };
    const base = newPdf({ objects });
    expect(firstPageText(base)).toBe('BT ET');
    const shorter = append(base, { objects: { 8: '2' } });
    expect(() => firstPageText(shorter)).toThrow(/PDF_UNREADABLE/);
    expect(() => openPdf(shorter).revisions[0]?.pages()).not.toThrow();
  });

  it.skipIf(!hasTool('qpdf'))('the first-page section of a linearized file is no revision of its own', () => {
    const base = qpdf(simpleDocument({ pages: 3 }), '--linearize');
    const file = openPdf(base);
    expect(file.revisions).toHaveLength(1);
    expect(file.latest.end).toBe(base.length);
    expect(file.latest.pages()).toHaveLength(3);
    expect(ids(base)).toEqual([]);
    expect(openPdf(append(base, { objects: { 300: '<< >>' } })).revisions).toHaveLength(2);
  });

  it.skipIf(!hasTool('qpdf'))('object streams and compressed cross-references of another writer are read alike', () => {
    const written = qpdf(simpleDocument({ pages: 2 }), '--object-streams=generate');
    expect(openPdf(written).latest.xrefKind).toBe('stream');
    expect(openPdf(written).latest.pages()).toHaveLength(2);
    expect(ids(written)).toEqual([]);
  });
});

describe('tolerance, always with a finding', () => {
  const base = simpleDocument();
  it('junk before the header, offsets counted from the header or from the file', () => {
    const shifted = concat('junk\n', base);
    const text = Buffer.from(shifted).toString('latin1');
    const section = text.lastIndexOf('xref\n0');
    const counted = latin(
      text
        .replace(/(\d{10}) 00000 n/g, (_, offset: string) => `${String(Number(offset) + 5).padStart(10, '0')} 00000 n`)
        .replace(/startxref\n\d+/, `startxref\n${section}`),
    );
    for (const bytes of [shifted, counted]) {
      expect(openPdf(bytes).latest.pages()).toHaveLength(1);
      expect(ids(bytes)).toEqual(['junk-before-header']);
    }
  });
  it('a lone CR behind %%EOF, no end of line at all, and padding', () => {
    expect(ids(newPdf({ objects: simpleObjects(), eofEol: '\r' }))).toEqual(['eof-line-ending']);
    expect(ids(newPdf({ objects: simpleObjects(), eofEol: '' }))).toEqual([]);
    expect(ids(concat(base, '\0\0\0'))).toEqual(['padding-after-end']);
  });
  it('an offset that points at the white space before its object', () => {
    const offset = Buffer.from(base).toString('latin1').indexOf('\n3 0 obj');
    const early = newPdf({ objects: simpleObjects(), entries: { 3: { offset } } });
    expect(ids(early)).toEqual(['entry-before-object']);
    expect(ids(append(base, { entries: { 3: { offset } } }))).toEqual(['points-into-older-bytes']);
  });
  it('what is not tolerated is an error with its place', () => {
    expect(() => openPdf(latin('hello'))).toThrow(/header/);
    expect(() => openPdf(new Uint8Array())).toThrow(/FILE_EMPTY/);
    expect(() => openPdf(base.subarray(0, base.length - 30))).toThrow(/PDF_UNREADABLE/);
    const wrong = append(base, { entries: { 3: { offset: Buffer.from(base).toString('latin1').indexOf('4 0 obj') } } });
    expect(() => openPdf(wrong).latest.resolve({ kind: 'ref', number: 3, generation: 0 })).toThrow(
      /not where its entry points/,
    );
    expect(() => openPdf(base, { limits: { fileBytes: 100 } })).toThrow(/FILE_TOO_LARGE/);
  });
});

describe('structure findings', () => {
  const base = simpleDocument();
  it('readers of tables and readers of streams must see the same pages', () => {
    expect(ids(simpleDocument({ kind: 'hybrid', compress: true }))).toContain('hybrid-views-differ');
    const dispensable = newPdf({
      kind: 'hybrid',
      objects: { ...simpleObjects({ catalog: '/StructTreeRoot 8 0 R' }), 8: '<< /Type /StructTreeRoot >>' },
      compressed: [8],
      objectStreamNumber: 190,
      xrefStreamNumber: 191,
    });
    expect(ids(dispensable)).toEqual(['hybrid-file']);
  });
  it('a second header, an extra %%EOF, stray bytes and objects that no section lists', () => {
    const list = (before: string) => ids(append(base, { before, objects: { 300: '<< >>' } }));
    expect(list('%PDF-1.4\n')).toEqual(['second-header']);
    expect(list('%%EOF\n')).toEqual(['extra-end-marker']);
    expect(list('stray\n')).toEqual(['unaccounted-bytes']);
    expect(list('% a comment\n')).toEqual([]);
    expect(ids(append(base, { objects: { 300: '<< >>', 301: '<< >>' }, unlisted: [301] }))).toEqual([
      'unlisted-object',
    ]);
  });
  it('/Size below the highest number, and keys that stand twice', () => {
    expect(ids(append(base, { objects: { 300: '<< >>' }, size: 10 }))).toEqual(['size-too-small']);
    expect(
      ids(append(base, { objects: { [parts.catalog]: '<< /Type /Catalog /Pages 2 0 R /Pages 3 0 R >>' } })),
    ).toContain('duplicate-key');
  });
});

describe('loops and bounds', () => {
  const quick = (update: Parameters<typeof append>[1]) => openPdf(append(simpleDocument(), update));
  it('a /Prev that leads back, or forward, breaks the chain', () => {
    const base = simpleDocument();
    const loop = append(base, { objects: { 300: '<< >>' }, prev: base.length + 24 });
    // the last whole chain is the base; everything behind it belongs to no revision
    expect(ids(loop)).toContain('bytes-after-end');
  });
  it('page trees, forms, references and lengths that lead to themselves end', () => {
    expect(() => quick({ objects: { 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' } }).latest.pages()).toThrow(
      /met twice/,
    );
    expect(listSignatures(quick({ objects: { 4: '<< /Fields [5 0 R] >>', 5: '<< /T (a) /Kids [5 0 R] >>' } }))).toEqual(
      [],
    );
    expect(() =>
      quick({ objects: { 300: '301 0 R', 301: '300 0 R' } }).latest.resolve({
        kind: 'ref',
        number: 300,
        generation: 0,
      }),
    ).toThrow(/nesting/);
    const self = quick({ objects: { 110: { entries: '', data: 'BT ET', length: '110 0 R' } } });
    expect(() => self.latest.resolve({ kind: 'ref', number: 110, generation: 0 })).toThrow(/depends on itself/);
  });
  it('a widget whose parents form a circle ends', () => {
    const circle = quick({
      objects: {
        10: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [300 0 R] >>',
        300: '<< /Subtype /Widget /FT /Sig /Parent 301 0 R >>',
        301: '<< /Parent 302 0 R >>',
        302: '<< /Parent 301 0 R >>',
      },
    });
    expect(listSignatures(circle)).toEqual([]);
  });
  it('limits are named', () => {
    const limited = (limits: Parameters<typeof openPdf>[1]) => () => openPdf(simpleDocument({ pages: 5 }), limits);
    expect(limited({ limits: { objects: 3 } })).toThrow(/objects/);
    expect(() => limited({ limits: { pages: 2 } })().latest.pages()).toThrow(/pages/);
    let many = simpleDocument();
    for (let index = 0; index < 6; index++) many = append(many, { objects: { 300: '<< >>' } });
    expect(() => openPdf(many, { limits: { revisions: 4 } })).toThrow(/revisions/);
    const signed = signSimple(simpleDocument());
    expect(() => listSignatures(openPdf(signed, { limits: { signatures: 0 } }))).toThrow(/signatures/);
  });
});

describe.skipIf(!hasTool('qpdf'))('encryption', () => {
  const plain = simpleDocument();
  const weak = '--allow-weak-crypto';
  it.each([
    ['RC4 40', [weak], ['40']],
    ['RC4 128', [weak], ['128']],
    ['AES 128', [weak], ['128', '--use-aes=y']],
    ['AES 256', [], ['256']],
    ['AES 256, revision 5', [weak], ['256', '--force-R5']],
  ])('%s opens with the empty and with a given user password', (_, before, [bits = '', ...rest]) => {
    const open = qpdf(plain, ...before, '--encrypt', '', 'owner', bits, ...rest);
    expect(firstPageText(open)).toContain('So tien');
    expect(openPdf(open).encryption).toBe('open');
    const locked = qpdf(
      plain,
      ...before,
      '--encrypt',
      'bí mật'.normalize('NFKD').replace(/[^a-z ]/g, ''),
      'owner',
      bits,
      ...rest,
    );
    expect(() => openPdf(locked)).toThrow(/PDF_ENCRYPTED/);
    expect(firstPageText(locked, 'bi mat')).toContain('So tien');
    expect(() => openPdf(locked, { password: 'wrong' })).toThrow(/PDF_ENCRYPTED/);
  });
  it('a locked file opens without its contents when that is asked for', () => {
    const locked = qpdf(plain, '--encrypt', 'secret', 'owner', '256');
    const file = openPdf(locked, { allowLocked: true });
    expect(file.encryption).toBe('locked');
    expect(file.latest.pages()).toHaveLength(1);
    expect(pageInk(file.latest, file.latest.pages()[0] as never, file.limits)[0]?.opaque).toBe(true);
  });
  it('the /Contents of a signature is never decrypted', () => {
    const text = Buffer.from(qpdf(plain, '--encrypt', '', 'owner', '256')).toString('latin1');
    const [, encrypt = '', id = ''] = /(\/Encrypt \d+ 0 R).*(\/ID \[.*?\]) *>>\s*startxref/s.exec(text) ?? [];
    const root = /\/Root (\d+ 0 R)/.exec(text)?.[1] ?? '';
    const signed = append(latin(text), {
      root,
      trailer: encrypt,
      objects: {
        300: '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 1 2 3] /Contents <300112> >>',
      },
    });
    const patched = latin(
      Buffer.from(signed)
        .toString('latin1')
        .replace(/\/ID \[<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>\]/, id),
    );
    const value = openPdf(patched).latest.resolve({ kind: 'ref', number: 300, generation: 0 });
    if (value === null || typeof value !== 'object' || value.kind !== 'dict') throw new Error('no dictionary');
    expect(value.entries.get('Contents')).toMatchObject({ bytes: Uint8Array.of(0x30, 0x01, 0x12) });
  });
});
