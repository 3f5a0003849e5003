import type { Text } from '../domain/text.ts';
import type { StructureFinding } from './facts.ts';

/** At most five findings as one text; the count of the others is told, so that a hostile file cannot flood a report. */
export function sentences(findings: readonly Text[]): Text {
  const shown = findings.slice(0, 5);
  const rest = findings.length - shown.length;
  return {
    vi: shown.map(({ vi }) => vi).join(' ') + (rest > 0 ? ` (và ${rest} điểm khác)` : ''),
    en: shown.map(({ en }) => en).join(' ') + (rest > 0 ? ` (and ${rest} more)` : ''),
  };
}

/** The worst severity among findings and the sentences of that severity; null when there is nothing to say. */
export function worstOf(findings: readonly StructureFinding[]): {
  readonly answer: 'failed' | 'undetermined' | 'warning';
  readonly detail: Text;
} | null {
  for (const answer of ['failed', 'undetermined', 'warning'] as const) {
    const own = findings.filter(({ severity }) => severity === answer);
    if (own.length > 0) return { answer, detail: sentences(own.map(({ text }) => text)) };
  }
  return null;
}
