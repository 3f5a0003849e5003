import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { dict, name, stream } from '../../../src/pdf/reader/objects.ts';
import { editLater } from '../../support/later-edit.ts';
import { plainPdf, sign } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const sample = new URL('../../../samples/dossier-3/don-de-nghi-chua-ky.pdf', import.meta.url);

describe('the PDF/A claim of a signed file', () => {
  it('is judged when asked for, met by our own file, and never decides', async () => {
    const { signing, verify } = verificationBench(pki);
    const pdf = await sign(signing, new Uint8Array(readFileSync(sample)), { signer: 'citizen', tsa: 'cong_cong' });
    expect(rowOf((await verify(pdf)).signatures[0], 'pdfa')).toBeUndefined();
    const [signature] = (await verify(pdf, { pdfa: true })).signatures;
    expect(rowOf(signature, 'pdfa')).toMatchObject({ status: 'PASSED' });
    expect(rowOf(signature, 'pdfa')?.message.en).toContain('PDF/A-2u');
    expect(deciding(signature)).toEqual([]);
  });

  it('that does not hold is a warning; where nothing is claimed nothing is asked', async () => {
    const { signing, verify } = verificationBench(pki);
    const xmp = (part: string): string =>
      `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><pdfaid:part>${part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></x:xmpmeta><?xpacket end="w"?>`;
    const claiming = (part: string): Uint8Array =>
      editLater(plainPdf(), (edit) => {
        const metadata = stream(dict({ Type: name('Metadata'), Subtype: name('XML') }), Buffer.from(xmp(part)));
        edit.change(1, { Metadata: edit.add(metadata) });
      });
    const row = async (base: Uint8Array) => {
      const [signature] = (await verify(await sign(signing, base, { signer: 'citizen' }), { pdfa: true })).signatures;
      expect(deciding(signature)).toEqual([]);
      return rowOf(signature, 'pdfa');
    };
    expect(await row(claiming('2'))).toMatchObject({ status: 'WARNING' });
    expect((await row(claiming('4')))?.message.en).toContain('do not judge');
    expect(await row(plainPdf())).toBeUndefined();
  });
});
