import { contentOperators } from '../pdf/reader/content.ts';
import type { PdfFile, PdfPage, PdfRevision } from '../pdf/reader/model.ts';
import { isArray, isDict, isName, isStream, type PdfDict, type PdfStream } from '../pdf/reader/objects.ts';

/** Shows what the page is: an image of paper (an invisible text layer may lie over it) or text set by a program. */
export type PageOrigin = 'image' | 'visible-text' | 'no-image';

const shows = new Set(['Tj', 'TJ', "'", '"']);
const maxDepth = 8;

/** For every page. Errors of the reader pass (PDF_UNREADABLE, PDF_LIMIT). */
export function pageOrigins(file: PdfFile): readonly PageOrigin[] {
  const budget = { operatorsLeft: file.limits.contentOperators };
  return file.latest.pages().map((page) => {
    const found = { text: false, image: false };
    read(file, contentOf(file.latest, page), page.resources, found, budget, 0);
    return found.text ? 'visible-text' : found.image ? 'image' : 'no-image';
  });
}

/** All streams of /Contents as one, as ISO 32000-1 7.8.2 wants them read. */
function contentOf(revision: PdfRevision, page: PdfPage): Uint8Array {
  const contents = revision.get(page.dict, 'Contents');
  const items = isArray(contents) ? contents.items.map((item) => revision.resolve(item)) : [contents];
  return Buffer.concat(items.filter(isStream).flatMap((one) => [revision.decode(one).bytes, Buffer.from('\n')]));
}

function read(
  file: PdfFile,
  content: Uint8Array,
  resources: PdfDict | null,
  found: { text: boolean; image: boolean },
  budget: { operatorsLeft: number },
  depth: number,
): void {
  let invisible = false;
  const stack: boolean[] = [];
  for (const { operator, operands } of contentOperators(content, file.limits, budget)) {
    if (operator === 'q') stack.push(invisible);
    else if (operator === 'Q') invisible = stack.pop() ?? false;
    else if (operator === 'Tr') invisible = operands[0] === 3;
    else if (operator === 'BI') found.image = true;
    else if (shows.has(operator) && !invisible) found.text = true;
    else if (operator === 'Do') {
      const object = xObject(file.latest, resources, operands[0]);
      if (object === null) continue;
      if (isName(file.latest.get(object.dict, 'Subtype'), 'Image')) found.image = true;
      else if (depth < maxDepth) {
        const own = file.latest.getDict(object.dict, 'Resources') ?? resources;
        read(file, file.latest.decode(object).bytes, own, found, budget, depth + 1);
      }
    }
  }
}

function xObject(revision: PdfRevision, resources: PdfDict | null, operand: unknown): PdfStream | null {
  if (resources === null || !isName(operand as never)) return null;
  const objects = revision.get(resources, 'XObject');
  const object = isDict(objects) ? revision.get(objects, (operand as { readonly name: string }).name) : null;
  return isStream(object) ? object : null;
}
