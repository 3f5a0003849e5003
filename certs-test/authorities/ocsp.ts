import { children, decode, integerHex, members, octets, oid, tag } from '../../src/pki/asn1.ts';
import { extendedKeyUsageOid } from '../../src/pki/certificate.ts';
import { extensionOid, findExtension, readExtensions } from '../../src/pki/extensions.ts';
import type { Answer, AuthorityContext, Question } from '../authority.ts';
import type { OcspFault } from '../faults.ts';
import { extension, generateKey, issueCertificate } from '../lib/issue.ts';
import { encodeOcspFailure, encodeOcspResponse, type OcspCertificateStatus, serialBytes } from '../lib/status.ts';
import type { Entity } from '../recipe.ts';

const hour = 3_600_000;
const day = 24 * hour;
const reply = (body: Uint8Array): Answer => ({ status: 200, contentType: 'application/ocsp-response', body });

/** `POST /<issuer id>` with an OCSPRequest, or `GET /<issuer id>/<base64>`. */
export async function answerOcsp(
  question: Question,
  context: AuthorityContext,
  fault: OcspFault | null,
): Promise<Answer> {
  const { pki, clock } = context;
  const [, id, encoded] = /^\/([\w-]+)(?:\/(.+))?$/.exec(question.path) ?? [];
  const issuer = pki.entities.find((entity) => entity.id === id);
  if (issuer === undefined || fault?.kind === 'unauthorized') return reply(encodeOcspFailure(6));
  if (fault?.kind === 'try-later') return reply(encodeOcspFailure(3));
  const request = readRequest(
    question.method === 'GET' ? Buffer.from(decodeURIComponent(encoded ?? ''), 'base64') : question.body,
  );
  const now = clock.now();
  const shift = fault?.kind === 'stale' ? -30 * day : fault?.kind === 'future' ? day : 0;
  const thisUpdate = new Date(now.getTime() + shift);
  const nonce = fault?.kind === 'wrong-nonce' ? Buffer.alloc(16, 7) : fault?.kind === 'no-nonce' ? null : request.nonce;
  const serial = fault?.kind === 'other-serial' ? Buffer.from('7f00', 'hex') : Buffer.from(request.serialHex, 'hex');
  return reply(
    encodeOcspResponse({
      certificate: { serial },
      issuer: pki.certificate(issuer.id),
      status: statusOf(request.serialHex, issuer, context, fault),
      ...(await responderFor(issuer, context, fault)),
      producedAt: thisUpdate,
      thisUpdate,
      nextUpdate: fault?.kind === 'no-next-update' ? null : new Date(thisUpdate.getTime() + day),
      nonce,
      hash: request.hash,
    }),
  );
}

function readRequest(der: Uint8Array): {
  readonly serialHex: string;
  readonly nonce: Uint8Array | null;
  readonly hash: 'sha1' | 'sha256';
} {
  const what = 'OCSP request';
  const [tbs] = members(decode(der, what), what, 1);
  const fields = members(tbs, what, 1);
  const list = fields.find((field) => tag(field) === 0x30);
  const [certId] = members(members(list, what, 1)[0], what, 1);
  const [algorithm, , , serial] = members(certId, what, 4);
  const extensionsNode = fields.find((field) => tag(field) === 0xa2);
  const extensions = extensionsNode === undefined ? [] : readExtensions(children(extensionsNode)[0], what);
  const nonce = findExtension(extensions, extensionOid.ocspNonce);
  return {
    serialHex: integerHex(serial, what),
    nonce: nonce === undefined ? null : octets(decode(nonce.der, what), what),
    hash: oid(members(algorithm, what, 1)[0], what) === '1.3.14.3.2.26' ? 'sha1' : 'sha256',
  };
}

function statusOf(
  serialHex: string,
  issuer: Entity,
  { pki, clock }: AuthorityContext,
  fault: OcspFault | null,
): OcspCertificateStatus {
  if (fault?.kind === 'unknown') return { kind: 'unknown' };
  if (fault?.kind === 'revoked') return { kind: 'revoked', at: fault.at, reason: 'keyCompromise' };
  const entity = pki.entities.find(
    (candidate) => candidate.issuer === issuer.id && pki.certificate(candidate.id).serialHex === serialHex,
  );
  if (entity === undefined) return { kind: 'unknown' };
  if (entity.revoked === undefined || new Date(entity.revoked.at) > clock.now()) return { kind: 'good' };
  return { kind: 'revoked', at: new Date(entity.revoked.at), reason: entity.revoked.reason };
}

type Responder = Pick<Parameters<typeof encodeOcspResponse>[0], 'responder' | 'responderKey' | 'certificates'>;

/** The delegated responder of this issuer, or the issuer itself; other ones on request of a fault. */
async function responderFor(issuer: Entity, { pki }: AuthorityContext, fault: OcspFault | null): Promise<Responder> {
  if (fault?.kind === 'wrong-responder') {
    return { responder: pki.certificate('rogue-ca'), responderKey: await pki.privateKey('rogue-ca') };
  }
  if (fault?.kind === 'responder-expired' || fault?.kind === 'responder-no-usage') {
    const key = generateKey('p-256');
    const issuerKey = await pki.privateKey(issuer.id);
    const expired = fault.kind === 'responder-expired';
    const responder = issueCertificate(
      {
        subject: [['2.5.4.3', `OCSP ${fault.kind}`]],
        serial: serialBytes(pki.certificate(issuer.id)).subarray(0, 4),
        notBefore: new Date('2020-01-01T00:00:00Z'),
        notAfter: new Date(expired ? '2021-01-01T00:00:00Z' : '2044-01-01T00:00:00Z'),
        publicKey: key,
        extensions: [
          extension.keyUsage('digitalSignature'),
          ...(expired ? [extension.extendedKeyUsage([extendedKeyUsageOid.ocspSigning]), extension.ocspNoCheck()] : []),
        ],
      },
      { subject: issuer.subject, privateKey: issuerKey },
    );
    return { responder, responderKey: key };
  }
  const delegated = pki.entities.find((entity) => entity.role === 'ocsp' && entity.issuer === issuer.id);
  const responder = delegated ?? issuer;
  return {
    responder: pki.certificate(responder.id),
    responderKey: await pki.privateKey(responder.id),
    certificates: delegated === undefined ? [] : [pki.certificate(responder.id)],
  };
}
