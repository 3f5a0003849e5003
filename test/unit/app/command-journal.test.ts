import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditSpool } from '../../../src/adapters/blobs/audit-spool.ts';
import { commandJournal } from '../../../src/app/command-journal.ts';
import { loadConfig } from '../../../src/app/config.ts';
import type { AuditAct } from '../../../src/pipeline/ports/audit.ts';
import type { SignatureOrder } from '../../../src/pipeline/techniques.ts';
import type { SigningKey } from '../../../src/pki/keys/signing-key.ts';
import type { SigningJournal } from '../../../src/signing/ports.ts';
import { signDocument } from '../../../src/signing/sign-document.ts';
import { archivedScan } from '../../support/documents.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder('journal');

describe('one signature of a command', () => {
  let kit: SigningKit;
  let scan: Uint8Array;
  beforeAll(async () => {
    kit = await openSigningKit();
    scan = await archivedScan();
    return () => kit.close();
  });

  let count = 0;
  const spool = auditSpool(join(folder, 'spool'), () => `act-${++count}`);
  const order = (more: Partial<SignatureOrder> = {}): SignatureOrder => ({
    slot: 'INVISIBLE',
    receivedAt: kit.clock.now(),
    capturedAt: kit.clock.now(),
    operatorName: null,
    origin: null,
    ...more,
  });
  const office = loadConfig({}, { dataDir: folder });
  const journalOf = (more: Partial<SignatureOrder> = {}) =>
    commandJournal(office, scan, order(more), { clock: kit.clock, spool });
  /** Signs with this journal and counts how often the key is used. */
  const sign = async (journal: SigningJournal, uses: { count: number }) => {
    const deps = await kit.deps('agency', journal);
    const key: SigningKey = {
      ...deps.key,
      sign: (scheme, data) => {
        uses.count++;
        return deps.key.sign(scheme, data);
      },
    };
    return signDocument(scan, anyRequest, { ...deps, key });
  };

  it('cut off after the key was used goes on with that signature: the key is used once, the file is the same', async () => {
    const uses = { count: 0 };
    const first = journalOf();
    const cutOff: SigningJournal = {
      ...first,
      signed: async (cms) => {
        await first.signed(cms);
        throw new Error('killed');
      },
    };
    await expect(sign(cutOff, uses)).rejects.toThrow('killed');
    kit.clock.set(new Date(kit.clock.now().getTime() + 3_600_000));
    const again = journalOf();
    const made = await sign(again, uses);
    expect(uses.count).toBe(1);
    expect(made.intent.signedAt).toBe('2026-11-22T10:15:30+07:00');

    await again.finish({ ...made, level: 'B-B' });
    expect(readdirSync(join(folder, 'signing'))).toEqual([]);
    const acts: AuditAct[] = [];
    const append = async (act: AuditAct) => {
      acts.push(act);
      return undefined as never;
    };
    expect(await spool.drain({ append })).toBe(3);
    expect(acts.map(({ action }) => action)).toEqual(['signature.prepared', 'key.used', 'signature.made']);
    expect(await spool.drain({ append })).toBe(0);
  });

  it('of another order is another signature', async () => {
    const uses = { count: 0 };
    await sign(journalOf(), uses);
    await sign(journalOf({ custom: { reason: 'Lý do khác' } }), uses);
    await sign(journalOf(), uses);
    expect(uses.count).toBe(2);
    const renamed = { ...office, agencyName: 'Ủy ban nhân dân xã Mới' };
    await sign(commandJournal(renamed, scan, order(), { clock: kit.clock, spool }), uses);
    expect(uses.count).toBe(3);
  });
});
