import type { PdfFile } from '../pdf/reader/model.ts';
import { isArray, isDict, isRef, isStream, type PdfObject } from '../pdf/reader/objects.ts';

/** One DER object of the document security store and the revision that brought it. */
export interface DssItem {
  readonly der: Uint8Array;
  /** 0-based; a document timestamp whose range ends at this revision or later proves that the item existed. */
  readonly revision: number;
}

export interface DocumentSecurityStore {
  readonly certificates: readonly DssItem[];
  readonly crls: readonly DssItem[];
  readonly ocsps: readonly DssItem[];
}

const emptyStore: DocumentSecurityStore = { certificates: [], crls: [], ocsps: [] };
const maxItems = 1_000;
const maxItemBytes = 50 * 1024 * 1024;

/**
 * The /DSS of the last revision, /VRI entries included (signatures.md 1.4). What cannot be read is left out: the store is a
 * source of candidates, and a missing one shows as missing status or path.
 */
export function readDss(file: PdfFile): DocumentSecurityStore {
  const { latest } = file;
  const store = latest.getDict(latest.catalog, 'DSS');
  if (store === null) return emptyStore;
  const found = {
    Certs: new Map<string, DssItem>(),
    CRLs: new Map<string, DssItem>(),
    OCSPs: new Map<string, DssItem>(),
  };
  const collect = (kind: keyof typeof found, value: PdfObject | undefined): void => {
    const list = latest.resolve(value);
    if (!isArray(list)) return;
    for (const item of list.items) {
      if (found[kind].size >= maxItems) return;
      const key = isRef(item) ? `${item.number}` : `direct ${found[kind].size}`;
      if (found[kind].has(key)) continue;
      const read = readItem(file, item);
      if (read !== null) found[kind].set(key, read);
    }
  };
  for (const kind of ['Certs', 'CRLs', 'OCSPs'] as const) collect(kind, store.entries.get(kind));
  const vri = latest.getDict(store, 'VRI');
  for (const value of vri?.entries.values() ?? []) {
    const entry = latest.resolve(value);
    if (!isDict(entry)) continue;
    collect('Certs', entry.entries.get('Cert'));
    collect('CRLs', entry.entries.get('CRL'));
    collect('OCSPs', entry.entries.get('OCSP'));
  }
  return {
    certificates: [...found.Certs.values()],
    crls: [...found.CRLs.values()],
    ocsps: [...found.OCSPs.values()],
  };
}

function readItem(file: PdfFile, item: PdfObject): DssItem | null {
  try {
    const stream = file.latest.resolve(item);
    if (!isStream(stream)) return null;
    const { bytes, pendingFilters } = file.latest.decode(stream);
    if (pendingFilters.length > 0 || bytes.length > maxItemBytes) return null;
    const revision = isRef(item) ? file.latest.entryOf(item.number)?.revision : undefined;
    return { der: bytes, revision: revision ?? file.latest.index };
  } catch {
    return null;
  }
}
