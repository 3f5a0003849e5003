import { withoutTones } from '../../domain/identifiers/vietnamese-letters.ts';

/** Short forms that a full stop belongs to. */
const SHORT = /^(?:tp|tx|tt|ts|ths|gs|pgs|bs|st|kp|cn|vp)$/iu;
/** What a part of an address or the name of an office begins with, when a name stands before it. */
const PART = /^(?:xa|phuong|thi|huyen|quan|thanh|tinh|thon|xom|ap|khu|to|Cong an|Cuc)(?![a-z])/;
/** Dots that no print has: right between two words, twice, or behind a comma. */
const LEADERS = /\p{Ll}\.+\p{L}|\.\.|[,;]\s?\./u;

/**
 * A value that was printed or typed on a dotted line, whose dots were read as full stops ("xã.An.Thuận,.huyện..Vĩnh..Thủy"), with
 * blanks in their place; a comma where a name ends or a number stands and the next part of an address begins. Any other text is as it was.
 */
export function withoutLeaderDots(text: string): string {
  if (!LEADERS.test(text) || text.includes('@')) return text;
  const parts = text.replace(/([,;])\s?\.+/gu, '$1 ').split(/(?<=\p{L})\s?\.+\s?(?=[\p{L}\d])|(?<=\d)\s?\.{2,}\s?/u);
  return parts
    .slice(1)
    .reduce((before, part) => {
      const [word = ''] = /[\p{L}\d]+$/u.exec(before) ?? [];
      if (SHORT.test(word)) return `${before}. ${part}`;
      return `${before}${/^[\p{Lu}\d]/u.test(word) && PART.test(withoutTones(part)) ? ',' : ''} ${part}`;
    }, parts[0] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
