import { describe, expect, it } from 'vitest';
import type { CheckRow, CheckStatus, SubIndication } from '../../../src/domain/signature-report.ts';
import { overallVerdict } from '../../../src/domain/signature-report.ts';
import { text } from '../../../src/domain/text.ts';
import { combine } from '../../../src/verification/combine.ts';

const row = (status: CheckStatus, required = true, subIndication?: SubIndication): CheckRow => ({
  id: 'x',
  group: 'integrity',
  question: text('?', '?'),
  message: text('.', '.'),
  status,
  required,
  ...(subIndication && { subIndication }),
});

describe('combining the checks of one signature (rules.md R4.3)', () => {
  it('lets one failed required check decide, whatever else is unknown or passed', () => {
    expect(combine([row('PASSED'), row('UNKNOWN', true, 'TRY_LATER'), row('FAILED', true, 'HASH_FAILURE')])).toEqual({
      indication: 'TOTAL_FAILED',
      subIndication: 'HASH_FAILURE',
    });
  });

  it('is undetermined when a required check is unknown and none failed', () => {
    expect(combine([row('PASSED'), row('UNKNOWN', true, 'TRY_LATER')])).toEqual({
      indication: 'INDETERMINATE',
      subIndication: 'TRY_LATER',
    });
  });

  it('passes over warnings and over informative checks, whatever their value', () => {
    const rows = [row('PASSED'), row('WARNING'), row('FAILED', false, 'HASH_FAILURE'), row('UNKNOWN', false)];
    expect(combine(rows)).toEqual({ indication: 'TOTAL_PASSED', subIndication: null });
  });

  it('takes the sub-indication of the first deciding row', () => {
    const rows = [row('FAILED', true, 'FORMAT_FAILURE'), row('FAILED', true, 'REVOKED')];
    expect(combine(rows).subIndication).toBe('FORMAT_FAILURE');
  });

  it('never passes on nothing: no row, or warnings alone, is undetermined', () => {
    expect(combine([]).indication).toBe('INDETERMINATE');
    expect(combine([row('WARNING')]).indication).toBe('INDETERMINATE');
    expect(combine([row('PASSED', false)]).indication).toBe('INDETERMINATE');
  });
});

describe('the verdict over a file', () => {
  const signed = (indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE') =>
    ({ indication, kind: 'signature' }) as const;
  const stamped = (indication: 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE') =>
    ({ indication, kind: 'document-timestamp' }) as const;

  it('is that of the worst signature', () => {
    expect(overallVerdict([signed('TOTAL_PASSED'), signed('INDETERMINATE')])).toBe('CHUA_XAC_DINH');
    expect(overallVerdict([signed('INDETERMINATE'), signed('TOTAL_FAILED')])).toBe('KHONG_HOP_LE');
    expect(overallVerdict([signed('TOTAL_PASSED'), stamped('TOTAL_PASSED')])).toBe('HOP_LE');
  });

  it('is KHÔNG CÓ CHỮ KÝ when nobody signed, even if a document timestamp is sound', () => {
    expect(overallVerdict([])).toBe('KHONG_CO_CHU_KY');
    expect(overallVerdict([stamped('TOTAL_PASSED')])).toBe('KHONG_CO_CHU_KY');
    expect(overallVerdict([stamped('TOTAL_FAILED')])).toBe('KHONG_HOP_LE');
  });
});
