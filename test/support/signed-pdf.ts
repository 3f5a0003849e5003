import type { TestPki } from '../../certs-test/pki.ts';
import { tsaUrls } from '../../certs-test/recipe.ts';
import type { Clock } from '../../src/domain/clock.ts';
import type { TrustStoreName } from '../../src/domain/signature-report.ts';
import { emptyAppearance } from '../../src/pdf/appearance/block.ts';
import { array, dict, name, type PdfObject, ref, stream } from '../../src/pdf/reader/objects.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../src/pdf/writer/incremental-update.ts';
import { addToSecurityStore, type SignatureMaterial } from '../../src/pdf/writer/security-store.ts';
import { addSignature } from '../../src/pdf/writer/signature-field.ts';
import { dateString, textString } from '../../src/pdf/writer/text-string.ts';
import type { Certificate } from '../../src/pki/certificate.ts';
import { validateCertificate } from '../../src/pki/certificate-validation.ts';
import { readSignedData } from '../../src/pki/cms-read.ts';
import { addSignatureTimestamp, buildSignedData } from '../../src/pki/cms-sign.ts';
import { digest } from '../../src/pki/hashes.ts';
import type { HttpTransport } from '../../src/pki/http-transport.ts';
import type { SignatureScheme } from '../../src/pki/keys/signing-key.ts';
import { memoryStatusCache, networkStatusSource } from '../../src/pki/status-source.ts';
import { requestTimestamp } from '../../src/pki/timestamp.ts';
import { flate, newPdf } from './pdf-builder.ts';

/** What signing in a test needs: the test PKI, its authorities, and the moment. */
export interface SigningBench {
  readonly pki: TestPki;
  readonly transport: HttpTransport;
  readonly clock: Clock;
}

export interface TestSignature {
  /** Id in the recipe of the test PKI. */
  readonly signer: string;
  readonly fieldName?: string;
  /** Object number of an empty signature field of the form, to be signed instead of a new one. */
  readonly existing?: number;
  /** Null: no time stamp. */
  readonly tsa?: TrustStoreName | null;
  readonly subFilter?: string;
  /** In pt; invisible when absent. */
  readonly rect?: readonly [number, number, number, number];
  /** Certifies with this DocMDP level. */
  readonly certify?: 1 | 2 | 3;
  readonly scheme?: SignatureScheme;
  /** Replaces the CMS; gets the signed bytes. The hex string is padded with zeros. */
  readonly cms?: (content: Uint8Array, honest: () => Promise<Uint8Array>) => Promise<Uint8Array>;
  /** Certificates to enclose besides the signer's; default: those of the key. */
  readonly chain?: readonly Certificate[];
  readonly contentsBytes?: number;
  readonly dictionary?: Readonly<Record<string, PdfObject>>;
}

/** A page with text, one font, one image-like stamp; the same bytes every time. */
export function plainPdf(options: { readonly kind?: 'table' | 'stream'; readonly pages?: number } = {}): Uint8Array {
  const pages = options.pages ?? 1;
  const numbers = Array.from({ length: pages }, (_, index) => 10 + 2 * index);
  return newPdf({
    kind: options.kind ?? 'table',
    objects: {
      1: '<< /Type /Catalog /Pages 2 0 R >>',
      2: `<< /Type /Pages /Count ${pages} /Kids [${numbers.map((number) => `${number} 0 R`).join(' ')}] >>`,
      3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      ...Object.fromEntries(
        numbers.flatMap((number, index) => [
          [
            number,
            `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${number + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
          ],
          [number + 1, flate(`BT /F1 12 Tf 72 700 Td (So tien phai tra: 1000 dong, trang ${index + 1}) Tj ET`)],
        ]),
      ),
    },
  });
}

/** `base` with one signature in its own revision. */
export async function sign(bench: SigningBench, base: Uint8Array, options: TestSignature): Promise<Uint8Array> {
  const file = openPdf(base);
  const update = beginUpdate(file);
  const { add } = update;
  const page = file.latest.pages()[0];
  if (page === undefined) throw new Error('no page');
  const rect = options.rect ?? ([0, 0, 0, 0] as const);
  const appearance = options.rect
    ? add(
        stream(
          dict({
            Type: name('XObject'),
            Subtype: name('Form'),
            BBox: array([0, 0, rect[2] - rect[0], rect[3] - rect[1]]),
            Resources: dict({}),
          }),
          Buffer.from('0.8 g 0 0 10 10 re f', 'latin1'),
        ),
      )
    : emptyAppearance(add);
  const certify: Record<string, PdfObject> = options.certify
    ? {
        Reference: array([
          dict({
            Type: name('SigRef'),
            TransformMethod: name('DocMDP'),
            TransformParams: dict({ Type: name('TransformParams'), P: options.certify, V: name('1.2') }),
          }),
        ]),
      }
    : {};
  const plan = addSignature(file, update, {
    dictionary: {
      Type: name('Sig'),
      Filter: name('Adobe.PPKLite'),
      SubFilter: name(options.subFilter ?? 'ETSI.CAdES.detached'),
      M: dateString(bench.clock.now()),
      Name: textString('Người ký thử'),
      ...certify,
      ...options.dictionary,
    },
    contentsBytes: options.contentsBytes ?? 12_000,
    page,
    rect,
    appearance,
    field:
      options.existing === undefined
        ? { newName: options.fieldName ?? `Ky${file.revisions.length}` }
        : { existing: ref(options.existing), widget: ref(options.existing) },
  });
  return fill(base, plan.finish(), async (content) => {
    const honest = async (): Promise<Uint8Array> => honestCms(bench, options, content);
    return options.cms ? options.cms(content, honest) : honest();
  });
}

async function honestCms(bench: SigningBench, options: TestSignature, content: Uint8Array): Promise<Uint8Array> {
  const key = await bench.pki.key(options.signer);
  const scheme = options.scheme ?? key.schemes[0];
  if (scheme === undefined) throw new Error(`${options.signer} cannot sign`);
  const hash = scheme.slice(scheme.lastIndexOf('-') + 1) as 'sha256';
  const cms = await buildSignedData({
    messageDigest: digest(hash, content),
    key,
    scheme,
    ...(options.chain && { chain: options.chain }),
  });
  return options.tsa ? stampCms(bench, cms, options.tsa) : cms;
}

/** The CMS with a time stamp over its signature value. */
export async function stampCms(bench: SigningBench, cms: Uint8Array, tsa: TrustStoreName): Promise<Uint8Array> {
  const value = readSignedData(cms).signedData?.signers[0]?.signature;
  if (value === undefined) throw new Error('no signature value');
  return addSignatureTimestamp(cms, await token(bench, value, tsa));
}

export async function token(bench: SigningBench, data: Uint8Array, tsa: TrustStoreName): Promise<Uint8Array> {
  const authority = { url: tsaUrls[tsa], policy: null, timeoutMs: 1000 };
  const { der } = await requestTimestamp((hash) => digest(hash, data), authority, { ...bench, randomness: counted });
  return der;
}

let count = 0;
/** Nonces that differ and repeat from run to run. */
const counted = {
  bytes: (length: number): Uint8Array => new Uint8Array(Buffer.alloc(length, ++count)),
  uuid: (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
};

/** `base` with a document timestamp in its own revision. */
export async function documentTimestamp(
  bench: SigningBench,
  base: Uint8Array,
  tsa: TrustStoreName,
  make?: (content: Uint8Array) => Promise<Uint8Array>,
  rect: readonly [number, number, number, number] = [0, 0, 0, 0],
): Promise<Uint8Array> {
  const file = openPdf(base);
  const update = beginUpdate(file);
  const page = file.latest.pages()[0];
  if (page === undefined) throw new Error('no page');
  const appearance = emptyAppearance(update.add);
  const plan = addSignature(file, update, {
    dictionary: { Type: name('DocTimeStamp'), Filter: name('Adobe.PPKLite'), SubFilter: name('ETSI.RFC3161') },
    contentsBytes: 8_000,
    page,
    rect,
    appearance,
    field: { newName: `Dau${file.revisions.length}` },
  });
  return fill(base, plan.finish(), make ?? ((content) => token(bench, content, tsa)));
}

/** `base` with validation data in its own revision. */
export function securityStore(bench: SigningBench, base: Uint8Array, material: SignatureMaterial[]): Uint8Array {
  const file = openPdf(base);
  const update = beginUpdate(file);
  addToSecurityStore(file, update, material, bench.clock.now());
  return join(base, update.finish());
}

async function fill(
  base: Uint8Array,
  made: ReturnType<ReturnType<typeof addSignature>['finish']>,
  cmsOf: (content: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const bytes = join(base, made.appended);
  const [, gapStart, gapEnd] = made.holes.byteRange;
  const cms = await cmsOf(new Uint8Array(Buffer.concat([bytes.subarray(0, gapStart), bytes.subarray(gapEnd)])));
  bytes.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), gapStart + 1);
  return bytes;
}

export const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** `base` with the validation data of these entities (signers and authorities) in its own revision. */
export async function longTermData(
  bench: SigningBench,
  base: Uint8Array,
  ids: readonly (readonly [id: string, purpose: 'signing' | 'timestamping'])[],
): Promise<Uint8Array> {
  const now = bench.clock.now();
  const materials: SignatureMaterial[] = [];
  for (const [id, purpose] of ids) {
    const { material, state } = await validateCertificate({
      certificate: bench.pki.certificate(id),
      purpose,
      controlTime: now,
      proven: true,
      now,
      accepted: ['cong_vu', 'cong_cong'],
      stores: bench.pki.stores,
      candidates: [],
      evidence: [],
      freshness: { mode: 'window', ocspLifetimeMs: 30 * 60_000 },
      clockSkewMs: 0,
      statusSource: networkStatusSource({
        transport: bench.transport,
        randomness: counted,
        cache: memoryStatusCache(),
      }),
      issuerSource: null,
    });
    if (state !== 'valid') throw new Error(`${id} is ${state}`);
    materials.push({ contents: Buffer.from(id), material });
  }
  return securityStore(bench, base, materials);
}
