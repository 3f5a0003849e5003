import { createHash } from 'node:crypto';
import type { VerificationSlot } from '../domain/rules/verification-policy.ts';
import type { FileReport } from '../domain/signature-report.ts';
import type { StatusEvidence } from '../pki/status-evidence.ts';
import { reportJson, type VerifyJson } from './report-json.ts';
import {
  type EvidenceSeal,
  type GatheredEvidence,
  type KeptEvidence,
  slotFor,
  type VerificationDeps,
  type VerificationRequest,
} from './request.ts';
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
    /** Slot that each field was judged by. */
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
  /** RFC 3161 token over the digest, base64: nobody can write another bundle of that moment. Null: no authority was asked. */
  readonly stamp: string | null;
  /** What showed the authority of the stamp to be in good standing when it had stamped; not part of the digest. */
  readonly stamp_status?: Pick<EvidenceBundle, 'certificates' | 'crls' | 'ocsps'>;
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

/** What a bundle is made of besides the verdict. */
export interface EvidenceOf {
  /** Name for the report inside. */
  readonly file: string;
  readonly request: VerificationRequest;
  readonly at: Date;
  readonly report: FileReport;
  readonly evidence: GatheredEvidence;
  /** Digest of the bundle before this one in the same chain. */
  readonly previous: string | null;
}

/** The bundle of a verdict that was just given. A password that opened the file is not in it. */
export function evidenceBundle({ file, request, at, report, evidence, previous }: EvidenceOf): EvidenceBundle {
  const body = {
    format: 'sohoa-evidence/1',
    tool: report.tool,
    document: { sha256: report.sha256, size_bytes: report.sizeBytes },
    request: {
      slot: request.slot,
      slots: Object.fromEntries(report.signatures.map(({ field }) => [field, slotFor(request, field)])),
      at: at.toISOString(),
      policy: report.policy,
    },
    certificates: evidence.certificates.map(derItem),
    crls: evidence.crls.map(derItem),
    ocsps: evidence.ocsps.map(derItem),
    tokens: evidence.tokens.map(derItem),
    report: reportJson(file, report),
    previous,
  } as const;
  return { ...body, digest: digestOf(body), stamp: null };
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
  return { report, bundle: evidenceBundle({ file, request, at, report, evidence, previous }) };
}

export interface EvidenceCheck {
  /** The bundle is whole: nothing of `damage`. */
  readonly intact: boolean;
  /** What is not as it was when the bundle was closed: `digest`, `crls[2]` … */
  readonly damage: readonly string[];
  /** The document is the one that the bundle speaks of. */
  readonly sameDocument: boolean;
  /** Verdict of the bundle, and the one that its evidence gives now. */
  readonly verdictThen: FileReport['verdict'];
  readonly reportNow: FileReport;
  /** Whole, of this document, and the same verdict. */
  readonly agrees: boolean;
}

/** Verifies a document again from its bundle alone: offline, as of the moment of the bundle, by the stores given. */
export async function recheckEvidence(
  bytes: Uint8Array,
  bundle: EvidenceBundle,
  deps: Pick<VerificationDeps, 'stores' | 'clock' | 'randomness'>,
): Promise<EvidenceCheck> {
  const kept = { ...deps, transport: null, evidence: { ...keptEvidence(bundle), seal: null } };
  const { report } = await verifyWithEvidence(bytes, requestOf(bundle), kept);
  return evidenceCheck(bundle, report);
}

/** What was asked when the bundle was made. */
export const requestOf = ({ request }: EvidenceBundle): VerificationRequest & { readonly at: Date } => ({
  slot: request.slot,
  slots: request.slots,
  at: new Date(request.at),
});

/** How a verdict that was given again compares with its bundle. */
export function evidenceCheck(bundle: EvidenceBundle, reportNow: FileReport): EvidenceCheck {
  const damage = damageOf(bundle);
  const intact = damage.length === 0;
  const sameDocument = reportNow.sha256 === bundle.document.sha256;
  const verdictThen = bundle.report.verdict;
  const agrees = intact && sameDocument && reportNow.verdict === verdictThen;
  return { intact, damage, sameDocument, verdictThen, reportNow, agrees };
}

/** Names of the parts whose digests are not right; empty for a bundle that is as it was closed. */
export function damageOf(bundle: EvidenceBundle): string[] {
  const items = (['certificates', 'crls', 'ocsps', 'tokens'] as const).flatMap((kind) =>
    bundle[kind].flatMap((item, index) => (sha256(derOf(item)) === item.sha256 ? [] : [`${kind}[${index}]`])),
  );
  const { digest, stamp: _, stamp_status: __, ...body } = bundle;
  return digestOf(body) === digest ? items : [...items, 'digest'];
}

/** What a time stamp over a bundle is taken over: its digest as text. */
export const stampedBytes = ({ digest }: Pick<EvidenceBundle, 'digest'>): Uint8Array => Buffer.from(digest, 'latin1');

/** The bundle with a time-stamp token over its digest, and what vouches for the authority of the token. */
export const withStamp = (
  bundle: EvidenceBundle,
  token: Uint8Array,
  status: Omit<GatheredEvidence, 'tokens'>,
): EvidenceBundle => ({
  ...bundle,
  stamp: Buffer.from(token).toString('base64'),
  stamp_status: {
    certificates: status.certificates.map(derItem),
    crls: status.crls.map(derItem),
    ocsps: status.ocsps.map(derItem),
  },
});

/**
 * Candidates for another verification; each proves itself by its own signature, so a forged one is merely useless. The time
 * stamp of the bundle comes along only when the bundle is as it was closed: what it is over then covers every one of them.
 */
export function keptEvidence(bundle: EvidenceBundle): KeptEvidence {
  return { ...candidatesOf(bundle), seal: sealOf(bundle) };
}

function sealOf(bundle: EvidenceBundle): EvidenceSeal | null {
  if (bundle.stamp === null || damageOf(bundle).length > 0) return null;
  return {
    token: new Uint8Array(Buffer.from(bundle.stamp, 'base64')),
    over: stampedBytes(bundle),
    document: bundle.document.sha256,
    ...candidatesOf(bundle.stamp_status ?? { certificates: [], crls: [], ocsps: [] }),
  };
}

function candidatesOf({ certificates, crls, ocsps }: Pick<EvidenceBundle, 'certificates' | 'crls' | 'ocsps'>) {
  const status = (kind: StatusEvidence['kind'], items: readonly DerItem[]) =>
    items.map((item): StatusEvidence => ({ kind, der: derOf(item), origin: 'cache', provenAt: null }));
  return { certificates: certificates.map(derOf), status: [...status('ocsp', ocsps), ...status('crl', crls)] };
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
    return damageOf(one).length > 0;
  });
  return index === -1 ? null : index;
}

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const derItem = (der: Uint8Array): DerItem => ({ sha256: sha256(der), der: Buffer.from(der).toString('base64') });
const derOf = (item: DerItem): Uint8Array => new Uint8Array(Buffer.from(item.der, 'base64'));
const digestOf = (body: Omit<EvidenceBundle, 'digest' | 'stamp' | 'stamp_status'>): string =>
  sha256(canonicalJson(body));

/** Keys in order at every depth, so that a bundle that was parsed and written again has the same digest. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
