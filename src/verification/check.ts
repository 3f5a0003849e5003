import { SohoaError } from '../domain/errors.ts';
import type { CheckGroup, CheckRow, CheckStatus, SubIndication } from '../domain/signature-report.ts';
import { fill, type Text, text } from '../domain/text.ts';
import type { SignatureFacts } from './facts.ts';
import { Unanswerable } from './unanswerable.ts';

/** One possible answer of a check: its value, and the sentence that the reader sees (`{name}` is filled). */
export interface Answer {
  readonly status: CheckStatus;
  readonly text: Text;
  readonly subIndication?: SubIndication;
}

export const passed = (vi: string, en: string): Answer => ({ status: 'PASSED', text: text(vi, en) });
export const warning = (vi: string, en: string): Answer => ({ status: 'WARNING', text: text(vi, en) });
export const failed = (subIndication: SubIndication, vi: string, en: string): Answer => ({
  status: 'FAILED',
  text: text(vi, en),
  subIndication,
});
export const unknown = (subIndication: SubIndication, vi: string, en: string): Answer => ({
  status: 'UNKNOWN',
  text: text(vi, en),
  subIndication,
});

/** Values for the sentence; the compiler joins the shapes of several returns, hence `undefined`. */
export type Values = Readonly<Record<string, string | number | undefined>>;

/** What a check says: one of its own answers, the values for its sentence, and a language-neutral or bilingual detail. */
export interface Reply<Key extends string> {
  readonly answer: Key;
  readonly values?: Values;
  readonly detail?: Text;
}

/** A check as the catalogue and the reports see it. */
export interface Check {
  /** Stable id of signatures.md 2.1. */
  readonly id: string;
  /** Building-block ids of EU DSS that ask the same. */
  readonly dss: readonly string[];
  readonly group: CheckGroup;
  readonly question: Text;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Null: the question does not arise for this signature, and no row is shown. */
  ask(facts: SignatureFacts): Promise<Reply<string> | null>;
}

interface Definition<Answers extends Readonly<Record<string, Answer>>> extends Omit<Check, 'ask' | 'answers'> {
  readonly answers: Answers;
  ask(facts: SignatureFacts): Reply<keyof Answers & string> | null | Promise<Reply<keyof Answers & string> | null>;
}

/** Declares a check; the compiler holds `ask` to the answers that are declared. */
export function defineCheck<const Answers extends Readonly<Record<string, Answer>>>(
  definition: Definition<Answers>,
): Check {
  return { ...definition, ask: async (facts) => definition.ask(facts) };
}

const UNANSWERABLE = text('Không xét được: {reason}', 'Cannot be judged: {reason}');
const CRASHED = text(
  'Lỗi khi kiểm tra “{check}” ({reason}); chưa có kết luận.',
  'The check “{check}” broke off ({reason}); there is no conclusion.',
);

/** Asks one check. An exception is CHƯA XÁC ĐỊNH under the check's name, never a pass (rules.md R4.3). */
export async function askCheck(check: Check, facts: SignatureFacts, required: boolean): Promise<CheckRow | null> {
  const row = { id: check.id, group: check.group, question: check.question, required };
  try {
    const reply = await check.ask(facts);
    if (reply === null) return null;
    const answer = check.answers[reply.answer];
    if (answer === undefined) throw new RangeError(`answer ${reply.answer} is not declared`);
    const sentence = fill(answer.text, given(reply.values));
    const message = reply.detail === undefined ? sentence : join(sentence, reply.detail);
    return {
      ...row,
      status: answer.status,
      message,
      ...(answer.subIndication && { subIndication: answer.subIndication }),
    };
  } catch (thrown) {
    if (thrown instanceof Unanswerable)
      return { ...row, status: 'UNKNOWN', message: unanswerable(thrown.reason), subIndication: thrown.subIndication };
    // an object that only this check needed cannot be read: a reason, not a fault of the program
    if (thrown instanceof SohoaError)
      return { ...row, status: 'UNKNOWN', message: unanswerable(thrown.text), subIndication: 'GENERIC' };
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return { ...row, status: 'UNKNOWN', message: fill(CRASHED, { check: check.id, reason }), subIndication: 'GENERIC' };
  }
}

const unanswerable = (reason: Text): Text => ({
  vi: fill(UNANSWERABLE, { reason: reason.vi }).vi,
  en: fill(UNANSWERABLE, { reason: reason.en }).en,
});

const join = (sentence: Text, detail: Text): Text => ({
  vi: joined(sentence.vi, detail.vi),
  en: joined(sentence.en, detail.en),
});

/** A detail that begins with the sentence says it already. */
const joined = (sentence: string, detail: string): string =>
  detail.startsWith(sentence.replace(/\.$/, '')) ? detail : `${sentence} ${detail}`;

const given = (values: Values = {}): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
