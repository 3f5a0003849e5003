import { encode, encodedValue, integer, objectId, sequence, setOf, tagged } from '../../src/pki/asn1-write.ts';
import type { Answer, AuthorityContext, Question } from '../authority.ts';
import type { CaFault } from '../faults.ts';

const notFound: Answer = { status: 404, contentType: 'text/plain', body: Buffer.from('not found') };

/** AIA: `GET /<id>.cer` gives the DER certificate of that authority. */
export async function answerCa(question: Question, { pki }: AuthorityContext, fault: CaFault | null): Promise<Answer> {
  const id = /^\/([\w-]+)\.cer$/.exec(question.path)?.[1];
  const entity = pki.entities.find((candidate) => candidate.id === id);
  if (entity === undefined || fault?.kind === 'missing') return notFound;
  const certificate = pki.certificate(entity.id);
  const der = (body: Uint8Array): Answer => ({ status: 200, contentType: 'application/pkix-cert', body });
  switch (fault?.kind) {
    case 'other-key':
      return der(pki.certificate('rogue-ca').der);
    case 'loop':
      // a certificate that names itself as the next step
      return der(pki.certificate('agency').der);
    case 'bundle': {
      const all = [certificate, pki.certificate(entity.issuer)].map((one) => encodedValue(one.der));
      const certificates = encode(setOf(all));
      certificates[0] = 0xa0;
      const signedData = sequence(
        integer(1),
        setOf([]),
        sequence(objectId('1.2.840.113549.1.7.1')),
        encodedValue(certificates),
        setOf([]),
      );
      const body = encode(sequence(objectId('1.2.840.113549.1.7.2'), tagged(0, signedData)));
      return { status: 200, contentType: 'application/pkcs7-mime', body };
    }
    default:
      return der(certificate.der);
  }
}
