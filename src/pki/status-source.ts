import type { Randomness } from '../domain/clock.ts';
import { asSohoaError } from '../domain/errors.ts';
import type { Freshness } from '../domain/rules/verification-policy.ts';
import type { Certificate } from './certificate.ts';
import { maxCrlBytes, parseCrl } from './crl.ts';
import { isFresh, type StatusDates } from './freshness.ts';
import type { HttpTransport } from './http-transport.ts';
import { buildOcspRequest, maxOcspBytes, parseOcspResponse, speaksAbout } from './ocsp.ts';
import type { StatusEvidence } from './status-evidence.ts';

/** Where fresh status information comes from. */
export interface StatusSource {
  /** Answers one after the other, best first (cache, OCSP, CRL); the caller stops when it has enough. */
  find(certificate: Certificate, issuer: Certificate, need: StatusNeed): AsyncIterable<FetchedStatus>;
}

export interface StatusNeed {
  readonly controlTime: Date;
  readonly freshness: Freshness;
  readonly now: Date;
  /** Something usable is at hand already: newer news are welcome, and not worth waiting long for. */
  readonly optional: boolean;
}

export type FetchedStatus =
  | {
      readonly evidence: StatusEvidence;
      /** Of our own request; absent for what was not asked for just now. */
      readonly nonce: Uint8Array | undefined;
      /** Called once the evidence was found good: only then may it be kept, or a forged answer would block the next. */
      readonly keep: () => void;
      readonly problem: null;
    }
  | { readonly evidence: null; readonly problem: string };

/** Answers kept between verifications, by URL (a CRL) or by URL and certificate (OCSP). Never older than its nextUpdate. */
export interface StatusCache {
  get(key: string): CachedStatus | null;
  set(key: string, value: CachedStatus): void;
}

export interface CachedStatus extends StatusDates {
  readonly der: Uint8Array;
}

/** The last `maxBytes` of answers, least recently used out first. */
export function memoryStatusCache(maxBytes = 128 * 1024 * 1024): StatusCache {
  const kept = new Map<string, CachedStatus>();
  let size = 0;
  const drop = (key: string): void => {
    size -= kept.get(key)?.der.length ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => {
      const value = kept.get(key);
      if (value === undefined) return null;
      kept.delete(key);
      kept.set(key, value);
      return value;
    },
    set: (key, value) => {
      drop(key);
      if (value.der.length > maxBytes / 2) return;
      kept.set(key, value);
      size += value.der.length;
      for (const oldest of kept.keys()) {
        if (size <= maxBytes) break;
        drop(oldest);
      }
    },
  };
}

export interface NetworkStatusOptions {
  readonly transport: HttpTransport;
  readonly randomness: Randomness;
  readonly cache: StatusCache;
  readonly timeoutMs?: number;
}

/** Addresses of one kind that are tried for one certificate; the rest of a long list is an attack or a mistake. */
const maxUrls = 3;

/** How long newer news than those at hand are waited for, ms. */
const optionalTimeoutMs = 3_000;

/** OCSP first (small, of the moment), then CRLs, at the addresses that the certificate names. */
export function networkStatusSource(options: NetworkStatusOptions): StatusSource {
  const { transport, randomness, cache } = options;
  const longest = options.timeoutMs ?? 15_000;
  /** Hosts that gave no answer: they are not waited for again where the answer is only welcome. */
  const silent = new Set<string>();

  async function* find(certificate: Certificate, issuer: Certificate, need: StatusNeed): AsyncIterable<FetchedStatus> {
    const timeoutMs = need.optional ? Math.min(longest, optionalTimeoutMs) : longest;
    const isSkipped = (url: string): boolean => need.optional && silent.has(hostOf(url));
    for (const url of certificate.ocspUrls.slice(0, maxUrls)) {
      if (isSkipped(url)) continue;
      const key = `ocsp ${url} ${issuer.sha256} ${certificate.serialHex}`;
      const kept = cache.get(key);
      if (kept !== null && stillGood(kept, need)) {
        yield {
          evidence: { kind: 'ocsp', der: kept.der, origin: 'cache', provenAt: null },
          nonce: undefined,
          keep: nothing,
          problem: null,
        };
      } else yield await fetchOcsp(url, key, certificate, issuer, timeoutMs);
    }
    for (const url of certificate.crlUrls.slice(0, maxUrls)) {
      if (isSkipped(url)) continue;
      const kept = cache.get(`crl ${url}`);
      if (kept !== null && stillGood(kept, need)) {
        yield {
          evidence: { kind: 'crl', der: kept.der, origin: 'cache', provenAt: null },
          nonce: undefined,
          keep: nothing,
          problem: null,
        };
      } else yield await fetchCrl(url, need.optional ? timeoutMs : timeoutMs * 4);
    }
  }

  async function fetchOcsp(
    url: string,
    key: string,
    certificate: Certificate,
    issuer: Certificate,
    timeoutMs: number,
  ): Promise<FetchedStatus> {
    const nonce = randomness.bytes(16);
    try {
      const response = await transport.request({
        url,
        method: 'POST',
        body: buildOcspRequest(certificate, issuer, nonce),
        contentType: 'application/ocsp-request',
        accept: 'application/ocsp-response',
        maxBytes: maxOcspBytes,
        timeoutMs,
      });
      if (response.status !== 200) return failed(url, `HTTP ${response.status}`);
      const parsed = parseOcspResponse(response.body);
      const single = parsed.singles.find(({ certificateId }) => speaksAbout(certificateId, certificate, issuer));
      return {
        evidence: { kind: 'ocsp', der: response.body, origin: 'network', provenAt: null },
        nonce,
        keep: () => {
          if (single !== undefined) {
            cache.set(key, { der: response.body, thisUpdate: single.thisUpdate, nextUpdate: single.nextUpdate });
          }
        },
        problem: null,
      };
    } catch (thrown) {
      silent.add(hostOf(url));
      return failed(url, asSohoaError(thrown).text.en);
    }
  }

  async function fetchCrl(url: string, timeoutMs: number): Promise<FetchedStatus> {
    if (!/^https?:/i.test(url)) return failed(url, 'only http and https are asked');
    try {
      const response = await transport.request({
        url,
        method: 'GET',
        accept: 'application/pkix-crl',
        maxBytes: maxCrlBytes,
        timeoutMs,
      });
      if (response.status !== 200) return failed(url, `HTTP ${response.status}`);
      const { der, thisUpdate, nextUpdate } = parseCrl(response.body);
      return {
        evidence: { kind: 'crl', der, origin: 'network', provenAt: null },
        nonce: undefined,
        keep: () => cache.set(`crl ${url}`, { der, thisUpdate, nextUpdate }),
        problem: null,
      };
    } catch (thrown) {
      silent.add(hostOf(url));
      return failed(url, asSohoaError(thrown).text.en);
    }
  }

  return { find };
}

const hostOf = (url: string): string => /^\w+:\/\/([^/]*)/.exec(url)?.[1]?.toLowerCase() ?? url;
const nothing = (): void => undefined;
const failed = (url: string, reason: string): FetchedStatus => ({ evidence: null, problem: `${url}: ${reason}` });

const stillGood = (kept: CachedStatus, { controlTime, freshness, now }: StatusNeed): boolean =>
  (kept.nextUpdate === null || kept.nextUpdate > now) && isFresh(kept, controlTime, freshness);
