/** A sentence for people, in both languages. Vietnamese is the default everywhere (stored as NFC). */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

export type Language = keyof Text;

/** Vietnamese for the law and the counter, English for the maintainer. */
export const text = (vi: string, en: string): Text => ({ vi: vi.normalize('NFC'), en });

/**
 * Fills `{name}` in both languages, from `name_vi` and `name_en` where a value has a form for each; an unknown name stays
 * as written, so that a fault is seen.
 */
export function fill(template: Text, values: Readonly<Record<string, string | number>>): Text {
  const one = (sentence: string, language: Language): string =>
    sentence.replace(/\{(\w+)\}/g, (whole, name: string) =>
      String(values[`${name}_${language}`] ?? values[name] ?? whole),
    );
  return { vi: one(template.vi, 'vi'), en: one(template.en, 'en') };
}
