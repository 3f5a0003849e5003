import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A receiver of shared records on loopback, as a sector database would be; it answers 500 to the very first call. */
export interface Receiver {
  readonly port: number;
  /** How often each idempotency key was taken; more than once would be a doubled record. */
  readonly taken: ReadonlyMap<string, number>;
  /** Calls answered with 500. */
  readonly refused: number;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const taken = new Map<string, number>();
  let refused = 0;
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const key = String(request.headers['idempotency-key'] ?? '');
    if (refused === 0) {
      refused++;
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"not ready yet"}');
      return;
    }
    taken.set(key, (taken.get(key) ?? 0) + 1);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ receipt: key.slice(0, 12) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    taken,
    get refused() {
      return refused;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
