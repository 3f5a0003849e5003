import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { auditFiles } from '../../../src/adapters/blobs/audit-files.ts';
import type { PglitePool } from '../../../src/adapters/database/pglite-pool.ts';
import { fixedClock } from '../../../src/domain/clock.ts';
import { archiveAudit, checkpointAudit, verifyAudit } from '../../../src/pipeline/audit.ts';
import { chainStart, followLink, linkAudit } from '../../../src/pipeline/audit-chain.ts';
import { canonicalJson, sha256Hex } from '../../../src/pipeline/canonical-json.ts';
import type { AuditArchive } from '../../../src/pipeline/ports/audit.ts';
import { useEmbeddedStores } from '../../support/embedded.ts';
import { submissionTime } from '../../support/records.ts';

const act = (subject: string) => ({
  at: submissionTime,
  actor: 'worker:w',
  action: 'document.stored',
  subject,
  details: { sha256: 'ab', version: 1 },
});

describe('canonical JSON', () => {
  it('is the example of RFC 8785 section 3.2.3: members sorted by UTF-16 code units, nothing between them', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(Object.values(JSON.parse(canonicalJson(value)))).toHaveLength(7);
    const order = ['\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33'];
    const members = order.map((name) => `${JSON.stringify(name)}:${JSON.stringify(Reflect.get(value, name))}`);
    expect(canonicalJson(value)).toBe(`{${members.join(',')}}`);
  });

  it('is the same whatever the order of members, at any depth', () => {
    expect(canonicalJson({ b: [{ y: 1, x: 2 }], a: null })).toBe(canonicalJson({ a: null, b: [{ x: 2, y: 1 }] }));
  });

  it('refuses what JSON cannot carry instead of writing null', () => {
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
  });
});

describe('a link of the audit chain', () => {
  it('is hashed over its content and the hash before it', () => {
    const entry = linkAudit(chainStart, act('d1'));
    const content =
      `{"action":"document.stored","actor":"worker:w","at":"2026-11-22T02:00:00.000Z",` +
      `"details":{"sha256":"ab","version":1},"previous":"${'0'.repeat(64)}","sequence":1,"subject":"d1"}`;
    expect(entry.hash).toBe(sha256Hex(content));
  });

  it.each([
    ['another act', { action: 'document.deleted' }],
    ['another actor', { actor: 'worker:x' }],
    ['another time', { at: '2026-11-22T02:00:00.001Z' }],
    ['other details', { details: { sha256: 'ab', version: 2 } }],
  ])('does not hold with %s', (_what, change) => {
    const entry = linkAudit(chainStart, act('d1'));
    expect(() => followLink(chainStart, { ...entry, ...change })).toThrow(
      expect.objectContaining({ code: 'AUDIT_BROKEN', details: { sequence: 1, reason: 'content was changed' } }),
    );
  });
});

describe('the audit log in the database and in files', () => {
  const stores = useEmbeddedStores();
  const clock = fixedClock(submissionTime);
  let folder: string;
  let archive: AuditArchive;

  const sql = async (text: string): Promise<void> => {
    await ((await stores().sql.queuePool()) as PglitePool).query(text);
  };
  const append = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) await stores().database.audit.append(act(`d${n}`));
  };
  const verify = () => verifyAudit(stores().database, archive);
  const brokenAt = (sequence: number) =>
    expect.objectContaining({ code: 'AUDIT_BROKEN', details: expect.objectContaining({ sequence }) });

  beforeEach(async () => {
    await sql('TRUNCATE sohoa.audit_log, sohoa.audit_checkpoint');
    await sql(`UPDATE sohoa.ledger SET audit_sequence = 0, audit_hash = repeat('0', 64)`);
    folder = join(stores().folder, `audit-${Math.random()}`);
    archive = auditFiles(folder);
  });

  it('verify when nothing was touched, archived or not', async () => {
    expect(await verify()).toMatchObject({ entries: 0, archived: 0, checkpoints: 0 });
    await append(3);
    await archiveAudit(stores().database, archive);
    await append(2);
    expect(await verify()).toMatchObject({ entries: 5, archived: 3 });
    await archiveAudit(stores().database, archive);
    expect(await verify()).toMatchObject({ entries: 5, archived: 5 });
  });

  it('are archived only when there is enough that is new', async () => {
    await append(2);
    expect(await archiveAudit(stores().database, archive, 3)).toBe(0);
    await append(1);
    expect(await archiveAudit(stores().database, archive, 3)).toBe(3);
    expect(await archiveAudit(stores().database, archive)).toBe(0);
  });

  it.each([
    ['an entry was changed', `UPDATE sohoa.audit_log SET subject = 'other' WHERE sequence = 3`, 3],
    ['an entry was taken out', 'DELETE FROM sohoa.audit_log WHERE sequence = 3', 3],
    ['the last entries were cut off', 'DELETE FROM sohoa.audit_log WHERE sequence > 3', 4],
  ])('say where the chain is broken when %s', async (_what, tampering, sequence) => {
    await append(5);
    await sql(tampering);
    await expect(verify()).rejects.toEqual(brokenAt(sequence));
  });

  it('betray a database whose chain was cut off and whose head was moved back', async () => {
    await append(5);
    await archiveAudit(stores().database, archive);
    const [, , third] = await stores().database.audit.after(0, 3);
    await sql('DELETE FROM sohoa.audit_log WHERE sequence > 3');
    await sql(`UPDATE sohoa.ledger SET audit_sequence = 3, audit_hash = '${third!.hash}'`);
    await expect(verify()).rejects.toEqual(brokenAt(4));
  });

  it('betray a database whose whole chain was written anew', async () => {
    await append(2);
    await checkpointAudit(stores().database, archive, clock, null);
    await sql('TRUNCATE sohoa.audit_log, sohoa.audit_checkpoint');
    await sql(`UPDATE sohoa.ledger SET audit_sequence = 0, audit_hash = repeat('0', 64)`);
    await stores().database.audit.append(act('forged'));
    await stores().database.audit.append(act('d1'));
    await expect(verify()).rejects.toEqual(brokenAt(1));
    // Even when the forger also removed the archived entries, the checkpoint's file speaks.
    for (const name of await readdir(folder)) if (name.endsWith('.jsonl')) await rm(join(folder, name));
    await expect(verify()).rejects.toEqual(brokenAt(2));
  });

  it('betray a file that was changed, or cannot be read', async () => {
    await append(3);
    await archiveAudit(stores().database, archive);
    const file = join(folder, (await readdir(folder))[0]!);
    const content = await readFile(file, 'utf8');
    await writeFile(file, content.replace('"subject":"d1"', '"subject":"d9"'));
    await expect(verify()).rejects.toEqual(brokenAt(2));
    await writeFile(file, content.slice(0, -20));
    await expect(verify()).rejects.toEqual(brokenAt(3));
  });

  it('that two processes archived at once are read once', async () => {
    await append(4);
    const entries = await stores().database.audit.after(0, 10);
    await archive.append(entries.slice(0, 2));
    await archive.append(entries.slice(0, 4));
    expect(await verify()).toMatchObject({ entries: 4, archived: 4 });
  });

  describe('checkpoints', () => {
    it('hold the head with a token over its hash, and the token is checked', async () => {
      await append(2);
      const head = await stores().database.audit.head();
      const stamp = async (hash: Uint8Array) => new Uint8Array([...hash, 7]);
      await checkpointAudit(stores().database, archive, clock, stamp);
      const seen: string[] = [];
      const report = await verifyAudit(stores().database, archive, async (token, hash) => {
        expect([...token]).toEqual([...hash, 7]);
        seen.push(Buffer.from(hash).toString('hex'));
      });
      expect(report).toMatchObject({ checkpoints: 1, stamped: 1 });
      expect(seen).toEqual([head.hash]);
      const refuse = verifyAudit(stores().database, archive, async () => {
        throw new Error('wrong imprint');
      });
      await expect(refuse).rejects.toEqual(brokenAt(2));
    });

    it('are made without a token while the authority is away, and get one later', async () => {
      await append(1);
      const away = async (): Promise<Uint8Array> => {
        throw new Error('away');
      };
      expect((await checkpointAudit(stores().database, archive, clock, away))?.token).toBeNull();
      const stamp = async () => new Uint8Array([1]);
      expect((await checkpointAudit(stores().database, archive, clock, stamp))?.token).not.toBeNull();
      expect(await checkpointAudit(stores().database, archive, clock, stamp)).toBeNull();
    });

    it('are not made of nothing', async () => {
      expect(await checkpointAudit(stores().database, archive, clock, null)).toBeNull();
    });
  });
});
