import { SohoaError } from '../../domain/errors.ts';
import { currentDocument, type StageOf } from '../outputs.ts';
import { knownDoubt, reasonsOf, reportFacts, storeReport } from '../verification-report.ts';

/** Our own output, read back from the store and judged like anybody's, before it counts (signatures.md 1.6). */
export const verifyOutput: StageOf<'verify_output'> = (techniques) => ({
  name: 'verify_output',
  version: '1',
  needs: ['long_term'],
  applies: ({ outputs }) => outputs.long_term !== undefined,
  async run({ outputs, blobs, records, component, fence }) {
    const document = currentDocument(outputs);
    if (document === null) throw new SohoaError('INTERNAL', { reason: 'no document to verify' });
    const report = await techniques.verify(await blobs.get(document), { slot: 'ANY' });
    const reason = reasonsOf(report);
    const wait = { kind: 'revocation', slot: null, reason } as const;
    if (report.verdict === 'CHUA_XAC_DINH' && knownDoubt(component, 'verify_output', reason)) return { wait };
    const output = await storeReport(report, blobs);
    if (report.verdict === 'CHUA_XAC_DINH') {
      await records.components.describe(component.id, fence, { summary: reportFacts(output) });
      return { wait };
    }
    if (report.verdict !== 'HOP_LE') {
      throw new SohoaError('OUTPUT_NOT_VALID', { reason_vi: reason.vi, reason_en: reason.en });
    }
    return { output };
  },
  async record(_records, output) {
    return { summary: { ...reportFacts(output), closedGates: [] } };
  },
});
