import { type AlgorithmUse, judgeAlgorithm } from '../../domain/rules/algorithms.ts';
import { text } from '../../domain/text.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import { worstOf } from '../sentences.ts';

/** ASCCM_DAA, EAA, APKSA, AR: every digest and key on the path of trust at its control time (signatures.md 2.12). */
export const algorithms = defineCheck({
  id: 'algorithms',
  dss: ['ASCCM_DAA', 'ASCCM_EAA', 'ASCCM_APKSA', 'ASCCM_AR', 'FC_IECKSCDA'],
  group: 'algorithm',
  question: text('Thuật toán có đạt yêu cầu không?', 'Are the algorithms acceptable?'),
  answers: {
    accepted: passed('Thuật toán đạt yêu cầu.', 'The algorithms are acceptable.'),
    weak: warning(
      'Thuật toán yếu ({name}), nhưng còn được chấp nhận tại thời điểm ký đã chứng minh.',
      'Weak algorithm ({name}), yet acceptable at the proven time of signing.',
    ),
    refused: failed(
      'CRYPTO_CONSTRAINTS_FAILURE',
      'Thuật toán yếu ({name}) không được chấp nhận cho chữ ký mới.',
      'The weak algorithm ({name}) is not accepted for new signatures.',
    ),
    unproven: unknown(
      'CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
      'Thuật toán yếu ({name}) và không có bằng chứng ký từ khi còn được chấp nhận.',
      'Weak algorithm ({name}), and no proof that the signature dates from when it was acceptable.',
    ),
    unknown: unknown(
      'CRYPTO_CONSTRAINTS_FAILURE',
      'Không nhận dạng được thuật toán ({name}).',
      'The algorithm ({name}) is not recognised.',
    ),
  },
  async ask(facts) {
    const { uses, certificate, findings } = facts.cms();
    const unread = worstOf(findings('algorithms'));
    if (unread !== null && unread.answer !== 'warning')
      return { answer: 'unknown', values: { name: '?' }, detail: unread.detail };
    const { best, basis } = await facts.time();
    const trust = certificate === null ? null : await facts.trust();
    const own = uses.map((use) => ({ use, ...judgeAlgorithm(use, best) }));
    // what signs a certificate or its status counts from when that is proven to have existed
    const path = (trust?.uses ?? []).map(({ use, provenAt }) => ({
      use,
      ...judgeAlgorithm(use, provenAt ?? facts.now),
    }));
    const unknownUse = [...own, ...path].find((one) => one.state === 'unknown');
    if (unknownUse) return { answer: 'unknown', values: { name: nameOf(unknownUse.use) } };
    const gone = [...own, ...path].filter((one) => one.state === 'sunset');
    if (gone.length > 0) {
      const never = gone.some((one) => one.state === 'sunset' && one.until === null);
      const dated = basis !== 'now' && basis !== 'evidence-time-stamp';
      const late = dated && own.some((one) => one.state === 'sunset');
      return { answer: never || late ? 'refused' : 'unproven', values: { name: namesOf(gone) } };
    }
    const all = [...uses, ...(trust?.uses.map(({ use }) => use) ?? [])];
    const fading = all.flatMap((use) => (judgeAlgorithm(use, facts.now).state === 'sunset' ? [{ use }] : []));
    if (fading.length === 0) return { answer: 'accepted' };
    const bare = trust?.past?.cause === 'algorithm' && trust.past.state === 'undetermined';
    return { answer: bare ? 'unproven' : 'weak', values: { name: namesOf(fading) } };
  },
});

const namesOf = (found: readonly { readonly use: AlgorithmUse }[]): string =>
  [...new Set(found.map(({ use }) => nameOf(use)))].join(', ');
const nameOf = (use: AlgorithmUse): string => (use.bits > 0 ? `${use.name} ${use.bits} bit` : use.name);
