import { paperCode, paperCodePrefix, resultCode } from '../../domain/codes.ts';
import { isResult } from '../../domain/component.ts';
import type { StageOf } from '../outputs.ts';

/**
 * Cấp mã kết quả số hóa (TT 01/2023 Đ7 step 3): by template for a paper, `<mã hồ sơ>-KQ(n)` for a result. A number
 * belongs to its component for ever, so a repeated run uses up none; a number without a document in the warehouse is one
 * whose component stopped after it got its code, or got another prefix by a correction (`sohoa report codes`).
 */
export const issueCode: StageOf<'issue_code'> = (techniques) => ({
  name: 'issue_code',
  version: '1',
  needs: ['confirm'],
  applies: ({ outputs }) => outputs.confirm !== undefined,
  parameters: () => ({
    template: techniques.settings.codeTemplate,
    result: techniques.settings.resultCodeForm,
  }),
  async run({ dossier, component, outputs, records }) {
    const { typeCode = 'unknown', symbol = '' } = outputs.confirm ?? {};
    if (isResult(component.treatment)) {
      const number = await records.codes.next(`${dossier.code}-KQ`, component.id);
      return {
        output: {
          code: resultCode(dossier.code, number, techniques.settings.resultCodeForm === 'KQ(n)'),
          owner: '',
          type: typeCode,
          symbol,
          number,
        },
      };
    }
    const parts = { owner: dossier.ownerId ?? '', type: typeCode, number: symbol };
    const template = techniques.settings.codeTemplate;
    const number = await records.codes.next(paperCodePrefix(template, parts), component.id);
    const code = paperCode(template, { ...parts, sequence: number });
    return { output: { code, owner: parts.owner, type: typeCode, symbol, number } };
  },
  async record(_records, output) {
    return { summary: { code: output.code } };
  },
});
