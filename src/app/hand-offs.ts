import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Randomness } from '../domain/clock.ts';
import { asSohoaError, notFound, SohoaError } from '../domain/errors.ts';
import { type Text, text } from '../domain/text.ts';
import type { BlobStore } from '../pipeline/ports/blobs.ts';
import type { HandOffRecord } from '../pipeline/ports/hand-offs.ts';
import type { Database } from '../pipeline/ports/records.ts';
import type { Signer } from '../pipeline/techniques.ts';
import { advance, expired, type HandOffEvent } from '../signing/hand-off.ts';

/**
 * The desk where documents wait for signers with software of their own (rules.md R4.7, H.3): who fetches one gets the
 * exact bytes, what comes back is judged as hostile before the dossier goes on. Every act is in the audit log, with the
 * actor who is told (`api`, `link`, `cli:<name>`).
 */
export interface HandOffDesk {
  list(filter: { readonly open: boolean; readonly limit: number }): Promise<readonly HandOffView[]>;
  /** Throws NOT_FOUND. */
  get(id: string): Promise<HandOffView>;
  /** A fresh pair of secrets for software that has no other access; those given before no longer work. */
  link(id: string, actor: string): Promise<HandOffSecrets>;
  /** The document; from then on it is being signed. With a token it works once. Throws LINK_EXPIRED, SIGN_REFUSED. */
  take(id: string, by: Access): Promise<Uint8Array>;
  /** What came back. The same bytes twice are the same answer. Throws SIGN_REFUSED with what is wrong, LINK_EXPIRED. */
  giveBack(id: string, returned: Uint8Array, by: Access): Promise<HandOffView>;
  /** The signer will not sign: the component ends as refused until somebody renews the hand-off. */
  refuse(id: string, reason: string, actor: string): Promise<HandOffView>;
  /** Offers a refused or expired one again; the component goes on with it. Throws SIGN_REFUSED when it is still open. */
  renew(id: string, actor: string): Promise<HandOffView>;
}

/** A caller known otherwise, or the holder of a one-time secret. */
export type Access = { readonly actor: string } | { readonly token: string };

export interface HandOffSecrets {
  readonly download: string;
  readonly upload: string;
  /** ISO 8601. */
  readonly until: string;
}

export interface HandOffView extends Omit<HandOffRecord, 'link'> {
  readonly dossierId: string;
  readonly paper: string;
}

export interface HandOffDeps {
  readonly database: Database;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly signer: Pick<Signer, 'acceptReturned'>;
  readonly maxFileBytes: number;
  /** Called when a component can go on. */
  readonly onReady: () => Promise<void>;
}

const linkMs = 15 * 60_000;

export function createHandOffDesk(deps: HandOffDeps): HandOffDesk {
  const { database, blobs, clock, random } = deps;

  const found = async (id: string): Promise<HandOffRecord> => {
    const record = await database.handOffs.get(id);
    if (record === null) throw notFound('handOff', id);
    return expired(record, clock.now());
  };
  const viewOf = async ({ link: _, ...record }: HandOffRecord): Promise<HandOffView> => {
    const component = await database.components.get(record.componentId);
    return { ...record, dossierId: component?.dossierId ?? '', paper: component?.name ?? '' };
  };
  /** The change and the audit entry that tells of it stand or fall together. */
  const change = (
    id: string,
    act: { readonly actor: string; readonly action: string; readonly details?: Readonly<Record<string, unknown>> },
    to: (current: HandOffRecord) => HandOffRecord,
  ): Promise<HandOffRecord> =>
    database.transaction(async (records) => {
      let before: HandOffRecord | null = null;
      const after = await records.handOffs.change(id, (current) => {
        before = current;
        return to(current);
      });
      if (after === before) return after;
      const details = { handOff: id, slot: after.slot, state: after.state, ...act.details };
      const { actor, action } = act;
      await records.audit.append({ at: clock.now(), actor, action, subject: after.componentId, details });
      return after;
    });
  const step = (event: HandOffEvent) => (current: HandOffRecord) => advance(current, event, clock.now());
  const wake = async (componentId: string): Promise<void> => {
    await database.components.wake({ ids: [componentId] }, clock.now());
    await deps.onReady();
  };
  /** Whose act it is; a secret must be the one that is open for this use. */
  const actorOf = (record: HandOffRecord, by: Access, use: 'downloadSha256' | 'uploadSha256'): string => {
    if ('actor' in by) return by.actor;
    const known = record.link?.[use] ?? null;
    const given = createHash('sha256').update(by.token).digest();
    const open = known !== null && timingSafeEqual(Buffer.from(known, 'hex'), given);
    if (!open || clock.now() >= new Date(record.link?.until ?? 0)) throw new SohoaError('LINK_EXPIRED');
    return 'link';
  };

  return {
    async list(filter) {
      const records = (await database.handOffs.list(filter)).map((record) => expired(record, clock.now()));
      const shown = filter.open ? records.filter(({ state }) => state === 'cho_ky' || state === 'dang_ky') : records;
      return Promise.all(shown.map(viewOf));
    },
    get: async (id) => viewOf(await found(id)),

    async link(id, actor) {
      const secret = () => Buffer.from(random.bytes(32)).toString('base64url');
      const secrets = { download: secret(), upload: secret() };
      const until = new Date(clock.now().getTime() + linkMs).toISOString();
      const kept = { downloadSha256: sha256(secrets.download), uploadSha256: sha256(secrets.upload), until };
      await change(id, { actor, action: 'handoff.link' }, (current) => {
        const now = expired(current, clock.now());
        if (now.state !== 'cho_ky' && now.state !== 'dang_ky') return advance(now, { kind: 'taken' }, clock.now()); // says why
        return { ...now, link: kept };
      });
      return { ...secrets, until };
    },

    async take(id, by) {
      const record = await found(id);
      const actor = actorOf(record, by, 'downloadSha256');
      await change(id, { actor, action: 'handoff.taken', details: { sha256: record.baseSha256 } }, (current) => {
        actorOf(current, by, 'downloadSha256'); // of two at once, one comes too late
        const taken = step({ kind: 'taken' })(current);
        const spent = 'token' in by && taken.link !== null ? { ...taken.link, downloadSha256: null } : taken.link;
        return { ...taken, link: spent };
      });
      return blobs.get(record.baseSha256);
    },

    async giveBack(id, returned, by) {
      const record = await found(id);
      const actor = actorOf(record, by, 'uploadSha256');
      if (returned.length > deps.maxFileBytes)
        throw new SohoaError('FILE_TOO_LARGE', { size_bytes: returned.length, limit_bytes: deps.maxFileBytes });
      const digest = sha256(returned);
      const again = { kind: 'returned', sha256: digest, level: record.level } as const;
      // An end stays an end: the same file is welcome again, anything else is told why not.
      if (record.state !== 'cho_ky' && record.state !== 'dang_ky') return viewOf(advance(record, again, clock.now()));
      const base = await blobs.get(record.baseSha256);
      try {
        const { result } = await deps.signer.acceptReturned(record, base, returned);
        await blobs.put(returned);
        const event = { kind: 'returned', sha256: digest, level: result.level } as const;
        const details = { sha256: digest, level: result.level, certificate: result.signer?.sha256 ?? null };
        const done = await change(id, { actor, action: 'handoff.returned', details }, step(event));
        await wake(done.componentId);
        return await viewOf(done);
      } catch (thrown) {
        const error = asSohoaError(thrown);
        const still = await found(id);
        if (still.state === 'cho_ky' || still.state === 'dang_ky')
          await change(
            id,
            { actor, action: 'handoff.failed', details: { sha256: digest, code: error.code } },
            step({ kind: 'failed', reason: error.text }),
          );
        throw error;
      }
    },

    async refuse(id, reason, actor) {
      const said: Text = text(reason.normalize('NFC'), reason.normalize('NFC'));
      const done = await change(id, { actor, action: 'handoff.refused' }, step({ kind: 'refused', reason: said }));
      await wake(done.componentId);
      return viewOf(done);
    },

    async renew(id, actor) {
      const ended = await found(id);
      if (ended.state !== 'tu_choi' && ended.state !== 'het_han')
        throw new SohoaError('SIGN_REFUSED', {
          reason_vi: `phiếu ${id} chưa bị từ chối và chưa hết hạn`,
          reason_en: `hand-off ${id} was not refused and has not expired`,
        });
      const now = clock.now();
      const lifeMs = Date.parse(ended.expiresAt) - Date.parse(ended.createdAt);
      const next: HandOffRecord = {
        ...ended,
        id: random.uuid(),
        state: 'cho_ky',
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + lifeMs).toISOString(),
        reason: null,
        link: null,
      };
      await database.transaction(async (records) => {
        const latest = await records.handOffs.latest(ended.componentId, ended.slot);
        if (latest?.id !== id) throw new SohoaError('SIGN_REFUSED', { reason: `${id} was renewed already` });
        await records.handOffs.add(next);
        await records.components.reopen([ended.componentId], now);
        const details = { handOff: next.id, before: id, slot: next.slot };
        await records.audit.append({ at: now, actor, action: 'handoff.renewed', subject: next.componentId, details });
      });
      await wake(next.componentId);
      return viewOf(next);
    },
  };
}

const sha256 = (value: Uint8Array | string): string => createHash('sha256').update(value).digest('hex');
