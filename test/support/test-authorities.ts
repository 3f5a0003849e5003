import { answerCa } from '../../certs-test/authorities/ca.ts';
import { answerCrl } from '../../certs-test/authorities/crl.ts';
import { answerOcsp } from '../../certs-test/authorities/ocsp.ts';
import { answerTsa } from '../../certs-test/authorities/tsa.ts';
import type { Answer, Question } from '../../certs-test/authority.ts';
import type { CaFault, CrlFault, OcspFault, TsaFault } from '../../certs-test/faults.ts';
import type { TestPki } from '../../certs-test/pki.ts';
import { hosts } from '../../certs-test/recipe.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { SohoaError } from '../../src/domain/errors.ts';
import type { HttpTransport } from '../../src/pki/http-transport.ts';

/** What the authorities do wrong while a test runs; `offline` takes the whole network away. */
export interface AuthorityFaults {
  offline?: boolean;
  ocsp?: OcspFault | null;
  crl?: CrlFault | null;
  ca?: CaFault | null;
  tsa?: TsaFault | null;
}

/**
 * CA, CRL, OCSP and TSA of the test PKI behind the transport interface, without sockets: the same answers as
 * `certs-test/servers.ts` gives, a hundred times faster. Hosts that nobody serves are unreachable here too.
 */
export function testAuthorities(
  pki: TestPki,
  clock: Clock,
): { readonly transport: HttpTransport; readonly faults: AuthorityFaults; readonly requested: string[] } {
  const faults: AuthorityFaults = {};
  const requested: string[] = [];
  const context = { pki, clock };
  const serve = (server: string, question: Question): Promise<Answer> | null => {
    if (server === 'ocsp') return answerOcsp(question, context, faults.ocsp ?? null);
    if (server === 'crl') return answerCrl(question, context, faults.crl ?? null);
    if (server === 'ca') return answerCa(question, context, faults.ca ?? null);
    return server === 'tsa' ? answerTsa(question, context, faults.tsa ?? null) : null;
  };
  return {
    faults,
    requested,
    transport: {
      async request({ url, method, body = new Uint8Array() }) {
        if (!URL.canParse(url)) throw new SohoaError('NETWORK_REFUSED', { url });
        const { hostname: host, pathname } = new URL(url);
        requested.push(url);
        const server = serverOf(host);
        const answer =
          faults.offline === true || server === null ? null : serve(server, { host, path: pathname, method, body });
        if (answer === null) throw new SohoaError('NETWORK_UNAVAILABLE', { url, reason: 'test' });
        const { status, contentType, body: answered } = await answer;
        return { status, headers: { 'content-type': contentType }, body: answered };
      },
    },
  };
}

function serverOf(host: string): string | null {
  for (const store of ['cong_vu', 'cong_cong', 'rogue'] as const)
    for (const [server, name] of Object.entries(hosts[store])) if (name === host) return server;
  return null;
}
