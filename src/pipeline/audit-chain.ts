import { canonicalJson, sha256Hex } from './canonical-json.ts';
import type { AuditAct, AuditEntry } from './ports.ts';

/** What the first entry points back to. */
export const chainStart = { sequence: 0, hash: '0'.repeat(64) } as const;

/** The next link after `head`. */
export function linkAudit(head: { readonly sequence: number; readonly hash: string }, act: AuditAct): AuditEntry {
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
