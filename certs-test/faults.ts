/** What a test server does wrong. A fault set for a server lasts until it is cleared, or for one request. */
export type TransportFault =
  | { readonly kind: 'status'; readonly status: number }
  /** The connection is closed without an answer. */
  | { readonly kind: 'refuse' }
  /** One octet every 20 ms, for ever: only the client's time limit ends it. */
  | { readonly kind: 'slow' }
  /** Half of the announced body. */
  | { readonly kind: 'cut-off' }
  | { readonly kind: 'endless' }
  | { readonly kind: 'large'; readonly bytes: number }
  | { readonly kind: 'content-type'; readonly value: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'html' };

export type TsaFault =
  | { readonly kind: 'wrong-nonce' | 'no-nonce' | 'wrong-imprint' | 'rejection' | 'waiting' | 'no-certificate' }
  | { readonly kind: 'expired' | 'no-usage' | 'usage-not-critical' | 'other-policy' | 'sha1' | 'other-ess' }
  /** genTime is off by this much. */
  | { readonly kind: 'time-shift'; readonly ms: number }
  /** The answer takes this long on the injected clock; nobody sleeps. */
  | { readonly kind: 'delay'; readonly ms: number };

export type OcspFault =
  | { readonly kind: 'unknown' | 'try-later' | 'unauthorized' | 'other-serial' | 'no-next-update' | 'stale' | 'future' }
  | { readonly kind: 'wrong-responder' | 'responder-expired' | 'responder-no-usage' | 'no-nonce' | 'wrong-nonce' }
  | { readonly kind: 'revoked'; readonly at: Date };

export type CrlFault =
  | { readonly kind: 'stale' | 'future' | 'pem' | 'wrong-signer' | 'scope-user' | 'scope-ca' | 'unknown-critical' }
  | { readonly kind: 'delta' | 'indirect' }
  /** So many further entries, for size. */
  | { readonly kind: 'entries'; readonly count: number };

export type CaFault = { readonly kind: 'missing' | 'other-key' | 'loop' | 'bundle' };

export interface FaultsByServer {
  readonly ca: TransportFault | CaFault;
  readonly crl: TransportFault | CrlFault;
  readonly ocsp: TransportFault | OcspFault;
  readonly tsa: TransportFault | TsaFault;
}
export type ServerName = keyof FaultsByServer;
export const serverNames: readonly ServerName[] = ['ca', 'crl', 'ocsp', 'tsa'];

export interface FaultSwitches {
  set<S extends ServerName>(server: S, fault: FaultsByServer[S]): void;
  /** For the next request only. */
  once<S extends ServerName>(server: S, fault: FaultsByServer[S]): void;
  clear(server?: ServerName): void;
}

export interface FaultState extends FaultSwitches {
  take<S extends ServerName>(server: S): FaultsByServer[S] | null;
}

export function faultSwitches(): FaultState {
  const lasting = new Map<ServerName, FaultsByServer[ServerName]>();
  const single = new Map<ServerName, FaultsByServer[ServerName][]>();
  return {
    set: (server, fault) => {
      lasting.set(server, fault);
    },
    once: (server, fault) => {
      single.set(server, [...(single.get(server) ?? []), fault]);
    },
    clear: (server) => {
      for (const name of server === undefined ? serverNames : [server]) {
        lasting.delete(name);
        single.delete(name);
      }
    },
    take: <S extends ServerName>(server: S) =>
      (single.get(server)?.shift() ?? lasting.get(server) ?? null) as FaultsByServer[S] | null,
  };
}
