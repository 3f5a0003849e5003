/** Repeatable chance: the same seed gives the same pages, on every machine. */
export interface Chance {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform integer in [low, high], both included. */
  int(low: number, high: number): number;
  /** Uniform real in [low, high). */
  real(low: number, high: number): number;
  /** Standard normal. */
  normal(): number;
  /** One of the items. */
  pick<T>(items: readonly T[]): T;
  /** The items in another order. */
  shuffled<T>(items: readonly T[]): T[];
  /** True with probability `p`. */
  maybe(p: number): boolean;
  /** `length` decimal digits. */
  digits(length: number): string;
  /** An independent stream named by `label`: drawing more from one never moves another. */
  branch(label: string): Chance;
}

/** 32-bit FNV-1a of a label, the seed of a stream. */
export function seedOf(label: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(label)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** A stream of chance (mulberry32: 32 bits of state are plenty for drawing papers; never for keys). */
export function chance(seed: string): Chance {
  let state = seedOf(seed);
  let spare: number | null = null;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    real: (low, high) => low + next() * (high - low),
    normal: () => {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    pick: (items) => items[int(0, items.length - 1)]!,
    shuffled: (items) => {
      const out = [...items];
      for (let last = out.length - 1; last > 0; last--) {
        const other = int(0, last);
        [out[last], out[other]] = [out[other]!, out[last]!];
      }
      return out;
    },
    maybe: (p) => next() < p,
    digits: (length) => Array.from({ length }, () => int(0, 9)).join(''),
    branch: (label) => chance(`${seed}/${label}`),
  };
}
