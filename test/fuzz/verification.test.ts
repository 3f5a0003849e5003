import { beforeAll, describe, expect, it } from 'vitest';
import { Dice } from './mutations.ts';
import { mutateSigned } from './signed-mutations.ts';
import { type VerificationFuzzer, verificationFuzzer } from './verification-fuzz.ts';

let fuzzer: VerificationFuzzer;
beforeAll(async () => {
  fuzzer = await verificationFuzzer();
}, 60_000);

describe('mutants of signed files through the whole verification', () => {
  it('none crashes a check, and none is HỢP LỆ unless what was signed is still there and still shown', async () => {
    for (let seed = 1_000_000; seed < 1_000_400; seed++) await fuzzer.judge(seed);
    const { verdicts, faults } = fuzzer.count();
    expect(faults.map(({ seed, file, what }) => ({ seed, file, what }))).toEqual([]);
    // the mutations do hit: a run in which nothing breaks tests nothing
    expect(verdicts.KHONG_HOP_LE).toBeGreaterThan(100);
  }, 120_000);

  it('a seed always gives the same mutant', () => {
    const [victim] = fuzzer.files;
    if (victim === undefined) throw new Error('no file');
    const make = () => mutateSigned(victim, new Dice(7));
    expect(Buffer.compare(make(), make())).toBe(0);
  });
});
