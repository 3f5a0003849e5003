import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { certificatePem } from '../../../src/pki/certificate.ts';
import { productTrustFolder } from '../../../src/pki/trust/folder.ts';
import { loadTrustStores } from '../../../src/pki/trust-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { usePki } from './fixture.ts';

const fixture = usePki();
let folder = '';
beforeEach(async () => {
  folder = temporaryFolder('trust');
  await mkdir(path.join(folder, 'cong_vu', 'anchors'), { recursive: true });
});
const anchorFile = () => path.join(folder, 'cong_vu', 'anchors', 'a.pem');
const pin = (id: string) =>
  writeFile(path.join(folder, 'cong_vu', 'pins.txt'), `${fixture.pki.certificate(id).sha256.toUpperCase()}  tên\n`);

test('the shipped store pins the government root by the fingerprint of the rules, and nothing else', async () => {
  const stores = await loadTrustStores(productTrustFolder);
  expect(stores.cong_vu.anchors.map(({ certificate }) => certificate.sha256.toUpperCase())).toEqual([
    'F04BA4B459A7C9A1B971AD9B1CB833E695A80C79AEA63B174B66A70EDFE2FDB8',
  ]);
  expect(stores.cong_vu.anchors[0]?.certificate.serialHex).toBe('3B65B0A03006F9AB');
  expect(stores.cong_vu.anchors[0]?.certificate.subject.printed).toBe(
    'C=VN,O=Ban Cơ yếu Chính phủ,CN=RootCA chuyên dùng Chính phủ G2',
  );
  expect(stores.cong_cong).toMatchObject({ anchors: [], tsaAnchors: [], intermediates: [] });
});

test('the two test stores share no anchor, and time stamps have roots of their own', () => {
  const { cong_vu, cong_cong } = fixture.pki.stores;
  const all = [...cong_vu.anchors, ...cong_cong.anchors, ...cong_cong.tsaAnchors].map(
    ({ certificate }) => certificate.sha256,
  );
  expect(new Set(all).size).toBe(all.length);
  expect(cong_vu.anchors).toHaveLength(2);
});

test('an anchor that nobody pinned stops the start', async () => {
  await writeFile(anchorFile(), certificatePem(fixture.pki.certificate('rogue-root')));
  await pin('cv-root-g2');
  await expect(loadTrustStores(folder)).rejects.toMatchObject({ code: 'TRUST_STORE_INVALID' });
});

test('a file that is no certificate stops the start', async () => {
  await writeFile(anchorFile(), 'xin chào');
  await expect(loadTrustStores(folder)).rejects.toMatchObject({ code: 'TRUST_STORE_INVALID' });
});

test('an anchor may carry an end of trust', async () => {
  await pin('cv-root-g2');
  const pem = certificatePem(fixture.pki.certificate('cv-root-g2'));
  await writeFile(anchorFile(), `# trusted-until: 2030-06-30T17:00:00Z\n${pem}`);
  const { cong_vu } = await loadTrustStores(folder);
  expect(cong_vu.anchors[0]?.trustedUntil).toEqual(new Date('2030-06-30T17:00:00Z'));
  await writeFile(anchorFile(), `# trusted-until: hôm nào đó\n${pem}`);
  await expect(loadTrustStores(folder)).rejects.toMatchObject({ code: 'TRUST_STORE_INVALID' });
});
