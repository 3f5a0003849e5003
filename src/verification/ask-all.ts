import type { SlotRules } from '../domain/rules/verification-policy.ts';
import type { CheckRow } from '../domain/signature-report.ts';
import { catalogue } from './catalogue.ts';
import { askCheck } from './check.ts';
import type { SignatureFacts } from './facts.ts';

/** Asks every check, in the order of the catalogue. All of them, also after a failure: the reader sees everything wrong. */
export async function askAll(facts: SignatureFacts): Promise<readonly CheckRow[]> {
  const rows: CheckRow[] = [];
  for (const check of catalogue) {
    const row = await askCheck(check, facts, isRequired(check.id, facts.kind, facts.rules));
    if (row !== null) rows.push(row);
  }
  return rows;
}

/** What is informative is a matter of signatures; a token is sound in every respect or it is no proof of time. */
const isRequired = (id: string, kind: SignatureFacts['kind'], rules: SlotRules): boolean =>
  kind !== 'signature' || !rules.informative.includes(id);
