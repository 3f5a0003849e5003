import { SohoaError } from '../../domain/errors.ts';
import type { PdfFile, PdfRevision } from '../reader/model.ts';
import { array, dict, isRef, name, type PdfObject, type PdfRef, ref, refKey, stream } from '../reader/objects.ts';
import { serialise } from './serialise.ts';

/** One more revision of a file, in the making. Nothing of the file itself is copied or changed. */
export interface IncrementalUpdate {
  /** A number that no revision of the file ever used. */
  newRef(): PdfRef;
  /** The object of this number as the new revision will have it. */
  get(reference: PdfObject): PdfObject;
  set(reference: PdfRef, object: PdfObject): void;
  /** `set` of a new number, which it returns. */
  add(object: PdfObject): PdfRef;
  /** Like `set`, for bytes whose places matter (the signature dictionary). */
  setRaw(reference: PdfRef, body: Uint8Array): void;
  /** After `finish`: offset in the whole file of the body (behind `n g obj` and its EOL). */
  bodyOffset(reference: PdfRef): number;
  /** The bytes to append, `%%EOF` and LF at their end, with the kind of cross-reference of the previous section. */
  finish(): Uint8Array;
}

/**
 * Begins an update of the last revision (ISO 32000-1 7.5.6; pdfa.md 3): starts on a new line, `/Prev`, `/ID` repeated,
 * `/Info` untouched. After a hybrid section comes a table, which both kinds of reader see. SohoaError PDF_ENCRYPTED.
 */
export function beginUpdate(file: PdfFile): IncrementalUpdate {
  const previous = file.latest;
  if (previous.trailer.entries.has('Encrypt')) throw new SohoaError('PDF_ENCRYPTED');

  let next = previous.maxObjectNumber + 1;
  const bodies = new Map<string, { reference: PdfRef; object: PdfObject; raw: Uint8Array | null }>();
  const offsets = new Map<string, number>();

  const newRef = (): PdfRef => ref(next++);
  const finish = (): Uint8Array => {
    const base = file.bytes.length;
    const lastByte = file.bytes[base - 1];
    const chunks: Uint8Array[] = [];
    let length = 0;
    const push = (chunk: Uint8Array | string): void => {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk;
      chunks.push(bytes);
      length += bytes.length;
    };
    if (lastByte !== 0x0a && lastByte !== 0x0d) push('\n');
    const entries: Entry[] = [];
    for (const [key, { reference, object, raw }] of bodies) {
      entries.push({ number: reference.number, generation: reference.generation, offset: base + length });
      push(`${reference.number} ${reference.generation} obj\n`);
      offsets.set(key, base + length);
      push(raw ?? serialise(object));
      push('\nendobj\n');
    }
    const start = base + length;
    push(
      previous.xrefKind === 'stream'
        ? xrefStream(previous, entries, newRef(), start)
        : xrefTable(previous, entries, next),
    );
    push(`startxref\n${start}\n%%EOF\n`);
    return Buffer.concat(chunks, length);
  };

  const set = (reference: PdfRef, object: PdfObject): void =>
    void bodies.set(refKey(reference), { reference, object, raw: null });
  return {
    newRef,
    get: (object) => {
      const pending = isRef(object) ? bodies.get(refKey(object)) : undefined;
      return pending === undefined ? previous.resolve(object) : pending.object;
    },
    set,
    add: (object) => {
      const reference = newRef();
      set(reference, object);
      return reference;
    },
    setRaw: (reference, raw) => void bodies.set(refKey(reference), { reference, object: null, raw }),
    bodyOffset: (reference) => offsets.get(refKey(reference)) as number,
    finish,
  };
}

interface Entry {
  readonly number: number;
  readonly generation: number;
  readonly offset: number;
}

/** What an update's trailer repeats; everything else (checksums, sizes, hints) belongs to the section it stood in. */
function repeated(previous: PdfRevision): Record<string, PdfObject> {
  const kept: Record<string, PdfObject> = {};
  for (const key of ['Root', 'Info', 'ID']) {
    const value = previous.trailer.entries.get(key);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

/** Runs of consecutive object numbers, ascending. */
function subsections(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const runs: Entry[][] = [];
  for (const entry of [...entries].sort((a, b) => a.number - b.number)) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1)?.number === entry.number - 1) run.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

function xrefTable(previous: PdfRevision, entries: readonly Entry[], size: number): Uint8Array {
  let text = 'xref\n';
  for (const run of subsections(entries)) {
    text += `${run[0]?.number} ${run.length}\n`;
    for (const entry of run)
      text += `${String(entry.offset).padStart(10, '0')} ${String(entry.generation).padStart(5, '0')} n\r\n`;
  }
  const trailer = dict({ Size: size, Prev: previous.startxref, ...repeated(previous) });
  return Buffer.concat([Buffer.from(`${text}trailer\n`, 'latin1'), serialise(trailer), Buffer.from('\n', 'latin1')]);
}

function xrefStream(previous: PdfRevision, entries: readonly Entry[], self: PdfRef, start: number): Uint8Array {
  const runs = subsections([...entries, { number: self.number, generation: 0, offset: start }]);
  const width = Math.max(2, Math.ceil(Math.log2(start + 1) / 8));
  const data = Buffer.alloc((entries.length + 1) * (1 + width + 2));
  let at = 0;
  for (const entry of runs.flat()) {
    at = data.writeUInt8(1, at);
    at = data.writeUIntBE(entry.offset, at, width);
    at = data.writeUInt16BE(entry.generation, at);
  }
  const object = stream(
    dict({
      Type: name('XRef'),
      Size: self.number + 1,
      W: array([1, width, 2]),
      Index: array(runs.flatMap((run) => [run[0]?.number ?? 0, run.length])),
      Prev: previous.startxref,
      ...repeated(previous),
    }),
    data,
  );
  return Buffer.concat([
    Buffer.from(`${self.number} 0 obj\n`, 'latin1'),
    serialise(object),
    Buffer.from('\nendobj\n', 'latin1'),
  ]);
}
