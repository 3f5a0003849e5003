import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../src/pdf/reader/signature-fields.ts';
import { judgeStructure } from '../support/structural-verdict.ts';
import { meaningOf } from './meaning.ts';
import { Dice, mutate } from './mutations.ts';
import { signedFiles } from './signed-files.ts';

export interface FuzzReport {
  readonly mutants: number;
  /** Verdicts of the worst signature of each mutant. */
  readonly sound: number;
  readonly failed: number;
  readonly undetermined: number;
  readonly unsigned: number;
  readonly slowestMs: number;
  /** Each with the file and the seed that repeats it. */
  readonly faults: readonly string[];
}

interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Signed bytes of each signature, and what the signed revision shows. */
  readonly signed: ReadonlyMap<string, string>;
}

const key = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Signed ranges → what is shown, for every signature of a file. */
function signedRanges(bytes: Uint8Array): Map<string, string> {
  const file = openPdf(bytes);
  return new Map(
    listSignatures(file).map((one) => {
      const [, a = 0, b = 0, c = 0] = one.byteRange ?? [];
      const revision = file.revisions[one.revisionIndex];
      const shown = revision === undefined ? '' : meaningOf(revision);
      return [key(bytes.subarray(0, a)) + key(bytes.subarray(b, b + c)), shown];
    }),
  );
}

/**
 * Judges seeded mutants of sound signed files. A fault is an exception that is no typed error, a mutant that takes more than
 * 10 s, or a sound signature whose signed bytes are not those of the original or whose pages now show something else.
 */
export function fuzzStructure(mutants: number, seed: number): FuzzReport {
  const originals: Original[] = signedFiles().map((file) => ({ ...file, signed: signedRanges(file.bytes) }));
  const count = { sound: 0, failed: 0, undetermined: 0, unsigned: 0 };
  const faults: string[] = [];
  let slowestMs = 0;
  for (let index = 0; index < mutants; index++) {
    const dice = new Dice(seed + index);
    const original = dice.pick(originals);
    const mutant = mutate(original.bytes, dice);
    const started = performance.now();
    try {
      const results = judgeStructure(mutant);
      const standings = results.map((one) => one.standing);
      if (standings.length === 0) count.unsigned++;
      else if (standings.includes('failed')) count.failed++;
      else if (standings.includes('undetermined')) count.undetermined++;
      else count.sound++;
      if (standings.includes('sound')) {
        const fault = soundFault(
          mutant,
          original,
          results.filter((one) => one.standing === 'sound').map((one) => one.field),
        );
        if (fault !== null) faults.push(`${original.name}, seed ${seed + index}: ${fault}`);
      }
    } catch (thrown) {
      faults.push(`${original.name}, seed ${seed + index}: ${thrown instanceof Error ? thrown.stack : String(thrown)}`);
    }
    const took = performance.now() - started;
    slowestMs = Math.max(slowestMs, took);
    if (took > 10_000) faults.push(`${original.name}, seed ${seed + index}: ${Math.round(took)} ms`);
  }
  return { mutants, ...count, slowestMs, faults };
}

function soundFault(mutant: Uint8Array, original: Original, fields: readonly string[]): string | null {
  const file = openPdf(mutant);
  const now = meaningOf(file.latest);
  for (const signature of listSignatures(file)) {
    if (!fields.includes(signature.fieldName)) continue;
    const [, a = 0, b = 0, c = 0] = signature.byteRange ?? [];
    const shown = original.signed.get(key(mutant.subarray(0, a)) + key(mutant.subarray(b, b + c)));
    if (shown === undefined) return `${signature.fieldName} is sound over other bytes`;
    if (shown !== now) return `${signature.fieldName} is sound although the pages show something else`;
  }
  return null;
}
