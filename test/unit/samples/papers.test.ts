import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { everyPaperMaker, paperMakers } from '../../../samples/lib/papers/catalogue.ts';
import { isRound } from '../../../samples/lib/papers/common.ts';
import { chance } from '../../../samples/lib/random.ts';
import type { Sheet } from '../../../samples/lib/sheet.ts';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';

const types = loadDocumentTypes();
const kept = (text: string): string => text.normalize('NFC').replace(/[\s.]+/g, '');
/** Value forms of docs/document-types.md by kind; kinds that are kept as printed are not named. */
const forms: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}(-\d{2}(-\d{2})?)?$/,
  expiry_date: /^(\d{4}-\d{2}-\d{2}|không thời hạn)$/,
  datetime: /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/,
  date_in_words: /^\d{4}-\d{2}-\d{2}$/,
  year: /^\d{4}$/,
  gender: /^(Nam|Nữ)$/,
  personal_id: /^\d{12}$/,
  old_id: /^(\d{9}|\d{12})$/,
  tax_code: /^(\d{10}|\d{10}-\d{3}|\d{12})$/,
  digits12: /^\d{12}$/,
  document_number: /^\S+$/,
  business_code: /^\S+$/,
  integer: /^(0|[1-9]\d*)$/,
  parcel_number: /^[1-9]\d*$/,
  area: /^\d+(\.\d+)?$/,
  money: /^\d+$/,
  money_in_words: /^\d+$/,
  number_in_words: /^\d+(\.\d+)?$/,
  phone: /^\+?\d+$/,
  licence_class: /^[A-Z]\d?(,[A-Z]\d?)*$/,
  land_serial: /^[A-Z]{1,2} \d{6,8}$/,
};

/** Lines that lie on another by more than the reach of its descenders; seals lie where hands put them. */
function overlaps({ widthMm, lines }: Sheet): string[] {
  const reach = widthMm < 100 ? 0.6 : 1.04;
  const written = lines.filter((line) => line.kind !== 'stamp');
  return written.flatMap(({ box: a, text }, index) =>
    written
      .slice(index + 1)
      .filter(({ box: b }) => {
        const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
        const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
        return across > 0.3 && down > reach;
      })
      .map((other) => `${text} | ${other.text}`),
  );
}

const cases = everyPaperMaker.flatMap((maker) =>
  maker.templates.map((_, template) => ({ maker, template, title: `${maker.type} / ${template}` })),
);

describe('every template of every paper', () => {
  it.each(cases)(
    '$title names the fields of its document type, each with a value, and keeps its ink on the page',
    async ({ maker, template }) => {
      const paper = await maker.draw(chance(`names/${maker.type}`), { family: 'modern', template, inked: true });
      const fields = paper.draft.fields();
      const specs = types.get(paper.type)?.fields ?? [];
      for (const [name, field] of Object.entries(fields)) {
        expect(specs.map((spec) => spec.name)).toContain(name);
        expect(field.value.trim(), name).not.toBe('');
        expect(field.value, name).toBe(field.value.normalize('NFC'));
        expect(field.value, name).toMatch(forms[specs.find((spec) => spec.name === name)!.kind] ?? /./);
      }
      expect(Object.keys(fields)).toEqual(
        expect.arrayContaining(specs.filter((spec) => spec.required).map((spec) => spec.name)),
      );
      for (const sheet of paper.draft.sheets)
        for (const line of sheet.lines.filter((each) => each.kind !== 'stamp')) {
          expect(line.box.x + line.box.width, line.text).toBeLessThanOrEqual(sheet.widthMm);
          expect(line.box.y + line.box.height, line.text).toBeLessThanOrEqual(sheet.heightMm);
          expect(Math.min(line.box.x, line.box.y), line.text).toBeGreaterThanOrEqual(0);
        }
      // a paper to judge by has no text over text
      if (isRound(maker.templates[template]!.set))
        for (const sheet of paper.draft.sheets) expect(overlaps(sheet)).toEqual([]);
    },
  );

  it.skipIf(!hasTool('pdftotext'))('the printed lines of the truth are the text of the drawn PDF', async () => {
    const folder = temporaryFolder('papers');
    for (const { maker, template, title } of cases) {
      const paper = await maker.draw(chance('text'), { family: 'serif', template, inked: true });
      const file = join(folder, 'paper.pdf');
      writeFileSync(file, await paper.draft.print.save());
      const text = kept(execFileSync('pdftotext', ['-raw', file, '-'], { encoding: 'utf8' }));
      const lines = paper.draft.sheets
        .flatMap((sheet) => sheet.lines)
        .filter((line) => line.kind === 'print' || line.kind === 'machine');
      const missing = lines.filter((line) => !text.includes(kept(line.text)));
      // pdftotext may break a line of two cells in another order; every word must be there all the same
      const lost = missing.flatMap((line) => line.text.split(' ')).filter((word) => !text.includes(kept(word)));
      expect(lost, title).toEqual([]);
      expect(missing.length, title).toBeLessThanOrEqual(lines.length * 0.05);
    }
  });

  it('draws the same bytes from the same seed, and others from another', async () => {
    const draw = async (seed: string) =>
      (await paperMakers[3]!.draw(chance(seed), { family: 'serif', template: 0, inked: true })).draft.print.save();
    expect(Buffer.from(await draw('a')).equals(Buffer.from(await draw('a')))).toBe(true);
    expect(Buffer.from(await draw('a')).equals(Buffer.from(await draw('b')))).toBe(false);
  });
});
