import { append, appendSigned, flate, signSimple, simpleDocument } from '../support/pdf-builder.ts';

const certification =
  '/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> /Data 1 0 R >>]';

/** Sound signed files of every structure that the reader knows, small so that mutations hit something. */
export function signedFiles(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const kind of ['table', 'stream'] as const) {
    const base = simpleDocument({ kind, pages: 2, compress: kind === 'stream' });
    const once = signSimple(base, { kind });
    const twice = signSimple(once, { kind, first: 210, name: 'Sig2', fields: ['5 0 R', '201 0 R'] });
    const certified = signSimple(base, { kind, dictEntries: certification, catalog: '/Perms << /DocMDP 200 0 R >>' });
    const lasting = append(once, {
      kind,
      objects: {
        1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R /DSS 300 0 R >>',
        300: '<< /Type /DSS /Certs [301 0 R] >>',
        301: flate('certificate'),
      },
    });
    const stamped = appendSigned(
      lasting,
      {
        kind,
        objects: {
          4: '<< /Fields [5 0 R 201 0 R 311 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /SigFlags 3 >>',
          311: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Stamp) /V 310 0 R /Rect [0 0 0 0] >>',
        },
      },
      { object: 310, entries: '/Type /DocTimeStamp /Filter /Adobe.PPKLite /SubFilter /ETSI.RFC3161' },
    );
    files.push(
      { name: `${kind} one`, bytes: once },
      { name: `${kind} two`, bytes: twice },
      { name: `${kind} certified`, bytes: certified },
      { name: `${kind} lasting`, bytes: stamped },
    );
  }
  return files;
}
