import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { Clock, Randomness } from '../domain/clock.ts';
import { asSohoaError, SohoaError } from '../domain/errors.ts';
import {
  arrayBuffer,
  children,
  content,
  decode,
  hexOfInteger,
  integerHex,
  members,
  octets,
  oid,
  raw,
  sameBytes,
  smallInteger,
  smallIntegerOf,
  tag,
  time,
} from './asn1.ts';
import type { Certificate } from './certificate.ts';
import { extendedKeyUsageOid } from './certificate.ts';
import { cmsOid } from './cms-oids.ts';
import { readSignedData, type SignedData } from './cms-read.ts';
import { type CmsVerification, contentOf, verifySignedData } from './cms-verify.ts';
import { extensionOid, findExtension } from './extensions.ts';
import { type Finding, finding, worstFinding } from './finding.ts';
import { digest, type HashName, hashByOid, hashOid } from './hashes.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from './http-transport.ts';
import { digestUse } from './signature-algorithm.ts';

/** RFC 3161 TSTInfo. */
export interface TimestampInfo {
  readonly version: number;
  readonly policy: string;
  /** Null when the algorithm is not known. */
  readonly imprintHash: HashName | null;
  readonly imprint: Uint8Array;
  readonly serialHex: string;
  readonly genTime: Date;
  /** Half-width of the interval around genTime, ms; null when not stated. */
  readonly accuracyMs: number | null;
  readonly ordering: boolean;
  readonly nonceHex: string | null;
}

export interface TimestampReading {
  readonly signedData: SignedData | null;
  readonly info: TimestampInfo | null;
  readonly findings: readonly Finding[];
}

/** Reads a TimeStampToken (with zero padding, as in `/Contents`). Never throws for hostile input. */
export function readTimestampToken(token: Uint8Array): TimestampReading {
  const { signedData, findings } = readSignedData(token);
  if (signedData === null) return { signedData, info: null, findings };
  try {
    if (signedData.content === null) throw new SohoaError('PKI_UNREADABLE', { what: 'TSTInfo', reason: 'absent' });
    return { signedData, info: readTimestampInfo(signedData.content), findings };
  } catch (thrown) {
    const reason = asSohoaError(thrown).text.en;
    return { signedData, info: null, findings: [...findings, finding('TIMESTAMP_UNREADABLE', { reason })] };
  }
}

function readTimestampInfo(der: Uint8Array): TimestampInfo {
  const what = 'TSTInfo';
  const [version, policy, imprintNode, serial, genTime, ...optional] = members(decode(der, what), what, 5);
  const [algorithm, imprint] = members(imprintNode, what, 2);
  const accuracy = optional.find((node) => tag(node) === 0x30);
  const ordering = optional.find((node) => tag(node) === 0x01);
  const nonce = optional.find((node) => tag(node) === 0x02);
  return {
    version: smallInteger(version, what),
    policy: oid(policy, what),
    imprintHash: hashByOid(oid(members(algorithm, what, 1)[0], what)),
    imprint: octets(imprint, what),
    serialHex: integerHex(serial, what),
    genTime: time(genTime, what),
    accuracyMs: accuracy === undefined ? null : readAccuracy(accuracy),
    ordering: ordering !== undefined && content(ordering)[0] !== 0,
    nonceHex: nonce === undefined ? null : integerHex(nonce, what),
  };
}

function readAccuracy(node: ReturnType<typeof decode>): number {
  const scale: Readonly<Record<number, number>> = { 2: 1000, 128: 1, 129: 0.001 };
  return children(node).reduce(
    (sum, part) => sum + smallIntegerOf(content(part), 'accuracy') * (scale[tag(part)] ?? 0),
    0,
  );
}

export interface TimestampVerification {
  readonly info: TimestampInfo | null;
  /** The time-stamp authority's certificate; its path and status are judged by `validateCertificate`. */
  readonly certificate: Certificate | null;
  readonly signedData: SignedData | null;
  readonly cms: CmsVerification | null;
  /** The token belongs to these data and its signature is intact: everything except trust in the authority. */
  readonly sound: boolean;
  readonly findings: readonly Finding[];
}

export interface TimestampExpectation {
  /** Digest of the stamped bytes: the signature value, or the byte range of a document timestamp. */
  readonly imprintOf: (hash: HashName) => Uint8Array;
  /** Not after this moment plus `clockSkewMs`. */
  readonly now: Date;
  readonly clockSkewMs: number;
  /** For an answer to our own request. */
  readonly nonceHex?: string;
  readonly policy?: string;
  readonly candidates?: readonly Certificate[];
}

/** All checks of a time stamp that need no trust (signatures.md 2.8). Never throws for hostile input. */
export function verifyTimestamp(token: Uint8Array, expected: TimestampExpectation): TimestampVerification {
  const { signedData, info, findings: readFindings } = readTimestampToken(token);
  const findings: Finding[] = [...readFindings];
  if (signedData === null || info === null) {
    if (!findings.some(({ check }) => check === 'timestamp'))
      findings.push(finding('TIMESTAMP_UNREADABLE', { reason: 'CMS' }));
    return { info, certificate: null, signedData, cms: null, sound: false, findings };
  }
  const cms = verifySignedData({
    signedData,
    shape: 'timestamp',
    content: contentOf(signedData.content ?? new Uint8Array()),
    candidates: expected.candidates ?? [],
  });
  findings.push(...cms.findings);
  if (info.version !== 1) findings.push(finding('TIMESTAMP_VERSION'));
  if (info.imprintHash === null) findings.push(finding('ALGORITHM_UNKNOWN', { name: 'imprint' }));
  else if (!sameBytes(expected.imprintOf(info.imprintHash), info.imprint)) findings.push(finding('TIMESTAMP_IMPRINT'));
  if (expected.nonceHex !== undefined && info.nonceHex !== expected.nonceHex) findings.push(finding('TIMESTAMP_NONCE'));
  if (expected.policy !== undefined && info.policy !== expected.policy) {
    findings.push(finding('TIMESTAMP_POLICY', { found: info.policy }));
  }
  if (info.genTime.getTime() > expected.now.getTime() + expected.clockSkewMs) {
    findings.push(finding('TIMESTAMP_FUTURE', { time: info.genTime.toISOString() }));
  }
  if (cms.certificate !== null && !mayStamp(cms.certificate)) findings.push(finding('TSA_USAGE'));
  // RFC 3161 2.4.2 makes the ESS attribute mandatory in a token
  if (cms.certificate !== null && !cms.signingCertificateBound) findings.push(finding('TIMESTAMP_BROKEN'));
  return {
    info,
    certificate: cms.certificate,
    signedData,
    cms: info.imprintHash === null ? cms : { ...cms, uses: [...cms.uses, digestUse(info.imprintHash)] },
    sound: worstFinding(findings) === null,
    findings,
  };
}

/** EKU exactly timeStamping, and critical (RFC 3161 2.3). */
export function mayStamp(certificate: Certificate): boolean {
  const usage = certificate.extendedKeyUsage;
  return (
    usage?.length === 1 &&
    usage[0] === extendedKeyUsageOid.timeStamping &&
    findExtension(certificate.extensions, extensionOid.extendedKeyUsage)?.critical === true
  );
}

export interface TimestampAuthority {
  readonly url: string;
  /** Policy asked for and required of the answer; null = the authority's own. */
  readonly policy: string | null;
  /** Government authorities have taken 2 to 131 s (rules.md R4.8). */
  readonly timeoutMs: number;
}

export interface TimestampDeps {
  readonly transport: HttpTransport;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface TimestampToken {
  readonly der: Uint8Array;
  readonly info: TimestampInfo;
  readonly certificate: Certificate;
  readonly signedData: SignedData;
  readonly authority: string;
}

const maxTokenBytes = 256 * 1024;
const responseSkewMs = 300_000;

/**
 * Asks one authority for a time stamp over `data` (the bytes themselves, or their digest for a file that is not in one
 * piece) and checks the answer.
 * Path and status of the authority are not checked here: see `validateCertificate`.
 * @throws SohoaError TSA_UNAVAILABLE (no answer, or an answer that fails a check), NETWORK_REFUSED
 */
export async function requestTimestamp(
  data: Uint8Array | ((hash: HashName) => Uint8Array),
  authority: TimestampAuthority,
  deps: TimestampDeps,
  hash: HashName = 'sha256',
): Promise<TimestampToken> {
  const imprintOf = data instanceof Uint8Array ? (name: HashName) => digest(name, data) : data;
  const nonce = deps.randomness.bytes(16);
  // a positive INTEGER in its shortest form: first bit clear, first octet not zero
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = encodeRequest(imprintOf(hash), hash, nonce, authority.policy);
  const response = await exchange(authority, deps.transport, {
    url: authority.url,
    method: 'POST',
    body: request,
    contentType: 'application/timestamp-query',
    accept: 'application/timestamp-reply',
    maxBytes: maxTokenBytes,
    timeoutMs: authority.timeoutMs,
  });
  if (response.status !== 200) throw unavailable(authority, `HTTP ${response.status}`);
  const der = tokenOfResponse(response.body, authority);
  const verified = verifyTimestamp(der, {
    imprintOf,
    now: deps.clock.now(),
    clockSkewMs: responseSkewMs,
    nonceHex: hexOfInteger(nonce),
    ...(authority.policy === null ? {} : { policy: authority.policy }),
  });
  const { info, certificate, signedData, sound, findings } = verified;
  if (!sound || info === null || certificate === null || signedData === null) {
    throw unavailable(authority, worstFinding(findings)?.text.en ?? 'not a time stamp');
  }
  if (info.imprintHash !== hash) throw unavailable(authority, 'another digest algorithm than asked for');
  return { der: signedData.der, info, certificate, signedData, authority: authority.url };
}

/** No connection is, for the document, the same as no stamp: it waits. A refusal by policy stays what it is. */
async function exchange(
  authority: TimestampAuthority,
  transport: HttpTransport,
  request: HttpRequest,
): Promise<HttpResponse> {
  try {
    return await transport.request(request);
  } catch (thrown) {
    if (asSohoaError(thrown).code !== 'NETWORK_UNAVAILABLE') throw thrown;
    throw unavailable(authority, String(asSohoaError(thrown).details.reason), thrown);
  }
}

/**
 * The first of several authorities that gives a sound stamp, asked in order.
 * @throws SohoaError of the last one; TSA_UNAVAILABLE when there is none
 */
export async function requestTimestampFromAny(
  data: Uint8Array,
  authorities: readonly TimestampAuthority[],
  deps: TimestampDeps,
  hash: HashName = 'sha256',
): Promise<TimestampToken> {
  let last: SohoaError = new SohoaError('TSA_UNAVAILABLE', { reason: 'no authority is configured' });
  for (const authority of authorities) {
    try {
      return await requestTimestamp(data, authority, deps, hash);
    } catch (thrown) {
      last = asSohoaError(thrown);
      if (last.code === 'INTERNAL') throw last;
    }
  }
  throw last;
}

const unavailable = (authority: TimestampAuthority, reason: string, cause?: unknown): SohoaError =>
  new SohoaError('TSA_UNAVAILABLE', { reason: `${authority.url}: ${reason}` }, { cause });

function encodeRequest(imprint: Uint8Array, hash: HashName, nonce: Uint8Array, policy: string | null): Uint8Array {
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: hashOid(hash), algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: arrayBuffer(imprint) }),
    }),
    nonce: new asn1js.Integer({ valueHex: arrayBuffer(nonce) }),
    certReq: true,
    ...(policy === null ? {} : { reqPolicy: policy }),
  });
  return new Uint8Array(request.toSchema().toBER());
}

/** PKIStatus granted(0) or grantedWithMods(1) and a token (RFC 3161 2.4.2). */
function tokenOfResponse(body: Uint8Array, authority: TimestampAuthority): Uint8Array {
  let status: number;
  let token: Uint8Array | null;
  try {
    const [statusInfo, tokenNode] = members(decode(body, 'time-stamp response'), 'time-stamp response', 1);
    status = smallInteger(members(statusInfo, 'time-stamp response', 1)[0], 'time-stamp response');
    token = tokenNode === undefined ? null : raw(tokenNode);
  } catch (thrown) {
    throw unavailable(authority, asSohoaError(thrown).text.en);
  }
  if (status !== 0 && status !== 1) throw unavailable(authority, `status ${status}`);
  if (token === null) throw unavailable(authority, 'no token');
  return token;
}

/** Tokens carried by a SignerInfo as signature-time-stamp attributes. */
export function signatureTimestamps(signedData: SignedData): readonly Uint8Array[] {
  return signedData.signers
    .flatMap(({ unsignedAttributes }) => unsignedAttributes)
    .filter((attribute) => attribute.oid === cmsOid.signatureTimestamp)
    .flatMap(({ values }) => values);
}
