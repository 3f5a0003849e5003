import { type Clock, vietnamTime } from '../domain/clock.ts';
import { signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import { listFormFields } from '../pdf/reader/form.ts';
import type { PdfFile } from '../pdf/reader/model.ts';
import { name } from '../pdf/reader/objects.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures } from '../pdf/reader/signature-fields.ts';
import { beginUpdate, type IncrementalUpdate } from '../pdf/writer/incremental-update.ts';
import { addSignature, type SignaturePlan } from '../pdf/writer/signature-field.ts';
import { dateString, textString } from '../pdf/writer/text-string.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';
import { schemeHash } from '../pki/keys/signing-key.ts';
import { type DrawingTools, drawAppearance } from './appearance.ts';
import { contentsBytes } from './contents-size.ts';
import { emptyField } from './empty-field.ts';
import { checkFile } from './file-gate.ts';
import { digestPrepared, type PreparedSignature, type SigningIntent } from './prepared.ts';
import type { IntendedSigner, SignatureRequest } from './request.ts';

export interface PrepareDeps extends DrawingTools {
  readonly clock: Clock;
  /** Size of the last token of the authority that will stamp, when known. */
  readonly lastTokenBytes?: number;
}

/**
 * First phase: decides field, place, appearance, time and room, and writes the revision with an empty `/Contents`. The key
 * is not touched; what comes back is to be stored before it is. Structure and permissions are checked here
 * (`file-gate.ts`), the certificate and the rules of the slot by `gates.ts`.
 * Errors: SIGN_REFUSED with its rule, PDF_UNREADABLE, PDF_ENCRYPTED, PDF_LIMIT, CONFIG_INVALID (image).
 */
export async function prepareSignature(
  base: Uint8Array,
  request: SignatureRequest,
  signer: IntendedSigner,
  deps: PrepareDeps,
): Promise<PreparedSignature> {
  const rule = signatureProfileOn(request.profile, request.receptionDay);
  const profile = rule.value;
  const file = openPdf(base);
  const signatures = listSignatures(file);
  const target = request.place.kind === 'field' ? emptyField(file, request.place.name) : null;
  const fieldName = target?.name ?? newFieldName(file, profile.id);
  checkFile(file, signatures, { name: fieldName, exists: target !== null });
  const moment = deps.clock.now();
  const update = beginUpdate(file);
  const drawn = await drawAppearance(file, update, { request, profile, signatures, moment, target, tools: deps });
  const [commonName] = valuesOf(signer.certificate.subject, nameOid.commonName);
  const reason = request.reason ?? profile.reason;
  const plan: SignaturePlan = {
    dictionary: {
      Type: name('Sig'),
      Filter: name('Adobe.PPKLite'),
      SubFilter: name('ETSI.CAdES.detached'),
      M: dateString(moment),
      ...(commonName === undefined ? {} : { Name: textString(commonName) }),
      ...(reason === null ? {} : { Reason: textString(reason) }),
      ...(request.location === null ? {} : { Location: textString(request.location) }),
      ...(target?.fieldMdp === undefined ? {} : { Reference: target.fieldMdp }),
    },
    contentsBytes: contentsBytes(signer, request.level, deps.lastTokenBytes ?? null),
    page: drawn.page,
    rect: drawn.rect,
    appearance: drawn.appearance,
    field: target === null ? { newName: fieldName } : { existing: target.field, widget: target.widget },
  };
  return finishPrepared(file, update, plan, {
    version: 1,
    kind: 'signature',
    profile: profile.id,
    ruleProfile: rule.id,
    field: fieldName,
    page: drawn.placement === null ? null : drawn.page.index + 1,
    box: drawn.placement?.box ?? null,
    signedAt: vietnamTime(moment),
    level: request.level,
    certificateSha256: signer.certificate.sha256,
    scheme: signer.scheme,
    font: drawn.placement?.block.text ? deps.font.name : null,
    remarks: drawn.placement?.remarks ?? [],
    digestAlgorithm: signer.scheme === null ? 'sha256' : digestOf(schemeHash(signer.scheme)),
  });
}

/** Closes an update that holds one signature or document timestamp, and fixes what its digest must be. */
export function finishPrepared(
  file: PdfFile,
  update: IncrementalUpdate,
  plan: SignaturePlan,
  intent: Omit<SigningIntent, 'baseLength' | 'baseSha256' | 'byteRange' | 'digest'>,
): PreparedSignature {
  const { appended, holes } = addSignature(file, update, plan).finish();
  const digests = digestPrepared(file.bytes, appended, holes.byteRange, intent.digestAlgorithm);
  return {
    base: file.bytes,
    appended,
    intent: {
      ...intent,
      baseLength: file.bytes.length,
      baseSha256: digests.base,
      byteRange: holes.byteRange,
      digest: digests.range,
    },
  };
}

function digestOf(hash: string): SigningIntent['digestAlgorithm'] {
  if (hash === 'sha256' || hash === 'sha384' || hash === 'sha512') return hash;
  throw new RangeError(`no scheme uses ${hash}`);
}

/** `PROFILE_1`, `PROFILE_2` …: unique over all revisions, so that no old field of that name comes back to life. */
export function newFieldName(file: PdfFile, stem: string): string {
  const budget = { nodesLeft: file.limits.formNodes };
  const used = new Set(
    file.revisions.flatMap((revision) => listFormFields(revision, file.limits, budget).map((field) => field.name)),
  );
  for (let number = 1; ; number++) if (!used.has(`${stem}_${number}`)) return `${stem}_${number}`;
}
