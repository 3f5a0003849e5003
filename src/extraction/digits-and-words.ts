import { isRealDate } from '../domain/identifiers/vietnamese-date.ts';
import type { Found, Printed } from './found.ts';

/** Of what is said in digits and in words the name of the field that says it in words. */
const inWords = (field: string): string => `${field}_in_words`;

/**
 * What is offered where digits and words say different things, which puts both before a person: the words', when they are
 * whole. A stop or a comma of the digits is easily lost, and what stands behind it with it ("125, 5", "250 ;000.000"); words are
 * of a language that has no other number one letter away. Digits that are well grouped and more than the words say are kept:
 * the words lost their end. Of a day the words are offered when the digits are none.
 */
export function withWordsFirst(field: string, found: Found, printed: Printed['printed']): Found {
  const words = printed.get(inWords(field))?.reading;
  const { reading } = found;
  if (words === undefined || words.value === reading.value || !isBetter(words, reading)) return found;
  const others = reading.candidates.filter((candidate) => candidate !== words.value);
  return { ...found, reading: { ...reading, value: words.value, candidates: [reading.value, ...others] } };
}

type Said = Pick<Found['reading'], 'value' | 'quality'>;

function isBetter(words: Said, digits: Said): boolean {
  if (/^\d{4}-/.test(words.value)) return isRealDate(words.value) && !isRealDate(digits.value);
  if (words.quality < 1 || !/^\d+(?:\.\d+)?$/.test(words.value)) return false;
  return digits.quality < 1 || Number(words.value) > Number(digits.value);
}
