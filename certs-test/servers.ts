import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../src/domain/clock.ts';
import { answerCa } from './authorities/ca.ts';
import { answerCrl } from './authorities/crl.ts';
import { answerOcsp } from './authorities/ocsp.ts';
import { answerTsa } from './authorities/tsa.ts';
import type { Answer, AuthorityContext, Question } from './authority.ts';
import {
  type FaultState,
  type FaultSwitches,
  type FaultsByServer,
  faultSwitches,
  type ServerName,
  serverNames,
  type TransportFault,
} from './faults.ts';
import type { TestPki } from './pki.ts';
import { hosts, tsaUrls } from './recipe.ts';

export interface TestPkiServers {
  /** `host=address:port` lines for the guarded transport's allow-list. */
  readonly allowList: readonly string[];
  readonly faults: FaultSwitches;
  /** Requests so far, per server: for tests of caches and retries. */
  readonly requests: Readonly<Record<ServerName, number>>;
  readonly tsaUrls: typeof tsaUrls;
  close(): Promise<void>;
}

const authorities: {
  readonly [S in ServerName]: (
    question: Question,
    context: AuthorityContext,
    fault: Exclude<FaultsByServer[S], TransportFault> | null,
  ) => Promise<Answer>;
} = { ca: answerCa, crl: answerCrl, ocsp: answerOcsp, tsa: answerTsa };

const transportFaults = new Set([
  'status',
  'refuse',
  'slow',
  'cut-off',
  'endless',
  'large',
  'content-type',
  'redirect',
  'html',
]);
const isTransportFault = <F extends { readonly kind: string }>(fault: F | TransportFault): fault is TransportFault =>
  transportFaults.has(fault.kind);

/** CA, CRL, OCSP and TSA of the test PKI on 127.0.0.1, each on its own port, all by one clock. TEST ONLY. */
export async function startTestPkiServers(pki: TestPki, options: { readonly clock: Clock }): Promise<TestPkiServers> {
  const faults = faultSwitches();
  const requests: Record<ServerName, number> = { ca: 0, crl: 0, ocsp: 0, tsa: 0 };
  const context: AuthorityContext = { pki, clock: options.clock };
  const servers = new Map<ServerName, Server>();
  const ports = new Map<ServerName, number>();
  for (const name of serverNames) {
    const server = createServer((request, response) => {
      requests[name]++;
      serve(name, request, response, context, faults).catch((thrown: unknown) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(String(thrown));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.set(name, server);
    ports.set(name, (server.address() as AddressInfo).port);
  }
  const allowList = serverNames.flatMap((name) => {
    const port = ports.get(name) ?? 0;
    return (['cong_vu', 'cong_cong', 'rogue'] as const).map((store) => `${hosts[store][name]}=127.0.0.1:${port}`);
  });
  return {
    allowList,
    faults,
    requests,
    tsaUrls,
    close: async () => {
      for (const server of servers.values()) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

async function serve<S extends ServerName>(
  name: S,
  request: IncomingMessage,
  response: ServerResponse,
  context: AuthorityContext,
  faults: FaultState,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const fault = faults.take(name);
  const question: Question = {
    host: (request.headers.host ?? '').replace(/:\d+$/, ''),
    path: request.url ?? '/',
    method: request.method ?? 'GET',
    body: Buffer.concat(chunks),
  };
  if (fault !== null && isTransportFault(fault)) {
    sendFaulty(response, await authorities[name](question, context, null), fault);
  } else {
    const own = fault as Exclude<FaultsByServer[S], TransportFault> | null;
    send(response, await authorities[name](question, context, own));
  }
}

function send(response: ServerResponse, { status, contentType, body }: Answer): void {
  response.writeHead(status, { 'content-type': contentType, 'content-length': body.length }).end(body);
}

function sendFaulty(response: ServerResponse, answer: Answer, fault: TransportFault): void {
  switch (fault.kind) {
    case 'status':
      response.writeHead(fault.status, { 'content-type': 'text/plain' }).end('test fault');
      return;
    case 'refuse':
      response.socket?.destroy();
      return;
    case 'slow': {
      response.writeHead(200, { 'content-type': answer.contentType });
      const timer = setInterval(() => response.write(Uint8Array.of(0x30)), 20);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'cut-off':
      response.writeHead(200, { 'content-type': answer.contentType, 'content-length': answer.body.length });
      response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.socket?.destroy());
      return;
    case 'endless': {
      response.writeHead(200, { 'content-type': answer.contentType });
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536, 0x30)));
      };
      response.on('drain', more);
      more();
      return;
    }
    case 'large':
      send(response, { ...answer, body: Buffer.alloc(fault.bytes, 0x30) });
      return;
    case 'content-type':
      send(response, { ...answer, contentType: fault.value });
      return;
    case 'redirect':
      response.writeHead(302, { location: fault.to }).end();
      return;
    case 'html':
      send(response, {
        status: 200,
        contentType: 'text/html',
        body: Buffer.from('<html><body>Xin đăng nhập</body></html>'),
      });
  }
}
