import type { FieldRemark } from '../../domain/field.ts';
import { type Token, textOf } from '../page-layout.ts';

/** What one kind of value made of the tokens behind a label. */
export interface Reading {
  readonly value: string;
  readonly raw: string;
  readonly tokens: readonly Token[];
  /** 0 to 1: how well the text fits the kind, before anything else is known. */
  readonly quality: number;
  readonly remarks: readonly FieldRemark[];
  /** Other readings to offer, best first. */
  readonly candidates: readonly string[];
}

/** Reads the first value of its kind; null when the tokens hold none. */
export type Reader = (tokens: readonly Token[]) => Reading | null;

export const reading = (
  value: string,
  tokens: readonly Token[],
  quality: number,
  more: { readonly remarks?: readonly FieldRemark[]; readonly candidates?: readonly string[] } = {},
): Reading => ({
  value: value.normalize('NFC'),
  raw: textOf(tokens),
  tokens,
  quality,
  remarks: more.remarks ?? [],
  candidates: more.candidates ?? [],
});

/** A remark that puts a value before a person. */
export const warning = (code: string, vi: string, en: string): FieldRemark => ({ code, severity: 'warning', vi, en });

/** A stroke between hyphens: "none", as land papers print it. */
export const NOTHING = /^[-–—]\/[-–—]$/;

/** Without punctuation tokens at both ends. */
export function trimmed(tokens: readonly Token[]): readonly Token[] {
  const from = tokens.findIndex((token) => token.folded !== '');
  const to = tokens.findLastIndex((token) => token.folded !== '');
  return from === -1 ? [] : tokens.slice(from, to + 1);
}

/** Tokens that together cover characters `from` to `to` of `tokens.map(text).join(separator)`. */
export function covering(tokens: readonly Token[], from: number, to: number, separator: string): readonly Token[] {
  let at = 0;
  return tokens.filter((token) => {
    const [start, end] = [at, at + token.text.length];
    at = end + separator.length;
    return start < to && end > from;
  });
}

/** First match of a pattern in the tokens joined by `separator`, with the tokens it covers. */
export function find(
  tokens: readonly Token[],
  pattern: RegExp,
  separator = ' ',
): { readonly match: RegExpExecArray; readonly tokens: readonly Token[] } | null {
  const match = pattern.exec(tokens.map((token) => token.text).join(separator));
  if (match === null) return null;
  return { match, tokens: covering(tokens, match.index, match.index + match[0].length, separator) };
}
