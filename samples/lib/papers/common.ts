import type { Draft } from '../draft.ts';
import type { Family } from '../fonts.ts';
import type { Person } from '../people.ts';
import type { Place } from '../places.ts';
import type { Chance } from '../random.ts';
import { drawSeal, drawSignature, type Seal } from '../seal.ts';
import { PT_PER_MM, type Run, type Sheet, type Style } from '../sheet.ts';
import { addDays, type Day, isoDate, slashDate } from '../words.ts';

/** How a paper looks: the same content in another office's hands. */
export interface Look {
  readonly family: Family;
  /** Which of the type's templates. */
  readonly template: number;
  /** Seals and pen signatures are drawn (a born-digital base has none). */
  readonly inked: boolean;
}

/** One paper as drawn, before any scanner. */
export interface Paper {
  /** Id of `src/domain/document-types`. */
  readonly type: string;
  readonly draft: Draft;
  /** A card or a small sheet is scanned cropped to its edges or on a larger glass. */
  readonly format: 'A4' | 'A4-landscape' | 'A3-landscape' | 'card' | 'A5-landscape' | 'half';
  /** What the QR codes on it say, in order of pages. */
  readonly barcodes?: readonly string[];
  /** Places known to whoever signs it electronically. */
  readonly places?: Readonly<
    Record<
      string,
      { readonly page: number; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
    >
  >;
}

/**
 * Rounds of templates, each drawn by somebody who had not read what extracts, and judged at first sight before its failures
 * were shown to those who improve extraction. A round judges once; after that it is material. Drawn only when named.
 */
export const rounds = ['fresh', 'unseen', 'third', 'fourth', 'fifth', 'sixth'] as const;
export type Round = (typeof rounds)[number];
/** What a template is for: `build` to improve on, `holdout` kept for judging, or one of the rounds. */
export type TemplateSet = 'build' | 'holdout' | Round;
export const isRound = (set: TemplateSet): set is Round => rounds.some((round) => round === set);

export interface PaperMaker {
  readonly type: string;
  /** Those of the rounds come behind all others, round after round, so that no number of a template moves. */
  readonly templates: readonly { readonly name: string; readonly set: TemplateSet }[];
  draw(random: Chance, look: Look): Promise<Paper>;
}

/** One more way to draw a paper of a type. */
export interface RoundTemplate {
  readonly name: string;
  draw(random: Chance, look: Look): Promise<Paper>;
}

/** What a round holds: its templates by the id of their document type. */
export type RoundTemplates = Readonly<Record<string, readonly RoundTemplate[]>>;

/** The maker with a round of templates behind its own; what it draws by its own does not change. */
export const withRound = (maker: PaperMaker, set: Round, round: readonly RoundTemplate[]): PaperMaker => ({
  type: maker.type,
  templates: [...maker.templates, ...round.map(({ name }) => ({ name, set }))],
  draw: (random, look) => (round[look.template - maker.templates.length] ?? maker).draw(random, look),
});

/** A label with its value. `at` is where the cell starts, as a fraction of the row's width. */
export interface Cell {
  readonly label: string;
  readonly value: string;
  readonly field?: string;
  readonly at?: number;
  /** Written after the value, for example a unit. */
  readonly tail?: string;
}

/** How values stand beside their labels. */
export interface Filling {
  readonly bold?: boolean;
  readonly dotted?: boolean;
  readonly hand?: boolean;
  readonly italicLabel?: boolean;
  /** Extra space between rows, mm. */
  readonly between?: number;
}

/** One row of labelled values; a row of a single cell wraps. @returns the next baseline, mm. */
export function row(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  cells: readonly Cell[],
  style: Style,
  filling: Filling,
): number {
  let next = y;
  for (const [index, cell] of cells.entries()) {
    const from = x + (cell.at ?? 0) * width;
    const to = x + (cells[index + 1]?.at ?? 1) * width - (index + 1 < cells.length ? 2 : 0);
    const runs: Run[] = [
      { text: cell.label, ...(filling.italicLabel ? { italic: true } : {}) },
      ...(cell.value === ''
        ? []
        : [
            {
              text: ` ${cell.value}`,
              bold: filling.bold === true && filling.hand !== true,
              ...(filling.hand ? { hand: true } : {}),
              ...(cell.field === undefined ? {} : { field: cell.field }),
            },
          ]),
      ...(cell.tail === undefined ? [] : [{ text: cell.tail }]),
    ];
    const end = sheet.paragraph(from, y, to - from, runs, style);
    const last = end - sheet.step(style);
    if (filling.dotted || filling.hand) {
      const labelEnd = from + sheet.widthOf(cell.label, style) + 0.5;
      const start = filling.hand && last === y ? labelEnd : sheet.endX + 0.8;
      sheet.leader(filling.hand && last !== y ? from : start, to, last, style);
      if (filling.hand && last !== y) sheet.leader(labelEnd, to, y, style);
    }
    next = Math.max(next, end);
  }
  return next + (filling.between ?? 0);
}

/** Quốc hiệu and Tiêu ngữ, centred on `x` (NĐ 30/2020 Phụ lục I, ô 1). @returns the baseline of the motto. */
export function motto(sheet: Sheet, x: number, y: number, family: Family, sizePt = 12): number {
  const style: Style = { family, sizePt, bold: true };
  const width = 100;
  sheet.block();
  sheet.line(x - width / 2, y, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', style, { align: 'center', width });
  const second = { ...style, sizePt: sizePt + 1 };
  const text = 'Độc lập - Tự do - Hạnh phúc';
  const down = y + 1.32 * (sizePt / PT_PER_MM);
  sheet.line(x - width / 2, down, text, second, { align: 'center', width });
  const half = sheet.widthOf(text, second) / 2;
  sheet.rule(x - half, down + 1.6, x + half, down + 1.6, 0.25);
  return down;
}

/** Agency name (ô 2), lines centred on `x`, a short rule below; the governing body stands above in regular weight. */
export function agency(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  parent: readonly string[],
  own: readonly string[],
  family: Family,
  sizePt = 12,
  fields: { readonly parent?: string; readonly own?: string } = {},
): number {
  const style: Style = { family, sizePt };
  let next = y;
  sheet.block();
  for (const [lines, bold, field] of [
    [parent, false, fields.parent],
    [own, true, fields.own],
  ] as const)
    for (const text of lines)
      next = sheet.paragraph(
        x - width / 2,
        next,
        width,
        [{ text, bold, ...(field === undefined ? {} : { field }) }],
        style,
        { align: 'center' },
      );
  const last = next - sheet.step(style);
  sheet.rule(x - width * 0.17, last + 1.7, x + width * 0.17, last + 1.7, 0.25);
  return last;
}

export interface Signing {
  /** `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH` … */
  readonly authority: readonly string[];
  readonly note?: string;
  readonly name: string;
  readonly nameField?: string;
  readonly titleField?: string;
  /** The first line above the signature is a field (the issuing agency). */
  readonly authorityField?: string;
  readonly seal?: Seal;
}

/** Chức vụ, chữ ký, dấu, họ tên (ô 7, 8). The seal covers about a third of the signature, on its left. @returns places for electronic signing. */
export function signingBlock(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  style: Style,
  signing: Signing,
  random: Chance,
  look: Look,
) {
  sheet.block();
  let next = y;
  for (const [index, text] of signing.authority.entries()) {
    const last = index === signing.authority.length - 1;
    next = sheet.paragraph(
      x - width / 2,
      next,
      width,
      [
        { text: /^(TM\. )?/.exec(text)![0], bold: true },
        {
          text: text.replace(/^TM\. /, ''),
          bold: true,
          ...(last && signing.titleField !== undefined ? { field: signing.titleField } : {}),
          ...(index === 0 && signing.authorityField !== undefined ? { field: signing.authorityField } : {}),
        },
      ],
      style,
      { align: 'center' },
    );
  }
  if (signing.note !== undefined)
    next = sheet.paragraph(
      x - width / 2,
      next,
      width,
      [{ text: signing.note, italic: true, sizePt: style.sizePt - 2.5 }],
      style,
      { align: 'center' },
    );
  const top = next - sheet.step(style) + 1.5;
  const gap = 24;
  const nameY = top + gap + 4;
  sheet.line(
    x - width / 2,
    nameY,
    [{ text: signing.name, bold: true, ...(signing.nameField === undefined ? {} : { field: signing.nameField }) }],
    style,
    { align: 'center', width },
  );
  if (look.inked) {
    drawSignature(sheet, random, x - 17, top + gap * 0.6, 34);
    if (signing.seal !== undefined)
      drawSeal(
        sheet,
        x - 17 - signing.seal.diameterMm * 0.16 + random.real(-2, 2),
        top + gap * 0.48 + random.real(-2, 2),
        signing.seal,
        random.real(-14, 14),
      );
  }
  return {
    signature: { page: sheet.number, x: x - 20, y: top + 2, width: 40, height: gap - 4 },
    seal: { page: sheet.number, x: x - 20 - 24, y: top + gap / 2 - 18, width: 36, height: 36 },
  };
}

/** Seal of a people's committee. */
export const committeeSeal = (place: Place, upperOnly = false): Seal => ({
  diameterMm: 36,
  upper: upperOnly ? `ỦY BAN NHÂN DÂN` : `ỦY BAN NHÂN DÂN ${place.communeFull.toLocaleUpperCase('vi')}`,
  lower: `${place.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${place.province.toLocaleUpperCase('vi')}`,
});

export const upper = (text: string): string => text.toLocaleUpperCase('vi');
export const committee = (place: Place): string => `Ủy ban nhân dân ${place.communeFull}`;

/** How an identity paper is quoted at a date: CMND before chip cards, CCCD afterwards. */
export function identityPaper(person: Person, at: Day): string {
  if (at.year < 2021)
    return `CMND số ${person.oldId}, Công an ${person.home.provinceKind} ${person.home.province} cấp ngày ${slashDate(addDays(at, -900 - (Number(person.oldId) % 900)))}`;
  const issued = isoDate(person.idIssued) < isoDate(at) ? person.idIssued : addDays(at, -60);
  return `CCCD số ${person.personalId}, Cục Cảnh sát QLHC về TTXH cấp ngày ${slashDate(issued)}`;
}
