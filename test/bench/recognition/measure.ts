import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

/** A process by proc(5) (Linux): of the fields after its name, numbered from 3. */
interface ProcessRow {
  readonly parent: number;
  /** User and system time of itself and of the children it has waited for, s. */
  readonly cpuS: number;
  readonly residentBytes: number;
}

function rowOf(pid: string): ProcessRow | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(') ') + 2)
      .split(' ')
      .map(Number);
    const field = (number: number): number => fields[number - 3]!;
    const ticks = field(14) + field(15) + field(16) + field(17);
    return { parent: field(4), cpuS: ticks / TICKS_PER_SECOND, residentBytes: field(24) * PAGE_BYTES };
  } catch {
    return null; // ended between the listing and the reading
  }
}

/** This process and all below it. */
function tree(): readonly ProcessRow[] {
  const rows = new Map<number, ProcessRow>();
  for (const name of readdirSync('/proc')) {
    const row = /^\d+$/.test(name) ? rowOf(name) : null;
    if (row !== null) rows.set(Number(name), row);
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = rows.get(at)?.parent)
      if (at === process.pid) return true;
    return false;
  };
  return [...rows].filter(([pid]) => isBelow(pid)).map(([, row]) => row);
}

/**
 * CPU seconds of this process, its threads and every process below it, those that stand and those that have ended: a
 * process that stays page after page is no child that was waited for.
 */
export const cpuSeconds = (): number => tree().reduce((sum, { cpuS }) => sum + cpuS, 0);

/** Samples the resident memory of this process and all below it, every 100 ms; `stop` returns the peak in MB. */
export function watchMemory(): { stop(): number } {
  let peak = 0;
  const sample = (): void => {
    peak = Math.max(
      peak,
      tree().reduce((sum, { residentBytes }) => sum + residentBytes, 0),
    );
  };
  sample();
  const timer = setInterval(sample, 100);
  return {
    stop: () => {
      clearInterval(timer);
      sample();
      return Math.round(peak / 1e6);
    },
  };
}
