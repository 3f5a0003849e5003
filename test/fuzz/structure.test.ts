import { expect, it } from 'vitest';
import { judgeStructure } from '../support/structural-verdict.ts';
import { signedFiles } from './signed-files.ts';
import { fuzzStructure } from './structure-fuzz.ts';

it('the files to be mutated are sound', () => {
  for (const { bytes } of signedFiles()) {
    expect(new Set(judgeStructure(bytes).map((one) => one.standing))).toEqual(new Set(['sound']));
  }
});

it('no mutant of a signed file crashes the reader or stays sound with other bytes or other pages', () => {
  const report = fuzzStructure(1_500, 1);
  expect(report.faults).toEqual([]);
  expect(report.failed).toBeGreaterThan(500);
});

it('any byte flipped inside a byte range leaves no signature over it sound', () => {
  for (const { bytes } of signedFiles().slice(0, 1)) {
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = (flipped[at] as number) ^ 0x01;
      const text = Buffer.from(bytes).toString('latin1');
      const inGap =
        at >= text.indexOf('/Contents <') + 10 && at < text.indexOf('> >>', text.indexOf('/Contents <')) + 1;
      if (!inGap) expect(judgeStructure(flipped).every((one) => one.standing !== 'sound')).toBe(true);
    }
  }
});
