import type { SubIndication } from '../domain/signature-report.ts';
import type { Text } from '../domain/text.ts';

/**
 * Thrown by a fact that cannot be established for a reason already told elsewhere (an unreadable CMS, a password that is
 * missing): the checks that build on it are undetermined, with this reason instead of a fault.
 */
export class Unanswerable extends Error {
  readonly reason: Text;
  readonly subIndication: SubIndication;

  constructor(reason: Text, subIndication: SubIndication = 'GENERIC') {
    super(reason.en);
    this.name = 'Unanswerable';
    this.reason = reason;
    this.subIndication = subIndication;
  }
}
