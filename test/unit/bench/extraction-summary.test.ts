import { describe, expect, it } from 'vitest';
import { comparable, type FieldResult } from '../../bench/extraction/score.ts';
import { type Measured, type PaperResult, summarise } from '../../bench/extraction/summary.ts';

const field = (given: Partial<FieldResult>): FieldResult => ({
  paper: 'p',
  type: 'notice',
  capture: 'scan-300-gray',
  font: 'serif',
  set: 'fresh',
  field: 'number',
  kind: 'document_number',
  required: true,
  source: 'ocr',
  expected: '1/TB',
  got: '1/TB',
  confidence: 0.99,
  status: 'accepted',
  right: true,
  remarks: [],
  ...given,
});
const paper = (truth: string, got: string, saysSecrecy = false): PaperResult => ({ truth, got, saysSecrecy });
const measured = (given: Partial<Measured>): Measured => ({
  split: 'fresh',
  fields: [],
  papers: [],
  bundles: [],
  pages: 1,
  msAPage: 20,
  codesMsAPage: 0,
  linesAgainAPage: 0,
  againMsAPage: 0,
  ...given,
});

describe('the summary of the bench of extraction', () => {
  it('counts a wrong value only against the accepted, and an identifier apart', () => {
    const wrong = { got: 'x', right: false } as const;
    const { aims, byField } = summarise(
      measured({
        fields: [
          field({}),
          field({}),
          field({ ...wrong, status: 'review' }),
          field({ ...wrong, kind: 'personal_id', field: 'personal_id' }),
        ],
      }),
    );
    expect(aims.acceptedRight.value).toBeCloseTo(2 / 3, 9);
    expect(aims.acceptedRight.wrong).toBe(1);
    expect(aims.identifiersAcceptedWrong.value).toBe(1);
    expect(byField['notice.number']).toMatchObject({ fields: 3, exact: 2 / 3, acceptedRight: 1, review: 1 / 3 });
  });

  it('takes the aim of required fields from 300 dpi scans alone', () => {
    const missed = { got: null, right: false, status: 'not_found' } as const;
    const { aims } = summarise(
      measured({
        fields: [field({}), field({ ...missed, capture: 'photo' }), field({ ...missed, required: false })],
      }),
    );
    expect(aims.requiredExactAt300Dpi).toMatchObject({ value: 1, of: 1 });
  });

  it('tells what was taken for what, marks that were missed and alarms that were false', () => {
    const { classification, secrecy } = summarise(
      measured({
        papers: [
          paper('notice', 'notice', true),
          paper('notice', 'secret', true),
          paper('unknown', 'application'),
          paper('secret', 'secret'),
          paper('secret', 'decision'),
        ],
      }),
    );
    expect(classification).toMatchObject({
      right: 2,
      of: 5,
      confusion: { notice: { notice: 1, secret: 1 }, unknown: { application: 1 }, secret: { secret: 1, decision: 1 } },
    });
    expect(secrecy).toEqual({ marks: 2, missed: 1, falseAlarms: 1, falseAlarmsOnPapersThatSayTheWords: 1 });
  });
});

describe('two values of a field', () => {
  it('are the same whatever apostrophe or dash stands in a name, and others with another letter', () => {
    expect(comparable("H' Nuê Niê", 'person_name')).toBe(comparable('H’ NUÊ NIÊ', 'person_name'));
    expect(comparable('Bru - Vân Kiều', 'ethnicity')).toBe(comparable('Bru-Vân Kiều', 'ethnicity'));
    expect(comparable("H' Nuê Niê", 'person_name')).not.toBe(comparable("H' Nuề Niê", 'person_name'));
  });
});
