import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SohoaError } from '../../../src/domain/errors.ts';
import type { SignatureProfileId } from '../../../src/domain/rules/signature-profiles.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../../src/pdf/reader/signature-fields.ts';
import { readSecurityStore, vriKey } from '../../../src/pdf/writer/security-store.ts';
import { completeSignature, signPrepared } from '../../../src/signing/complete.ts';
import { addLongTermData, extendDocument } from '../../../src/signing/long-term.ts';
import { memoryJournal } from '../../../src/signing/ports.ts';
import { prepareSignature } from '../../../src/signing/prepare.ts';
import type { PadesLevel } from '../../../src/signing/request.ts';
import { intendedSigner, signDocument } from '../../../src/signing/sign-document.ts';
import { createStampSource } from '../../../src/signing/stamp-source.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { archivedScan, letter } from '../../support/documents.ts';
import { checkByOpenssl, cutSignatures } from '../../support/openssl-signatures.ts';
import { sign as signForTest } from '../../support/signed-pdf.ts';
import { anyRequest, openSigningKit, type SigningKit, seededRandomness } from '../../support/signing-kit.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';

let kit: SigningKit;
let scan: Uint8Array;
let folder: string;
const start = new Date('2026-11-22T03:15:30Z');
beforeAll(async () => {
  kit = await openSigningKit(start);
  scan = await archivedScan();
  folder = temporaryFolder('levels');
});
afterAll(async () => {
  await kit.close();
});
beforeEach(() => {
  kit.servers.faults.clear();
  kit.clock.set(start);
});

const later = (minutes: number): void => kit.clock.set(new Date(kit.clock.now().getTime() + minutes * 60_000));
async function report(bytes: Uint8Array) {
  return (await kit.verifier.verify(bytes, { slot: 'ANY', slots: {} })).signatures;
}
const failure = async (work: Promise<unknown>): Promise<SohoaError> =>
  work.then(
    () => Promise.reject(new Error('no error')),
    (thrown: SohoaError) => thrown,
  );

describe('the level asked is the level made', () => {
  it.each(['B-B', 'B-T', 'B-LT', 'B-LTA'] as const)('%s, as the verification room reads it', async (level) => {
    const { bytes } = await kit.sign(scan, 'agency', { level, profile: 'ATTACHMENT' });
    const [signature] = await report(bytes);
    expect(signature).toMatchObject({ indication: 'TOTAL_PASSED', level });
    expect(Buffer.compare(bytes.subarray(0, scan.length), scan)).toBe(0);
  });

  it.each(['leader', 'leader-p256', 'leader-g1'])('with the key of %s', async (who) => {
    const { bytes } = await kit.sign(letter(), who, { level: 'B-LTA' });
    expect((await report(bytes)).map((one) => one.indication)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED']);
  });
});

describe('three signatures by three profiles with a document timestamp between', () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    kit.clock.set(start);
    bytes = (await kit.sign(scan, 'operator', { profile: 'OPERATOR_SCAN', level: 'B-T' })).bytes;
    later(10);
    bytes = (await kit.sign(bytes, 'agency', { profile: 'COPY_SAO_Y', level: 'B-LTA' })).bytes;
    later(10);
    bytes = (await kit.sign(bytes, 'agency-pss', { profile: 'ATTACHMENT', level: 'B-LTA' })).bytes;
  });

  it('all stand, and each is raised to B-LTA by what came after it', async () => {
    later(60);
    const signatures = await report(bytes);
    expect(signatures.map((one) => [one.field, one.indication, one.level])).toEqual([
      ['OPERATOR_SCAN_1', 'TOTAL_PASSED', 'B-LTA'],
      ['COPY_SAO_Y_1', 'TOTAL_PASSED', 'B-LTA'],
      ['DocTimeStamp_1', 'TOTAL_PASSED', null],
      ['ATTACHMENT_1', 'TOTAL_PASSED', 'B-LTA'],
      ['DocTimeStamp_2', 'TOTAL_PASSED', null],
    ]);
  });

  it('have one revision a signature, each the whole of its revision', () => {
    const file = openPdf(bytes);
    expect(listSignatures(file).map((one) => [one.coverage, one.findings.length])).toEqual([
      ...Array.from({ length: 4 }, () => ['WHOLE_REVISION', 0]),
      ['WHOLE_FILE', 0],
    ]);
  });

  it('stay PDF/A-2u in every revision', () => {
    for (const { end } of openPdf(bytes).revisions) expect(checkPdfA(bytes.subarray(0, end))).toEqual([]);
  });

  it('keep validation data once: no certificate or status twice, old /VRI keys there', () => {
    const file = openPdf(bytes);
    const store = readSecurityStore(file.latest);
    const all = [...store.certificates, ...store.crls, ...store.ocsps].map((der) => Buffer.from(der).toString('hex'));
    expect(new Set(all).size).toBe(all.length);
    const vri = file.latest.getDict(file.latest.getDict(file.latest.catalog, 'DSS') as never, 'VRI');
    const keys = listSignatures(file)
      .slice(0, 4)
      .map((one) => vriKey(one.contents as Uint8Array));
    expect([...(vri?.entries.keys() ?? [])].sort()).toEqual(keys.sort());
  });

  it.skipIf(!hasTool('qpdf'))('are clean for qpdf after every revision', () => {
    for (const { index, end } of openPdf(bytes).revisions) {
      const path = join(folder, `revision-${index}.pdf`);
      writeFileSync(path, bytes.subarray(0, end));
      expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain('No syntax or stream encoding');
    }
  });

  it.skipIf(!hasTool('pdfsig'))('are valid for pdfsig', () => {
    const path = join(folder, 'three.pdf');
    writeFileSync(path, bytes);
    const printed = execFileSync('pdfsig', ['-nocert', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    expect(printed.match(/Signature Validation: Signature is Valid\./g)).toHaveLength(3);
    expect(printed).toContain('Hoàng Văn Quét');
  });

  it.skipIf(!hasTool('openssl'))('are valid for openssl: CMS, path, and time-stamp tokens', () => {
    const kinds = listSignatures(openPdf(bytes)).map(({ kind }) => (kind === 'document-timestamp' ? 'ts' : 'cms'));
    const cut = cutSignatures(bytes);
    expect(cut).toHaveLength(kinds.length);
    for (const [index, one] of cut.entries())
      expect(() => checkByOpenssl(kit.pki, one, kinds[index] ?? 'cms', start)).not.toThrow();
  });
});

describe('a time-stamp authority that fails', () => {
  it.each([
    { kind: 'status', status: 500 },
    { kind: 'refuse' },
    { kind: 'slow' },
    { kind: 'cut-off' },
    { kind: 'html' },
    { kind: 'wrong-nonce' },
    { kind: 'wrong-imprint' },
    { kind: 'rejection' },
    { kind: 'expired' },
    { kind: 'no-usage' },
    { kind: 'usage-not-critical' },
    { kind: 'other-ess' },
    { kind: 'time-shift', ms: 3_600_000 },
  ] as const)('$kind: the document waits, it is never made weaker', async (fault) => {
    kit.servers.faults.set('tsa', fault);
    const error = await failure(kit.sign(letter(), 'agency', { level: 'B-T' }));
    expect(error.code).toBe('TSA_UNAVAILABLE');
    expect(error.row.retryable).toBe(true);
  });

  it('leaves the key alone on the next attempt, and the same signature gets its stamp', async () => {
    const journal = memoryJournal();
    const deps = await kit.deps('agency', journal);
    let uses = 0;
    const counted: typeof deps.key.sign = (scheme, data) => {
      uses++;
      return deps.key.sign(scheme, data);
    };
    const key = { ...deps.key, sign: counted };
    const request = { ...anyRequest, level: 'B-T' as const };
    kit.servers.faults.set('tsa', { kind: 'status', status: 503 });
    await failure(signDocument(letter(), request, { ...deps, key }));
    const kept = (await journal.load())?.cms;
    kit.servers.faults.clear();
    later(30);
    const { bytes, intent } = await signDocument(letter(), request, { ...deps, key });
    expect(uses).toBe(1);
    expect(kept).not.toBeNull();
    expect(intent.signedAt).toBe('2026-11-22T10:15:30+07:00');
    expect((await report(bytes))[0]).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-T' });
  });

  it('is followed by the next one in the list', async () => {
    const silent = { url: 'http://tsa.nowhere.example/', policy: null, timeoutMs: 500 };
    const good = { url: kit.servers.tsaUrls.cong_vu, policy: null, timeoutMs: 2_000 };
    const breaker = { failures: 1, pauseMs: 60_000 };
    let asked = 0;
    const transport: typeof kit.transport = {
      request: (one) => {
        if (one.url === silent.url) asked++;
        return kit.transport.request(one);
      },
    };
    const stamps = createStampSource(
      { authorities: [silent, good], judge: async () => undefined, parallel: 1, breaker },
      { transport, clock: kit.clock, randomness: seededRandomness('two') },
    );
    const imprint = () => new Uint8Array(32);
    expect((await stamps.request(imprint)).authority).toBe(good.url);
    await stamps.request(imprint);
    // the circuit breaker spares an authority that just failed, and asks it again after its pause
    expect(asked).toBe(1);
    later(2);
    await stamps.request(imprint);
    expect(asked).toBe(2);
  });

  it('that stamps too late for a covered /Contents is made good by a document timestamp', async () => {
    const { bytes } = await kit.sign(letter(), 'leader', { level: 'B-B' });
    const deps = { ...(await kit.deps('leader')), verifier: kit.verifier };
    const extended = await extendDocument(bytes, 'B-LTA', kit.stamps, deps);
    const [signature] = await report(extended);
    expect(signature).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-LTA' });
    expect(Buffer.compare(extended.subarray(0, bytes.length), bytes)).toBe(0);
  });
});

describe('a file that others signed', () => {
  it('in the older form, without ESS attribute, is preserved by data and stamp, and sealed by the agency', async () => {
    const bench = { pki: kit.pki, transport: kit.transport, clock: kit.clock };
    const foreign = await signForTest(bench, letter(), { signer: 'leader', subFilter: 'adbe.pkcs7.detached' });
    const signed = (await kit.sign(foreign, 'agency', { profile: 'ATTACHMENT', level: 'B-T' })).bytes;
    const deps = { ...(await kit.deps('agency')), verifier: kit.verifier };
    const raised = await extendDocument(signed, 'B-LTA', kit.stamps, deps);
    expect((await report(raised)).map(({ indication, level }) => [indication, level])).toEqual([
      ['TOTAL_PASSED', 'PKCS7'],
      ['TOTAL_PASSED', 'B-LTA'],
      // one so that the foreign signature has a stamp, one over its validation data
      ['TOTAL_PASSED', null],
      ['TOTAL_PASSED', null],
    ]);
  });

  it('is not handed out when the verifier finds a signature of it wanting afterwards', async () => {
    const { bytes } = await kit.sign(letter(), 'leader', { level: 'B-T' });
    const doubting: typeof kit.verifier = {
      verify: async (...values) => {
        const found = await kit.verifier.verify(...values);
        const signatures = found.signatures.map((one) => ({ ...one, indication: 'INDETERMINATE' as const }));
        return { ...found, signatures };
      },
    };
    const deps = { ...(await kit.deps('leader')), verifier: doubting };
    expect((await failure(extendDocument(bytes, 'B-LTA', kit.stamps, deps))).code).toBe('OUTPUT_NOT_VALID');
  });
});

describe('status of certificates', () => {
  it.each([
    ['leader-revoked', /certificate cannot be used/],
    ['leader-on-hold', /No certificate status/],
    ['leader-expired', /certificate cannot be used/],
    ['leader-not-yet', /certificate cannot be used/],
    ['leader-weak-key', /certificate cannot be used/],
    ['leader-wrong-usage', /certificate cannot be used/],
    ['leader-under-revoked-ca', /certificate cannot be used/],
    ['rogue-agency', /certificate cannot be used/],
    ['leader-unreachable', /No certificate status/],
  ])('%s does not sign', async (who, message) => {
    const error = await failure(kit.sign(letter(), who, {}));
    expect(error.message).toMatch(message);
    expect(['SIGN_REFUSED', 'REVOCATION_UNAVAILABLE']).toContain(error.code);
  });

  it('is asked before the key: with OCSP and CRL down the document waits unsigned', async () => {
    kit.servers.faults.set('ocsp', { kind: 'status', status: 500 });
    kit.servers.faults.set('crl', { kind: 'status', status: 500 });
    const journal = memoryJournal();
    const fresh = await openSigningKit(start);
    try {
      fresh.servers.faults.set('ocsp', { kind: 'status', status: 500 });
      fresh.servers.faults.set('crl', { kind: 'status', status: 500 });
      const error = await failure(signDocument(letter(), anyRequest, await fresh.deps('leader', journal)));
      expect(error.code).toBe('REVOCATION_UNAVAILABLE');
      expect(await journal.load()).toBeNull();
    } finally {
      await fresh.close();
    }
  });

  it('unknown to OCSP is answered by the CRL', async () => {
    const fresh = await openSigningKit(start);
    try {
      fresh.servers.faults.set('ocsp', { kind: 'unknown' });
      const { bytes } = await fresh.sign(letter(), 'leader', { level: 'B-LT' });
      expect(readSecurityStore(openPdf(bytes).latest).crls.length).toBeGreaterThan(0);
    } finally {
      await fresh.close();
    }
  });

  it('revoked between two signatures stops the second and leaves the first standing', async () => {
    const revokedAt = new Date(kit.pki.entity('leader-revoked').revoked?.at ?? '');
    const fresh = await openSigningKit(new Date(revokedAt.getTime() - 86_400_000));
    try {
      const first = await fresh.sign(letter(), 'leader-revoked', { level: 'B-LTA' });
      fresh.clock.set(new Date(revokedAt.getTime() + 86_400_000));
      const error = await failure(fresh.sign(first.bytes, 'leader-revoked', { level: 'B-B' }));
      expect(error.code).toBe('SIGN_REFUSED');
      const again = await fresh.verifier.verify(first.bytes, { slot: 'ANY', slots: {} });
      expect(again.signatures.map((one) => one.indication)).toEqual(['TOTAL_PASSED', 'TOTAL_PASSED']);
    } finally {
      await fresh.close();
    }
  });

  it('wrong store: a citizen certificate cannot fill a slot of the agency', async () => {
    const error = await failure(kit.sign(letter(), 'citizen', { profile: 'ATTACHMENT' }));
    expect(error.details).toMatchObject({ rule: 'wrong-store' });
  });
});

describe('long-term data', () => {
  it('are not added twice: the second time the file stays as it is', async () => {
    const { bytes } = await kit.sign(letter(), 'leader', { level: 'B-LT' });
    expect(await addLongTermData(bytes, await kit.deps('leader'))).toBe(bytes);
  });

  it('hold path and status of signer and stamp, so that nothing needs the network later', async () => {
    const { bytes } = await kit.sign(letter(), 'leader', { level: 'B-LTA' });
    const offline = { stores: kit.pki.stores, clock: kit.clock, transport: null, randomness: seededRandomness('v') };
    const { signatures } = await verifyDocument(bytes, { slot: 'ANY' }, offline);
    expect(signatures[0]).toMatchObject({ indication: 'TOTAL_PASSED', level: 'B-LTA' });
  });
});

const everyProfile: readonly [SignatureProfileId, string, PadesLevel][] = [
  ['ATTACHMENT', 'agency', 'B-LTA'],
  ['COPY_TRICH_SAO', 'agency', 'B-T'],
];
it.each(everyProfile)(
  'the same clock, randomness and PKCS#1 key give %s byte for byte twice',
  async (profile, who, level) => {
    const once = async (): Promise<Uint8Array> => {
      const fresh = await openSigningKit(start);
      try {
        const deps = await fresh.deps(who);
        const key = { ...deps.key, schemes: ['rsa-pkcs1-sha256'] as const };
        const request = { ...anyRequest, profile, level };
        const made = await prepareSignature(scan, request, intendedSigner(key), deps);
        return completeSignature(made, await signPrepared(made, key));
      } finally {
        await fresh.close();
      }
    };
    expect(Buffer.compare(await once(), await once())).toBe(0);
  },
);
