import type { PdfObject } from '../reader/objects.ts';
import { textOf } from '../reader/text-string.ts';

const longest = 120;

/** A value as one short line for a report; containers by their size, streams by their length. */
export function printed(object: PdfObject): string {
  if (object === null || typeof object !== 'object') return String(object);
  switch (object.kind) {
    case 'name':
      return shortened(`/${object.name}`);
    case 'string':
      return shortened(`(${textOf(object).replace(/\p{C}/gu, '.')})`);
    case 'ref':
      return `${object.number} ${object.generation} R`;
    case 'array':
      return object.items.length <= 6 && object.items.every(isSimple)
        ? shortened(`[${object.items.map(printed).join(' ')}]`)
        : `[${object.items.length} values]`;
    case 'dict':
      return shortened(`<< ${[...object.entries.keys()].map((key) => `/${key}`).join(' ')} >>`);
    case 'stream':
      return `stream of ${object.raw.length} bytes`;
  }
}

const isSimple = (object: PdfObject): boolean =>
  object === null || typeof object !== 'object' || object.kind === 'name' || object.kind === 'ref';

const shortened = (line: string): string => (line.length <= longest ? line : `${line.slice(0, longest - 1)}…`);
