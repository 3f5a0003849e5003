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
