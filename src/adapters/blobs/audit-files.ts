import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { SohoaError } from '../../domain/errors.ts';
import { canonicalJson } from '../../pipeline/canonical-json.ts';
import type { AuditArchive, AuditCheckpoint, AuditEntry } from '../../pipeline/ports/audit.ts';
import { writeDurably } from './durable-file.ts';

const entrySchema = z.strictObject({
  sequence: z.int(),
  previous: z.string(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
const checkpointSchema = z.strictObject({
  sequence: z.int(),
  hash: z.string(),
  at: z.coerce.date(),
  token: z.base64().nullable(),
});

/** 12 digits keep the files in order for 10^12 entries. */
const number = (sequence: number): string => String(sequence).padStart(12, '0');
const entriesFile = /^(\d{12})-(\d{12})\.jsonl$/;
const checkpointFile = /^checkpoint-(\d{12})(-stamped)?\.json$/;

/**
 * The audit log in files: `<first>-<last>.jsonl` with one canonical entry a line, `checkpoint-<sequence>.json`.
 * PGlite does not fsync, these do; and what is here can be checked without any database.
 */
export function auditFiles(folder: string): AuditArchive {
  const names = async (pattern: RegExp): Promise<readonly string[]> => {
    const all = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return all.filter((name) => pattern.test(name)).sort();
  };
  const lastSequence = async () => Number(entriesFile.exec((await names(entriesFile)).at(-1) ?? '')?.[2] ?? 0);

  return {
    lastSequence,
    async append(entries) {
      const [first, last] = [entries[0], entries.at(-1)];
      if (first === undefined || last === undefined) return;
      const lines = entries.map((entry) => `${canonicalJson(entry)}\n`).join('');
      const file = join(folder, `${number(first.sequence)}-${number(last.sequence)}.jsonl`);
      await writeDurably(file, new TextEncoder().encode(lines), { exclusive: true });
    },
    async addCheckpoint({ token, ...checkpoint }) {
      const name = `checkpoint-${number(checkpoint.sequence)}${token === null ? '' : '-stamped'}.json`;
      const text = canonicalJson({
        ...checkpoint,
        at: checkpoint.at.toISOString(),
        token: token === null ? null : Buffer.from(token).toString('base64'),
      });
      await writeDurably(join(folder, name), new TextEncoder().encode(text), { exclusive: true });
    },
    async *entries() {
      let last = 0;
      for (const name of await names(entriesFile)) {
        for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
          if (line === '') continue;
          const entry = readEntry(line, last + 1, name);
          // Two processes that archived at once wrote overlapping files: what was read is not read again.
          if (entry.sequence <= last) continue;
          last = entry.sequence;
          yield entry;
        }
      }
    },
    async checkpoints() {
      const files = await names(checkpointFile);
      return Promise.all(files.map(async (name) => readCheckpoint(await readFile(join(folder, name), 'utf8'), name)));
    },
  };
}

function readEntry(line: string, sequence: number, name: string): AuditEntry {
  return parse(() => entrySchema.parse(JSON.parse(line)), sequence, name);
}

function readCheckpoint(text: string, name: string): AuditCheckpoint {
  const sequence = Number(checkpointFile.exec(name)?.[1] ?? 0);
  const { token, ...checkpoint } = parse(() => checkpointSchema.parse(JSON.parse(text)), sequence, name);
  return { ...checkpoint, token: token === null ? null : new Uint8Array(Buffer.from(token, 'base64')) };
}

function parse<T>(read: () => T, sequence: number, name: string): T {
  try {
    return read();
  } catch (error) {
    throw new SohoaError('AUDIT_BROKEN', { sequence, reason: `${name} cannot be read` }, { cause: error });
  }
}
