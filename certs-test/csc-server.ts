import { execFileSync } from 'node:child_process';
import { constants, type KeyObject, privateEncrypt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { algorithm, encode, nullValue, octetString, sequence } from '../src/pki/asn1-write.ts';
import { hashOid } from '../src/pki/hashes.ts';
import type { TestPki } from './pki.ts';

/** What the test service does instead of signing. */
export type CscFault =
  | 'refused'
  | 'wrong-pin'
  | 'sad-expired'
  | 'down'
  | 'reordered'
  | 'other-key'
  | 'too-few'
  | 'not-json'
  | 'disabled';

export interface CscServer {
  readonly url: string;
  /** For the transport's allow-list. */
  readonly allow: string;
  readonly token: string;
  fault: CscFault | null;
  /** Confirmation on a phone: so many checks answer "not yet". 0 = at once. */
  confirmAfter: number;
  /** How many authorisations were asked for. */
  authorisations: number;
  close(): Promise<void>;
}

/** The routes of CSC API v2 that a signing client needs: list, info, authorize, authorizeCheck, signHash. TEST ONLY. */
export async function startCscServer(
  pki: TestPki,
  options: { readonly credentials: readonly string[]; readonly pin?: string; readonly multisign?: number },
): Promise<CscServer> {
  const token = 'ma-truy-cap-thu';
  const granted = new Map<string, { readonly hashes: readonly string[]; left: number }>();
  const pending = new Map<string, { readonly hashes: readonly string[]; checks: number }>();
  let counter = 0;

  const grant = (hashes: readonly string[]): { SAD: string; expiresIn: number } => {
    const sad = `SAD-${++counter}`;
    granted.set(sad, { hashes, left: 1 });
    return { SAD: sad, expiresIn: 300 };
  };
  const handlers: Readonly<Record<string, (body: Body) => Promise<unknown> | unknown>> = {
    'credentials/list': () => ({ credentialIDs: options.credentials }),
    'credentials/info': ({ credentialID }) => {
      const leaf = pki.certificate(known(credentialID));
      const issuer = pki.certificate(pki.entity(credentialID).issuer);
      const rsa = leaf.publicKey?.asymmetricKeyType === 'rsa';
      return {
        key: {
          status: state.fault === 'disabled' ? 'disabled' : 'enabled',
          algo: rsa ? ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10'] : ['1.2.840.10045.2.1'],
        },
        cert: { status: 'valid', certificates: [leaf, issuer].map(({ der }) => Buffer.from(der).toString('base64')) },
        auth: { mode: 'explicit' },
        SCAL: '2',
        multisign: options.multisign ?? 20,
      };
    },
    'credentials/authorize': ({ hashes, numSignatures, authData, credentialID }) => {
      known(credentialID);
      state.authorisations++;
      if (state.fault === 'refused') throw new CscError(400, 'access_denied', 'người ký từ chối');
      const given = authData?.find(({ id }) => id === 'PIN')?.value;
      if (state.fault === 'wrong-pin' || (options.pin !== undefined && given !== options.pin))
        throw new CscError(400, 'invalid_pin');
      if (numSignatures !== hashes.length) throw new CscError(400, 'invalid_request', 'numSignatures');
      if (state.confirmAfter === 0) return grant(hashes);
      const handle = `H-${++counter}`;
      pending.set(handle, { hashes, checks: 0 });
      return { handle };
    },
    'credentials/authorizeCheck': ({ handle = '' }) => {
      const waiting = pending.get(handle);
      if (waiting === undefined) throw new CscError(400, 'invalid_request', 'handle');
      waiting.checks++;
      return waiting.checks >= state.confirmAfter ? grant(waiting.hashes) : {};
    },
    'signatures/signHash': async ({ SAD = '', hashes, credentialID, signAlgo }) => {
      const right = granted.get(SAD);
      granted.delete(SAD);
      if (state.fault === 'sad-expired' || right === undefined) throw new CscError(400, 'sad_expired', 'SAD');
      if (hashes.some((hash) => !right.hashes.includes(hash)))
        throw new CscError(400, 'invalid_request', 'hash not authorised');
      const key = await pki.privateKey(state.fault === 'other-key' ? 'leader' : known(credentialID));
      const values = hashes.map((hash) => signHash(key, Buffer.from(hash, 'base64'), signAlgo ?? ''));
      if (state.fault === 'reordered') values.reverse();
      if (state.fault === 'too-few') values.pop();
      return { signatures: values.map((value) => value.toString('base64')) };
    },
  };
  const known = (id: string): string => {
    if (!options.credentials.includes(id)) throw new CscError(400, 'invalid_request', 'credentialID');
    return id;
  };

  const server = createServer(async (request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    try {
      const body = await readBody(request);
      if (state.fault === 'down') reply(503, { error: 'server_error' });
      else if (state.fault === 'not-json') response.writeHead(200).end('<html>');
      else if (request.headers.authorization !== `Bearer ${token}`) reply(401, { error: 'invalid_token' });
      else {
        const handler = handlers[(request.url ?? '').replace(/^\/csc\/v2\//, '')];
        if (handler === undefined) reply(404, { error: 'not_found' });
        else reply(200, await handler(body));
      }
    } catch (thrown) {
      if (thrown instanceof CscError) reply(thrown.status, { error: thrown.error, error_description: thrown.message });
      else reply(500, { error: 'server_error', error_description: String(thrown) });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const state: CscServer = {
    url: 'http://ky-tu-xa.example/csc/v2',
    allow: `ky-tu-xa.example=127.0.0.1:${port}`,
    token,
    fault: null,
    confirmAfter: 0,
    authorisations: 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

interface Body {
  readonly credentialID: string;
  readonly hashes: readonly string[];
  readonly numSignatures?: number;
  readonly SAD?: string;
  readonly handle?: string;
  readonly signAlgo?: string;
  readonly authData?: readonly { readonly id: string; readonly value: string }[];
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Body;
}

class CscError extends Error {
  readonly status: number;
  readonly error: string;
  constructor(status: number, error: string, description = '') {
    super(description);
    this.status = status;
    this.error = error;
  }
}

/**
 * Signs a ready digest, as `signatures/signHash` asks; the digest's length tells its algorithm. Node signs data only, so
 * PSS and ECDSA over a ready digest go through `openssl pkeyutl`.
 */
function signHash(key: KeyObject, hash: Buffer, signAlgo: string): Buffer {
  const name = ({ 32: 'sha256', 48: 'sha384', 64: 'sha512' } as const)[hash.length as 32 | 48 | 64] ?? 'sha256';
  const pss = signAlgo === '1.2.840.113549.1.1.10';
  if (key.asymmetricKeyType === 'rsa' && !pss) {
    const digestInfo = encode(sequence(algorithm(hashOid(name), nullValue()), octetString(hash)));
    return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, digestInfo);
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'sohoa-csc-'));
  try {
    writeFileSync(path.join(folder, 'key.pem'), key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    const padding = pss ? ['-pkeyopt', 'rsa_padding_mode:pss', '-pkeyopt', 'rsa_pss_saltlen:digest'] : [];
    const args = ['pkeyutl', '-sign', '-inkey', 'key.pem', '-pkeyopt', `digest:${name}`, ...padding];
    return execFileSync('openssl', args, { cwd: folder, input: hash });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
