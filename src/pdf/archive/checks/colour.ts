import { isArray, isDict, isName, isStream, type PdfObject } from '../../reader/objects.ts';
import type { CheckContext } from './context.ts';
import { checkProfile } from './icc.ts';

const DEVICE = { DeviceGray: 1, DeviceRGB: 3, DeviceCMYK: 4, G: 1, RGB: 3, CMYK: 4 } as const;

/**
 * Row 8: device colours that the output intent does not back. A gray intent covers DeviceGray, an RGB or CMYK intent
 * that and its own kind (19005-2 clause 6.2.4.3); without a readable profile nothing is covered.
 */
export interface ColourRule {
  /** A device colour space by its number of components. */
  used(components: 1 | 3 | 4, where: string): void;
  /** A colour space as an image, a shading or a resource names it, those below it included. */
  space(space: PdfObject, where: string): void;
}

/** `intentComponents`: of the embedded profile of the output intent, null without one. */
export function colourRule({ latest, flavour, add }: CheckContext, intentComponents: number | null): ColourRule {
  const used: ColourRule['used'] = (components, where) => {
    if (intentComponents !== null && (components === 1 || components === intentComponents)) return;
    const name = components === 1 ? 'DeviceGray' : components === 3 ? 'DeviceRGB' : 'DeviceCMYK';
    const clause = { 1: '6.2.4.3-4', 3: '6.2.4.3-2', 4: '6.2.4.3-3' }[components];
    add(8, clause, where, `${name} is not covered by the output intent`);
  };
  const space = (object: PdfObject, where: string, depth = 0): void => {
    const value = latest.resolve(object);
    if (isName(value)) {
      const components = DEVICE[value.name as keyof typeof DEVICE];
      if (components !== undefined) used(components, where);
      return;
    }
    if (!isArray(value) || depth > 4) return;
    const kind = value.items[0];
    if (!isName(kind)) return;
    if (['Indexed', 'I', 'Pattern', 'Separation', 'DeviceN'].includes(kind.name)) {
      // the base of an indexed or pattern space, the alternate of a separation
      const at = kind.name === 'Separation' || kind.name === 'DeviceN' ? 2 : 1;
      space(value.items[at] ?? null, where, depth + 1);
    } else if (kind.name === 'ICCBased') {
      const profile = latest.resolve(value.items[1]);
      if (isStream(profile)) {
        const rule = { check: 8, clause: '6.2.4.2', where, classes: ['scnr', 'mntr', 'prtr', 'spac'] } as const;
        checkProfile(latest.decode(profile).bytes, latest.get(profile.dict, 'N'), flavour, rule, add);
      } else add(8, '6.2.4.2-1', where, 'an ICC-based colour space without a profile');
    } else if (value.items.length === 1) space(kind, where, depth + 1);
  };
  return { used, space };
}

/** Components of the profile of the PDF/A output intent, by its own header (ICC.1 7.2.6); null without one. */
export function intentComponents({ latest }: CheckContext): number | null {
  for (const item of latest.getArray(latest.catalog, 'OutputIntents')?.items ?? []) {
    const intent = latest.resolve(item);
    if (!isDict(intent) || !isName(latest.get(intent, 'S'), 'GTS_PDFA1')) continue;
    const profile = latest.get(intent, 'DestOutputProfile');
    if (!isStream(profile)) continue;
    const space = Buffer.from(latest.decode(profile).bytes.subarray(16, 20)).toString('latin1');
    const components = { GRAY: 1, 'RGB ': 3, CMYK: 4 }[space];
    if (components !== undefined) return components;
  }
  return null;
}
