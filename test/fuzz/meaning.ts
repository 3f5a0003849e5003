import { createHash } from 'node:crypto';
import type { PdfRevision } from '../../src/pdf/reader/model.ts';
import { isRef, type PdfObject, refKey } from '../../src/pdf/reader/objects.ts';

/** A digest of everything that the pages of a revision show apart from annotations: contents, resources, boxes, rotation. */
export function meaningOf(revision: PdfRevision): string {
  const hash = createHash('sha256');
  const open = new Set<string>();
  const take = (object: PdfObject | undefined): void => {
    const value = object ?? null;
    if (isRef(value)) {
      const key = refKey(value);
      if (open.has(key)) return void hash.update('loop');
      open.add(key);
      take(revision.resolve(value));
      open.delete(key);
      return;
    }
    if (value === null || typeof value !== 'object') return void hash.update(`${String(value)};`);
    hash.update(value.kind);
    if (value.kind === 'name') hash.update(value.name);
    else if (value.kind === 'string') hash.update(value.bytes);
    else if (value.kind === 'array') for (const item of value.items) take(item);
    else if (value.kind === 'dict' || value.kind === 'stream') {
      const { entries } = value.kind === 'dict' ? value : value.dict;
      for (const key of [...entries.keys()].sort()) {
        if (key === 'Length' || key === 'Parent' || entries.get(key) === null) continue;
        hash.update(`/${key}`);
        take(entries.get(key));
      }
      if (value.kind === 'stream') hash.update(revision.decode(value).bytes);
    }
  };
  for (const page of revision.pages()) {
    hash.update(`page ${page.mediaBox.join(' ')} ${page.cropBox.join(' ')} ${page.rotate}`);
    take(page.dict.entries.get('Contents'));
    take(page.resources);
  }
  return hash.digest('hex');
}
