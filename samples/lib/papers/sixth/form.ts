import { rgb } from 'pdf-lib';
import type { Draft } from '../../draft.ts';
import type { Place } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawSeal, drawSignature } from '../../seal.ts';
import { type Run, type Sheet, type Style, sealRed } from '../../sheet.ts';
import { addDays, type Day, isoDate, longDate } from '../../words.ts';
import { committeeSeal, type Look, type Signing, signingBlock, upper } from '../common.ts';
import { nameOf } from './people.ts';

/** What an impact printer leaves: letters of one width, ribbon not quite black. */
export const ribbon: Partial<Run> = { family: 'mono', colour: rgb(0.2, 0.2, 0.27) };

/** Label (its English behind a stroke: `Họ tên|Full name`), what was filled in, its field, where it starts in the width (0 to 1), what follows. */
export type Item = readonly [label: string, text: string, field?: string | undefined, at?: number, tail?: string];

/** How an office fills its blanks. */
export interface Manner {
  readonly value?: Partial<Run>;
  readonly label?: Partial<Run>;
  readonly dots?: 'behind' | 'under';
  /** The first value of a line begins here, mm right of the column's edge, whatever its label's length. */
  readonly tab?: number;
  /** mm by which filled values miss the line of the blank. */
  readonly raised?: number;
  readonly between?: number;
}

/** A blank that is filled from top to bottom. */
export class Form {
  y: number;
  readonly sheet: Sheet;
  readonly x: number;
  readonly width: number;
  readonly style: Style;
  readonly manner: Manner;

  constructor(sheet: Sheet, x: number, y: number, width: number, style: Style, manner: Manner = {}) {
    this.sheet = sheet;
    this.x = x;
    this.y = y;
    this.width = width;
    this.style = style;
    this.manner = manner;
  }

  /** A filled value within a sentence. */
  fill(text: string, field?: string): Run {
    return { text, ...this.manner.value, ...(field === undefined ? {} : { field }) };
  }

  /** Labels with their values on one line; long values go on below. */
  row(...items: readonly Item[]): void {
    const { sheet, style, manner } = this;
    const step = sheet.step(style);
    let next = this.y + step;
    for (const [index, [title, text, field, at = 0, tail]] of items.entries()) {
      const from = this.x + at * this.width;
      const to = this.x + (items[index + 1]?.[3] ?? 1) * this.width - (index + 1 < items.length ? 2 : 0);
      const [name = '', english] = title.split('|');
      const label: Run[] = [{ text: name, ...manner.label }];
      if (english !== undefined)
        label.push({ text: ` (${english})`, italic: true, sizePt: style.sizePt - 1.6 }, { text: ':', ...manner.label });
      sheet.block();
      const ended = title === '' ? from : sheet.line(from, this.y, label, style) + 1.3;
      const tab = index === 0 ? manner.tab : undefined;
      const start = tab === undefined ? ended : Math.max(ended, from + tab);
      if (text === '') {
        if (manner.dots !== undefined) sheet.leader(start, to, this.y + (manner.dots === 'under' ? 0.7 : 0), style);
        continue;
      }
      const left = tab === undefined ? from : start;
      const end = sheet.paragraph(
        left,
        this.y - (manner.raised ?? 0),
        to - left,
        [this.fill(text, field), ...(tail === undefined ? [] : [{ text: tail }])],
        style,
        { indent: start - left },
      );
      const bottom = end + (manner.raised ?? 0);
      if (manner.dots === 'behind') sheet.leader(sheet.endX + 0.6, to, bottom - step, style);
      if (manner.dots === 'under')
        for (let line = this.y; line < bottom - 0.1; line += step)
          sheet.leader(line === this.y ? start - 0.6 : from, to, line + 0.7, style);
      next = Math.max(next, bottom);
    }
    this.y = next + (manner.between ?? 0);
  }

  /** A paragraph of its own. */
  say(content: string | readonly Run[], options: Parameters<Sheet['paragraph']>[5] = {}, before = 0): void {
    this.sheet.block();
    this.y =
      this.sheet.paragraph(this.x, this.y + before, this.width, content, this.style, options) +
      (this.manner.between ?? 0);
    this.sheet.block();
  }

  /** The small explanation that blanks print under a label. */
  note(text: string): void {
    this.sheet.block();
    const small: Style = { ...this.style, sizePt: this.style.sizePt - 3, leading: 1.15 };
    const up = this.sheet.step(this.style) - this.sheet.step(small) - 0.4;
    this.y =
      this.sheet.paragraph(this.x, this.y - up, this.width, [{ text, italic: true }], small) +
      up +
      (this.manner.between ?? 0);
  }
}

/** Lines centred on a stretch of the sheet. @returns the baseline after the last. */
export function centred(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  lines: readonly (readonly Run[] | string)[],
  style: Style,
): number {
  sheet.block();
  for (const [index, content] of lines.entries())
    sheet.line(x, y + index * sheet.step(style), content, style, { align: 'center', width });
  return y + lines.length * sheet.step(style);
}

/** Values of fields that are dates, however they are printed. */
export function days(draft: Draft, values: Readonly<Record<string, Day>>): void {
  for (const [field, day] of Object.entries(values)) draft.value(field, isoDate(day));
}

/** Who signs and seals, at `[x of the middle, y, width]`. @returns places for electronic signing. */
export const sign = (
  sheet: Sheet,
  [x, y, width]: readonly [number, number, number],
  signing: Signing,
  style: Style,
  random: Chance,
  look: Look,
) =>
  signingBlock(
    sheet,
    x,
    y,
    width,
    { ...style, leading: 1.2 },
    { nameField: 'signer_name', ...signing },
    random.branch('signature'),
    look,
  );

/** The stamp of a certified copy (NĐ 23/2015): a number, a book, a day and a signer that are not the paper's own. */
export function certifiedCopy(
  sheet: Sheet,
  x: number,
  y: number,
  place: Place,
  after: Day,
  random: Chance,
  look: Look,
): void {
  const on = addDays(after, random.int(40, 200));
  const style: Style = { family: 'arial', sizePt: 8.6, leading: 1.3, colour: sealRed };
  const stamp = (text: string, bold = false): Run => ({ text, kind: 'stamp', bold, colour: sealRed });
  centred(
    sheet,
    x,
    y,
    70,
    [
      [stamp('CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH', true)],
      [stamp(`Số chứng thực: ${random.int(200, 9000)}  Quyển số: 0${random.int(1, 4)}-SCT/BS`)],
      [stamp(longDate(on).replace('ngày', 'Ngày'))],
      [stamp(`TM. UBND ${upper(place.communeFull)}`, true)],
      [stamp('PHÓ CHỦ TỊCH', true)],
    ],
    style,
  );
  if (look.inked) {
    drawSignature(sheet, random.branch('certifier'), x + 26, y + 31, 26);
    drawSeal(sheet, x + 20, y + 28, { ...committeeSeal(place), diameterMm: 32 }, random.real(-12, 12));
  }
  centred(sheet, x, y + 39, 70, [[stamp(nameOf(random, true), true)]], style);
}
