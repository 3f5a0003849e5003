import { createHash } from 'node:crypto';
import type { VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { StatusEvidence } from '../pki/status-evidence.ts';
import { reportJson, type VerifyJson } from './report-json.ts';
import type { VerificationDeps, VerificationRequest } from './request.ts';
import { verifyWithEvidence } from './verify-document.ts';

/**
 * Everything that a verdict rests on (rules.md R4.6): what was asked, what was answered, and every certificate, CRL, OCSP
 * response and time-stamp token behind the answer. One JSON file; with the document beside it, it can be verified again
 * offline, years later. Bundles are chained by their digests.
 */
export interface EvidenceBundle {
  readonly format: 'sohoa-evidence/1';
  readonly tool: string;
  readonly document: { readonly sha256: string; readonly size_bytes: number };
  readonly request: {
    readonly slot: VerificationSlot;
    readonly slots: Readonly<Record<string, VerificationSlot>>;
    /** Moment of the verdict, ISO 8601 UTC. */
    readonly at: string;
    readonly policy: string;
  };
  /** DER, base64; each named by its SHA-256. */
  readonly certificates: readonly DerItem[];
  readonly crls: readonly DerItem[];
  readonly ocsps: readonly DerItem[];
  readonly tokens: readonly DerItem[];
  readonly report: VerifyJson;
  /** Digest of the bundle before this one in the same chain; null for the first. */
  readonly previous: string | null;
  /** SHA-256 over the canonical JSON of everything above. */
  readonly digest: string;
}

export interface DerItem {
  readonly sha256: string;
  readonly der: string;
}

/** What is left when policy deletes a bundle: the chain still closes, and the deletion is told (R4.6). */
export interface EvidenceTombstone {
  readonly format: 'sohoa-evidence-tombstone/1';
  readonly document: EvidenceBundle['document'];
  readonly previous: string | null;
  /** Digest of the bundle that was here. */
  readonly digest: string;
  readonly deleted_at: string;
  readonly reason: string;
}

/** Verifies and keeps what the verdict rests on. `file`: name for the report inside. */
export async function verifyAndKeep(
  file: string,
  bytes: Uint8Array,
  request: VerificationRequest,
  deps: VerificationDeps,
  previous: string | null,
): Promise<{ readonly report: FileReport; readonly bundle: EvidenceBundle }> {
  const at = request.at ?? deps.clock.now();
  const { report, evidence } = await verifyWithEvidence(bytes, { ...request, at }, deps);
  const body = {
    format: 'sohoa-evidence/1',
    tool: report.tool,
    document: { sha256: report.sha256, size_bytes: report.sizeBytes },
    request: { slot: request.slot, slots: request.slots ?? {}, at: at.toISOString(), policy: report.policy },
    certificates: evidence.certificates.map(derItem),
    crls: evidence.crls.map(derItem),
    ocsps: evidence.ocsps.map(derItem),
    tokens: evidence.tokens.map(derItem),
    report: reportJson(file, report),
    previous,
  } as const;
  return { report, bundle: { ...body, digest: digestOf(body) } };
}

export interface EvidenceCheck {
  /** The bundle is whole: its digest and that of every item are right. */
  readonly intact: boolean;
  /** The document is the one that the bundle speaks of. */
  readonly sameDocument: boolean;
  /** Verdict of the bundle, and the one that its evidence gives now, offline, as of its moment. */
  readonly verdictThen: FileReport['verdict'];
  readonly reportNow: FileReport;
  readonly agrees: boolean;
}

/** Verifies a document again from its bundle alone: offline, as of the moment of the bundle, by the stores given. */
export async function recheckEvidence(
  bytes: Uint8Array,
  bundle: EvidenceBundle,
  deps: Pick<VerificationDeps, 'stores' | 'clock' | 'randomness'>,
): Promise<EvidenceCheck> {
  const { digest, ...body } = bundle;
  const items = [...bundle.certificates, ...bundle.crls, ...bundle.ocsps, ...bundle.tokens];
  const intact = digestOf(body) === digest && items.every((item) => sha256(derOf(item)) === item.sha256);
  const { report: reportNow } = await verifyWithEvidence(
    bytes,
    { slot: bundle.request.slot, slots: bundle.request.slots, at: new Date(bundle.request.at) },
    { ...deps, transport: null, evidence: keptEvidence(bundle) },
  );
  const sameDocument = reportNow.sha256 === bundle.document.sha256;
  const verdictThen = bundle.report.verdict;
  return {
    intact,
    sameDocument,
    verdictThen,
    reportNow,
    agrees: intact && sameDocument && reportNow.verdict === verdictThen,
  };
}

function keptEvidence(bundle: EvidenceBundle): NonNullable<VerificationDeps['evidence']> {
  const status = (kind: StatusEvidence['kind'], items: readonly DerItem[]) =>
    items.map((item): StatusEvidence => ({ kind, der: derOf(item), origin: 'cache', provenAt: null }));
  return {
    certificates: bundle.certificates.map(derOf),
    status: [...status('ocsp', bundle.ocsps), ...status('crl', bundle.crls)],
  };
}

/** Takes a bundle's place in its chain when policy or law deletes it. */
export function tombstone(bundle: EvidenceBundle, at: Date, reason: string): EvidenceTombstone {
  const { document, previous, digest } = bundle;
  const format = 'sohoa-evidence-tombstone/1';
  return { format, document, previous, digest, deleted_at: at.toISOString(), reason };
}

/** First place (0-based) at which a chain of bundles and tombstones is broken; null when it is whole. */
export function brokenLink(chain: readonly (EvidenceBundle | EvidenceTombstone)[]): number | null {
  const index = chain.findIndex((one, at) => {
    if (one.previous !== (chain[at - 1]?.digest ?? null)) return true;
    if (one.format === 'sohoa-evidence-tombstone/1') return false;
    const { digest, ...body } = one;
    return digestOf(body) !== digest;
  });
  return index === -1 ? null : index;
}

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const derItem = (der: Uint8Array): DerItem => ({ sha256: sha256(der), der: Buffer.from(der).toString('base64') });
const derOf = (item: DerItem): Uint8Array => new Uint8Array(Buffer.from(item.der, 'base64'));
const digestOf = (body: Omit<EvidenceBundle, 'digest'>): string => sha256(canonicalJson(body));

/** Keys in order at every depth, so that a bundle that was parsed and written again has the same digest. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
