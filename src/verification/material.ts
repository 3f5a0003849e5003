import { type Certificate, parseCertificate } from '../pki/certificate.ts';
import type { SignedData } from '../pki/cms-read.ts';
import type { DocumentSecurityStore } from './dss.ts';

/** Where the file holds something, and so what proves that it existed. */
export interface Place {
  readonly origin: 'dss' | 'cms';
  /** 0-based revision of the file that contains it. */
  readonly revision: number;
}

export interface MaterialItem extends Place {
  readonly der: Uint8Array;
}

/** Certificates and status data that the file itself brings: candidates, never trust. */
export interface Material {
  readonly certificates: readonly Certificate[];
  /** Where the file holds each certificate, by SHA-256. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly crls: readonly MaterialItem[];
  readonly ocsps: readonly MaterialItem[];
}

/** What one signature encloses. */
export interface Carried extends Pick<SignedData, 'certificates' | 'crls' | 'ocspResponses'> {
  readonly revision: number;
}

const maxCertificates = 1_000;

/** Unreadable certificates are left out: a path that needed one is incomplete, and says so. */
export function collectMaterial(dss: DocumentSecurityStore, carried: readonly Carried[]): Material {
  const certificates = new Map<string, Certificate>();
  const places = new Map<string, Place[]>();
  const add = (certificate: Certificate | null, place: Place): void => {
    if (certificate === null || certificates.size >= maxCertificates) return;
    certificates.set(certificate.sha256, certificate);
    places.set(certificate.sha256, [...(places.get(certificate.sha256) ?? []), place]);
  };
  for (const { der, revision } of dss.certificates) add(readCertificate(der), { origin: 'dss', revision });
  for (const { certificates: enclosed, revision } of carried)
    for (const certificate of enclosed) add(certificate, { origin: 'cms', revision });
  const items = (kind: 'crls' | 'ocsps'): MaterialItem[] => [
    ...dss[kind].map(({ der, revision }): MaterialItem => ({ der, origin: 'dss', revision })),
    ...carried.flatMap(({ crls, ocspResponses, revision }) =>
      (kind === 'crls' ? crls : ocspResponses).map((der): MaterialItem => ({ der, origin: 'cms', revision })),
    ),
  ];
  return { certificates: [...certificates.values()], places, crls: items('crls'), ocsps: items('ocsps') };
}

/** Null when it is no certificate. */
export function readCertificate(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch {
    return null;
  }
}
