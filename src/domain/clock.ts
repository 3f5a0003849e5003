/** The only source of "now". Injected, so that a run can be repeated and "ten years later" is a call. */
export interface Clock {
  now(): Date;
}

/** The only source of identifiers, nonces and serials. */
export interface Randomness {
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
  /** A random identifier (UUID version 4 form). */
  uuid(): string;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is moved. */
export function fixedClock(start: Date): Clock & { set(to: Date): void } {
  let current = start;
  return {
    now: () => new Date(current),
    set: (to) => {
      current = to;
    },
  };
}

/** Vietnam keeps UTC+7 all year; the workstation's zone never shows (rules.md R2.5). */
const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** `2026-11-22T10:15:30+07:00`. */
export function vietnamTime(moment: Date): string {
  return `${new Date(moment.getTime() + VIETNAM_OFFSET_MS).toISOString().slice(0, 19)}+07:00`;
}
