import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import type { Entity } from '../../../certs-test/recipe.ts';
import { SohoaError } from '../../../src/domain/errors.ts';
import { verificationPolicies } from '../../../src/domain/rules/verification-policy.ts';
import { documentTimestamp, longTermData, plainPdf, sign } from '../../support/signed-pdf.ts';
import { deciding, rowOf, verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const day = (written: string): Date => new Date(`${written}T00:00:00Z`);

/** The test PKI in which one more certificate was revoked or put on hold. */
const afterwards = (id: string, revoked: NonNullable<Entity['revoked']>): TestPki => ({
  ...pki,
  entities: pki.entities.map((entity) => (entity.id === id ? { ...entity, revoked } : entity)),
});

type Bench = ReturnType<typeof verificationBench>;

/** Signed and stamped at the bench's clock; its data and an outer stamp follow when asked for. */
async function signedBy(bench: Bench, signer: string, level: 'B-B' | 'B-T' | 'B-LT' | 'B-LTA'): Promise<Uint8Array> {
  const { signing } = bench;
  const signed = await sign(signing, plainPdf(), { signer, tsa: level === 'B-B' ? null : 'cong_cong' });
  if (level === 'B-B' || level === 'B-T') return signed;
  const withData = await longTermData(signing, signed, [
    [signer, 'signing'],
    ['cc-tsa', 'timestamping'],
  ]);
  return level === 'B-LT' ? withData : documentTimestamp(signing, withData, 'cong_cong');
}

describe('the certificate of the signer has expired since (2028), and those above it (2030)', () => {
  it.each([
    ['B-LTA', 'HOP_LE', null],
    ['B-LT', 'CHUA_XAC_DINH', 'OUT_OF_BOUNDS_NO_POE'],
    ['B-T', 'CHUA_XAC_DINH', 'TRY_LATER'],
    ['B-B', 'CHUA_XAC_DINH', 'OUT_OF_BOUNDS_NO_POE'],
  ] as const)('%s is %s', async (level, verdict, reason) => {
    const bench = verificationBench(pki);
    const pdf = await signedBy(bench, 'leader-g1', level);
    expect((await bench.verify(pdf)).verdict).toBe('HOP_LE');
    bench.clock.set(day('2031-06-01'));
    for (const network of ['online', 'offline'] as const) {
      const report = await bench.verify(pdf, {}, network);
      if (level === 'B-LTA' && network === 'offline') {
        // the status of the outer stamp's authority is not in the file: today nobody can vouch for that stamp
        expect(report.verdict).toBe('CHUA_XAC_DINH');
        continue;
      }
      expect(report.verdict, network).toBe(verdict);
      if (network === 'online') expect(report.signatures[0]?.subIndication).toBe(reason);
    }
  });

  it('the report says that time stamps prove it', async () => {
    const bench = verificationBench(pki);
    const pdf = await signedBy(bench, 'leader-g1', 'B-LTA');
    bench.clock.set(day('2031-06-01'));
    const [signature] = (await bench.verify(pdf)).signatures;
    expect(deciding(signature)).toEqual([]);
    expect(rowOf(signature, 'past-validation')?.message.en).toContain('Time stamps prove');
  });
});

describe('the signer was revoked', () => {
  const verdictOf = async (level: Parameters<typeof signedBy>[2], revokedAt: string) => {
    const before = verificationBench(pki);
    const pdf = await signedBy(before, 'leader', level);
    const reason = 'keyCompromise' as const;
    const bench = verificationBench(afterwards('leader', { at: revokedAt, reason }), day('2027-06-01'));
    return (await bench.verify(pdf)).signatures[0];
  };

  it('after the stamp: the signature stands, with a warning', async () => {
    const signature = await verdictOf('B-T', '2026-11-23T00:00:00Z');
    expect(deciding(signature)).toEqual([]);
    expect(signature?.indication).toBe('TOTAL_PASSED');
    expect(rowOf(signature, 'revocation')?.status).toBe('WARNING');
  });

  it('a second before the stamp: KHÔNG HỢP LỆ', async () => {
    const signature = await verdictOf('B-T', '2026-11-22T03:15:29Z');
    expect(signature).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'REVOKED' });
  });

  it('at some time, and nothing proves when the signature was made: CHƯA XÁC ĐỊNH', async () => {
    expect(await verdictOf('B-B', '2026-11-23T00:00:00Z')).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'REVOKED_NO_POE',
    });
  });

  it('before the stamp, while the file encloses an older answer that is still within its window', async () => {
    // the thief signs on the day after the revocation and encloses what the responder said before it
    const honest = verificationBench(pki);
    const signed = await sign(honest.signing, plainPdf(), { signer: 'leader' });
    const kept = await longTermData(honest.signing, signed, [['leader', 'signing']]);
    const thief = verificationBench(
      afterwards('leader', { at: '2026-11-22T05:00:00Z', reason: 'keyCompromise' }),
      new Date('2026-11-22T10:00:00Z'),
    );
    const stolen = await sign(thief.signing, kept, { signer: 'leader', tsa: 'cong_vu' });
    const report = await thief.verify(stolen);
    expect(report.signatures[1]).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'REVOKED' });
  });
});

describe('a CA was revoked later', () => {
  const later = (at: string) =>
    verificationBench(afterwards('cv-ca-g2', { at, reason: 'keyCompromise' }), day('2027-06-01'));

  it('what is sealed by a document timestamp from before stands', async () => {
    const pdf = await signedBy(verificationBench(pki), 'leader', 'B-LTA');
    const [signature] = (await later('2026-12-01T00:00:00Z').verify(pdf)).signatures;
    expect(rowOf(signature, 'past-validation')?.status).toBe('PASSED');
    expect(deciding(signature)).toEqual([]);
  });

  it('what only the revoked CA could still vouch for does not', async () => {
    const pdf = await signedBy(verificationBench(pki), 'leader', 'B-T');
    const [signature] = (await later('2026-12-01T00:00:00Z').verify(pdf)).signatures;
    expect(signature).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'REVOKED_CA_NO_POE' });
  });

  it('revoked before the stamp it takes the signature with it', async () => {
    const pdf = await signedBy(verificationBench(pki), 'leader', 'B-T');
    const [signature] = (await later('2026-11-22T03:00:00Z').verify(pdf)).signatures;
    expect(signature).toMatchObject({ indication: 'TOTAL_FAILED', subIndication: 'REVOKED' });
  });
});

describe('a certificate on hold', () => {
  const held = async (at: string, level: 'B-B' | 'B-T') => {
    const pdf = await signedBy(verificationBench(pki), 'leader', level);
    const bench = verificationBench(afterwards('leader', { at, reason: 'certificateHold' }), day('2027-06-01'));
    return (await bench.verify(pdf)).signatures[0];
  };

  it('since before the stamp, or without a stamp: CHƯA XÁC ĐỊNH, to be asked again', async () => {
    for (const signature of [await held('2026-11-01T00:00:00Z', 'B-T'), await held('2026-12-01T00:00:00Z', 'B-B')]) {
      expect(signature).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER' });
      expect(rowOf(signature, 'revocation')?.message.vi).toContain('tạm dừng');
      expect(signature?.revocation[0]?.status).toBe('on-hold');
    }
  });

  it('since after the stamp: the signature stands', async () => {
    const signature = await held('2026-12-01T00:00:00Z', 'B-T');
    expect(deciding(signature)).toEqual([]);
    expect(rowOf(signature, 'revocation')?.status).toBe('WARNING');
  });
});

describe('status that cannot be had, or not yet', () => {
  it('a certificate that names no source is CHƯA XÁC ĐỊNH, and no re-check is promised', async () => {
    const { signing, verify } = verificationBench(pki);
    const [signature] = (await verify(await sign(signing, plainPdf(), { signer: 'leader-silent', tsa: 'cong_vu' })))
      .signatures;
    expect(signature).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE',
    });
    expect(rowOf(signature, 'revocation')?.message.vi).not.toContain('sẽ kiểm tra lại');
  });

  it('under the rule after-signature only news from after the stamp count', async () => {
    const rules = verificationPolicies[0]?.value;
    if (rules === undefined) throw new Error('no policy');
    const slots = { ...rules, ANY: { ...rules.ANY, freshness: { mode: 'after-signature' as const } } };
    const bench = verificationBench(pki);
    const pdf = await signedBy(bench, 'leader', 'B-T');
    const policy = { id: 'after-signature', slots };
    // the responder's answer is of the very second of the stamp
    expect((await bench.verify(pdf, { policy })).signatures[0]).toMatchObject({
      indication: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
    });
    bench.clock.set(new Date('2026-11-22T04:00:00Z'));
    expect(deciding((await bench.verify(pdf, { policy })).signatures[0])).toEqual([]);
  });

  it.each([
    ['an answer 500', { status: 500 }],
    ['a time-out', { reason: 'timed out' }],
    ['a page of HTML', { status: 200, body: '<html>login</html>' }],
    ['an empty body', { status: 200, body: '' }],
  ])('%s from every server is CHƯA XÁC ĐỊNH, to be asked again', async (_what, answer) => {
    const bench = verificationBench(pki);
    const pdf = await signedBy(bench, 'leader', 'B-T');
    const report = await bench.verify(
      pdf,
      {},
      {
        request: async ({ url }) => {
          if (!('status' in answer)) throw new SohoaError('NETWORK_UNAVAILABLE', { url, reason: answer.reason });
          const body = Buffer.from('body' in answer ? answer.body : 'error');
          return { status: answer.status, headers: {}, body };
        },
      },
    );
    expect(report.verdict).toBe('CHUA_XAC_DINH');
    expect(report.signatures[0]?.subIndication).toBe('TRY_LATER');
  });
});

describe('news that are only welcome', () => {
  it('are asked for briefly and once of each host: a long-term file stands though nobody answers', async () => {
    const bench = verificationBench(pki);
    const pdf = await signedBy(bench, 'leader', 'B-LTA');
    bench.clock.set(new Date('2026-11-22T09:00:00Z'));
    const asked: { readonly host: string; readonly timeoutMs: number }[] = [];
    const report = await bench.verify(
      pdf,
      {},
      {
        request: async ({ url, timeoutMs }) => {
          asked.push({ host: new URL(url).host, timeoutMs });
          throw new SohoaError('NETWORK_UNAVAILABLE', { url, reason: 'timed out' });
        },
      },
    );
    expect(report.verdict).toBe('HOP_LE');
    expect(report.signatures[0]?.level).toBe('B-LTA');
    expect(new Set(asked.map(({ host }) => host)).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThan(0);
    for (const { timeoutMs } of asked) expect(timeoutMs).toBeLessThanOrEqual(3_000);
  });
});
