import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SohoaError } from '../../../src/domain/errors.ts';
import { checkPdfA, type Flavour } from '../../../src/pdf/archive/structural-checks.ts';
import { array, dict, name, type PdfRef, ref, stream, string } from '../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../../src/pdf/writer/incremental-update.ts';
import { scanAs } from '../../support/documents.ts';
import { openSigningKit, type SigningKit } from '../../support/signing-kit.ts';
import { agencySeal, faintHandwriting, handwriting } from '../../support/stamps.ts';

let kit: SigningKit;
beforeAll(async () => {
  kit = await openSigningKit();
});
afterAll(() => kit.close());

/** Findings of the base and of every revision after it, each as the file was then. */
const faults = (bytes: Uint8Array, base: Uint8Array, flavour: Flavour): readonly (readonly unknown[])[] =>
  openPdf(bytes)
    .revisions.filter(({ end }) => end >= base.length)
    .map(({ end }) => checkPdfA(bytes.subarray(0, end), flavour));

/** PDF/A-3 lets a file carry others: here one of data, associated with the document (19005-3 6.8). */
function withAttachment(base: Uint8Array): Uint8Array {
  const file = openPdf(base);
  const update = beginUpdate(file);
  const text = (value: string) => string(Buffer.from(value, 'latin1'));
  const embedded = update.add(
    stream(dict({ Type: name('EmbeddedFile'), Subtype: name('application/json') }), Buffer.from('{}')),
  );
  const specification = update.add(
    dict({
      Type: name('Filespec'),
      F: text('du-lieu.json'),
      UF: text('du-lieu.json'),
      AFRelationship: name('Data'),
      EF: dict({ F: embedded, UF: embedded }),
    }),
  );
  const root = file.latest.trailer.entries.get('Root') as PdfRef;
  const names = dict({ EmbeddedFiles: dict({ Names: array([text('du-lieu.json'), specification]) }) });
  const entries = new Map([...file.latest.catalog.entries, ['AF', array([specification])], ['Names', names]] as const);
  update.set(ref(root.number, root.generation), dict(entries));
  return Buffer.concat([base, update.finish()]);
}

const bases: readonly [string, Flavour, () => Promise<Uint8Array>][] = [
  ['PDF/A-1b', '1b', () => scanAs('1b')],
  ['PDF/A-2b', '2b', () => scanAs('2b')],
  ['PDF/A-2u', '2u', () => scanAs('2u')],
  ['PDF/A-3b with an attached file', '3b', async () => withAttachment(await scanAs('3b'))],
];

describe.each(bases)('%s', (_, flavour, make) => {
  it('stays so through text blocks, time stamps and long-term data', async () => {
    const base = await make();
    let { bytes } = await kit.sign(base, 'operator', { profile: 'OPERATOR_SCAN', level: 'B-B' });
    bytes = (await kit.sign(bytes, 'agency', { profile: 'COPY_SAO_Y', level: 'B-T' })).bytes;
    bytes = (await kit.sign(bytes, 'agency-province', { profile: 'COPY_SAO_LUC', level: 'B-LTA' })).bytes;
    const byRevision = faults(bytes, base, flavour);
    // the base, three signatures, a stamp for the first, validation data, the last stamp
    expect(byRevision).toEqual(Array.from({ length: 7 }, () => []));
  });

  it('stays so under a handwritten signature and a seal', async () => {
    const box = { x: 110, y: 180, width: 45, height: 20 };
    const image = await handwriting();
    const base = await make();
    const personal = await kit.sign(base, 'leader', {
      profile: 'PERSON_COMPETENT',
      image,
      place: { kind: 'box', page: 1, box },
    });
    const sealed = await kit.sign(personal.bytes, 'agency', {
      profile: 'AGENCY_ISSUED',
      image: await agencySeal(),
      place: { kind: 'box', page: 1, box: { x: 70, y: 165, width: 60, height: 50 } },
      level: 'B-LTA',
    });
    expect(faults(sealed.bytes, base, flavour).flat()).toEqual([]);
    const ids = sealed.remarks.map(({ id }) => id);
    expect(ids.includes('hard-edges')).toBe(flavour === '1b');
  });
});

it('an image in translucent ink is refused where the flavour knows no transparency, and taken where it does', async () => {
  const place = { kind: 'box', page: 1, box: { x: 110, y: 180, width: 45, height: 20 } } as const;
  const request = { profile: 'PERSON_COMPETENT', image: await faintHandwriting(), place } as const;
  const refused: SohoaError = await kit.sign(await scanAs('1b'), 'leader', request).catch((thrown) => thrown);
  expect(refused.details).toMatchObject({ rule: 'image-unsuitable' });
  await expect(kit.sign(await scanAs('2b'), 'leader', request)).resolves.toBeDefined();
});
