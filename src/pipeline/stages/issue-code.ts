import { paperCode, paperCodePrefix, resultCode } from '../../domain/codes.ts';
import type { StageOf } from '../outputs.ts';

/** Cấp mã kết quả số hóa (TT 01/2023 Đ7 step 3): by template for a paper, `<mã hồ sơ>-KQ(n)` for a result. */
export const issueCode: StageOf<'issue_code'> = (techniques) => ({
  name: 'issue_code',
  version: '1',
  needs: ['extract'],
  applies: ({ outputs }) => outputs.extract !== undefined,
  parameters: () => ({ template: techniques.settings.codeTemplate }),
  async run({ dossier, component, outputs, records }) {
    const { documentType = 'unknown', symbol = '' } = outputs.extract ?? {};
    if (component.treatment === 'result') {
      const number = await records.codes.next(`${dossier.code}-KQ`, component.id);
      return { output: { code: resultCode(dossier.code, number), owner: '', type: documentType, symbol, number } };
    }
    const parts = { owner: dossier.ownerId ?? '', type: documentType, number: symbol };
    const template = techniques.settings.codeTemplate;
    const number = await records.codes.next(paperCodePrefix(template, parts), component.id);
    const code = paperCode(template, { ...parts, sequence: number });
    return { output: { code, owner: parts.owner, type: documentType, symbol, number } };
  },
  async record(_records, output) {
    return { summary: { code: output.code } };
  },
});
