import { once } from '../domain/once.ts';
import type { SlotRules } from '../domain/rules/verification-policy.ts';
import { text } from '../domain/text.ts';
import { digest } from '../pki/hashes.ts';
import { digestUse } from '../pki/signature-algorithm.ts';
import { askAll } from './ask-all.ts';
import { readTokenCms } from './cms-facts.ts';
import type { SignatureFacts, StampFacts, TimeFacts, TrustFacts } from './facts.ts';
import type { Material } from './material.ts';
import type { VerificationDeps } from './request.ts';
import { stampFromRows } from './signature-facts.ts';
import { expiredCa, trustJudge } from './trust-facts.ts';
import { Unanswerable } from './unanswerable.ts';

const nothing: Material = { certificates: [], places: new Map(), crls: [], ocsps: [] };
/** A government authority may take minutes to answer, and its status is asked for after that (rules.md R4.8). */
const statusDelayMs = 15 * 60_000;

/**
 * The time stamp over a bundle of evidence, judged by the checks of a token. Everything is asked as of now, its certificates
 * and algorithms above all, but for one: that its authority was not revoked is taken from the status data kept with it, as of
 * its own time, since nobody can be asked for newer ones offline; online, a revocation since then takes its proof away. Null: there is none, it is over another document, it lies
 * after `now`, or it fails; it then proves nothing.
 * @param document SHA-256 of the file that is judged
 */
export async function judgeSeal(
  deps: VerificationDeps,
  document: string,
  rules: SlotRules,
  now: Date,
): Promise<StampFacts | null> {
  const { evidence } = deps;
  const seal = evidence?.seal ?? null;
  if (evidence === undefined || seal === null || seal.document !== document) return null;
  const read = once(() => readTokenCms(seal.token, (hash) => digest(hash, seal.over), now, rules.clockSkewMs, []));
  // what the bundle keeps is bound to the stamp by its SHA-256
  const cms = () => ({ ...read().facts, uses: [...read().facts.uses, digestUse('sha256')] });
  const time: TimeFacts = { best: now, basis: 'now', stamps: [] };
  const facts: SignatureFacts = {
    kind: 'signature-time-stamp',
    placed: null,
    rules,
    now,
    expected: null,
    cms,
    time: async () => time,
    trust: once(() => authorityAt(deps, read, rules, now)),
  };
  const stamp = await stampFromRows(facts, await askAll(facts), null, null);
  if (stamp.status === 'FAILED' || stamp.genTime === null || stamp.genTime > now) return null;
  return { ...stamp, kind: 'evidence-time-stamp' };
}

/** The authority as it was known when it stamped; no CA of it may have ended by now. @throws Unanswerable */
async function authorityAt(
  { evidence, ...deps }: VerificationDeps,
  read: () => ReturnType<typeof readTokenCms>,
  rules: SlotRules,
  now: Date,
): Promise<TrustFacts> {
  const { facts, signedData } = read();
  const { certificate, genTime } = facts;
  if (certificate === null || genTime === null)
    throw new Unanswerable(
      text('không có chứng thư của nơi cấp dấu', "the authority's certificate is missing"),
      'NO_SIGNING_CERTIFICATE_FOUND',
    );
  const candidates = {
    certificates: [
      ...(signedData?.certificates ?? []).map(({ der }) => der),
      ...(evidence?.certificates ?? []),
      ...(evidence?.seal?.certificates ?? []),
    ],
    status: [...(evidence?.seal?.status ?? []), ...(evidence?.status ?? [])],
    seal: null,
  };
  const question = {
    certificate,
    role: 'tsa',
    rules: { ...rules, clockSkewMs: Math.max(rules.clockSkewMs, statusDelayMs) },
    time: { best: genTime, basis: 'now', stamps: [] },
    genTime,
  } as const;
  const trust = await trustJudge(nothing, { ...deps, transport: null, evidence: candidates }, genTime)(question);
  const status = deps.transport === null ? [] : (await trustJudge(nothing, deps, now)(question)).status;
  const revokedSince = status.some((one) => one.status === 'revoked' || one.status === 'on-hold');
  return { ...trust, expiredCa: expiredCa(trust.path, now), status: revokedSince ? status : trust.status };
}
