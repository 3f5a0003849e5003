import { SohoaError } from '../domain/errors.ts';
import { canonicalJson, sha256Hex } from './canonical-json.ts';
import type { AuditAct, AuditEntry } from './ports/audit.ts';

export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** What the first entry points back to. */
export const chainStart: ChainHead = { sequence: 0, hash: '0'.repeat(64) };

/** The next link after `head`. */
export function linkAudit(head: ChainHead, act: AuditAct): AuditEntry {
  const content = {
    sequence: head.sequence + 1,
    previous: head.hash,
    at: act.at.toISOString(),
    actor: act.actor,
    action: act.action,
    subject: act.subject,
    details: act.details,
  };
  return { ...content, hash: sha256Hex(canonicalJson(content)) };
}

/** The entry's hash when it is the link after `head`. Throws AUDIT_BROKEN naming the first entry that is not. */
export function followLink(head: ChainHead, entry: AuditEntry): ChainHead {
  const sequence = head.sequence + 1;
  const broken = (reason: string) => new SohoaError('AUDIT_BROKEN', { sequence, reason });
  if (entry.sequence !== sequence) throw broken(`entry missing, ${entry.sequence} found`);
  if (entry.previous !== head.hash) throw broken('does not follow the entry before it');
  const { hash, ...content } = entry;
  if (sha256Hex(canonicalJson(content)) !== hash) throw broken('content was changed');
  return { sequence, hash };
}
