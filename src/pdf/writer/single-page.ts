import type { PdfPage, PdfRevision } from '../reader/model.ts';
import { array, dict, dictOf, isArray, isRef, isStream, name, type PdfObject, ref, refKey } from '../reader/objects.ts';
import { serialise } from './serialise.ts';

/** Keys that lead away from what a page shows: back up the tree, to other pages, to actions, to other copies. */
const leadsAway = new Set(
  ['Parent', 'P', 'Popup', 'IRT', 'Dest', 'A', 'AA', 'B', 'Metadata', 'PieceInfo', 'Thumb', 'StructParents'].concat([
    'StructParent',
    'AF',
    'V',
  ]),
);

/**
 * A PDF of this one page, with everything it shows and nothing else: what a renderer needs, at a cost that depends on
 * the page and not on the file. Not for keeping: outlines, forms, optional-content settings and metadata stay behind.
 */
export function singlePagePdf(revision: PdfRevision, page: PdfPage): Uint8Array {
  const chunks: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  let length = (chunks[0] as Uint8Array).length;
  const offsets: number[] = [];
  const numbers = new Map<string, number>();
  const waiting: { readonly number: number; readonly object: PdfObject }[] = [];

  const copy = (object: PdfObject): PdfObject => {
    if (isRef(object)) {
      const key = refKey(object);
      let number = numbers.get(key);
      if (number === undefined) {
        number = 4 + numbers.size;
        numbers.set(key, number);
        waiting.push({ number, object: revision.resolve(object) });
      }
      return ref(number);
    }
    if (isArray(object)) return array(object.items.map(copy));
    if (isStream(object)) return { ...object, dict: copyDict(object.dict.entries) };
    const dictionary = dictOf(object);
    return dictionary === null ? object : copyDict(dictionary.entries);
  };
  const copyDict = (entries: ReadonlyMap<string, PdfObject>) =>
    dict(new Map([...entries].filter(([key]) => !leadsAway.has(key)).map(([key, value]) => [key, copy(value)])));
  const put = (number: number, object: PdfObject): void => {
    offsets[number] = length;
    for (const chunk of [Buffer.from(`${number} 0 obj\n`), serialise(object), Buffer.from('\nendobj\n')]) {
      chunks.push(chunk);
      length += chunk.length;
    }
  };

  put(1, dict({ Type: name('Catalog'), Pages: ref(2) }));
  put(2, dict({ Type: name('Pages'), Kids: array([ref(3)]), Count: 1 }));
  const inherited = {
    Parent: ref(2),
    MediaBox: array(page.mediaBox),
    CropBox: array(page.cropBox),
    Rotate: page.rotate,
    ...(page.resources === null ? {} : { Resources: copy(page.resources) }),
  };
  put(3, dict(new Map([...copyDict(page.dict.entries).entries, ...Object.entries(inherited)])));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) put(next.number, copy(next.object));

  const rows = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n\r\n`);
  const trailer = `xref\n0 ${rows.length + 1}\n0000000000 65535 f\r\n${rows.join('')}trailer\n<</Size ${rows.length + 1} /Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`;
  return Buffer.concat([...chunks, Buffer.from(trailer, 'latin1')]);
}
