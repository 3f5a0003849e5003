import type { FieldSpec } from '../domain/document-types/document-type.ts';
import { folded, marked } from '../domain/identifiers/vietnamese-letters.ts';
import type { Found } from './found.ts';
import { surnames } from './lexicon/names.ts';
import type { Layout } from './page-layout.ts';
import { warning } from './readers/reading.ts';

const nameDiffers = warning(
  'NAME_DIFFERS',
  'Họ tên trong nội dung ghi khác ở chỗ khác trên giấy tờ; hãy đối chiếu.',
  'A name in the text is written otherwise elsewhere on the paper; compare them.',
);

/** A family name and two words more at least: with fewer, two people of one name but for a mark are met on one paper. */
const NAME = /(?<!\p{L})\p{Lu}\p{Ll}*(?: \p{Lu}\p{Ll}*){2,3}(?!\p{L})/gu;
const families = new Set(surnames.map((name) => name.toLowerCase()));
/** Times that the paper must write a name otherwise for that to be offered as the value. */
const TWICE = 2;

/**
 * Names of people inside texts ("Về việc … đối với ông Nguyễn Văn Mẫu") against the rest of the paper: one that stands there
 * with other marks is misread in one of the places. The text goes to a person, with the name as the paper has it more often.
 */
export function withNamesCompared(
  layout: Layout,
  fields: readonly FieldSpec[],
  printed: ReadonlyMap<string, Found>,
): Map<string, Found> {
  const out = new Map(printed);
  let said: readonly string[] | null = null;
  for (const { name: field, kind } of fields) {
    const found = printed.get(field);
    if (kind !== 'text' || found === undefined) continue;
    const { reading } = found;
    for (const [name] of reading.value.matchAll(NAME)) {
      if (!families.has(name.split(' ')[0]?.toLowerCase() ?? '')) continue;
      said ??= layout.rows.flatMap((row) =>
        row.tokens.map(({ text }) => text.normalize('NFC').replace(/[,.;:]+$/, '')),
      );
      const { same, others } = spellings(name, said);
      const [other] = others;
      if (other === undefined || same > others.length) continue;
      const value = reading.value.replace(name, other);
      const [best, second] = others.length >= TWICE ? [value, reading.value] : [reading.value, value];
      out.set(field, {
        ...found,
        reading: {
          ...reading,
          value: best,
          quality: Math.min(reading.quality, 0.4),
          remarks: [...reading.remarks, nameDiffers],
          candidates: [second, ...reading.candidates],
        },
      });
      break;
    }
  }
  return out;
}

/** How often words of the paper, one behind the other, are the name, and how they write it where they differ in marks. */
function spellings(
  name: string,
  words: readonly string[],
): { readonly same: number; readonly others: readonly string[] } {
  const parts = name.split(' ');
  const letters = parts.map(folded);
  const runs = words.flatMap((word, at) =>
    folded(word) === letters[0] && letters.every((part, index) => folded(words[at + index] ?? '') === part)
      ? [words.slice(at, at + parts.length).join(' ')]
      : [],
  );
  const cased = runs.filter((run) => run !== run.toUpperCase());
  return {
    same: cased.filter((run) => marked(run.toLowerCase()) === marked(name.toLowerCase())).length,
    others: cased.filter((run) => marked(run.toLowerCase()) !== marked(name.toLowerCase())),
  };
}
