import type { Outputs } from './outputs.ts';
import type { AnyStage } from './stage.ts';
import { confirm } from './stages/confirm.ts';
import { digitize } from './stages/digitize.ts';
import { extract } from './stages/extract.ts';
import { intake } from './stages/intake.ts';
import { issueCode } from './stages/issue-code.ts';
import { longTerm } from './stages/long-term.ts';
import { separate } from './stages/separate.ts';
import { receipts, share } from './stages/share.ts';
import { signAgency } from './stages/sign-agency.ts';
import { signOperator } from './stages/sign-operator.ts';
import { store, storeSigned } from './stages/store.ts';
import { verifyInput } from './stages/verify-input.ts';
import { verifyOutput } from './stages/verify-output.ts';
import type { Techniques } from './techniques.ts';

/**
 * The way a component travels, in the order the law and mathematics force (rules.md C). `process`, `demo`, the service
 * and the workers all run this one table; a stage that does not concern a component is passed over (`applies`).
 */
export function createStages(techniques: Techniques): readonly AnyStage<Outputs>[] {
  return [
    intake(techniques),
    verifyInput(techniques),
    digitize(techniques),
    separate(techniques),
    signOperator(techniques),
    extract(techniques),
    confirm(techniques),
    issueCode(techniques),
    store(techniques),
    signAgency(techniques),
    longTerm(techniques),
    verifyOutput(techniques),
    storeSigned(techniques),
    share(techniques),
    receipts(techniques),
  ];
}
