import type { FormField } from '../reader/form.ts';
import { defaultLimits } from '../reader/limits.ts';
import type { PdfRevision } from '../reader/model.ts';
import { isArray, isDict, isStream, isString, type PdfObject } from '../reader/objects.ts';
import { shownText } from '../reader/shown-text.ts';
import { textOf } from '../reader/text-string.ts';

/** True when the normal appearance shows the text of the value; null when that cannot be told. */
export function showsValue(revision: PdfRevision, field: FormField, appearance: PdfObject | undefined): boolean | null {
  const dict = revision.resolve(appearance);
  const normal = isDict(dict) ? revision.get(dict, 'N') : null;
  if (!isStream(normal)) return null;
  const shown = shownText(revision, normal, defaultLimits);
  if (shown === null) return null;
  const value = revision.resolve(field.value);
  const expected = isArray(value) ? value.items.map((item) => revision.resolve(item)) : [value];
  const texts = expected.map((one) => (isString(one) ? displayOf(revision, field, textOf(one)) : ''));
  if (field.type === 'Ch' && !shown.includes(texts[0] ?? '')) return squeezed(shown).includes(squeezed(texts.join('')));
  return field.type === 'Ch' ? true : squeezed(shown) === squeezed(texts.join(''));
}

/** Rich text without its tags is the text of the value (12.7.3.4). */
export function saysValue(revision: PdfRevision, field: FormField, rich: PdfObject | undefined): boolean {
  const written = revision.resolve(rich);
  const value = revision.resolve(field.value);
  if (written === null) return true;
  if (!isString(written) || !isString(value)) return false;
  const shown = textOf(written)
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '');
  return squeezed(shown) === squeezed(textOf(value));
}
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text that stands for an export value in the /Opt of a choice field. */
function displayOf(revision: PdfRevision, field: FormField, value: string): string {
  const options = field.type === 'Ch' ? revision.getArray(field.dict, 'Opt') : null;
  for (const option of options?.items ?? []) {
    const pair = revision.resolve(option);
    if (!isArray(pair)) continue;
    const [exported, shown] = pair.items.map((item) => revision.resolve(item));
    if (isString(exported) && isString(shown) && textOf(exported) === value) return textOf(shown);
  }
  return value;
}

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/gu, '');
