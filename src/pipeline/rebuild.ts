import type { Clock } from '../domain/clock.ts';
import { SohoaError } from '../domain/errors.ts';
import { type ChainHead, chainStart, followLink } from './audit-chain.ts';
import { type Outputs, readJson } from './outputs.ts';
import type { AuditArchive, AuditEntry } from './ports/audit.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { CodeParts } from './ports/codes.ts';
import type { Database } from './ports/records.ts';
import type { DecidedFields } from './stages/confirm.ts';

export interface RebuildReport {
  /** Entries of the audit chain, all followed link by link. */
  readonly entries: number;
  readonly dossiers: number;
  readonly documents: number;
  readonly versions: number;
  readonly decisions: number;
  /** Components whose records could not be made again, each with the reason. */
  readonly lost: readonly { readonly component: string; readonly reason: 'not_stored' | 'blob_missing' | 'erased' }[];
}

/** What the audit chain tells of one component: the newest output of each stage, in blobs. */
interface Trace {
  readonly dossierId: string;
  readonly outputs: Map<string, string>;
  /** First output of each stage: the time of a stored version is that of its first run. */
  readonly first: Map<string, string>;
  decisions: { readonly blob: string; readonly version: number } | null;
  erased: boolean;
}

/** A later version with fresh proofs, made beside the stages (renewal.ts). */
interface Renewal {
  readonly documentId: string;
  readonly sha256: string;
  readonly at: Date;
}

/**
 * Makes the records again from what is in files: the audit chain (which stage of which component made which output), the
 * outputs and the documents. For the day on which the embedded database did not survive a power cut. Given back are the
 * chain with its checkpoints, dossiers, components, codes, the warehouse with every version and the decisions of
 * officers; not papers on their way, open tasks, deliveries and progress events: those papers are submitted again.
 * Throws REBUILD_REFUSED unless the database is empty, AUDIT_BROKEN.
 */
export async function rebuildRecords(
  database: Database,
  archive: AuditArchive,
  blobs: BlobStore,
  clock: Clock,
): Promise<RebuildReport> {
  const { sequence } = await database.audit.head();
  const [known] = await database.dossiers.list({ limit: 1 });
  if (sequence > 0 || known !== undefined) throw new SohoaError('REBUILD_REFUSED', { records: sequence });

  const traces = new Map<string, Trace>();
  const renewals: Renewal[] = [];
  let head: ChainHead = chainStart;
  let batch: AuditEntry[] = [];
  const flush = async (): Promise<void> => {
    await database.audit.restore(batch);
    batch = [];
  };
  for await (const entry of archive.entries()) {
    head = followLink(head, entry);
    trace(entry, traces);
    if (entry.action === 'document.renewed')
      renewals.push({ documentId: entry.subject, sha256: String(entry.details.sha256), at: new Date(entry.at) });
    batch.push(entry);
    if (batch.length >= 500) await flush();
  }
  await flush();
  for (const checkpoint of await archive.checkpoints()) await database.audit.addCheckpoint(checkpoint);

  const lost: RebuildReport['lost'][number][] = [];
  const dossiers = new Set<string>();
  let [documents, versions, decisions] = [0, 0, 0];
  let ordinal = 0;
  for (const [componentId, one] of traces) {
    const restored = one.erased
      ? 'erased'
      : await restoreComponent(database, blobs, clock, componentId, one, renewals, ordinal++).catch((thrown) => {
          if (thrown instanceof SohoaError && thrown.code === 'NOT_FOUND') return 'blob_missing' as const;
          throw thrown;
        });
    if (typeof restored === 'string') {
      lost.push({ component: componentId, reason: restored });
      continue;
    }
    dossiers.add(one.dossierId);
    documents++;
    versions += restored.versions;
    decisions += restored.decisions;
  }
  await database.audit.append({
    at: clock.now(),
    actor: 'operator',
    action: 'records.rebuilt',
    subject: 'database',
    details: { entries: head.sequence, documents, versions, lost: lost.length },
  });
  return { entries: head.sequence, dossiers: dossiers.size, documents, versions, decisions, lost };
}

function trace({ action, subject, details }: AuditEntry, traces: Map<string, Trace>): void {
  const begin = (componentId: string, dossierId: string): void => {
    if (!traces.has(componentId))
      traces.set(componentId, { dossierId, outputs: new Map(), first: new Map(), decisions: null, erased: false });
  };
  if (action === 'dossier.submitted') for (const id of stringsOf(details.components)) begin(id, subject);
  const one = traces.get(subject);
  if (one === undefined) return;
  if (action === 'component.separated') for (const id of stringsOf(details.into)) begin(id, one.dossierId);
  if (action === 'component.erased') one.erased = true;
  if (action === 'review.decided' && typeof details.decisions === 'string')
    one.decisions = { blob: details.decisions, version: Number(details.version) };
  if (action === 'stage.done' && typeof details.stage === 'string' && typeof details.output === 'string') {
    one.outputs.set(details.stage, details.output);
    if (!one.first.has(details.stage)) one.first.set(details.stage, details.output);
  }
}

const stringsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

async function restoreComponent(
  database: Database,
  blobs: BlobStore,
  clock: Clock,
  componentId: string,
  { dossierId, outputs, first, decisions }: Trace,
  renewals: readonly Renewal[],
  ordinal: number,
): Promise<'not_stored' | { readonly versions: number; readonly decisions: number }> {
  const output = async <Name extends keyof Outputs & string>(
    name: Name,
    from: ReadonlyMap<string, string> = outputs,
  ): Promise<Outputs[Name] | null> => {
    const digest = from.get(name);
    return digest === undefined ? null : readJson<Outputs[Name]>(blobs, digest);
  };
  const [issued, confirmed] = [await output('issue_code'), await output('confirm')];
  const stored = [
    { now: await output('store'), original: await output('store', first) },
    { now: await output('store_signed'), original: await output('store_signed', first) },
  ].flatMap(({ now, original }) => (now === null || original === null ? [] : [{ now, original }]));
  const [newest] = stored.toReversed();
  if (issued === null || newest === undefined) return 'not_stored';
  const versions = stored.map(({ now, original }) => {
    const at = original.metadata.ThoiGianSoHoa;
    return { ...now, metadata: { ...now.metadata, ThoiGianSoHoa: at }, storedAt: new Date(String(at)) };
  });
  for (const { documentId, sha256, at } of renewals) {
    const last = versions.at(-1);
    if (last === undefined || documentId !== last.documentId) continue;
    const { length } = await blobs.get(sha256);
    const metadata = { ...last.metadata, sha256, DungLuong: length };
    versions.push({ documentId, sha256, sizeBytes: length, metadata, storedAt: at });
  }
  for (const { sha256 } of versions) await blobs.get(sha256);
  const record = newest.now.metadata as Readonly<Record<string, string | number | boolean | undefined>>;
  const decided = decisions === null ? null : await readJson<DecidedFields>(blobs, decisions.blob);

  await database.transaction(async (records) => {
    const agency = String(record.DonVi);
    const dossier = await records.dossiers.submit({
      id: dossierId,
      code: String(record.MaHoSo),
      agency,
      procedure: String(record.MaTTHC),
      ownerId: record.MaDinhDanhChu === '' ? null : String(record.MaDinhDanhChu),
      ownerName: record.ChuHoTen === undefined ? null : String(record.ChuHoTen),
      receivedAt: String(record.ThoiGianSoHoa),
      details: { rebuilt: true },
      createdAt: clock.now(),
    });
    await records.components.add(
      {
        id: componentId,
        dossierId: dossier.id,
        ordinal,
        name: String(record.TenGiayTo),
        treatment: record.LoaiSoHoa === 1 ? 'result' : 'none',
        sources: [],
        details: { rebuilt: true },
      },
      clock.now(),
    );
    const { code, ...parts } = issued;
    await records.codes.restore(prefixOf(code, parts, String(record.MaHoSo)), componentId, parts.number);
    for (const version of versions)
      await records.warehouse.store({
        id: version.documentId,
        code,
        codeParts: parts,
        componentId,
        dossierId: dossier.id,
        agency,
        ownerId: dossier.ownerId,
        documentType: confirmed?.documentType ?? 'unknown',
        sha256: version.sha256,
        sizeBytes: version.sizeBytes,
        metadata: version.metadata,
        validUntil: confirmed?.validUntil ?? null,
        storedAt: version.storedAt,
      });
    if (decided !== null && decisions !== null)
      await records.fields.decide(
        decided.decisions.map((decision) => ({
          ...decision,
          componentId,
          version: decisions.version,
          documentType: decided.documentType,
          asRead: decision.action === 'confirmed',
        })),
      );
    const claim = await records.components.claim(componentId, 'rebuild', clock.now(), 60_000);
    if (claim === null) throw new Error(`component ${componentId} cannot be claimed`);
    await records.components.describe(componentId, claim.fence, {
      summary: {
        rebuilt: true,
        code,
        documentId: newest.now.documentId,
        sha256: versions.at(-1)?.sha256 ?? newest.now.sha256,
        documentType: confirmed?.documentType ?? 'unknown',
        ...(confirmed === null ? {} : { extraction: confirmed.extraction }),
      },
    });
    await records.components.settle(componentId, claim.fence, { state: 'done', stage: null, attempts: 0 }, clock.now());
  });
  return { versions: versions.length, decisions: decided?.decisions.length ?? 0 };
}

/** The counter's prefix: the code without its number at the end, or `<mã hồ sơ>-KQ` of a result. */
function prefixOf(code: string, { number }: CodeParts, dossierCode: string): string {
  if (code.startsWith(`${dossierCode}-KQ`)) return `${dossierCode}-KQ`;
  const written = String(number).padStart(2, '0');
  return code.endsWith(written) ? code.slice(0, -written.length) : code;
}
