import { content, decode, members, octets, oid, tag } from '../../src/pki/asn1.ts';
import { hashByOid } from '../../src/pki/hashes.ts';
import type { Answer, AuthorityContext, Question } from '../authority.ts';
import type { TsaFault } from '../faults.ts';
import { encodeGranted, encodeRefused, encodeToken } from '../lib/time-stamp.ts';
import { hosts } from '../recipe.ts';

const reply = (body: Uint8Array): Answer => ({ status: 200, contentType: 'application/timestamp-reply', body });
const ownPolicy = '1.3.6.1.4.1.99999.1.1';
let serial = 0;

/** `POST /tsa` with a TimeStampReq; the host name chooses the authority. */
export async function answerTsa(
  question: Question,
  { pki, clock }: AuthorityContext,
  fault: TsaFault | null,
): Promise<Answer> {
  if (fault?.kind === 'rejection') return reply(encodeRefused(2));
  if (fault?.kind === 'waiting') return reply(encodeRefused(3));
  if (fault?.kind === 'delay') clock.set?.(new Date(clock.now().getTime() + fault.ms));
  const request = readRequest(question.body);
  const authority = authorityFor(question.host, fault);
  const certificate = pki.certificate(authority);
  const issuer = pki.entity(pki.entity(authority).issuer);
  const chain = issuer.role === 'ca' ? [pki.certificate(issuer.id)] : [];
  const imprint = new Uint8Array(request.imprint);
  if (fault?.kind === 'wrong-imprint') imprint[0] = (imprint[0] ?? 0) ^ 1;
  serial++;
  const token = encodeToken({
    imprintHash: request.hash,
    imprint,
    policy: fault?.kind === 'other-policy' ? '1.3.6.1.4.1.99999.1.9' : (request.policy ?? ownPolicy),
    serial: Buffer.from(serial.toString(16).padStart(8, '0'), 'hex'),
    genTime: new Date(clock.now().getTime() + (fault?.kind === 'time-shift' ? fault.ms : 0)),
    nonce:
      fault?.kind === 'wrong-nonce'
        ? Buffer.from('5a5a5a5a5a5a5a5a', 'hex')
        : fault?.kind === 'no-nonce'
          ? null
          : request.nonce,
    certificate,
    key: await pki.privateKey(authority),
    ...(fault?.kind === 'sha1' ? { hash: 'sha1' as const } : {}),
    ...(fault?.kind === 'other-ess' ? { essFor: pki.certificate('agency') } : {}),
    enclosed: fault?.kind === 'no-certificate' ? [] : [certificate, ...chain],
  });
  return reply(encodeGranted(token));
}

function authorityFor(host: string, fault: TsaFault | null): string {
  if (fault?.kind === 'expired') return 'cv-tsa-expired';
  if (fault?.kind === 'no-usage') return 'cv-tsa-no-usage';
  if (fault?.kind === 'usage-not-critical') return 'cv-tsa-noncritical';
  if (fault?.kind === 'sha1') return 'cv-tsa';
  return host === hosts.cong_cong.tsa ? 'cc-tsa' : 'cv-tsa';
}

function readRequest(der: Uint8Array) {
  const what = 'time-stamp request';
  const [, imprintNode, ...optional] = members(decode(der, what), what, 2);
  const [algorithm, imprint] = members(imprintNode, what, 2);
  const nonce = optional.find((node) => tag(node) === 0x02);
  const policy = optional.find((node) => tag(node) === 0x06);
  return {
    hash: hashByOid(oid(members(algorithm, what, 1)[0], what)) ?? 'sha256',
    imprint: octets(imprint, what),
    nonce: nonce === undefined ? null : content(nonce),
    policy: policy === undefined ? null : oid(policy, what),
  } as const;
}
