import { vietnamDay } from '../domain/rules/rule-profile.ts';
import { type Text, text } from '../domain/text.ts';
import type { WarehouseDocument } from '../pipeline/ports/warehouse.ts';
import type { App } from './app.ts';
import { typeName } from './review/tasks.ts';

export interface LookupQuestion {
  /** Số định danh, mã số thuế or agency code of the owner. */
  readonly owner: string;
  readonly documentType?: string | undefined;
  /** Số, ký hiệu as printed; case and blanks do not matter. */
  readonly number?: string | undefined;
  /** The day on which the paper is to be used, `YYYY-MM-DD`; default today. */
  readonly day?: string | undefined;
}

/** A paper that the warehouse holds, and whether it may stand in for a new scan. */
export interface Offer {
  readonly document: WarehouseDocument;
  readonly typeName: Text;
  readonly usable: boolean;
  readonly reason: Text;
}

/**
 * Before capture: what the warehouse holds of an owner, so that nobody is asked twice for the same paper (NĐ 45/2020 Đ4,
 * rules.md R1.2). Papers that may not be used are shown too, with the reason. Usable first, newest first.
 */
export async function lookUp(app: App, question: LookupQuestion): Promise<readonly Offer[]> {
  const day = question.day ?? vietnamDay(app.clock.now());
  const owner = question.owner.replaceAll(/\s/g, '');
  const held = await app.database.warehouse.ofOwner(owner, question.documentType ?? null);
  const wanted = question.number === undefined ? null : folded(question.number);
  const offers = held
    .filter(({ codeParts, metadata }) =>
      wanted === null
        ? true
        : [codeParts.symbol, String(metadata.SoKyHieu ?? '')].some((one) => folded(one) === wanted),
    )
    .map((document): Offer => ({ document, typeName: typeName(app, document.documentType), ...judge(document, day) }));
  await app.database.audit.append({
    at: app.clock.now(),
    actor: 'api',
    action: 'warehouse.looked_up',
    subject: 'warehouse',
    details: { type: question.documentType ?? null, documents: offers.map(({ document }) => document.id) },
  });
  return offers.toSorted((a, b) => Number(b.usable) - Number(a.usable));
}

function judge(document: WarehouseDocument, day: string): { readonly usable: boolean; readonly reason: Text } {
  const { validUntil, metadata } = document;
  if (validUntil !== null && validUntil < day)
    return {
      usable: false,
      reason: text(`Hết hiệu lực từ sau ngày ${shown(validUntil)}.`, `Expired after ${validUntil}.`),
    };
  if (metadata.AnGiayTo === true && metadata.LoaiSoHoa !== 1)
    return { usable: false, reason: text('Đang được ẩn.', 'Hidden at present.') };
  return {
    usable: true,
    reason:
      validUntil === null
        ? text('Không ghi thời hạn: còn dùng được.', 'No expiry stated: usable.')
        : text(`Còn hiệu lực đến ${shown(validUntil)}.`, `Valid until ${validUntil}.`),
  };
}

const shown = (day: string): string => day.split('-').reverse().join('/');

const folded = (number: string): string => number.normalize('NFC').replaceAll(/\s/g, '').toUpperCase();
