import { type Encodable, integer, nullValue, sequence, taggedBytes } from '../../src/pki/asn1-write.ts';
import { extensionOid } from '../../src/pki/extensions.ts';
import type { Answer, AuthorityContext, Question } from '../authority.ts';
import type { CrlFault } from '../faults.ts';
import type { TestExtension } from '../lib/issue.ts';
import { crlPem, encodeCrl, type RevokedEntry, serialBytes } from '../lib/status.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;

/** `GET /<issuer id>.crl`: everything that this issuer had revoked by the clock. */
export async function answerCrl(
  question: Question,
  { pki, clock }: AuthorityContext,
  fault: CrlFault | null,
): Promise<Answer> {
  const id = /^\/([\w-]+)\.crl$/.exec(question.path)?.[1];
  const issuer = pki.entities.find((entity) => entity.id === id);
  if (issuer === undefined) return { status: 404, contentType: 'text/plain', body: Buffer.from('not found') };
  const now = clock.now();
  const entries: RevokedEntry[] = pki.entities.flatMap((entity) =>
    entity.issuer === issuer.id && entity.revoked !== undefined && new Date(entity.revoked.at) <= now
      ? [
          {
            serial: serialBytes(pki.certificate(entity.id)),
            at: new Date(entity.revoked.at),
            reason: entity.revoked.reason,
          },
        ]
      : [],
  );
  if (fault?.kind === 'entries') entries.push(...padding(fault.count, now));
  const shift = fault?.kind === 'stale' ? -5 * week : fault?.kind === 'future' ? week : 0;
  const thisUpdate = new Date(now.getTime() + shift - (shift === 0 ? 0 : hour));
  const signer = fault?.kind === 'wrong-signer' ? 'rogue-ca' : issuer.id;
  const der = encodeCrl({
    issuer: pki.certificate(issuer.id).subject.der,
    key: await pki.privateKey(signer),
    thisUpdate,
    nextUpdate: new Date(thisUpdate.getTime() + week),
    number: Math.floor(now.getTime() / hour),
    entries,
    extensions: extensionsFor(fault),
  });
  return { status: 200, contentType: 'application/pkix-crl', body: fault?.kind === 'pem' ? crlPem(der) : der };
}

function padding(count: number, now: Date): readonly RevokedEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const serial = Buffer.alloc(12);
    serial.writeUInt32BE(0x7e000000 + index, 0);
    serial.writeUInt32BE((index * 2654435761) % 0xffffffff, 4);
    return { serial, at: now, reason: 'superseded' as const };
  });
}

const scope = (...fields: readonly Encodable[]): readonly TestExtension[] => [
  { oid: extensionOid.issuingDistributionPoint, critical: true, value: sequence(...fields) },
];
const yes = Uint8Array.of(0xff);

function extensionsFor(fault: CrlFault | null): readonly TestExtension[] {
  switch (fault?.kind) {
    case 'scope-user':
      return scope(taggedBytes(1, yes));
    case 'scope-ca':
      return scope(taggedBytes(2, yes));
    case 'indirect':
      return scope(taggedBytes(4, yes));
    case 'delta':
      return [{ oid: extensionOid.deltaCrlIndicator, critical: true, value: integer(1) }];
    case 'unknown-critical':
      return [{ oid: '1.3.6.1.4.1.99999.7', critical: true, value: nullValue() }];
    default:
      return [];
  }
}
