import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestPki } from '../../certs-test/pki.ts';
import { certificatePem } from '../../src/pki/certificate.ts';

/** What a signature of a file covers, and its CMS or token without padding. */
export interface CutSignature {
  readonly signed: Uint8Array;
  readonly cms: Uint8Array;
}

/** Every signature of a file in the order of its bytes; read without the product's reader. */
export function cutSignatures(bytes: Uint8Array): readonly CutSignature[] {
  const text = Buffer.from(bytes).toString('latin1');
  return [...text.matchAll(/\/ByteRange \[0 (\d+) (\d+) (\d+)\s*\]/g)].map((match) => {
    const [a = 0, b = 0, c = 0] = match.slice(1).map(Number);
    const der = Buffer.from(text.slice(a + 1, b - 1), 'hex');
    const count = (der[1] as number) & 0x7f;
    const length = 2 + count + der.readUIntBE(2, count);
    return { signed: Buffer.concat([bytes.subarray(0, a), bytes.subarray(b, b + c)]), cms: der.subarray(0, length) };
  });
}

/**
 * openssl's judgement of one signature or time-stamp token over the test anchors at a moment: throws with its words when it
 * is not good, returns its description of the CMS.
 */
export function checkByOpenssl(pki: TestPki, { signed, cms }: CutSignature, kind: 'cms' | 'ts', at: Date): string {
  const folder = mkdtempSync(join(tmpdir(), 'sohoa-openssl-'));
  const file = (name: string, content: Uint8Array | string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const pem = (ids: readonly string[]): string => ids.map((id) => certificatePem(pki.certificate(id))).join('');
  try {
    const [content, token] = [file('content', signed), file('token.der', cms)];
    const anchors = file('anchors.pem', pem(['cv-root-g1', 'cv-root-g2', 'cc-root-g1', 'cc-root-g3', 'cc-tsa-root']));
    const others = file('others.pem', pem(['cv-ca-g1', 'cv-ca-g2', 'cc-ca-g1', 'cc-ca-g3']));
    const moment = ['-attime', String(Math.floor(at.getTime() / 1000)), '-CAfile', anchors];
    const verify =
      kind === 'ts'
        ? ['ts', '-verify', '-token_in', '-in', token, '-data', content, '-untrusted', others, ...moment]
        : ['cms', '-verify', '-binary', '-inform', 'DER', '-in', token, '-content', content, '-certfile', others]
            .concat(['-purpose', 'any', '-out', join(folder, 'out')])
            .concat(moment);
    execFileSync('openssl', verify, { stdio: 'pipe' });
    return execFileSync('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', token], {
      encoding: 'utf8',
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
