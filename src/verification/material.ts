import { type Certificate, parseCertificate } from '../pki/certificate.ts';
import type { SignedData } from '../pki/cms-read.ts';
import type { DocumentSecurityStore } from './dss.ts';

export interface MaterialItem {
  readonly der: Uint8Array;
  readonly origin: 'dss' | 'cms';
  /** 0-based revision of the file that contains it. */
  readonly revision: number;
}

/** Certificates and status data that the file itself brings: candidates, never trust. */
export interface Material {
  readonly certificates: readonly Certificate[];
  readonly crls: readonly MaterialItem[];
  readonly ocsps: readonly MaterialItem[];
}

const maxCertificates = 1_000;

/** Unreadable certificates are left out: a path that needed one is incomplete, and says so. */
export function collectMaterial(
  dss: DocumentSecurityStore,
  carried: readonly { readonly signedData: SignedData; readonly revision: number }[],
): Material {
  const certificates = new Map<string, Certificate>();
  for (const { der } of dss.certificates) {
    const certificate = readCertificate(der);
    if (certificate === null || certificates.size >= maxCertificates) continue;
    certificates.set(certificate.sha256, certificate);
  }
  for (const { signedData } of carried)
    for (const certificate of signedData.certificates)
      if (certificates.size < maxCertificates) certificates.set(certificate.sha256, certificate);
  const items = (kind: 'crls' | 'ocsps'): MaterialItem[] => [
    ...dss[kind].map(({ der, revision }): MaterialItem => ({ der, origin: 'dss', revision })),
    ...carried.flatMap(({ signedData, revision }) =>
      (kind === 'crls' ? signedData.crls : signedData.ocspResponses).map(
        (der): MaterialItem => ({ der, origin: 'cms', revision }),
      ),
    ),
  ];
  return { certificates: [...certificates.values()], crls: items('crls'), ocsps: items('ocsps') };
}

/** Null when it is no certificate. */
export function readCertificate(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch {
    return null;
  }
}
