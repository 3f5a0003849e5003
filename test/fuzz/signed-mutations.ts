import { append, concat, latin, type ObjectBody } from '../support/pdf-builder.ts';
import { type Dice, mutate } from './mutations.ts';

/** A sound signed file, and the files whose parts an attacker could borrow. */
export interface Victim {
  readonly bytes: Uint8Array;
  readonly kind: 'table' | 'stream';
  readonly donors: readonly Uint8Array[];
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Where the hex strings of signatures stand, without `<` and `>`. */
function gaps(bytes: Uint8Array): { readonly start: number; readonly end: number }[] {
  return [...textOf(bytes).matchAll(/\/Contents <([0-9a-fA-F]+)>/g)].map(({ index, 1: hex = '' }) => {
    const start = index + '/Contents <'.length;
    return { start, end: start + hex.length };
  });
}

/** One byte of a CMS changed, a CMS of another signature put in its place, its hex written otherwise, its padding used. */
function hurtCms({ bytes, donors }: Victim, dice: Dice): Uint8Array {
  const own = gaps(bytes);
  if (own.length === 0) return bytes;
  const { start, end } = dice.pick(own);
  const out = Buffer.from(bytes);
  const cms = Buffer.from(out.toString('latin1', start, end), 'hex');
  const length = cms.length < 4 ? cms.length : 4 + cms.readUInt16BE(2);
  const choice = dice.below(10);
  if (choice < 6) {
    const at = dice.below(Math.min(length, cms.length));
    cms[at] = choice < 3 ? (cms[at] as number) ^ (1 << dice.below(8)) : dice.below(256);
  } else if (choice === 6) {
    const donor = dice.pick([bytes, ...donors]);
    const other = gaps(donor);
    if (other.length > 0) {
      const from = dice.pick(other);
      const taken = Buffer.from(Buffer.from(donor.subarray(from.start, from.end)).toString('latin1'), 'hex');
      cms.fill(0);
      taken.copy(cms, 0, 0, Math.min(taken.length, cms.length));
    }
  } else if (choice === 7) {
    out.write(cms.toString('hex').toUpperCase(), start, 'latin1');
    return Uint8Array.from(out);
  } else if (choice === 8) cms[length + dice.below(Math.max(1, cms.length - length))] = 1 + dice.below(255);
  else {
    const at = dice.below(length);
    const cut = 1 + dice.below(8);
    cms.copyWithin(at, at + cut);
  }
  out.write(cms.toString('hex'), start, 'latin1');
  return Uint8Array.from(out);
}

const foreignPage = 'BT /F1 12 Tf 72 700 Td (So tien phai tra: 9000 dong) Tj ET';

/** Entries that an attacker would add to, or exchange in, a dictionary of the file. */
const entries: readonly string[] = [
  '/Annots [900 0 R]',
  '/Contents 901 0 R',
  '/Rotate 180',
  '/MediaBox [0 0 300 300]',
  '/CropBox [0 400 595 842]',
  '/UserUnit 2',
  '/Resources << >>',
  '/Kids []',
  '/Count 0',
  '/AP << /N 902 0 R >>',
  '/Rect [60 690 400 730]',
  '/F 2',
  '/F 4',
  '/V null',
  '/V (9000)',
  '/T (Khac)',
  '/FT /Tx',
  '/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>',
  '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>',
  '/OCProperties << /OCGs [] /D << >> >>',
  '/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (1) >>] >> >>',
  '/AcroForm << /Fields [] >>',
  '/AcroForm << /Fields [] /NeedAppearances true >>',
  '/BaseFont /Symbol',
  '/Encoding << /Differences [48 /nine /eight] >>',
  '/ByteRange [0 10 20 10]',
  '/SubFilter /adbe.pkcs7.detached',
  '/Name (Nguoi khac)',
  '/M (D:20200101000000Z)',
  '/Reason (Khac)',
  '/DSS << >>',
  '/Perms << >>',
  '/Version /1.4',
  '/Lang (vi)',
  '/PageMode /UseOutlines',
];

/** Objects that the entries above refer to; written along so that nothing dangles. */
const helpers: Readonly<Record<number, ObjectBody>> = {
  900: '<< /Type /Annot /Subtype /FreeText /Rect [60 690 400 730] /F 4 /DA (/F1 12 Tf 0 g) /Contents (9000 dong) /AP << /N 902 0 R >> >>',
  901: { entries: '', data: foreignPage },
  902: { entries: '/Type /XObject /Subtype /Form /BBox [0 0 340 40] /Resources << >>', data: '1 g 0 0 340 40 re f' },
};

/** A well-formed update that says something else: the revision a careful attacker writes. */
function appendEdit({ bytes, kind }: Victim, dice: Dice): Uint8Array {
  const found = [...textOf(bytes).matchAll(/(\d+) 0 obj\n(<<[\s\S]*?)\nendobj/g)];
  if (found.length === 0) return bytes;
  const objects: Record<number, ObjectBody> = {};
  for (let count = 1 + dice.below(2); count > 0; count--) {
    const [, number = '1', body = ''] = dice.pick(found);
    const edited = editBody(body, dice);
    objects[Number(number)] = edited;
  }
  const needed = Object.values(objects).join(' ');
  for (const [number, body] of Object.entries(helpers))
    if (needed.includes(`${number} 0 R`)) {
      objects[Number(number)] = body;
      if (number === '900') objects[902] = helpers[902] as ObjectBody;
    }
  const root = /\/Root (\d+ \d+ R)/.exec(textOf(bytes).slice(-4_000))?.[1];
  return append(bytes, { kind, objects, ...(root === undefined ? {} : { root }) });
}

function editBody(body: string, dice: Dice): string {
  const stream = body.indexOf('\nstream\n');
  if (stream !== -1) {
    // the same dictionary over other data, not compressed
    const dictionary = body
      .slice(0, stream)
      .replace(/\/Filter \/\w+/, '')
      .replace(/\/Length \d+/, '');
    return `${dictionary.replace(/>>\s*$/, '')} /Length ${foreignPage.length} >>\nstream\n${foreignPage}\nendstream`;
  }
  const entry = dice.pick(entries);
  const key = entry.slice(0, entry.indexOf(' '));
  const choice = dice.below(4);
  if (choice === 0) {
    const keys = [...body.matchAll(/\/([A-Z]\w*) (\d+ 0 R|\/?\w+|\[[^\]]*\])/g)];
    return keys.length === 0 ? body : body.replace(dice.pick(keys)[0], '');
  }
  if (choice === 1) return body.replace(/\d+ 0 R/, () => `${dice.pick(['1', '2', '3', '10', '11', '900', '901'])} 0 R`);
  const without = body.replace(new RegExp(`${key}(?![A-Za-z])\\s*(\\d+ 0 R|/?\\w+|\\[[^\\]]*\\]|\\([^)]*\\))`), '');
  return without.replace(/>>\s*$/, ` ${entry} >>`);
}

/** The start of one file and the end of another, or the end of the file doubled. */
function graft({ bytes, donors }: Victim, dice: Dice): Uint8Array {
  const ends = [...textOf(bytes).matchAll(/%%EOF\n?/g)].map(({ index, 0: word }) => index + word.length);
  const donor = dice.pick([bytes, ...donors]);
  const tails = [...textOf(donor).matchAll(/%%EOF\n?/g)].map(({ index, 0: word }) => index + word.length);
  if (ends.length === 0 || tails.length === 0) return bytes;
  return concat(bytes.subarray(0, dice.pick(ends)), donor.subarray(dice.pick([0, ...tails])));
}

/** A revision taken away from the end: what was signed before must stay as good as it was. */
function truncateRevision({ bytes }: Victim, dice: Dice): Uint8Array {
  const ends = [...textOf(bytes).matchAll(/%%EOF\n?/g)].map(({ index, 0: word }) => index + word.length);
  const end = dice.pick(ends);
  return dice.below(3) === 0
    ? concat(bytes.subarray(0, end), latin(dice.pick(['\n', '\0\0', ' %', '%%EOF'])))
    : bytes.slice(0, end);
}

/** One mutant; the same for the same dice. */
export function mutateSigned(victim: Victim, dice: Dice): Uint8Array {
  const choice = dice.below(16);
  if (choice < 8) return mutate(victim.bytes, dice);
  const once =
    choice < 11
      ? hurtCms(victim, dice)
      : choice < 14
        ? appendEdit(victim, dice)
        : choice < 15
          ? graft(victim, dice)
          : truncateRevision(victim, dice);
  return dice.below(6) === 0 ? mutate(once, dice) : once;
}
