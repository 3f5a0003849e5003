import { text } from '../../domain/text.ts';
import { defineCheck, passed, warning } from '../check.ts';

/**
 * FC_DDAPDFAF, FC_IDPDFAC: does the file keep the PDF/A flavour that it claims? Shown, never decisive, and asked only when the
 * request wants it: it reads every page. The structural checks stand in for a validator (pdfa.md section 10).
 */
export const pdfa = defineCheck({
  id: 'pdfa',
  dss: ['FC_DDAPDFAF', 'FC_IDPDFAC'],
  group: 'archive',
  question: text('Tệp có đúng chuẩn PDF/A mà nó khai không?', 'Does the file keep the PDF/A flavour that it claims?'),
  answers: {
    met: passed(
      'Tệp khai {claimed}; các kiểm tra cấu trúc đều đạt.',
      'The file claims {claimed}; every structural check passes.',
    ),
    unmet: warning(
      'Tệp khai {claimed} nhưng có {count} điểm không đúng, ví dụ điều {clause} tại {where}.',
      'The file claims {claimed} but {count} points do not hold, for example clause {clause} at {where}.',
    ),
    unknownFlavour: warning(
      'Tệp khai {claimed}, loại mà kiểm tra này không xét.',
      'The file claims {claimed}, which these checks do not judge.',
    ),
  },
  ask({ placed }) {
    const facts = placed?.pdfa() ?? null;
    if (facts === null || facts.claimed === null) return null;
    const { claimed, findings } = facts;
    if (findings === null) return { answer: 'unknownFlavour', values: { claimed } };
    const [first] = findings;
    if (first === undefined) return { answer: 'met', values: { claimed } };
    return {
      answer: 'unmet',
      values: { claimed, count: findings.length, clause: first.clause, where: first.where },
      detail: { vi: first.message, en: first.message },
    };
  },
});
