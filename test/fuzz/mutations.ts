import { append, latin, type ObjectBody } from '../support/pdf-builder.ts';

/** Repeatable random numbers (mulberry32). */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** 0 ≤ result < 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  /** 0 ≤ result < below. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }
}

const words = [
  '/Contents',
  '/ByteRange',
  '/Type',
  '/Sig',
  '/V',
  '/Kids',
  '/Parent',
  '/Prev',
  '/XRefStm',
  '/Length',
  '/Root',
  '/Size',
  '/Annots',
  '/Fields',
  '/AcroForm',
  '/Pages',
  '/DSS',
  '/FT',
  '/Resources',
  '/Filter',
  '/FlateDecode',
  '/ObjStm',
  '/XRef',
  'endobj',
  'endstream',
  'stream',
  'xref',
  'trailer',
  'startxref',
  '%%EOF',
  '%PDF-1.4',
  'null',
  'true',
  '0 R',
  '1 0 R',
  '10 0 R',
  '110 0 R',
  '<<',
  '>>',
  '[',
  ']',
  '<',
  '>',
  '(',
  ')',
  '%',
  '\r',
  '\n',
  '\0',
  '9999999999',
  '-1',
  '4294967296',
];

type Mutation = (bytes: Uint8Array, dice: Dice) => Uint8Array;

/**
 * A place to hurt. Long runs of hex digits (a CMS and its padding) are most of a small signed file; seven times of eight
 * another place is taken, so that the structure is hit.
 */
function spot(bytes: Uint8Array, dice: Dice): number {
  for (let attempt = 0; ; attempt++) {
    const at = dice.below(bytes.length);
    if (attempt === 12 || !isHexRun(bytes, at) || dice.below(8) === 0) return at;
  }
}

function isHexRun(bytes: Uint8Array, at: number): boolean {
  for (let index = Math.max(0, at - 12); index < at + 12; index++) {
    const byte = bytes[index] ?? 0;
    if (!((byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66) || (byte >= 0x41 && byte <= 0x46)))
      return false;
  }
  return true;
}

const splice = (bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array =>
  Uint8Array.from(Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(Math.min(bytes.length, at + remove))]));

const digits = (bytes: Uint8Array, dice: Dice): { start: number; end: number } | null => {
  for (let attempt = 0; attempt < 200; attempt++) {
    let start = spot(bytes, dice);
    const isDigit = (at: number): boolean => (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39;
    if (!isDigit(start)) continue;
    while (isDigit(start - 1)) start--;
    let end = start;
    while (isDigit(end)) end++;
    return { start, end };
  }
  return null;
};

/** Revisions that an attacker would append: objects of the file under other numbers, emptied, freed, redirected. */
const appendRevision: Mutation = (bytes, dice) => {
  const text = Buffer.from(bytes).toString('latin1');
  const found = [...text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  if (found.length === 0) return bytes;
  const objects: Record<number, ObjectBody> = {};
  const count = 1 + dice.below(3);
  for (let index = 0; index < count; index++) {
    const target = Number(dice.pick(found)[1]);
    const body = dice.pick(found)[2] as string;
    const choice = dice.below(6);
    objects[choice === 5 ? 900 + index : target] =
      choice === 0
        ? 'null'
        : choice === 1
          ? '<< >>'
          : choice === 2
            ? body.replace(/\d+/, (one) => String(Number(one) + 1))
            : body;
  }
  const free = dice.below(4) === 0 ? [Number(dice.pick(found)[1])] : [];
  const redirect = dice.pick(found);
  const entries = dice.below(4) === 0 ? { [Number(dice.pick(found)[1])]: { offset: redirect.index } } : {};
  const omit = dice.below(5) === 0 ? [dice.pick(['xref', 'trailer', 'startxref', 'eof'] as const)] : [];
  return append(bytes, {
    kind: dice.pick(['table', 'stream'] as const),
    objects,
    free,
    entries,
    omit,
    root: dice.below(8) === 0 ? `${dice.pick(found)[1]} 0 R` : '1 0 R',
  });
};

const mutations: readonly Mutation[] = [
  (bytes, dice) => {
    const out = Uint8Array.from(bytes);
    const at = spot(out, dice);
    out[at] = (out[at] as number) ^ (1 << dice.below(8));
    return out;
  },
  (bytes, dice) => {
    const out = Uint8Array.from(bytes);
    out[spot(out, dice)] = dice.below(256);
    return out;
  },
  (bytes, dice) => splice(bytes, spot(bytes, dice), 1 + dice.below(40), new Uint8Array()),
  (bytes, dice) => splice(bytes, spot(bytes, dice), 0, latin(dice.pick(words))),
  (bytes, dice) => {
    const word = dice.pick(words);
    return splice(bytes, spot(bytes, dice), word.length, latin(word));
  },
  (bytes, dice) => {
    const at = spot(bytes, dice);
    const chunk = bytes.slice(at, at + 1 + dice.below(300));
    return splice(bytes, spot(bytes, dice), dice.below(2) * chunk.length, chunk);
  },
  (bytes, dice) => bytes.slice(0, spot(bytes, dice)),
  (bytes, dice) => {
    const run = digits(bytes, dice);
    if (run === null) return bytes;
    const old = Number(Buffer.from(bytes.subarray(run.start, run.end)).toString('latin1'));
    const other = dice.pick([old + 1, Math.max(0, old - 1), 0, dice.below(bytes.length), old * 10, 2 ** 31, old + 20]);
    return splice(bytes, run.start, run.end - run.start, latin(String(other).padStart(run.end - run.start, '0')));
  },
  (bytes, dice) => splice(bytes, bytes.length, 0, bytes.slice(dice.below(bytes.length))),
  appendRevision,
  appendRevision,
];

/** One to four mutations of `bytes`, the same ones for the same dice. */
export function mutate(bytes: Uint8Array, dice: Dice): Uint8Array {
  let out = bytes;
  const count = dice.below(3) === 0 ? 1 + dice.below(4) : 1;
  for (let index = 0; index < count; index++) {
    const next = dice.pick(mutations)(out, dice);
    if (next.length > 0) out = next;
  }
  return out;
}
