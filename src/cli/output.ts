import { Presets, SingleBar } from 'cli-progress';
import { asSohoaError, exitCodes, type SohoaError } from '../domain/errors.ts';
import type { Language, Text } from '../domain/text.ts';

/**
 * What a command may print. People read stdout as text and stderr for progress; programs pass `--json` and get one
 * JSON object a line on stdout and nothing else.
 */
export interface Output {
  readonly language: Language;
  readonly json: boolean;
  /** A sentence or table for people; silent under `--json`. */
  say(line: string | Text): void;
  /** One object for programs; silent without `--json`. */
  object(value: unknown): void;
  /** A remark for people on stderr, also under `--json`. */
  note(line: string | Text): void;
  /** A progress bar with the time left on a terminal; elsewhere a line on stderr now and then. */
  progress(label: Text, total: number): Progress;
  pick(sentence: Text): string;
}

export interface Progress {
  advance(by?: number, label?: string): void;
  /** Corrects the total when more becomes known. */
  total(count: number): void;
  done(): void;
}

interface Streams {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

export function createOutput(options: { language: Language; json: boolean }, streams: Streams = process): Output {
  const { language, json } = options;
  const pick = (sentence: Text): string => sentence[language];
  const plain = (line: string | Text): string => (typeof line === 'string' ? line : pick(line));
  return {
    language,
    json,
    pick,
    say: (line) => {
      if (!json) streams.stdout.write(`${plain(line)}\n`);
    },
    object: (value) => {
      if (json) streams.stdout.write(`${JSON.stringify(value)}\n`);
    },
    note: (line) => {
      streams.stderr.write(`${plain(line)}\n`);
    },
    progress: (label, total) => {
      if (streams.stderr.isTTY !== true) return progressLines(pick(label), total, (line) => streams.stderr.write(line));
      if (json) return { advance: () => {}, total: () => {}, done: () => {} };
      const bar = new SingleBar(
        {
          format: `${pick(label)} {bar} {value}/{total} · {eta_formatted} {note}`,
          hideCursor: true,
          clearOnComplete: true,
          stream: streams.stderr,
        },
        Presets.shades_classic,
      );
      bar.start(total, 0, { note: '' });
      return {
        advance: (by = 1, note = '') => bar.increment(by, { note }),
        total: (count) => bar.setTotal(count),
        done: () => bar.stop(),
      };
    },
  };
}

/** Longest silence of a long job where there is no terminal, ms; a short job says nothing. */
const LINE_EVERY_MS = 15_000;

function progressLines(label: string, first: number, write: (line: string) => void): Progress {
  const started = performance.now();
  let [done, total, said] = [0, first, started];
  return {
    advance: (by = 1) => {
      done += by;
      const now = performance.now();
      if (by === 0 || now - said < LINE_EVERY_MS) return;
      said = now;
      const left = done === 0 || total === 0 ? '' : ` · ${timeLeft(((now - started) / done) * (total - done))}`;
      write(`${label} ${done}/${total === 0 ? '?' : total}${left}\n`);
    },
    total: (count) => {
      total = count;
    },
    done: () => {},
  };
}

/** `2:05:09`, hours only when there are some. */
function timeLeft(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = `${Math.floor(seconds / 60) % 60}:${two(seconds % 60)}`;
  return seconds < 3600 ? minutes : `${Math.floor(seconds / 3600)}:${minutes.padStart(5, '0')}`;
}

/** Shape of a failed file or command under `--json`. */
export const errorJson = (error: SohoaError): { code: string; message: string; vi: string; en: string } => ({
  code: error.code,
  message: error.text.vi,
  vi: error.text.vi,
  en: error.text.en,
});

/** Says what went wrong and what to do next; returns the exit code. Never a stack trace. */
export function reportError(output: Output, thrown: unknown): number {
  const error = asSohoaError(thrown);
  output.note(`${output.pick({ vi: 'Lỗi', en: 'Error' })} ${error.code}: ${output.pick(error.text)}`);
  return error.row.exitCode;
}

/** Of several outcomes the one a script must notice: the highest code that is not `done`. */
export const worstExit = (codes: readonly number[]): number =>
  codes.reduce((worst, code) => Math.max(worst, code), exitCodes.done);
