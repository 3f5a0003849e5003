import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

/** CPU seconds of this process, its threads and its finished children (Linux, proc(5): utime stime cutime cstime). */
export function cpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]!.split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND;
}

/** Samples the resident memory of this process and all below it, every 100 ms; `stop` returns the peak in MB. */
export function watchMemory(): { stop(): number } {
  let peak = 0;
  const sample = (): void => {
    peak = Math.max(peak, treeBytes(process.pid));
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

function treeBytes(root: number): number {
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]!.split(' ');
      parents.set(Number(name), Number(stat[1]));
      sizes.set(Number(name), Number(stat[21]) * PAGE_BYTES);
    } catch {
      // ended between the listing and the reading
    }
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true;
    return false;
  };
  let sum = 0;
  for (const [pid, size] of sizes) if (isBelow(pid)) sum += size;
  return sum;
}
