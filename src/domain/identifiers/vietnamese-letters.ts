/** Letters without tone and vowel marks, đ → d; case kept. */
export const withoutTones = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .normalize('NFC');

/** Lower case letters and digits only, without marks: the form in which printed labels are compared. */
export const folded = (text: string): string =>
  withoutTones(text)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** The five marks of tones, in decomposed letters. */
export const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Each word with its tone behind its letters, so that it may stand on either (`Hòa`, `Hoà`): equal for the same name only. */
export const marked = (name: string): string =>
  name
    .split(' ')
    .map((word) => {
      const letters = word.normalize('NFD');
      return letters.replace(TONES, '') + (letters.match(TONES) ?? []).join('');
    })
    .join(' ');
