import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** A stream object: dictionary entries without `<< >>` and /Length, and its data as stored. */
export interface StreamBody {
  readonly entries: string;
  readonly data: Uint8Array | string;
  /** Written instead of the true length, for example a reference. */
  readonly length?: string;
}

export type ObjectBody = string | StreamBody;

export type EntryOverride = 'free' | { readonly offset: number; readonly generation?: number };

/** One revision, written as asked for, sound or not. Object bodies are PDF syntax, one character a byte. */
export interface Update {
  readonly objects?: Readonly<Record<number, ObjectBody>>;
  /** Numbers of `objects` that go into one object stream. */
  readonly compressed?: readonly number[];
  readonly objectStreamNumber?: number;
  readonly xrefStreamNumber?: number;
  readonly kind?: 'table' | 'stream' | 'hybrid';
  readonly free?: readonly number[];
  /** Entries that differ from the truth, or that name no object of this update. */
  readonly entries?: Readonly<Record<number, EntryOverride>>;
  /** Objects written but not listed. */
  readonly unlisted?: readonly number[];
  readonly generations?: Readonly<Record<number, number>>;
  /** `1 0 R` by default. */
  readonly root?: string;
  /** Further trailer entries. */
  readonly trailer?: string;
  readonly size?: number;
  /** null leaves /Prev out. */
  readonly prev?: number | null;
  readonly startxref?: number;
  /** Raw text before the first object, and after %%EOF. */
  readonly before?: string;
  readonly after?: string;
  readonly omit?: readonly ('xref' | 'trailer' | 'startxref' | 'eof')[];
  readonly eofEol?: string;
}

export const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
export const concat = (...parts: readonly (Uint8Array | string)[]): Uint8Array =>
  Uint8Array.from(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));

export const flate = (data: Uint8Array | string, entries = ''): StreamBody => ({
  entries: `/Filter /FlateDecode ${entries}`,
  data: Uint8Array.from(deflateSync(typeof data === 'string' ? latin(data) : data)),
});

export const header = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';

/** Offset that the last `startxref` of a file names. */
export function lastStartxref(file: Uint8Array): number {
  const found = [
    ...Buffer.from(file)
      .toString('latin1')
      .matchAll(/startxref\s+(\d+)/g),
  ].at(-1);
  return found === undefined ? 0 : Number(found[1]);
}

/** Highest number that stands before `obj` anywhere in a file. */
function highestNumber(file: Uint8Array): number {
  let highest = 0;
  for (const [, number] of Buffer.from(file)
    .toString('latin1')
    .matchAll(/\n(\d{1,10}) \d+ obj/g)) {
    highest = Math.max(highest, Number(number));
  }
  return highest;
}

/** A file of one revision. */
export const newPdf = (update: Update, head = header): Uint8Array => append(latin(head), { prev: null, ...update });

class Output {
  readonly parts: Buffer[] = [];
  length: number;
  constructor(start: number) {
    this.length = start;
  }
  add(part: string | Uint8Array): void {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part);
    this.parts.push(bytes);
    this.length += bytes.length;
  }
}

type Row =
  | { kind: 'free' }
  | { kind: 'at'; offset: number; generation: number }
  | { kind: 'in'; stream: number; index: number };

/** `base` with one more revision. Nothing of `base` changes. */
export function append(base: Uint8Array, update: Update): Uint8Array {
  const out = new Output(base.length);
  const kind = update.kind ?? 'table';
  const objects = Object.entries(update.objects ?? {}).map(([number, body]) => [Number(number), body] as const);
  const compressed = new Set(update.compressed ?? []);
  const rows = new Map<number, Row>();
  if (update.before !== undefined) out.add(update.before);
  for (const [number, body] of objects) {
    if (compressed.has(number)) continue;
    const generation = update.generations?.[number] ?? 0;
    if (!(update.unlisted ?? []).includes(number)) rows.set(number, { kind: 'at', offset: out.length, generation });
    writeObject(out, number, generation, body);
  }
  const top = Math.max(0, ...objects.map(([number]) => number));
  const objectStream = update.objectStreamNumber ?? top + 1;
  if (compressed.size > 0) {
    rows.set(objectStream, { kind: 'at', offset: out.length, generation: 0 });
    writeObjectStream(
      out,
      objectStream,
      objects.filter(([number]) => compressed.has(number)),
      rows,
    );
  }
  for (const number of update.free ?? []) rows.set(number, { kind: 'free' });
  for (const [number, override] of Object.entries(update.entries ?? {})) {
    rows.set(
      Number(number),
      override === 'free'
        ? { kind: 'free' }
        : { kind: 'at', offset: override.offset, generation: override.generation ?? 0 },
    );
  }
  if (update.prev === null && !rows.has(0)) rows.set(0, { kind: 'free' });
  const omit = new Set(update.omit ?? []);
  const prev = update.prev === null ? null : (update.prev ?? lastStartxref(base));
  const xrefStream = update.xrefStreamNumber ?? Math.max(top, objectStream, highestNumber(base)) + 1;
  const size = update.size ?? Math.max(kind === 'table' ? 0 : xrefStream, top, ...rows.keys()) + 1;
  const common = [
    `/Size ${size}`,
    `/Root ${update.root ?? '1 0 R'}`,
    prev === null ? '' : `/Prev ${prev}`,
    '/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]',
    update.trailer ?? '',
  ].join(' ');
  let section = out.length;
  if (!omit.has('xref')) {
    if (kind === 'stream') writeXrefStream(out, xrefStream, rows, common);
    else {
      let hybridAt: number | null = null;
      if (kind === 'hybrid') {
        hybridAt = out.length;
        const hidden = new Map([...rows].filter(([, row]) => row.kind === 'in'));
        writeXrefStream(out, xrefStream, hidden, common);
        for (const number of hidden.keys()) rows.set(number, { kind: 'free' });
        section = out.length;
      }
      writeTable(out, rows);
      if (!omit.has('trailer')) {
        out.add(`trailer\n<< ${common} ${hybridAt === null ? '' : `/XRefStm ${hybridAt}`} >>\n`);
      }
    }
  }
  if (!omit.has('startxref')) out.add(`startxref\n${update.startxref ?? section}\n`);
  if (!omit.has('eof')) out.add(`%%EOF${update.eofEol ?? '\n'}`);
  if (update.after !== undefined) out.add(update.after);
  return concat(base, ...out.parts);
}

function writeObject(out: Output, number: number, generation: number, body: ObjectBody): void {
  out.add(`${number} ${generation} obj\n`);
  if (typeof body === 'string') out.add(body);
  else {
    const data = typeof body.data === 'string' ? latin(body.data) : body.data;
    out.add(`<< ${body.entries} /Length ${body.length ?? data.length} >>\nstream\n`);
    out.add(data);
    out.add('\nendstream');
  }
  out.add('\nendobj\n');
}

function writeObjectStream(
  out: Output,
  number: number,
  members: readonly (readonly [number, ObjectBody])[],
  rows: Map<number, Row>,
): void {
  let body = '';
  let index = '';
  for (const [place, [member, text]] of members.entries()) {
    if (typeof text !== 'string') throw new Error('a stream cannot stand in an object stream');
    index += `${member} ${body.length} `;
    body += `${text}\n`;
    rows.set(member, { kind: 'in', stream: number, index: place });
  }
  const { entries, data } = flate(index + body, `/Type /ObjStm /N ${members.length} /First ${index.length}`);
  writeObject(out, number, 0, { entries, data });
}

function ranges(rows: ReadonlyMap<number, Row>): number[][] {
  const groups: number[][] = [];
  for (const number of [...rows.keys()].sort((a, b) => a - b)) {
    const last = groups.at(-1);
    if (last !== undefined && last.at(-1) === number - 1) last.push(number);
    else groups.push([number]);
  }
  return groups;
}

function writeTable(out: Output, rows: ReadonlyMap<number, Row>): void {
  out.add('xref\n');
  if (rows.size === 0) out.add('0 0\n');
  for (const group of ranges(rows)) {
    out.add(`${group[0]} ${group.length}\n`);
    for (const number of group) {
      const row = rows.get(number) as Row;
      if (row.kind === 'in') throw new Error('a table cannot list a compressed object');
      if (row.kind === 'free') out.add(`0000000000 ${number === 0 ? '65535' : '00001'} f \n`);
      else out.add(`${String(row.offset).padStart(10, '0')} ${String(row.generation).padStart(5, '0')} n \n`);
    }
  }
}

function writeXrefStream(out: Output, number: number, rows: Map<number, Row>, common: string): void {
  rows.set(number, { kind: 'at', offset: out.length, generation: 0 });
  const groups = ranges(rows);
  const data = Buffer.alloc(rows.size * 7);
  let at = 0;
  for (const member of groups.flat()) {
    const row = rows.get(member) as Row;
    data.writeUInt8(row.kind === 'free' ? 0 : row.kind === 'at' ? 1 : 2, at);
    data.writeUInt32BE(row.kind === 'free' ? 0 : row.kind === 'at' ? row.offset : row.stream, at + 1);
    data.writeUInt16BE(row.kind === 'free' ? 65535 : row.kind === 'at' ? row.generation : row.index, at + 5);
    at += 7;
  }
  const index = groups.map((group) => `${group[0]} ${group.length}`).join(' ');
  const body = flate(data, `/Type /XRef /W [1 4 2] /Index [${index}] ${common}`);
  writeObject(out, number, 0, body);
}

export interface SignatureOptions {
  /** Object number of the signature dictionary, written by this update. */
  readonly object: number;
  /** Entries besides /Contents and /ByteRange. */
  readonly entries?: string;
  readonly contentsBytes?: number;
  /** The CMS over the signed bytes; by default a DER SEQUENCE that holds their digest. */
  readonly cms?: (signed: Uint8Array) => Uint8Array;
}

const rangePlaceholder = '/ByteRange [0000000000 0000000000 0000000000 0000000000]';
const signatureEntries =
  "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20261122101530+07'00')";

/** `base` with one more revision that holds a signature over everything but its own /Contents. */
export function appendSigned(base: Uint8Array, update: Update, signature: SignatureOptions): Uint8Array {
  const hex = '0'.repeat(2 * (signature.contentsBytes ?? 256));
  const body = `<< ${signature.entries ?? signatureEntries} ${rangePlaceholder} /Contents <${hex}> >>`;
  const bytes = append(base, { ...update, objects: { ...update.objects, [signature.object]: body } });
  return seal(bytes, base.length, signature.cms);
}

/** Fills the first placeholder at or after `from`: byte range, then the CMS over the bytes it names. */
export function seal(bytes: Uint8Array, from: number, cms = digestOnly): Uint8Array {
  const buffer = Buffer.from(bytes);
  const range = buffer.indexOf(rangePlaceholder, from, 'latin1');
  const start = buffer.indexOf('/Contents <', range, 'latin1') + '/Contents '.length;
  const end = buffer.indexOf('>', start, 'latin1') + 1;
  const numbers = [0, start, end, buffer.length - end].map((one) => String(one).padStart(10, ' ')).join(' ');
  buffer.write(`/ByteRange [${numbers}]`, range, 'latin1');
  const signed = Buffer.concat([buffer.subarray(0, start), buffer.subarray(end)]);
  buffer.write(Buffer.from(cms(Uint8Array.from(signed))).toString('hex'), start + 1, 'latin1');
  return Uint8Array.from(buffer);
}

/** Looks like DER, changes with every signed byte, proves nothing. */
export function digestOnly(signed: Uint8Array): Uint8Array {
  const digest = createHash('sha256').update(signed).digest();
  return concat(Uint8Array.of(0x30, digest.length + 2, 0x04, digest.length), digest);
}

export interface DocumentOptions {
  readonly pages?: number;
  readonly kind?: Update['kind'];
  /** Put everything that may go there into an object stream (needs kind `stream` or `hybrid`). */
  readonly compress?: boolean;
  readonly catalog?: string;
  readonly pageEntries?: string;
  readonly objects?: Readonly<Record<number, ObjectBody>>;
  readonly content?: string;
}

/** Numbers of the objects of `simpleDocument`; pages are 10, 11 … and their contents 110, 111 … */
export const parts = { catalog: 1, pageTree: 2, font: 3, form: 4, textField: 5, resources: 6, info: 7 } as const;

/** Page text of `simpleDocument`: two lines of Helvetica near the top of an A4 page. */
export const pageText =
  'BT /F1 14 Tf 72 770 Td (CONG HOA XA HOI CHU NGHIA VIET NAM) Tj 0 -24 Td (So tien: 1.000.000 dong) Tj ET';

/** Bodies of a small sound document: text pages, a form with one text field `note` on page 1. */
export function simpleObjects(options: DocumentOptions = {}): Record<number, ObjectBody> {
  const count = options.pages ?? 1;
  const pageNumbers = Array.from({ length: count }, (_, index) => 10 + index);
  const objects: Record<number, ObjectBody> = {
    1: `<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R ${options.catalog ?? ''} >>`,
    2: `<< /Type /Pages /Kids [${pageNumbers.map((number) => `${number} 0 R`).join(' ')}] /Count ${count} >>`,
    3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    4: '<< /Fields [5 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>',
    5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) >>',
    6: '<< /Font << /F1 3 0 R >> >>',
  };
  for (const [index, number] of pageNumbers.entries()) {
    const annots = index === 0 ? '/Annots [5 0 R]' : '';
    objects[number] =
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents ${100 + number} 0 R ${annots} ${options.pageEntries ?? ''} >>`;
    objects[100 + number] = { entries: '', data: options.content ?? pageText };
  }
  return { ...objects, ...options.objects };
}

export function simpleDocument(options: DocumentOptions = {}): Uint8Array {
  const objects = simpleObjects(options);
  const plain = Object.entries(objects)
    .filter(([, body]) => typeof body === 'string')
    .map(([number]) => Number(number));
  return newPdf({
    objects,
    kind: options.kind ?? 'table',
    ...(options.compress === true ? { compressed: plain, objectStreamNumber: 190, xrefStreamNumber: 191 } : {}),
  });
}

export interface SignOptions {
  /** Partial field name, `Sig1` by default. */
  readonly name?: string;
  /** First of three new object numbers: dictionary, field, appearance. 200 by default. */
  readonly first?: number;
  /** Names of fields that already stand in the form, as references; `5 0 R` by default. */
  readonly fields?: readonly string[];
  readonly rect?: string;
  readonly kind?: Update['kind'];
  readonly fieldEntries?: string;
  readonly dictEntries?: string;
  readonly update?: Update;
  readonly cms?: SignatureOptions['cms'];
  readonly contentsBytes?: number;
  /** Further catalog entries, when the catalog is to be rewritten. */
  readonly catalog?: string;
  readonly page?: { readonly number: number; readonly body: string };
}

/** A signature on page 1 of a `simpleDocument`, as an honest signer writes it: form, page and three new objects. */
export function signSimple(base: Uint8Array, options: SignOptions = {}): Uint8Array {
  const first = options.first ?? 200;
  const fields = options.fields ?? ['5 0 R'];
  const all = [...fields, `${first + 1} 0 R`].join(' ');
  const catalog: Record<number, ObjectBody> =
    options.catalog === undefined ? {} : { 1: `<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R ${options.catalog} >>` };
  const objects: Record<number, ObjectBody> = {
    4: `<< /Fields [${all}] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /SigFlags 3 >>`,
    [first + 1]:
      `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${options.name ?? 'Sig1'}) /V ${first} 0 R /Rect ${options.rect ?? '[0 0 0 0]'} /P 10 0 R /F 132 /AP << /N ${first + 2} 0 R >> ${options.fieldEntries ?? ''} >>`,
    [first + 2]: { entries: '/Type /XObject /Subtype /Form /BBox [0 0 100 40]', data: '' },
    10: `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources 6 0 R /Contents 110 0 R /Annots [${all}] >>`,
    ...catalog,
    ...options.update?.objects,
  };
  return appendSigned(
    base,
    {
      kind: options.kind ?? 'table',
      ...(options.kind === 'stream' ? { xrefStreamNumber: first + 3 } : {}),
      ...options.update,
      objects,
    },
    {
      object: first,
      entries: `${signatureEntries} ${options.dictEntries ?? ''}`,
      ...(options.cms === undefined ? {} : { cms: options.cms }),
      ...(options.contentsBytes === undefined ? {} : { contentsBytes: options.contentsBytes }),
    },
  );
}
