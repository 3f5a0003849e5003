import type { DocumentType, FieldSpec } from '../domain/document-types/document-type.ts';
import { wordings } from '../domain/document-types/wordings.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import type { Found } from './found.ts';
import type { LabelMatch } from './fuzzy.ts';
import { foldedFamilies } from './lexicon/names.ts';
import { type Row, textOf } from './page-layout.ts';
import { warning } from './readers/reading.ts';
import { STRANGER } from './whose.ts';

/*
 * Several persons on one form under the same labels: who hands it in, the person concerned, his parents. What is labelled
 * behind a name is that person's, up to the next name. The person concerned may be the one who hands it in: his name, or
 * that he asks for himself, says so.
 */

/** The wordings that say nothing of whose name it is. */
const ANYBODY = new Set((wordings.full_name ?? []).map(folded));
/** A label of which the type knows nothing, or nothing but that it is another's: a name's, or a person's. */
const NAME = /^(?:ho(?:va|chudem|ten)|ten(?:cha|me|vo|chong|con|nguoi|chuho))/;
const PERSON = /^(?:nguoi)?(?:cha|me|bo|vo|chong|con|ong|ba|chuho|nguoi[a-z]{3,30})$/;
/** Kinds of what a person is known by; where somebody lives, and how he is reached, may be said once for all of them. */
const OWN_KINDS: ReadonlySet<FieldSpec['kind']> = new Set([
  'date',
  'gender',
  'ethnicity',
  'nationality',
  'personal_id',
  'old_id',
  'identity_number',
]);
/** That somebody asks for himself: the answer to what he is to the person concerned. */
const HIMSELF = /^(?:ban than|chinh toi|ban than toi|toi|chinh minh|chinh chu|la chinh toi|duong su)[.,;]?$/;

/** A name on the form, by its label. */
interface Named {
  readonly match: LabelMatch;
  /** As printed, in small letters; empty when none could be read. */
  readonly name: string;
  /** Whether its label says that it is the name of who hands in the form. */
  readonly own: boolean;
}

/** The labels of a form, what is printed of others than who hands it in being nobody's. */
export function ofDeclarant(type: DocumentType, labels: readonly LabelMatch[]): readonly LabelMatch[] {
  const field = type.fields.find(({ kind, section, locate }) => kind === 'person_name' && !section && !locate);
  if (type.layout !== 'form' || field === undefined) return labels;
  const named = labels.flatMap((match) => namedBy(match, field) ?? []);
  // nothing stands behind a heading, and behind a title below which somebody signs
  const owns = named.filter(
    ({ own, name, match: { row, to, colon } }) => own && (name !== '' || (colon && to < row.tokens.length)),
  );
  const declarant = owns.find(({ match }) => !ANYBODY.has(folded(match.label))) ?? owns[0];
  const columns = named.some(({ match }, index) => named[index + 1]?.match.row === match.row);
  if (declarant === undefined || columns) return labels;
  const himself = labels.some(
    ({ label, row, to }) => /^Quan hệ|^Mối quan hệ/u.test(label) && HIMSELF.test(plain(textOf(row.tokens.slice(to)))),
  );
  const isSame = (one: Named): boolean =>
    one === declarant ||
    (one.own &&
      one.name !== '' &&
      (one.name === declarant.name || (himself && folded(one.name) === folded(declarant.name))));
  const own = type.fields.filter(({ section, locate }) => !section && !locate);
  const asked = labelsOf(own.filter(({ kind, labels: all }) => OWN_KINDS.has(kind) || all.includes(PAPER)));
  const common = labelsOf(own.filter(({ kind }) => kind === 'address' || kind === 'phone' || kind === 'email'));
  let person: Named | null = null;
  return labels.map((match) => {
    person = named.find((one) => one.match === match) ?? person;
    if (person === null || match.owner !== undefined) return match;
    if (person.match === match) {
      const isAnother = !ANYBODY.has(folded(declarant.match.label)) && ANYBODY.has(folded(match.label));
      return isAnother && person.name !== declarant.name ? { ...match, owner: STRANGER } : match;
    }
    if (common.has(match.label) && !asked.has(match.label)) return isSame(person) ? match : { ...match, unsure: true };
    if (!asked.has(match.label) || person === declarant) return match;
    // what is said of the person concerned is nobody else's, but it is not asked of who hands in the form
    return isSame(person) ? { ...match, owner: '', unsure: true } : { ...match, owner: STRANGER };
  });
}

const labelsOf = (fields: readonly FieldSpec[]): ReadonlySet<string> => new Set(fields.flatMap(({ labels }) => labels));

/** Of what identifies a person one is a text. */
const PAPER = 'Giấy tờ tùy thân';

/** The person whose name a label stands before; null for what is no name's label. */
function namedBy(match: LabelMatch, { labels }: FieldSpec): Named | null {
  const { label, row, from, to, end, colon } = match;
  const words = folded(textOf(row.tokens.slice(from, to)));
  const name = nameFrom(row, to);
  if (labels.includes(label) && (match.leads || colon)) {
    // "Họ và tên ông nội:" is another's; a note behind a label is none
    const more = match.owner !== undefined || /\p{Ll}/u.test(withoutNotes(textOf(row.tokens.slice(end, to))));
    return { match, name, own: !more };
  }
  const isOther =
    colon && (NAME.test(words) || (PERSON.test(words) && foldedFamilies.has(folded(name.split(' ')[0] ?? ''))));
  return isOther ? { match, name, own: false } : null;
}

/** Words with capitals behind a label, in small letters: a name, as it is compared. */
function nameFrom({ tokens }: Row, to: number): string {
  const from = /^(?:ong|ba|ongba)$/.test(tokens[to]?.folded ?? '') ? to + 1 : to;
  const words = tokens.slice(from, from + 8);
  const end = words.findIndex(({ text }) => !/^\p{Lu}[\p{L}'’-]*[,;.]?$/u.test(text));
  const name = end === -1 ? words : words.slice(0, end);
  return name.length < 2
    ? ''
    : textOf(name)
        .replace(/[,;.]+$/, '')
        .toLowerCase();
}

/** "(tên chủ hộ)": notes behind a label. */
const withoutNotes = (text: string): string => text.replace(/\([^()]*\)/gu, '');

const plain = (text: string): string =>
  text
    .split(' ')
    .map(folded)
    .filter((word) => word !== '')
    .join(' ');

const personDoubtful = warning(
  'PERSON_DOUBTFUL',
  'Giá trị đứng ở phần của người khác, hoặc của người được khai, trên tờ khai; hãy xem là của ai.',
  'The value stands in the part of another person, or of the person concerned, on the form; see whose it is.',
);

/** A value of which it is not certain whose it is. */
export const ofSomebody = (found: Found): Found => ({
  ...found,
  reading: { ...found.reading, remarks: [...found.reading.remarks, personDoubtful] },
});
