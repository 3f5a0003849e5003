import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, warning } from '../check.ts';
import { matchIdentity } from '../identity.ts';

/** Is the signer the person, agency or register entry that the slot names (rules.md R4.2, R4.4)? */
export const identity = defineCheck({
  id: 'identity',
  dss: [],
  group: 'signer',
  question: text('Người ký có đúng là người được mong đợi không?', 'Is the signer the one expected?'),
  answers: {
    match: passed('Người ký khớp với {who}.', 'The signer matches {who}.'),
    named: passed('Ký bởi {signer}.', 'Signed by {signer}.'),
    review: warning('Cần người kiểm tra đối chiếu danh tính ({who}).', 'A person must compare the identity ({who}).'),
    mismatch: warning('Người ký không khớp với {who}.', 'The signer does not match {who}.'),
    refused: failed('SIG_CONSTRAINTS_FAILURE', 'Người ký không khớp với {who}.', 'The signer does not match {who}.'),
  },
  ask(facts) {
    if (facts.kind !== 'signature') return null;
    const { identity: signer } = facts.cms();
    if (signer === null) return null;
    if (facts.expected === null) return { answer: 'named', values: { signer: signer.commonName } };
    const values = { who: facts.expected.label };
    const answer = matchIdentity(signer, facts.expected);
    return { answer: answer === 'mismatch' && facts.rules.identityMismatch === 'failed' ? 'refused' : answer, values };
  },
});
