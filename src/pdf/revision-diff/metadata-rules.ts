import { SohoaError } from '../../domain/errors.ts';
import type { PdfRevision } from '../reader/model.ts';
import { isStream, type PdfObject } from '../reader/objects.ts';
import type { Comparison } from './comparison.ts';

const longestXmp = 16 * 1024 * 1024;

/** XMP may be renewed or added (rewritten in place by Acrobat), never removed or replaced by something else. */
export function compareMetadata(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const pair = c.pair('metadata', path, a, b);
  if (pair === null) return;
  const sound = isStream(pair.b) && isSoundXmp(c.to, pair.b);
  c.generic({ id: 'metadata generic', code: sound ? 'metadata-updated' : 'metadata-malformed' }, path, a, b);
}

function isSoundXmp(revision: PdfRevision, stream: Parameters<PdfRevision['decode']>[0]): boolean {
  try {
    const { bytes, pendingFilters } = revision.decode(stream);
    return pendingFilters.length === 0 && bytes.length <= longestXmp && isWellFormed(new TextDecoder().decode(bytes));
  } catch (thrown) {
    if (thrown instanceof SohoaError) return false;
    throw thrown;
  }
}

/** Balanced tags and no document type (hence no entities): enough to say that nothing but metadata hides there. */
export function isWellFormed(xml: string): boolean {
  const open: string[] = [];
  let elements = 0;
  for (let at = 0; at < xml.length; ) {
    const start = xml.indexOf('<', at);
    if (start < 0) break;
    if (xml.startsWith('<!--', start)) {
      const end = xml.indexOf('-->', start + 4);
      if (end < 0) return false;
      at = end + 3;
      continue;
    }
    if (xml.startsWith('<![CDATA[', start)) {
      const end = xml.indexOf(']]>', start);
      if (end < 0) return false;
      at = end + 3;
      continue;
    }
    const end = tagEnd(xml, start);
    if (end < 0 || xml[start + 1] === '!') return false;
    const tag = xml.slice(start + 1, end);
    at = end + 1;
    if (tag.startsWith('?')) {
      if (!tag.endsWith('?')) return false;
      continue;
    }
    const closing = tag.startsWith('/');
    const name = /^[\p{L}_:][\p{L}\p{N}_:.-]*/u.exec(closing ? tag.slice(1) : tag)?.[0];
    if (name === undefined) return false;
    if (closing) {
      if (open.pop() !== name) return false;
    } else {
      elements++;
      if (!tag.endsWith('/')) open.push(name);
    }
  }
  return open.length === 0 && elements > 0;
}

/** Offset of the `>` that ends the tag, quoted values skipped; -1 when there is none. */
function tagEnd(xml: string, start: number): number {
  let quote = '';
  for (let at = start + 1; at < xml.length; at++) {
    const character = xml[at] as string;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return at;
    else if (character === '<') return -1;
  }
  return -1;
}
