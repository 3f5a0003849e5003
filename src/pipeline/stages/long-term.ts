import { SohoaError } from '../../domain/errors.ts';
import { currentDocument, type StageOf } from '../outputs.ts';

/** Revocation data and a document timestamp over every signature we made: level asked = level made, or it waits. */
export const longTerm: StageOf<'long_term'> = (techniques) => ({
  name: 'long_term',
  version: '1',
  needs: ['sign_operator', 'sign_agency'],
  applies: ({ outputs }) => outputs.sign_operator !== undefined || outputs.sign_agency !== undefined,
  parameters: () => ({ level: techniques.settings.signatureLevel }),
  async run({ outputs, blobs }) {
    const base = currentDocument(outputs);
    if (base === null) throw new SohoaError('INTERNAL', { reason: 'no signed document to extend' });
    const extended = await techniques.signer.extend(await blobs.get(base));
    return { output: { document: await blobs.put(extended.bytes), level: extended.level } };
  },
});
