import { type Clock, vietnamTime } from '../domain/clock.ts';
import { type SignatureProfile, signatureProfileOn } from '../domain/rules/signature-profiles.ts';
import { archiveClaim } from '../pdf/appearance/archive-claim.ts';
import { drawBlock, emptyAppearance } from '../pdf/appearance/block.ts';
import { drawnImage, widgetOf } from '../pdf/appearance/drawn-image.ts';
import type { BlockFont } from '../pdf/appearance/font.ts';
import { type PageRenderer, readPageInk } from '../pdf/appearance/page-ink.ts';
import { type BoxMm, type PageView, pageView } from '../pdf/appearance/page-view.ts';
import { readStampImage, type StampImage } from '../pdf/appearance/stamp-image.ts';
import { listFormFields } from '../pdf/reader/form.ts';
import type { PdfFile, PdfPage, RectPt } from '../pdf/reader/model.ts';
import { isDict, name, type PdfObject, type PdfRef } from '../pdf/reader/objects.ts';
import { readRect } from '../pdf/reader/pages.ts';
import { openPdf } from '../pdf/reader/pdf-file.ts';
import { listSignatures, type SignatureField } from '../pdf/reader/signature-fields.ts';
import { beginUpdate, type IncrementalUpdate } from '../pdf/writer/incremental-update.ts';
import { addSignature, type SignaturePlan } from '../pdf/writer/signature-field.ts';
import { dateString, textString } from '../pdf/writer/text-string.ts';
import { nameOid, valuesOf } from '../pki/distinguished-name.ts';
import { schemeHash } from '../pki/keys/signing-key.ts';
import { contentsBytes } from './contents-size.ts';
import { emptyField } from './empty-field.ts';
import { checkFile } from './file-gate.ts';
import { blockLines, type Placement, type PlacementTask, placeBlock } from './placement.ts';
import { digestPrepared, type PreparedSignature, type SigningIntent } from './prepared.ts';
import { refusal } from './refusal.ts';
import { hardEdges } from './remarks.ts';
import type { IntendedSigner, SignatureRequest, StampOrder } from './request.ts';

export interface PrepareDeps {
  readonly clock: Clock;
  /** Tinos, or the operator's Times New Roman (R2.3). */
  readonly font: BlockFont;
  readonly renderer: PageRenderer;
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
  const drawn = await drawAppearance(file, signatures, update, { request, profile, moment, target, deps });
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

interface DrawTask {
  readonly request: SignatureRequest;
  readonly profile: SignatureProfile;
  readonly moment: Date;
  readonly target: ReturnType<typeof emptyField> | null;
  readonly deps: PrepareDeps;
}

interface Drawn {
  readonly page: PdfPage;
  readonly rect: RectPt;
  readonly appearance: PdfRef;
  /** Null when nothing shows. */
  readonly placement: Placement | null;
}

async function drawAppearance(
  file: PdfFile,
  signatures: readonly SignatureField[],
  update: IncrementalUpdate,
  task: DrawTask,
): Promise<Drawn> {
  const add = (object: PdfObject): PdfRef => {
    const reference = update.newRef();
    update.set(reference, object);
    return reference;
  };
  const { request, profile, target, deps } = task;
  const personal = profile.place.kind === 'over-signature' ? personalSignature(signatures) : null;
  const page = choosePage(file, task, personal);
  const hidden = profile.place.kind === 'none' || target?.rect === null;
  if (hidden) return { page, rect: [0, 0, 0, 0], appearance: emptyAppearance(add), placement: null };

  const view = pageView(file.latest, page);
  const claim = archiveClaim(file.latest);
  const image = profile.image === 'none' || request.image === null ? null : await stamp(request.image, task);
  if (image !== null && !claim.transparency && image.stencil === null)
    throw refusal('image-unsuitable', {
      why_vi: 'mực của ảnh trong mờ, mà tệp PDF/A này không cho phép trong suốt',
      why_en: 'its ink is translucent, and this PDF/A file allows no transparency',
    });
  const lines = blockLines(profile.lines, request.values, {
    signing: vietnamTime(task.moment),
    capture: request.capturedAt === null ? null : vietnamTime(request.capturedAt),
  });
  const missing = deps.font.missing(lines.join(''));
  if (missing.length > 0) throw refusal('font-lacks', { characters: missing.join(' ') });
  const given = givenBox(request, target?.rect ?? null, view.fromUserSpace);
  const placed = placeBlock({
    profile,
    content: { lines, imageMm: image === null || request.image === null ? null : physicalSize(image, request.image) },
    font: deps.font,
    ink: await readPageInk(file.latest, page, deps.renderer),
    blocked: annotationBoxes(file, page).map(view.fromUserSpace),
    personal: personal === null ? null : partsOf(file, personal, view),
    given,
  });
  const hard = image !== null && !claim.transparency;
  const placement = hard ? { ...placed, remarks: [...placed.remarks, hardEdges] } : placed;
  const rect = target?.rect ?? view.toUserSpace(placement.box);
  const parts = { font: deps.font, image, rotate: view.rotate };
  return { page, rect, appearance: drawBlock(placement.block, parts, claim, add), placement };
}

function givenBox(
  request: SignatureRequest,
  fieldRect: RectPt | null,
  fromUserSpace: (rect: RectPt) => BoxMm,
): BoxMm | null {
  if (request.place.kind === 'box') return request.place.box;
  return fieldRect === null ? null : fromUserSpace(fieldRect);
}

/** The page of the field, of the request, of the personal signature, the last (a person signs at the end), or the first. */
function choosePage(file: PdfFile, task: DrawTask, personal: SignatureField | null): PdfPage {
  const { request, profile, target } = task;
  const pages = file.latest.pages();
  const asked = request.place.kind === 'field' ? null : request.place.page;
  const index =
    target?.pageIndex ??
    (asked === null ? null : asked - 1) ??
    personal?.pageIndex ??
    (profile.place.kind === 'above-name' ? pages.length - 1 : 0);
  const page = pages[index];
  if (page === undefined) throw refusal('page-missing', { page: index + 1 });
  return page;
}

/** The visible signature that the seal goes over: the last of the competent person, else the last one shown. */
function personalSignature(signatures: readonly SignatureField[]): SignatureField | null {
  const shown = signatures.filter((one) => one.kind === 'signature' && one.visible && one.rectPt !== null);
  return shown.findLast((one) => /^(PERSON_COMPETENT|CERTIFIED_COPY)_\d/.test(one.fieldName)) ?? shown.at(-1) ?? null;
}

/** The image of the personal signature and the lines below it, where its appearance tells them apart. */
function partsOf(file: PdfFile, { field, rectPt }: SignatureField, view: PageView): PlacementTask['personal'] {
  if (rectPt === null) return null;
  const block = view.fromUserSpace(rectPt);
  const shares = drawnImage(file, widgetOf(file, field));
  if (shares === null) return { image: block, lines: null };
  const [left, bottom, right, top] = shares;
  const image = {
    x: block.x + left * block.width,
    y: block.y + (1 - top) * block.height,
    width: (right - left) * block.width,
    height: (top - bottom) * block.height,
  };
  const below = bottom * block.height;
  return { image, lines: below < 1 ? null : { ...block, y: image.y + image.height, height: below } };
}

function annotationBoxes(file: PdfFile, page: PdfPage): readonly RectPt[] {
  return page.annots.flatMap((item) => {
    const annotation = file.latest.resolve(item);
    const rect = isDict(annotation) ? readRect(file.latest, annotation.entries.get('Rect')) : null;
    return rect === null || rect[2] - rect[0] <= 0 || rect[3] - rect[1] <= 0 ? [] : [rect];
  });
}

/** R2.4: in force that day, transparent. */
async function stamp(order: StampOrder, task: DrawTask): Promise<StampImage> {
  const day = vietnamTime(task.moment).slice(0, 10);
  if ((order.validFrom ?? day) > day || (order.validTo ?? day) < day)
    throw refusal('image-unsuitable', { why_vi: `không có hiệu lực ngày ${day}`, why_en: `not in force on ${day}` });
  const image = await readStampImage(order.png);
  if (image.alpha === null)
    throw refusal('image-unsuitable', { why_vi: 'nền không trong suốt', why_en: 'it is not transparent' });
  if (task.profile.image === 'seal' && image.ink !== 'red')
    throw refusal('image-unsuitable', { why_vi: 'dấu không có màu đỏ', why_en: 'the seal is not red' });
  return image;
}

const physicalSize = (image: StampImage, order: StampOrder): { readonly width: number; readonly height: number } => ({
  width: order.widthMm,
  height: (order.widthMm * image.heightPx) / image.widthPx,
});
