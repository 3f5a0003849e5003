import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { listSignatures, listUnsignedSignatureFields } from '../../../../src/pdf/reader/signature-fields.ts';
import { append, appendSigned, signSimple, simpleDocument } from '../../../support/pdf-builder.ts';

const twice = (kind: 'table' | 'stream' | 'hybrid'): Uint8Array => {
  const later = kind === 'hybrid' ? 'table' : kind;
  const base = simpleDocument({ kind, compress: kind !== 'table' });
  const once = signSimple(base, { kind: later });
  return signSimple(once, { kind: later, first: 210, name: 'Sig2', fields: ['5 0 R', '201 0 R'] });
};

describe('signatures of a sound file', () => {
  for (const kind of ['table', 'stream', 'hybrid'] as const) {
    it(`are found with their revisions in a file with ${kind} cross-references`, () => {
      const signatures = listSignatures(openPdf(twice(kind)));
      expect(signatures.map((one) => [one.fieldName, one.revisionIndex, one.coverage, one.findings])).toEqual([
        ['Sig1', 1, 'WHOLE_REVISION', []],
        ['Sig2', 2, 'WHOLE_FILE', []],
      ]);
    });
  }

  it('are none in a file whose signature field is empty, and the field is told apart', () => {
    const base = simpleDocument();
    const file = openPdf(
      append(base, {
        objects: {
          4: '<< /Fields [5 0 R 201 0 R] >>',
          201: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Empty) /Rect [0 0 0 0] /P 10 0 R >>',
        },
      }),
    );
    expect(listSignatures(file)).toEqual([]);
    expect(listUnsignedSignatureFields(file).map((one) => one.fieldName)).toEqual(['Empty']);
  });

  it('tell a document timestamp from a signature', () => {
    const bytes = signSimple(simpleDocument(), { dictEntries: '' });
    const stamped = appendSigned(
      bytes,
      {
        objects: {
          4: '<< /Fields [5 0 R 201 0 R 211 0 R] /SigFlags 3 >>',
          211: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Stamp) /V 210 0 R /Rect [0 0 0 0] /P 10 0 R >>',
        },
      },
      { object: 210, entries: '/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161' },
    );
    expect(listSignatures(openPdf(stamped)).map((one) => one.kind)).toEqual(['signature', 'document-timestamp']);
  });

  it('end before or after the end of line behind %%EOF alike', () => {
    const bytes = signSimple(simpleDocument(), { update: { eofEol: '' } });
    const before = listSignatures(openPdf(bytes))[0];
    const after = listSignatures(openPdf(append(bytes, { before: '\n', objects: { 7: '<< >>' } })))[0];
    expect([before?.coverage, after?.coverage]).toEqual(['WHOLE_FILE', 'WHOLE_REVISION']);
  });
});
