import type { Clock } from '../domain/clock.ts';
import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { decideScope } from '../domain/rules/scope.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { ComponentRecord } from './ports/components.ts';
import type { DossierRecord } from './ports/dossiers.ts';
import type { Database, Records } from './ports/records.ts';

/**
 * Bytes that must not stay: papers with a secrecy mark, and papers that are out of scope. What is to go is written down
 * in the transaction that decides it, so that a process that dies in between leaves nothing behind: the next start goes
 * on with the list.
 */

/** Every blob that a component brought or that was made of it. Read it before `condemn`. */
export async function bytesOf(
  component: ComponentRecord,
  database: Database,
  blobs: BlobStore,
): Promise<readonly string[]> {
  const found = new Set(component.sources.map(({ sha256 }) => sha256));
  const collect = (value: unknown): void => {
    for (const [digest] of JSON.stringify(value ?? null).matchAll(/\b[0-9a-f]{64}\b/g)) found.add(digest);
  };
  collect(component.summary);
  for (const { output } of await database.stageRuns.ofComponent(component.id)) {
    if (output === null) continue;
    found.add(output);
    const bytes = await blobs.get(output).catch(() => null);
    if (bytes !== null) collect(JSON.parse(new TextDecoder().decode(bytes)));
  }
  for (const { base, intent, cms, signed, details } of await database.signatureSlots.ofComponent(component.id))
    collect([base, intent, cms, signed, details]);
  for (const { sha256 } of await database.warehouse.ofComponent(component.id)) found.add(sha256);
  for (const { payload, resolution } of await database.reviews.ofComponent(component.id))
    collect([payload, resolution]);
  return [...found];
}

/** Nothing is kept of a paper with a secrecy mark but the fact (rules.md B): the row without name, files and data. */
export async function condemn(
  records: Records,
  component: ComponentRecord,
  dossier: DossierRecord,
  digests: readonly string[],
): Promise<void> {
  const {
    class: kind,
    action,
    profile,
    article,
    reason,
    unverified,
  } = decideScope({ secret: true }, vietnamDay(new Date(dossier.receivedAt)));
  await records.erasures.add(component.id, digests);
  await records.erasures.forget(component.id);
  await records.components.scrub(component.id, erasedName, {
    erased: true,
    ...(component.summary.reportedBy === undefined ? {} : { reportedBy: component.summary.reportedBy }),
    scope: { class: kind, action, profile, article, unverified, ...reason },
  });
}

/** What stands in place of the name of a paper of which nothing is kept. */
export const erasedName = 'Giấy tờ mật (đã xóa)';

/**
 * Removes what is to go and is not also another paper's. Returns how many blobs were removed. Safe to run in several
 * processes and to be cut off anywhere.
 */
export async function eraseDue(database: Database, blobs: BlobStore, clock: Clock): Promise<number> {
  let removed = 0;
  for (;;) {
    const due = await database.erasures.due(200);
    if (due.length === 0) return removed;
    for (const [componentId, rows] of Map.groupBy(due, (row) => row.componentId)) {
      let mine = 0;
      for (const { sha256 } of rows) {
        if (await database.erasures.isShared(sha256, componentId)) continue;
        await blobs.remove(sha256);
        mine++;
      }
      await database.transaction(async (records) => {
        for (const { sha256 } of rows) await records.erasures.done(componentId, sha256);
        await records.audit.append({
          at: clock.now(),
          actor: 'system',
          action: 'component.erased',
          subject: componentId,
          details: { blobs: mine },
        });
      });
      removed += mine;
    }
  }
}
