import type { FieldRemark } from '../field.ts';

/**
 * Outcome of a validator: `ok | cảnh_báo | sai` with its reasons (rules.md R5.1). A failing check never blocks storage
 * (old papers contain errors), it blocks automatic acceptance.
 */
export interface Check<Parts> {
  readonly status: 'ok' | 'warning' | 'error';
  readonly remarks: readonly FieldRemark[];
  /** What the identifier says of itself; null when it could not be read. */
  readonly parts: Parts | null;
  /** A reading to offer to a person, never applied: the input with its usual misreadings undone. */
  readonly suggestion: string | null;
}

export const warning = (code: string, vi: string, en: string): FieldRemark => ({ code, severity: 'warning', vi, en });
export const fault = (code: string, vi: string, en: string): FieldRemark => ({ code, severity: 'error', vi, en });

/** Status follows from the remarks alone: any error is an error, any warning a warning. */
export function checked<Parts>(
  parts: Parts | null,
  remarks: readonly FieldRemark[],
  suggestion: string | null = null,
): Check<Parts> {
  const has = (severity: FieldRemark['severity']): boolean => remarks.some((remark) => remark.severity === severity);
  return { status: has('error') ? 'error' : has('warning') ? 'warning' : 'ok', remarks, parts, suggestion };
}

/** Letters that recognition takes digits for. */
const DIGIT_LOOKALIKES: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  D: '0',
  Q: '0',
  U: '0',
  I: '1',
  l: '1',
  i: '1',
  '|': '1',
  '!': '1',
  ']': '1',
  '[': '1',
  Z: '2',
  z: '2',
  A: '4',
  S: '5',
  s: '5',
  G: '6',
  b: '6',
  T: '7',
  B: '8',
  g: '9',
  q: '9',
};

/** The text with letters that look like digits replaced by them; other characters stay. */
export const digitsFromLookalikes = (text: string): string =>
  [...text].map((character) => DIGIT_LOOKALIKES[character] ?? character).join('');

/** Last four characters only (rules.md R5.3): what logs and lists may show of an identifier. */
export const masked = (identifier: string): string =>
  identifier.length <= 4 ? '*'.repeat(identifier.length) : '*'.repeat(identifier.length - 4) + identifier.slice(-4);
