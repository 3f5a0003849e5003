import type { TestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import type { CheckRow, FileReport, SignatureResult } from '../../src/domain/signature-report.ts';
import type { HttpTransport } from '../../src/pki/http-transport.ts';
import type { VerificationRequest } from '../../src/verification/request.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import type { SigningBench } from './signed-pdf.ts';
import { testAuthorities } from './test-authorities.ts';

export const signedAt = new Date('2026-11-22T03:15:30Z');

/** Signing and verifying over the test PKI with one clock; a bench for each test, so that faults are not shared. */
export function verificationBench(pki: TestPki, start = signedAt) {
  const clock = fixedClock(start);
  const { transport, faults, requested } = testAuthorities(pki, clock);
  const signing: SigningBench = { pki, clock, transport };
  const randomness = { bytes: (length: number) => new Uint8Array(length).fill(9), uuid: () => 'x' };
  const verify = (
    bytes: Uint8Array,
    request: Partial<VerificationRequest> = {},
    network: 'online' | 'offline' | HttpTransport = 'online',
  ): Promise<FileReport> =>
    verifyDocument(
      bytes,
      { slot: 'ANY', ...request },
      {
        stores: pki.stores,
        clock,
        randomness,
        transport: network === 'online' ? transport : network === 'offline' ? null : network,
      },
    );
  return { clock, signing, verify, faults, requested };
}

export const rowOf = (signature: SignatureResult | undefined, id: string): CheckRow | undefined =>
  signature?.checks.find((row) => row.id === id);

/** `message-digest FAILED`, … of the required rows that keep a signature from HỢP LỆ. */
export const deciding = (signature: SignatureResult | undefined): string[] =>
  (signature?.checks ?? [])
    .filter((row) => row.required && (row.status === 'FAILED' || row.status === 'UNKNOWN'))
    .map((row) => `${row.id} ${row.status}`);
