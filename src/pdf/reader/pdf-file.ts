import { SohoaError } from '../../domain/errors.ts';
import { type Decryption, decryptObject, openEncryption } from './encryption.ts';
import { type DecodedStream, decodeStream, type InflateBudget } from './filters.ts';
import type { ReaderFinding } from './findings.ts';
import { type IndirectObject, readIndirect } from './indirect.ts';
import { defaultLimits, limitError, type ReaderLimits } from './limits.ts';
import type { PdfFile, PdfPage, PdfRevision } from './model.ts';
import {
  isArray,
  isDict,
  isRef,
  isStream,
  isString,
  type PdfArray,
  type PdfDict,
  type PdfObject,
  type PdfRef,
  type PdfStream,
} from './objects.ts';
import { listPages } from './pages.ts';
import { type RevisionLayout, readChain } from './revision-chain.ts';
import { SyntaxReader, unreadable } from './syntax.ts';
import type { XrefEntry, XrefSection } from './xref.ts';

export type { PdfFile, PdfPage, PdfRevision, RectPt } from './model.ts';
export type { XrefEntry } from './xref.ts';

export interface ReaderOptions {
  readonly limits?: Partial<ReaderLimits>;
  /** User (or, from AES-256 on, owner) password; the empty one is always tried first. */
  readonly password?: string;
  /** Open a file that no password opens all the same, as `encryption: 'locked'`, instead of PDF_ENCRYPTED. */
  readonly allowLocked?: boolean;
}

/**
 * Opens a PDF for strict reading: cross-references are followed, nothing is repaired, nothing is parsed before it is asked for.
 * Errors: PDF_UNREADABLE, PDF_ENCRYPTED, PDF_LIMIT, FILE_EMPTY, FILE_TOO_LARGE.
 */
export function openPdf(bytes: Uint8Array, options: ReaderOptions = {}): PdfFile {
  const limits = { ...defaultLimits, ...options.limits };
  if (bytes.length === 0) throw new SohoaError('FILE_EMPTY');
  if (bytes.length > limits.fileBytes) {
    throw new SohoaError('FILE_TOO_LARGE', { size_bytes: bytes.length, limit_bytes: limits.fileBytes });
  }
  const chain = readChain(bytes, limits);
  const findings: ReaderFinding[] = [...chain.findings];
  const store = new ObjectStore(bytes, limits, chain.layouts, findings);
  const revisions = chain.layouts.map((layout, index) => new Revision(store, layout, index));
  const latest = revisions.at(-1) as Revision;
  const decryption = decryptionOf(revisions, options.password ?? '');
  if (decryption !== null && decryption.key === null && options.allowLocked !== true)
    throw new SohoaError('PDF_ENCRYPTED');
  store.decryption = decryption;
  return {
    bytes,
    limits,
    version: chain.version,
    headerOffset: chain.headerOffset,
    encryption: decryption === null ? 'none' : decryption.key === null ? 'locked' : 'open',
    revisions,
    latest,
    findings,
  };
}

/** From the last revision that names /Encrypt: one that an update takes away still holds for the objects before it. */
function decryptionOf(revisions: readonly Revision[], password: string): Decryption | null {
  const revision = revisions.findLast((one) => one.trailer.entries.has('Encrypt'));
  if (revision === undefined) return null;
  const encrypt = revision.get(revision.trailer, 'Encrypt');
  if (!isDict(encrypt)) throw unreadable('/Encrypt is no dictionary');
  const id = revision.resolve(revision.getArray(revision.trailer, 'ID')?.items[0]);
  return openEncryption(encrypt, isString(id) ? id.bytes : new Uint8Array(), password, (dict, key) =>
    revision.get(dict, key),
  );
}

interface HistoryEntry {
  readonly revision: number;
  readonly entry: XrefEntry;
}

interface ObjectStream {
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
  readonly data: Uint8Array;
  readonly parsed: Map<number, PdfObject>;
}

/** What all revisions share: who said what of each object number, and the objects parsed so far. */
class ObjectStore {
  readonly bytes: Uint8Array;
  readonly limits: ReaderLimits;
  readonly sectionEntries: readonly ReadonlyMap<number, XrefEntry>[];
  /** Per revision. */
  readonly maxNumbers: readonly number[];
  readonly budget: InflateBudget;
  /** Set once, before anything but /Encrypt is read. */
  decryption: Decryption | null = null;
  readonly #findings: ReaderFinding[];
  /** Oldest first. */
  readonly #history = new Map<number, HistoryEntry[]>();
  readonly #indirect = new Map<string, IndirectObject | SohoaError>();
  readonly #objectStreams = new WeakMap<PdfStream, ObjectStream>();
  readonly #reading = new Set<number>();

  constructor(bytes: Uint8Array, limits: ReaderLimits, layouts: readonly RevisionLayout[], findings: ReaderFinding[]) {
    this.bytes = bytes;
    this.limits = limits;
    this.budget = { bytesLeft: limits.inflatedBytesTotal };
    this.#findings = findings;
    this.sectionEntries = layouts.map(mergeSections);
    let highest = 0;
    this.maxNumbers = layouts.map((layout, revision) => {
      for (const section of [...layout.sections, layout.hybrid]) {
        if (section?.objectNumber != null) highest = Math.max(highest, section.objectNumber);
      }
      for (const [number, entry] of this.sectionEntries[revision] as ReadonlyMap<number, XrefEntry>) {
        if (number > highest) highest = number;
        if (entry.kind === 'compressed' && entry.streamNumber > highest) highest = entry.streamNumber;
        const history = this.#history.get(number);
        if (history === undefined) this.#history.set(number, [{ revision, entry }]);
        else history.push({ revision, entry });
      }
      return highest;
    });
  }

  entryOf(number: number, revision: number): HistoryEntry | null {
    const history = this.#history.get(number);
    if (history === undefined) return null;
    for (let index = history.length - 1; index >= 0; index--) {
      const one = history[index] as HistoryEntry;
      if (one.revision <= revision) return one;
    }
    return null;
  }

  /** The object at an offset as `revision` sees it: the length of a stream may be given by another object. */
  indirectAt(offset: number, revision: Revision): IndirectObject {
    const key = String(offset);
    const cached = this.#indirect.get(key);
    if (cached !== undefined && !(cached instanceof SohoaError)) {
      if (cached.lengthRef === null || !isStream(cached.object)) return cached;
      const length = revision.resolve(cached.lengthRef);
      if (length === cached.object.raw.length) return cached;
      const own = `${key} ${String(length)}`;
      return settled(this.#indirect.get(own)) ?? this.#read(offset, revision, own);
    }
    return settled(cached) ?? this.#read(offset, revision, key);
  }

  #read(offset: number, revision: Revision, key: string): IndirectObject {
    if (this.#reading.has(offset)) throw unreadable('an object depends on itself', offset);
    this.#reading.add(offset);
    try {
      const read = readIndirect(
        { bytes: this.bytes, limits: this.limits, length: (reference) => revision.resolve(reference) },
        offset,
      );
      for (const one of read.findings) this.#findings.push({ ...one, revision: revision.index });
      const { findings: _, ...stored } = read;
      const object = this.decryption === null ? stored : { ...stored, object: decryptObject(this.decryption, stored) };
      this.#indirect.set(key, object);
      return object;
    } catch (thrown) {
      // a second attempt would fail the same way; inside a loop the outcome depends on where it was entered
      if (thrown instanceof SohoaError && this.#reading.size === 1) this.#indirect.set(key, thrown);
      throw thrown;
    } finally {
      this.#reading.delete(offset);
    }
  }

  /** Object `number` inside object stream `container`, at the place that the entry names. */
  compressed(container: PdfStream, revision: Revision, number: number, index: number): PdfObject {
    const objectStream = this.#objectStream(container, revision);
    if (objectStream.numbers[index] !== number) {
      throw unreadable(`object ${number} is not at place ${index} of its object stream`);
    }
    const known = objectStream.parsed.get(index);
    if (known !== undefined) return known;
    const reader = new SyntaxReader(objectStream.data, objectStream.offsets[index] as number, {
      limits: this.limits,
      inFile: false,
    });
    const object = reader.object();
    objectStream.parsed.set(index, object);
    return object;
  }

  #objectStream(container: PdfStream, revision: Revision): ObjectStream {
    const known = this.#objectStreams.get(container);
    if (known !== undefined) return known;
    const count = revision.get(container.dict, 'N');
    const first = revision.get(container.dict, 'First');
    if (!isCount(count) || !isCount(first)) throw unreadable('an object stream has no /N or /First');
    if (count > this.limits.objects) throw limitError('objects', this.limits.objects);
    const data = revision.decode(container).bytes;
    const reader = new SyntaxReader(data, 0, { limits: this.limits, inFile: false, end: first });
    const numbers: number[] = [];
    const offsets: number[] = [];
    for (let index = 0; index < count; index++) {
      const number = reader.takeInteger();
      const offset = reader.takeInteger();
      if (number === null || offset === null) throw unreadable('the header of an object stream is malformed');
      numbers.push(number);
      offsets.push(first + offset);
    }
    const objectStream = { numbers, offsets, data, parsed: new Map<number, PdfObject>() };
    // what depends on other objects may look different to another revision
    if (![...container.dict.entries.values()].some(isRef)) this.#objectStreams.set(container, objectStream);
    return objectStream;
  }
}

function settled(cached: IndirectObject | SohoaError | undefined): IndirectObject | undefined {
  if (cached instanceof SohoaError) throw cached;
  return cached;
}

const isCount = (value: PdfObject): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** The main section gives way to the first-page section; free entries of a hybrid table give way to its stream. */
function mergeSections(layout: RevisionLayout): ReadonlyMap<number, XrefEntry> {
  if (layout.sections.length === 1 && layout.hybrid === null) return (layout.sections[0] as XrefSection).entries;
  const merged = new Map<number, XrefEntry>();
  for (const section of layout.sections.toReversed()) {
    for (const [number, entry] of section.entries) merged.set(number, entry);
  }
  for (const [number, entry] of layout.hybrid?.entries ?? []) {
    const own = merged.get(number);
    if (own === undefined || own.kind === 'free') merged.set(number, entry);
  }
  return merged;
}

class Revision implements PdfRevision {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly marker: number;
  readonly xrefKind: 'table' | 'stream' | 'hybrid';
  readonly sections: readonly { readonly start: number; readonly end: number }[];
  readonly startxref: number;
  readonly trailer: PdfDict;
  readonly hybridViews: PdfRevision['hybridViews'];
  readonly #store: ObjectStore;
  #catalog: PdfDict | undefined;
  #pages: readonly PdfPage[] | undefined;

  constructor(store: ObjectStore, layout: RevisionLayout, index: number) {
    const section = layout.sections[0] as XrefSection;
    this.#store = store;
    this.index = index;
    this.start = layout.start;
    this.end = layout.end;
    this.marker = layout.marker;
    this.xrefKind = layout.hybrid === null ? section.kind : 'hybrid';
    this.sections = [...layout.sections, ...(layout.hybrid === null ? [] : [layout.hybrid])].map((one) => ({
      start: one.offset,
      end: one.end,
    }));
    this.hybridViews = layout.hybrid === null ? null : { table: section.entries, stream: layout.hybrid.entries };
    this.startxref = section.offset;
    this.trailer = section.trailer;
  }

  get catalog(): PdfDict {
    if (this.#catalog === undefined) {
      const root = this.get(this.trailer, 'Root');
      if (!isDict(root)) throw unreadable('/Root leads to no catalog');
      this.#catalog = root;
    }
    return this.#catalog;
  }

  get maxObjectNumber(): number {
    return this.#store.maxNumbers[this.index] as number;
  }

  entries(): ReadonlyMap<number, XrefEntry> {
    return this.#store.sectionEntries[this.index] as ReadonlyMap<number, XrefEntry>;
  }

  entryOf(number: number): { readonly entry: XrefEntry; readonly revision: number } | null {
    return this.#store.entryOf(number, this.index);
  }

  resolve(object: PdfObject | undefined): PdfObject {
    let current = object ?? null;
    for (let hops = 0; isRef(current); hops++) {
      if (hops > this.#store.limits.nesting) throw limitError('nesting', this.#store.limits.nesting);
      current = this.#load(current);
    }
    return current;
  }

  #load(reference: PdfRef): PdfObject {
    const entry = this.entryOf(reference.number)?.entry;
    if (entry === undefined || entry.kind === 'free') return null;
    if (entry.kind === 'compressed') {
      if (reference.generation !== 0) return null;
      const container = this.indirect(entry.streamNumber)?.object;
      if (!isStream(container)) throw unreadable(`object ${reference.number} has no object stream`);
      return this.#store.compressed(container, this, reference.number, entry.index);
    }
    if (entry.generation !== reference.generation) return null;
    return this.indirect(reference.number)?.object ?? null;
  }

  indirect(number: number): IndirectObject | null {
    const entry = this.entryOf(number)?.entry;
    if (entry?.kind !== 'offset') return null;
    const object = this.#store.indirectAt(entry.offset, this);
    if (object.number !== number || object.generation !== entry.generation) {
      throw unreadable(`object ${number} ${entry.generation} is not where its entry points`, entry.offset);
    }
    return object;
  }

  get(dict: PdfDict, key: string): PdfObject {
    return this.resolve(dict.entries.get(key));
  }

  getDict(dict: PdfDict, key: string): PdfDict | null {
    const value = this.get(dict, key);
    return isDict(value) ? value : null;
  }

  getArray(dict: PdfDict, key: string): PdfArray | null {
    const value = this.get(dict, key);
    return isArray(value) ? value : null;
  }

  decode(stream: PdfStream): DecodedStream {
    return decodeStream(stream, (object) => this.resolve(object), this.#store.limits, this.#store.budget);
  }

  pages(): readonly PdfPage[] {
    this.#pages ??= listPages(this, this.#store.limits);
    return this.#pages;
  }
}
