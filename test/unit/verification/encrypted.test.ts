import { execFileSync } from 'node:child_process';
import { createCipheriv } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { dict, isRef, ref } from '../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { serialise } from '../../../src/pdf/writer/serialise.ts';
import { forgeCms } from '../../support/forged-cms.ts';
import { append, appendSigned } from '../../support/pdf-builder.ts';
import { plainPdf } from '../../support/signed-pdf.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';
import { deciding, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const password = 'mật khẩu';

/** A file that qpdf encrypted with AES-256, signed in a further revision by what somebody else's signer would write. */
async function encryptedAndSigned(): Promise<Uint8Array> {
  const folder = temporaryFolder('encrypted');
  const [plain, locked] = [joinPath(folder, 'plain.pdf'), joinPath(folder, 'locked.pdf')];
  writeFileSync(plain, plainPdf());
  execFileSync('qpdf', ['--encrypt', password, 'owner', '256', '--', plain, locked]);
  const shown = execFileSync('qpdf', [`--password=${password}`, '--show-encryption', '--show-encryption-key', locked], {
    encoding: 'utf8',
  });
  const key = Buffer.from(/Encryption key = ([0-9a-f]{64})/.exec(shown)?.[1] ?? '', 'hex');
  const iv = Buffer.alloc(16, 7);
  const cipher = createCipheriv('aes-256-cbc', key, iv);
  const fieldName = Buffer.concat([iv, cipher.update('Ky1'), cipher.final()]).toString('hex');

  const base = readFileSync(locked);
  const { latest } = openPdf(base, { password });
  const [page] = latest.pages();
  const root = latest.trailer.entries.get('Root');
  const encrypt = latest.trailer.entries.get('Encrypt');
  if (page?.ref == null || !isRef(root) || !isRef(encrypt)) throw new Error('qpdf wrote another structure');
  const dictionary = latest.maxObjectNumber + 1;
  const field = dictionary + 1;
  const withAnnotation = dict(
    new Map([...page.dict.entries, ['Annots', { kind: 'array', items: [ref(field)], start: -1, end: -1 }]]),
  );
  const form = `/AcroForm << /Fields [${field} 0 R] /SigFlags 3 >>`;
  const catalog = serialise(latest.catalog);
  const update = {
    root: `${root.number} 0 R`,
    trailer: `/Encrypt ${encrypt.number} 0 R`,
    objects: {
      [root.number]: Buffer.from(catalog)
        .toString('latin1')
        .replace(/>>\s*$/, `${form} >>`),
      [page.ref.number]: Buffer.from(serialise(withAnnotation)).toString('latin1'),
      [field]: `<< /Type /Annot /Subtype /Widget /FT /Sig /T <${fieldName}> /V ${dictionary} 0 R /Rect [0 0 0 0] /F 132 /P ${page.ref.number} 0 R >>`,
    },
  };
  const signature = {
    object: dictionary,
    entries: '/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached',
    contentsBytes: 6_000,
  };
  let content: Uint8Array = new Uint8Array();
  appendSigned(base, update, {
    ...signature,
    cms: (signed) => {
      content = signed;
      return new Uint8Array();
    },
  });
  const cms = await forgeCms(pki, content, { signer: 'citizen' });
  return appendSigned(base, update, { ...signature, cms: () => cms });
}

describe.skipIf(!hasTool('qpdf'))('an encrypted and signed file', () => {
  it('is HỢP LỆ with its password, and CHƯA XÁC ĐỊNH without it or with another', async () => {
    const { verify } = verificationBench(pki);
    const pdf = await encryptedAndSigned();
    const opened = await verify(pdf, { password });
    expect(opened.signatures.map(({ field }) => field)).toEqual(['Ky1']);
    expect(opened.signatures.flatMap(deciding)).toEqual([]);
    expect(opened.verdict).toBe('HOP_LE');
    for (const request of [{}, { password: 'sai' }]) {
      const report = await verify(pdf, request);
      expect(report.verdict).toBe('CHUA_XAC_DINH');
      expect(report.signatures[0]?.integrity).toMatchObject({ digest: true, signature: true });
    }
    expect(JSON.stringify(opened)).not.toContain(password);
  });

  it('that gets a later page content under its own password is KHÔNG HỢP LỆ', async () => {
    const { verify } = verificationBench(pki);
    const pdf = await encryptedAndSigned();
    const { latest } = openPdf(pdf, { password });
    const root = latest.trailer.entries.get('Root');
    const encrypt = latest.trailer.entries.get('Encrypt');
    const [page] = latest.pages();
    if (page?.ref == null || !isRef(root) || !isRef(encrypt)) throw new Error('no page');
    const changed = append(pdf, {
      root: `${root.number} 0 R`,
      trailer: `/Encrypt ${encrypt.number} 0 R`,
      objects: { [page.ref.number]: Buffer.from(serialise(page.dict)).toString('latin1').replace('595', '300') },
    });
    expect((await verify(changed, { password })).verdict).toBe('KHONG_HOP_LE');
    const bare = append(pdf, { root: `${root.number} 0 R`, objects: { 900: '<< >>' } });
    expect((await verify(bare, { password })).verdict).toBe('KHONG_HOP_LE');
  });
});
