import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../certs-test/pki.ts';
import type { FileReport } from '../../src/domain/signature-report.ts';
import { verificationFiles } from '../fuzz/verification-files.ts';
import { type Forgery, forgeCms } from '../support/forged-cms.ts';
import { append, flate } from '../support/pdf-builder.ts';
import { type Opinion, secondOpinions } from '../support/second-opinions.ts';
import { plainPdf, sign } from '../support/signed-pdf.ts';
import { hasTool } from '../support/tools.ts';
import { verificationBench } from '../support/verification-bench.ts';

/**
 * Integrity as we see it beside pdfsig and openssl, over every kind of signed file that the tests and samples make. Each
 * difference is explained here by name, and docs/verification.md has the same table; one without a name fails.
 */
interface Row {
  readonly file: string;
  readonly field: string;
  readonly ours: Opinion;
  readonly verdict: FileReport['verdict'];
  /** Required checks that did not pass. */
  readonly why: readonly string[];
  readonly subFilter: string | null;
  readonly scheme: string | null;
  readonly pdfsig: Opinion;
  readonly openssl: Opinion;
}

/** Why another program may say something else of the same bytes. */
const explanations: readonly {
  readonly id: string;
  readonly covers: (row: Row) => boolean;
}[] = [
  {
    id: 'pdfsig judges no document timestamps',
    covers: (row) => row.pdfsig === 'none' && row.subFilter === 'ETSI.RFC3161',
  },
  {
    id: 'pdfsig cannot verify this algorithm',
    covers: (row) => row.pdfsig !== 'intact' && row.openssl === row.ours && /ECDSA|Ed25519|PSS/.test(row.scheme ?? ''),
  },
  {
    id: 'stricter CMS rules than either program',
    covers: (row) =>
      row.ours === 'broken' && row.why.some((id) => ['cms-shape', 'one-signer-info', 'no-econtent'].includes(id)),
  },
  {
    id: 'the certificate is not enclosed',
    covers: (row) => row.why.includes('signing-certificate') && row.ours !== 'intact',
  },
  {
    id: 'attributes signed in another order than DER',
    covers: (row) => row.ours === 'broken' && row.file === 'forged: unsorted',
  },
];

let pki: TestPki;
let rows: readonly Row[];
beforeAll(async () => {
  if (!hasTool('pdfsig') || !hasTool('openssl')) return;
  pki = await loadTestPki();
  rows = await judgeAll();
}, 120_000);

async function judgeAll(): Promise<Row[]> {
  const { signing, verify } = verificationBench(pki);
  const honest = await verificationFiles(signing);
  const files: { name: string; bytes: Uint8Array }[] = honest.map(({ name, bytes }) => ({ name, bytes }));
  const forgeries: Readonly<Record<string, Partial<Forgery>>> = {
    attached: { attached: Buffer.from('khác'), about: Buffer.from('khác') },
    'other content': { about: Buffer.from('khác') },
    'two signers': { signers: 2 },
    'content type': { attributeContentType: '1.2.840.113549.1.9.16.1.4' },
    unsorted: { unsorted: true },
    'attribute twice': { twice: true },
    'ESS of another': { ess: 'agency' },
    'certificate of another': { named: 'company' },
    'no certificate': { enclosed: [] },
    'header digest': { header: 'sha512' },
    'PSS mismatch': { pssMismatch: true },
    'broken value': { breakValue: true },
  };
  for (const [name, forgery] of Object.entries(forgeries))
    files.push({
      name: `forged: ${name}`,
      bytes: await sign(signing, plainPdf(), {
        signer: 'citizen',
        cms: (content) => forgeCms(pki, content, { signer: 'citizen', ...forgery }),
      }),
    });
  for (const signer of ['citizen-p521', 'agency-pss', 'leader-p256', 'leader-g1'])
    files.push({ name: `key of ${signer}`, bytes: await sign(signing, plainPdf(), { signer }) });
  for (const { name, bytes } of honest.slice(0, 8)) {
    const flipped = Uint8Array.from(bytes);
    const at = Buffer.from(bytes).indexOf('/MediaBox') + '/MediaBox [0 0 '.length;
    flipped[at] = (flipped[at] as number) ^ 1;
    files.push({ name: `flipped: ${name}`, bytes: flipped });
  }
  const changed = { 11: flate('BT /F1 12 Tf 72 700 Td (So tien phai tra: 9000 dong) Tj ET') };
  files.push({
    name: 'page exchanged after signing',
    bytes: append(honest[0]?.bytes ?? plainPdf(), { objects: changed }),
  });
  for (const folder of readdirSync('samples').filter((one) => one.startsWith('dossier-')))
    for (const name of readdirSync(`samples/${folder}`).filter((one) => one.endsWith('.pdf')))
      files.push({ name, bytes: readFileSync(`samples/${folder}/${name}`) });

  const anchors = pki.entities
    .filter(({ role, store }) => role === 'root' && store !== 'rogue')
    .map(({ id, store }) => readFileSync(`certs-test/out/${store}/${id}.pem`, 'utf8'))
    .join('\n');
  const all: Row[] = [];
  for (const { name, bytes } of files) {
    const report = await verify(bytes);
    const opinions = secondOpinions(bytes, anchors);
    for (const [index, signature] of report.signatures.entries()) {
      const second = opinions[index];
      if (second === undefined) throw new Error(`${name}: no byte range for ${signature.field}`);
      const { digest, signature: value } = signature.integrity;
      all.push({
        file: name,
        field: signature.field,
        ours: digest && value ? 'intact' : 'broken',
        verdict: report.verdict,
        why: signature.checks
          .filter(({ required, status }) => required && (status === 'FAILED' || status === 'UNKNOWN'))
          .map(({ id }) => id),
        subFilter: signature.subFilter,
        scheme: signature.scheme,
        pdfsig: second.pdfsig,
        openssl: second.openssl,
      });
    }
  }
  return all;
}

describe.skipIf(!hasTool('pdfsig') || !hasTool('openssl'))('beside pdfsig and openssl', () => {
  it('every difference about integrity has a known reason', () => {
    const unexplained = rows.filter(
      (row) => (row.pdfsig !== row.ours || row.openssl !== row.ours) && !explanations.some(({ covers }) => covers(row)),
    );
    expect(unexplained).toEqual([]);
    expect(rows.length).toBeGreaterThan(50);
  });

  it('what either program calls broken is never HỢP LỆ here, unless that program cannot judge it', () => {
    const lenient = rows.filter(({ openssl, verdict }) => openssl === 'broken' && verdict === 'HOP_LE');
    expect(lenient).toEqual([]);
  });

  it('what both call intact and we do not call HỢP LỆ fails a check that neither of them has', () => {
    const lenient = rows.filter(
      ({ pdfsig, openssl, verdict }) => pdfsig === 'intact' && openssl === 'intact' && verdict !== 'HOP_LE',
    );
    const reasons = [...new Set(lenient.flatMap(({ why }) => why.slice(0, 1)))].sort();
    expect(reasons).toEqual(['cms-shape', 'one-signer-info', 'revocation', 'signing-certificate', 'undefined-changes']);
  });
});
