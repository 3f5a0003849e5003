import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { SohoaError } from '../../domain/errors.ts';

/** One entry of the allow-list: `host`, or `host=address:port` to go to exactly there (loopback in tests and the demo). */
export interface AllowedHost {
  readonly host: string;
  readonly pinned: { readonly address: string; readonly port: number } | null;
}

export interface AddressPolicy {
  readonly allowed: readonly AllowedHost[];
  /** Only hosts on the list may be reached; otherwise public addresses are open on ports 80 and 443 as well. */
  readonly onlyAllowed: boolean;
}

/** Where a request really goes, after the name was looked up and judged. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

/** Resolves a name to addresses; replaced in tests. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (host) =>
  (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);

/** @throws SohoaError CONFIG_INVALID for an entry that is neither form */
export function parseAllowList(entries: readonly string[]): readonly AllowedHost[] {
  return entries.map((entry) => {
    const [, host, address, port] =
      /^([a-z0-9.-]+)(?:=(\[[0-9a-f:.]+\]|[0-9.]+):(\d{1,5}))?$/i.exec(entry.trim()) ?? [];
    const bare = address?.replace(/^\[|\]$/g, '');
    const badPin = bare !== undefined && (!ipaddr.isValid(bare) || Number(port) < 1 || Number(port) > 65_535);
    if (host === undefined || badPin) {
      throw new SohoaError('CONFIG_INVALID', { reason: `allowed host ${entry} is neither host nor host=address:port` });
    }
    return { host: host.toLowerCase(), pinned: bare === undefined ? null : { address: bare, port: Number(port) } };
  });
}

const maxUrlLength = 2048;

/**
 * The address that this URL may be fetched from. URLs come from hostile certificates and webhooks: scheme, name and every
 * address behind the name are judged, and the caller connects to the address that was judged (no second look-up).
 * @throws SohoaError NETWORK_REFUSED, NETWORK_UNAVAILABLE
 */
export async function targetOf(url: URL, policy: AddressPolicy, resolve: Resolve): Promise<Target> {
  const refused = (): SohoaError => new SohoaError('NETWORK_REFUSED', { url: printUrl(url) });
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused();
  if (url.username !== '' || url.password !== '' || url.href.length > maxUrlLength) throw refused();
  const host = url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  const allowed = policy.allowed.find((entry) => entry.host === host);
  if (allowed?.pinned) return allowed.pinned;
  if (allowed === undefined && (policy.onlyAllowed || (port !== 80 && port !== 443))) throw refused();
  const addresses = ipaddr.isValid(host) ? [host] : await resolveOrFail(host, url, resolve);
  // one private address behind a public name is enough to refuse (DNS rebinding)
  if (allowed === undefined && !addresses.every(isPublicAddress)) throw refused();
  const [address] = addresses;
  if (address === undefined) throw unavailable(url, 'no address');
  return { address, port };
}

async function resolveOrFail(host: string, url: URL, resolve: Resolve): Promise<readonly string[]> {
  try {
    return await resolve(host);
  } catch (thrown) {
    throw unavailable(url, 'name not found', thrown);
  }
}

/** Global unicast only; tunnels and translations (6to4, Teredo, NAT64) may carry a private address inside and are not. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

export const unavailable = (url: URL, reason: string, cause?: unknown): SohoaError =>
  new SohoaError('NETWORK_UNAVAILABLE', { url: printUrl(url), reason }, { cause });

/** Without query and user: those may hold personal data or secrets. */
export const printUrl = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`.slice(0, 200);
