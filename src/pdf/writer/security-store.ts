import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { SohoaError } from '../../domain/errors.ts';
import type { PdfFile, PdfRevision } from '../reader/model.ts';
import {
  array,
  dict,
  isArray,
  isDict,
  isRef,
  isStream,
  name,
  type PdfObject,
  type PdfRef,
  stream,
} from '../reader/objects.ts';
import type { IncrementalUpdate } from './incremental-update.ts';
import { dateString } from './text-string.ts';

/** DER objects for `/Certs`, `/CRLs` and `/OCSPs`, in the order in which they are to stand. */
export interface ValidationMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  /** Whole OCSPResponse structures. */
  readonly ocsps: readonly Uint8Array[];
}

/** What one signature needs; `contents` is its decoded `/Contents` as stored, padding included. */
export interface SignatureMaterial {
  readonly contents: Uint8Array;
  readonly material: ValidationMaterial;
}

/** `/VRI` key: SHA-1 over the decoded `/Contents` string, upper-case hex (signatures.md 1.4). */
export const vriKey = (contents: Uint8Array): string => createHash('sha1').update(contents).digest('hex').toUpperCase();

/**
 * Adds validation material to the document security store (`/DSS`, EN 319 142-1 5.4.2). What any revision's store holds
 * already is referred to, not stored again; `/VRI` entries that exist are never touched. False: nothing was missing.
 */
export function addToSecurityStore(
  file: PdfFile,
  update: IncrementalUpdate,
  signatures: readonly SignatureMaterial[],
  madeAt: Date,
): boolean {
  const root = file.latest.trailer.entries.get('Root') ?? null;
  const catalog = update.get(root);
  if (!isRef(root) || !isDict(catalog))
    throw new SohoaError('PDF_UNREADABLE', { reason: '/Root is not a reference to a catalog' });
  const storeObject = catalog.entries.get('DSS') ?? null;
  const store = update.get(storeObject);
  const entries = new Map(isDict(store) ? store.entries : []);
  const known = knownStreams(file);
  let changed = false;

  const place = (der: Uint8Array): PdfRef => {
    const key = digestOf(der);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = update.add(stream(dict({ Filter: name('FlateDecode') }), deflateSync(der)));
    known.set(key, made);
    return made;
  };
  /** Appends to one of the store's arrays what it does not list yet. */
  const list = (key: string, ders: readonly Uint8Array[]): readonly PdfRef[] => {
    const references = [...new Map(ders.map((der) => [digestOf(der), place(der)])).values()];
    const current = update.get(entries.get(key) ?? null);
    const items: PdfObject[] = isArray(current) ? [...current.items] : [];
    const listed = new Set(items.filter(isRef).map((item) => item.number));
    const fresh = references.filter((reference) => !listed.has(reference.number));
    if (fresh.length > 0) {
      entries.set(key, array([...items, ...fresh]));
      changed = true;
    }
    return references;
  };

  const related = update.get(entries.get('VRI') ?? null);
  const vri = new Map(isDict(related) ? related.entries : []);
  for (const { contents, material } of signatures) {
    const certificates = list('Certs', material.certificates);
    const crls = list('CRLs', material.crls);
    const ocsps = list('OCSPs', material.ocsps);
    const key = vriKey(contents);
    if (vri.has(key)) continue;
    vri.set(key, vriEntry(update, { Cert: certificates, CRL: crls, OCSP: ocsps }, madeAt));
    changed = true;
  }
  if (!changed) return false;
  if (vri.size > 0) entries.set('VRI', dict(vri));
  entries.set('Type', name('DSS'));
  const written = dict(entries);
  if (isRef(storeObject) && isDict(store)) update.set(storeObject, written);
  else update.set(root, dict(new Map([...catalog.entries, ['DSS', update.add(written)]])));
  return true;
}

function vriEntry(update: IncrementalUpdate, lists: Readonly<Record<string, readonly PdfRef[]>>, madeAt: Date): PdfRef {
  const entries: Record<string, PdfObject> = { Type: name('VRI') };
  for (const [key, references] of Object.entries(lists)) if (references.length > 0) entries[key] = array(references);
  return update.add(dict({ ...entries, TU: dateString(madeAt) }));
}

const digestOf = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex');

/** Streams of the stores of all revisions by the digest of what they hold; only those that still are what they were. */
function knownStreams(file: PdfFile): Map<string, PdfRef> {
  const known = new Map<string, PdfRef>();
  const seen = new Set<number>();
  for (const revision of file.revisions)
    for (const reference of storeReferences(revision)) {
      if (seen.has(reference.number)) continue;
      seen.add(reference.number);
      const der = streamData(file.latest, reference);
      if (der !== null) known.set(digestOf(der), reference);
    }
  return known;
}

function storeReferences(revision: PdfRevision): readonly PdfRef[] {
  const store = revision.getDict(revision.catalog, 'DSS');
  if (store === null) return [];
  return ['Certs', 'CRLs', 'OCSPs'].flatMap((key) => revision.getArray(store, key)?.items.filter(isRef) ?? []);
}

function streamData(revision: PdfRevision, reference: PdfRef): Uint8Array | null {
  const object = revision.resolve(reference);
  return isStream(object) ? revision.decode(object).bytes : null;
}

/** Everything the store of the last revision holds: candidates for verification and for the next update. */
export function readSecurityStore(revision: PdfRevision): ValidationMaterial {
  const store = revision.getDict(revision.catalog, 'DSS');
  const read = (key: string): readonly Uint8Array[] =>
    store === null ? [] : (revision.getArray(store, key)?.items ?? []).flatMap((item) => streamOf(revision, item));
  return { certificates: read('Certs'), crls: read('CRLs'), ocsps: read('OCSPs') };
}

function streamOf(revision: PdfRevision, item: PdfObject): readonly Uint8Array[] {
  const object = revision.resolve(item);
  return isStream(object) ? [revision.decode(object).bytes] : [];
}
