import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkHybridViews } from '../../../../src/pdf/reader/hybrid-views.ts';
import {
  array,
  dict,
  isDict,
  isString,
  name,
  type PdfObject,
  ref,
  stream,
  string,
} from '../../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { beginUpdate } from '../../../../src/pdf/writer/incremental-update.ts';
import { numberText } from '../../../../src/pdf/writer/serialise.ts';
import { dateString, textString } from '../../../../src/pdf/writer/text-string.ts';
import { append, newPdf, type Update } from '../../../support/pdf-builder.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { hasTool } from '../../../support/tools.ts';

const objects = {
  1: '<< /Type /Catalog /Pages 2 0 R >>',
  2: '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
};
const table: Update = { objects };
const xrefStream: Update = { objects, kind: 'stream', compressed: [2, 3] };

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('writer');
});

function updated(base: Uint8Array, change: (update: ReturnType<typeof beginUpdate>) => void): Uint8Array {
  const update = beginUpdate(openPdf(base));
  change(update);
  return Buffer.concat([base, update.finish()]);
}

describe.each([
  ['a cross-reference table', table, 'table'],
  ['cross-reference and object streams', xrefStream, 'stream'],
] as const)('an update of a file with %s', (_, body, kind) => {
  const base = newPdf(body);

  it('keeps the kind of the section before it and every byte of the file', () => {
    const file = updated(base, (update) => update.set(update.newRef(), dict({ Added: true })));
    expect(Buffer.from(file.subarray(0, base.length)).equals(base)).toBe(true);
    const read = openPdf(file);
    expect(read.revisions.map((revision) => revision.xrefKind)).toEqual([kind, kind]);
    expect(read.latest.end).toBe(file.length);
    expect(read.findings.filter((finding) => finding.severity === 'failed')).toEqual([]);
  });

  it('gives new objects numbers above every number in use, object and cross-reference streams included', () => {
    const highest = openPdf(base).latest.maxObjectNumber;
    const update = beginUpdate(openPdf(base));
    expect(update.newRef().number).toBe(highest + 1);
    expect(update.newRef().number).toBe(highest + 2);
  });

  it('replaces an object that stood compressed or plain, and repeats /ID and /Root', () => {
    const file = updated(base, (update) =>
      update.set(ref(3), dict({ Type: name('Page'), Parent: ref(2), Rotate: 90 })),
    );
    const { latest, revisions } = openPdf(file);
    const page = latest.resolve(ref(3));
    expect(isDict(page) && page.entries.get('Rotate')).toBe(90);
    for (const key of ['ID', 'Root'])
      expect(JSON.stringify(latest.trailer.entries.get(key))?.replace(/"(start|end)":-?\d+/g, '')).toBe(
        JSON.stringify(revisions[0]?.trailer.entries.get(key))?.replace(/"(start|end)":-?\d+/g, ''),
      );
  });

  it('can be updated a hundred times', () => {
    let file: Uint8Array = base;
    for (let round = 0; round < 100; round++) file = updated(file, (update) => update.set(update.newRef(), round));
    const read = openPdf(file);
    expect(read.revisions).toHaveLength(101);
    expect(read.latest.resolve(ref(read.latest.maxObjectNumber - (kind === 'stream' ? 1 : 0)))).toBe(99);
  });

  it.skipIf(!hasTool('qpdf'))('is clean for qpdf --check', () => {
    const file = updated(base, (update) => {
      update.set(update.newRef(), stream(dict({}), Buffer.from('data without end of line')));
      update.set(ref(2), dict({ Type: name('Pages'), Kids: array([ref(3)]), Count: 1 }));
    });
    const path = join(folder, `${kind}.pdf`);
    writeFileSync(path, file);
    expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain(
      'No syntax or stream encoding errors',
    );
  });
});

describe('the edges of an update', () => {
  it('starts on a new line when the file ends right after %%EOF', () => {
    const base = newPdf({ objects, eofEol: '' });
    const file = updated(base, (update) => update.set(update.newRef(), null));
    expect(file[base.length]).toBe(0x0a);
    expect(openPdf(file).revisions).toHaveLength(2);
  });

  it('keeps the generation of an object that it replaces', () => {
    const base = newPdf({ objects: { ...objects, 5: '<< /Old true >>' }, generations: { 5: 3 } });
    const file = updated(base, (update) => update.set(ref(5, 3), dict({ New: true })));
    expect(isDict(openPdf(file).latest.resolve(ref(5, 3)))).toBe(true);
    expect(openPdf(file).latest.resolve(ref(5, 0))).toBeNull();
  });

  it('appends a table to a hybrid file, so that old and new readers see the same', () => {
    const base = newPdf({ objects: { ...objects, 4: '<< /Hidden true >>' }, kind: 'hybrid', compressed: [4] });
    const read = openPdf(updated(base, (update) => update.set(ref(4), dict({ Shown: true }))));
    expect(read.revisions.map((revision) => revision.xrefKind)).toEqual(['hybrid', 'table']);
    expect(isDict(read.latest.resolve(ref(4)))).toBe(true);
    expect(checkHybridViews(read, read.latest).filter((one) => one.severity === 'failed')).toEqual([]);
  });

  it('goes on from the last revision, whatever its kind', () => {
    const mixed = append(newPdf(table), { objects: { 4: '<< /Later true >>' }, kind: 'stream' });
    const file = updated(mixed, (update) => update.set(update.newRef(), 1));
    expect(openPdf(file).revisions.map((revision) => revision.xrefKind)).toEqual(['table', 'stream', 'stream']);
  });
});

describe('values as bytes', () => {
  const value: fc.Arbitrary<PdfObject> = fc.letrec<{ value: PdfObject }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.integer({ min: -2147483648, max: 2147483647 }),
      fc.integer({ min: -1e9, max: 1e9 }).map((number) => number / 1e4),
      fc.string({ unit: 'binary-ascii' }).map((text) => name(text.replaceAll('\0', 'x'))),
      fc.uint8Array({ maxLength: 40 }).map((bytes) => string(bytes)),
      fc.array(tie('value'), { maxLength: 5 }).map((items) => array(items)),
      fc
        .dictionary(fc.string({ minLength: 1, unit: 'grapheme-ascii' }), tie('value'), { maxKeys: 5 })
        .map((entries) => dict(new Map(Object.entries(entries)))),
    ),
  })).value;

  it('are read back as what they were', () => {
    const base = newPdf(table);
    fc.assert(
      fc.property(value, (written) => {
        let place = ref(0);
        const file = updated(base, (update) => {
          place = update.newRef();
          update.set(place, array([written]));
        });
        const read = openPdf(file).latest.resolve(place);
        expect(bare(read)).toEqual(bare(array([written])));
      }),
      { numRuns: 300 },
    );
  });

  /** Without places in the file and without the choice between hex and literal. */
  function bare(object: PdfObject): unknown {
    if (object === null || typeof object !== 'object') return object;
    if (isString(object)) return ['string', ...object.bytes];
    if (object.kind === 'array') return object.items.map(bare);
    if (object.kind === 'dict') return [...object.entries].map(([key, item]) => [key, bare(item)]);
    return object.kind === 'name' ? `/${object.name}` : object;
  }

  it('write numbers without exponent, so that they read back as the same', () => {
    const numbers = [1e21, 0.0000001, -0.5, 12.3456789, -0, 595.2755905511812];
    const texts = ['1000000000000000000000', '0.0000001', '-0.5', '12.3456789', '0', '595.2755905511812'];
    expect(numbers.map(numberText)).toEqual(texts);
    expect(() => numberText(Number.NaN)).toThrow(RangeError);
  });

  it('write Vietnamese text as UTF-16BE with its mark, in NFC, and plain ASCII as it is', () => {
    const decomposed = 'Sao y bản chính'.normalize('NFD');
    const bytes = Buffer.from(textString(decomposed).bytes);
    expect(bytes.subarray(0, 2).toString('hex')).toBe('feff');
    expect(bytes.subarray(2).swap16().toString('utf16le')).toBe('Sao y bản chính');
    expect(Buffer.from(textString('Sao y').bytes).toString('latin1')).toBe('Sao y');
  });

  it('write times in the zone of Vietnam', () => {
    const text = Buffer.from(dateString(new Date('2026-12-31T18:00:05Z')).bytes).toString('latin1');
    expect(text).toBe("D:20270101010005+07'00'");
  });
});
