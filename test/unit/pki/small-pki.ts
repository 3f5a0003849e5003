import type { KeyObject } from 'node:crypto';
import {
  extension,
  generateKey,
  issueCertificate,
  type NamePart,
  type TestExtension,
} from '../../../certs-test/lib/issue.ts';
import { sequence } from '../../../src/pki/asn1-write.ts';
import type { Certificate } from '../../../src/pki/certificate.ts';

/** A certificate with its key and name, to issue others with. */
export interface Party {
  readonly name: readonly NamePart[];
  readonly key: KeyObject;
  readonly certificate: Certificate;
}

export const cn = (value: string): readonly NamePart[] => [
  ['2.5.4.6', 'VN'],
  ['2.5.4.3', value],
];
export const ca = (pathLength?: number): readonly TestExtension[] => [
  extension.basicConstraints(true, pathLength),
  extension.keyUsage('keyCertSign', 'cRLSign'),
];
export const leafUsage: readonly TestExtension[] = [extension.keyUsage('digitalSignature', 'nonRepudiation')];
export const critical = (oid: string): TestExtension => ({ oid, critical: true, value: sequence() });

let serial = 1;
/** Issued by `issuer`, or by itself; P-256 keys, valid 2020-2040. */
export function party(
  name: readonly NamePart[],
  issuer: Party | null,
  extensions: readonly TestExtension[],
  more: { readonly key?: KeyObject; readonly from?: string; readonly to?: string } = {},
): Party {
  const key = more.key ?? generateKey('p-256');
  serial++;
  const certificate = issueCertificate(
    {
      subject: name,
      serial: Uint8Array.of(0x10, serial >> 8, serial & 0xff),
      notBefore: new Date(more.from ?? '2020-01-01T00:00:00Z'),
      notAfter: new Date(more.to ?? '2040-01-01T00:00:00Z'),
      publicKey: key,
      extensions,
    },
    { subject: issuer?.name ?? name, privateKey: issuer?.key ?? key },
  );
  return { name, key, certificate };
}

export const anchorOf = ({ certificate }: Party) => ({ certificate, trustedUntil: null });
