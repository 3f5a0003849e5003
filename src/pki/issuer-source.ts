import { asSohoaError } from '../domain/errors.ts';
import { type Certificate, readCertificates } from './certificate.ts';
import { readSignedData } from './cms-read.ts';
import type { HttpTransport } from './http-transport.ts';

/** Finds the certificate of an issuer where the certificate says it is published (AIA caIssuers). */
export interface IssuerSource {
  /** Candidates, never trust; an empty list when nothing could be had. */
  find(certificate: Certificate): Promise<readonly Certificate[]>;
}

const maxUrls = 3;
const maxBytes = 1024 * 1024;

/** Fetches caIssuers addresses: a DER or PEM certificate, or a certs-only CMS bundle. Answers are kept for the process. */
export function networkIssuerSource(transport: HttpTransport, timeoutMs = 15_000): IssuerSource {
  const kept = new Map<string, readonly Certificate[]>();
  const maxKept = 1_000;
  const fetchOne = async (url: string): Promise<readonly Certificate[]> => {
    const known = kept.get(url);
    if (known !== undefined) return known;
    try {
      const response = await transport.request({
        url,
        method: 'GET',
        accept: 'application/pkix-cert',
        maxBytes,
        timeoutMs,
      });
      if (response.status !== 200) return [];
      const certificates = readBundle(response.body);
      if (kept.size < maxKept && certificates.length > 0) kept.set(url, certificates);
      return certificates;
    } catch (thrown) {
      // an unreachable address leaves the path incomplete, which is the answer; a fault of ours is not swallowed
      if (asSohoaError(thrown).code === 'INTERNAL') throw thrown;
      return [];
    }
  };
  return {
    find: async ({ issuerUrls }) => {
      const found: Certificate[] = [];
      for (const url of issuerUrls.slice(0, maxUrls)) found.push(...(await fetchOne(url)));
      return found;
    },
  };
}

function readBundle(body: Uint8Array): readonly Certificate[] {
  try {
    return readCertificates(body);
  } catch {
    return readSignedData(body).signedData?.certificates.slice(0, 32) ?? [];
  }
}
