import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AuditSpool } from '../adapters/blobs/audit-spool.ts';
import { folderJournal } from '../adapters/blobs/signing-journal.ts';
import type { Clock } from '../domain/clock.ts';
import { canonicalJson } from '../pipeline/canonical-json.ts';
import type { MadeSignature, SignatureOrder } from '../pipeline/techniques.ts';
import type { SigningJournal } from '../signing/ports.ts';
import type { Config } from './config.ts';

/** The journal of `sohoa sign`: survives a kill, and tells the audit log before and after the key is used. */
export interface CommandJournal extends SigningJournal {
  /** After the signed file is where it was asked for. */
  finish(made: MadeSignature): Promise<void>;
}

/** What an office shows in its blocks: changed, it is another signature. */
type Shown = Pick<
  Config,
  'agencyName' | 'sealFile' | 'sealDiameterMm' | 'handwritingFile' | 'handwritingWidthMm' | 'fontFile'
>;

/** An intent whose key was never used is made anew after this: its time would be too old to show. */
const staleMs = 24 * 3_600_000;

/** One folder for one document and one order: another page, level or text is another signature. */
export function commandJournal(
  { dataDir, ...config }: Shown & Pick<Config, 'dataDir'>,
  document: Uint8Array,
  order: SignatureOrder,
  { clock, spool }: { readonly clock: Clock; readonly spool: AuditSpool },
): CommandJournal {
  const base = createHash('sha256').update(document).digest('hex');
  const { slot, custom, values, operatorName } = order;
  const { agencyName, sealFile, sealDiameterMm, handwritingFile, handwritingWidthMm, fontFile } = config;
  const shown = { agencyName, sealFile, sealDiameterMm, handwritingFile, handwritingWidthMm, fontFile };
  const name = createHash('sha256')
    .update(canonicalJson({ base, slot, custom, values, operatorName, shown }))
    .digest('hex');
  const kept = folderJournal(join(dataDir, 'signing', name.slice(0, 32)));
  const tell = (action: string, details: Readonly<Record<string, unknown>>) =>
    spool.add({ at: clock.now(), actor: 'cli', action, subject: `file:${base}`, details: { slot, ...details } });
  return {
    async load() {
      const known = await kept.load();
      const age = clock.now().getTime() - Date.parse(known?.prepared.intent.signedAt ?? '');
      return known !== null && known.cms === null && !(age < staleMs) ? null : known;
    },
    async prepared(prepared) {
      await kept.prepared(prepared);
      const { certificateSha256: certificate, field } = prepared.intent;
      const reviewed = custom?.reviewed === true ? { reviewed: true } : {};
      await tell('signature.prepared', { base, certificate, field, ...reviewed });
    },
    async signed(cms) {
      await kept.signed(cms);
      await tell('key.used', { base, cms: createHash('sha256').update(cms).digest('hex') });
    },
    async finish({ bytes, level }) {
      await tell('signature.made', { base, document: createHash('sha256').update(bytes).digest('hex'), level });
      await kept.clear();
    },
  };
}
