import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AuditAct, AuditRecords } from '../../pipeline/ports/audit.ts';
import { removeDurably, writeDurably } from './durable-file.ts';

const actSchema = z.strictObject({
  at: z.coerce.date(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  details: z.record(z.string(), z.unknown()),
});

/**
 * Acts of commands that do not open the records (a running service may hold them), one durable file each. The next
 * sweep of any process that does moves them into the chain. A crash between the two may enter an act twice, never lose
 * it: `details.act` is the same in both.
 */
export interface AuditSpool {
  add(act: AuditAct): Promise<void>;
  /** Moves what is there into the chain, oldest first. Returns how many. */
  drain(audit: Pick<AuditRecords, 'append'>): Promise<number>;
}

export function auditSpool(folder: string, newId: () => string): AuditSpool {
  return {
    async add(act) {
      const id = newId();
      const stamped = { ...act, details: { ...act.details, act: id } };
      const name = `${act.at.toISOString().replaceAll(/\D/g, '')}-${id}.json`;
      await writeDurably(join(folder, name), new TextEncoder().encode(JSON.stringify(stamped)), { exclusive: true });
    },
    async drain(audit) {
      const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
      for (const name of names) {
        const file = join(folder, name);
        const text = await readFile(file, 'utf8').catch(() => null); // another process took it
        if (text === null) continue;
        await audit.append(actSchema.parse(JSON.parse(text)));
        await removeDurably(file);
      }
      return names.length;
    },
  };
}
