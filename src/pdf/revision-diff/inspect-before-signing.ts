import { SohoaError } from '../../domain/errors.ts';
import { fill, type Text, text } from '../../domain/text.ts';
import { accountForRevision } from '../reader/byte-accounting.ts';
import { listFormFields } from '../reader/form.ts';
import type { PdfFile, PdfPage, PdfRevision, RectPt } from '../reader/model.ts';
import { dictOf, isDict, isName, isStream, type PdfDict, type PdfObject } from '../reader/objects.ts';
import { appearanceInk, type Ink, pageInk } from '../reader/page-ink.ts';
import { readRect } from '../reader/pages.ts';
import { ObjectGraph, pageTreeOf, refOf } from './object-graph.ts';
import { showsValue } from './shown-value.ts';

/** Material that a later update could switch on (signatures.md 3.2, last rows): a person looks before we sign. */
export interface ShadowFinding {
  readonly id: ShadowFindingId;
  /** `stop`: signing waits for a person. `note`: shown. */
  readonly severity: 'stop' | 'note';
  /** 1-based; null when it concerns no single page. */
  readonly page: number | null;
  readonly boxPt: RectPt | null;
  readonly objectNumber: number | null;
  readonly text: Text;
}

const rows = {
  'object-defined-twice': [
    'stop',
    'Đối tượng {object} được định nghĩa hơn một lần trong cùng một bản.',
    'Object {object} is defined more than once in one revision.',
  ],
  'object-unreachable': [
    'stop',
    'Có nội dung không nơi nào dùng tới: đối tượng {object} ({type}).',
    'There is content that nothing uses: object {object} ({type}).',
  ],
  'object-unused': [
    'note',
    'Đối tượng {object} ({type}) không nơi nào dùng tới.',
    'Nothing uses object {object} ({type}).',
  ],
  'text-covered': [
    'stop',
    'Trang {page} có chữ nằm dưới hình hoặc nền che kín.',
    'Page {page} has text under opaque ink.',
  ],
  'field-shows-other': [
    'stop',
    'Trường {field} hiển thị khác với giá trị của nó.',
    'Field {field} shows something else than its value.',
  ],
  'font-not-embedded': ['stop', 'Phông chữ {name} không được nhúng.', 'The font {name} is not embedded.'],
  'optional-content': [
    'stop',
    'Tệp có lớp nội dung ẩn, hoặc khi in khác khi xem.',
    'The file has layers that are hidden, or that print and show differently.',
  ],
  script: ['stop', 'Tệp chứa mã lệnh JavaScript.', 'The file contains JavaScript.'],
  'external-stream': [
    'stop',
    'Đối tượng {object} lấy dữ liệu từ tệp bên ngoài.',
    'Object {object} takes its data from another file.',
  ],
  xfa: ['stop', 'Tệp là biểu mẫu XFA.', 'The file is an XFA form.'],
  unreadable: ['stop', 'Có phần không đọc được: {reason}.', 'A part cannot be read: {reason}.'],
  'not-inspected': [
    'note',
    'Trang {page} quá phức tạp để soát chữ bị che.',
    'Page {page} is too complex to look for covered text.',
  ],
} as const satisfies Record<string, readonly [ShadowFinding['severity'], string, string]>;

export type ShadowFindingId = keyof typeof rows;

interface Place {
  readonly page?: number;
  readonly boxPt?: RectPt | null;
  readonly object?: number;
  readonly [word: string]: string | number | RectPt | null | undefined;
}

function found(id: ShadowFindingId, place: Place = {}): ShadowFinding {
  const [severity, vi, en] = rows[id];
  const words: Record<string, string | number> = {};
  for (const [key, value] of Object.entries(place)) {
    if (typeof value === 'string' || typeof value === 'number') words[key] = value;
  }
  return {
    id,
    severity,
    page: place.page ?? null,
    boxPt: place.boxPt ?? null,
    objectNumber: place.object ?? null,
    text: fill(text(vi, en), words),
  };
}

/**
 * Looks through the last revision for what shadow attacks prepare. Reads the whole file, so it belongs before a signature,
 * not into every verification. Errors: PDF_LIMIT; what cannot be read is a finding.
 */
export function inspectBeforeSigning(file: PdfFile): readonly ShadowFinding[] {
  const { latest } = file;
  const findings: ShadowFinding[] = [];
  const attempt = (look: () => Iterable<ShadowFinding>): void => {
    try {
      findings.push(...look());
    } catch (thrown) {
      if (!(thrown instanceof SohoaError) || thrown.code === 'PDF_LIMIT') throw thrown;
      findings.push(found('unreadable', { reason: String(thrown.details.reason ?? thrown.code) }));
    }
  };
  attempt(() => definedTwice(file));
  attempt(() => objectFindings(file, latest));
  attempt(() => catalogFindings(latest));
  attempt(() => fieldFindings(file, latest));
  for (const page of latest.pages()) attempt(() => coveredText(file, latest, page));
  return findings;
}

function* definedTwice(file: PdfFile): Iterable<ShadowFinding> {
  for (const revision of file.revisions) {
    for (const one of accountForRevision(file, revision)) {
      if (one.objectNumber === null) continue;
      if (one.id === 'unlisted-object') yield found('object-defined-twice', { object: one.objectNumber });
      if (one.id === 'object-unreadable') yield found('unreadable', { reason: one.text.en });
    }
  }
}

/** Types of objects that a later update could put in the place of what is shown, with everything below them. */
const showable: ReadonlySet<string> = new Set(['Catalog', 'Pages', 'Page', 'Annot']);
/** What honest writers leave behind unused, too: fonts, images, hint streams. */
const usable: ReadonlySet<string> = new Set(['XObject', 'Font', 'Pattern']);

function* objectFindings(file: PdfFile, revision: PdfRevision): Iterable<ShadowFinding> {
  const reachable = new ObjectGraph(file).reachable(revision, pageTreeOf(revision));
  for (const number of numbersInForce(file, revision)) {
    const object = revision.resolve(refOf(revision, number));
    const dict = dictOf(object);
    if (dict === null) continue;
    const typeValue = revision.get(dict, 'Type');
    const typeName = isName(typeValue) ? typeValue.name : '';
    if (!reachable.numbers.has(number)) {
      const type = typeName === '' ? 'stream' : typeName;
      if (showable.has(typeName)) yield found('object-unreachable', { object: number, type });
      else if (usable.has(typeName) || (isStream(object) && typeName === '')) {
        yield found('object-unused', { object: number, type });
      }
      continue;
    }
    if (isStream(object) && dict.entries.has('F') && !isName(dict.entries.get('F'))) {
      yield found('external-stream', { object: number });
    }
    if (typeName === 'Font') yield* fontFindings(revision, dict);
    if (runsScript(revision, dict)) yield found('script', { object: number });
  }
}

function numbersInForce(file: PdfFile, revision: PdfRevision): Set<number> {
  const numbers = new Set<number>();
  for (const one of file.revisions) for (const number of one.entries().keys()) numbers.add(number);
  for (const number of numbers) {
    const entry = revision.entryOf(number)?.entry;
    if (entry === undefined || entry.kind === 'free') numbers.delete(number);
  }
  return numbers;
}

function* fontFindings(revision: PdfRevision, font: PdfDict): Iterable<ShadowFinding> {
  const subtype = revision.get(font, 'Subtype');
  if (!isName(subtype) || subtype.name === 'Type0' || subtype.name === 'Type3') return;
  const descriptor = revision.getDict(font, 'FontDescriptor');
  const embedded =
    descriptor !== null &&
    ['FontFile', 'FontFile2', 'FontFile3'].some((key) => isStream(revision.get(descriptor, key)));
  if (embedded) return;
  const base = revision.get(font, 'BaseFont');
  yield found('font-not-embedded', { name: isName(base) ? base.name : '?' });
}

/** In the dictionary itself or in a direct action below it. */
function runsScript(revision: PdfRevision, dict: PdfDict, depth = 0): boolean {
  if (depth > 4) return false;
  if (isName(revision.get(dict, 'S'), 'JavaScript')) return true;
  return [...dict.entries.values()].some((value) => isDict(value) && runsScript(revision, value, depth + 1));
}

function* catalogFindings(revision: PdfRevision): Iterable<ShadowFinding> {
  const { catalog } = revision;
  const names = revision.getDict(catalog, 'Names');
  if (names !== null && revision.get(names, 'JavaScript') !== null) yield found('script');
  const form = revision.getDict(catalog, 'AcroForm');
  if (form !== null && revision.get(form, 'XFA') !== null) yield found('xfa');
  const layers = revision.getDict(catalog, 'OCProperties');
  if (layers !== null && hidesOrDiffers(revision, layers)) yield found('optional-content');
}

function hidesOrDiffers(revision: PdfRevision, layers: PdfDict): boolean {
  const config = revision.getDict(layers, 'D');
  if (config !== null) {
    const off = revision.getArray(config, 'OFF');
    if ((off !== null && off.items.length > 0) || isName(revision.get(config, 'BaseState'), 'OFF')) return true;
  }
  const groups = revision.getArray(layers, 'OCGs')?.items ?? [];
  return groups.some((item) => {
    const group = revision.resolve(item);
    const usage = isDict(group) ? revision.getDict(group, 'Usage') : null;
    if (usage === null) return false;
    const state = (use: 'View' | 'Print'): PdfObject => {
      const dict = revision.getDict(usage, use);
      return dict === null ? null : revision.get(dict, `${use}State`);
    };
    const [view, print] = [state('View'), state('Print')];
    const seen = isName(view) ? view.name : 'ON';
    const printed = isName(print) ? print.name : 'ON';
    return seen !== printed || seen === 'OFF';
  });
}

function* fieldFindings(file: PdfFile, revision: PdfRevision): Iterable<ShadowFinding> {
  for (const field of listFormFields(revision, file.limits)) {
    if (field.type !== 'Tx') continue;
    for (const widget of field.widgets) {
      const appearance = widget.dict.entries.get('AP');
      if (appearance !== undefined && showsValue(revision, field, appearance) === false) {
        const boxPt = readRect(revision, widget.dict.entries.get('Rect'));
        const page = widget.pageIndex === null ? {} : { page: widget.pageIndex + 1 };
        yield found('field-shows-other', { field: field.name, boxPt, ...page });
      }
    }
  }
}

const mostComparisons = 2_000_000;

/** Text that a later opaque mark of the page, or an opaque annotation, covers completely. */
function* coveredText(file: PdfFile, revision: PdfRevision, page: PdfPage): Iterable<ShadowFinding> {
  const ink = pageInk(revision, page, file.limits, { white: true });
  const above = annotationInk(file, revision, page);
  const opaque = [...ink, ...above].filter((one) => one.opaque).length;
  if (ink.length * opaque > mostComparisons) {
    yield found('not-inspected', { page: page.index + 1 });
    return;
  }
  const later: Ink[] = above.filter((one) => one.opaque);
  for (const mark of ink.toReversed()) {
    if (mark.kind === 'text' && later.some((cover) => contains(cover.boxPt, mark.boxPt))) {
      yield found('text-covered', { page: page.index + 1, boxPt: mark.boxPt });
      return;
    }
    if (mark.opaque) later.push(mark);
  }
}

function annotationInk(file: PdfFile, revision: PdfRevision, page: PdfPage): Ink[] {
  return page.annots.flatMap((item) => {
    const dict = revision.resolve(item);
    const rect = isDict(dict) ? readRect(revision, dict.entries.get('Rect')) : null;
    const appearance = isDict(dict) ? revision.getDict(dict, 'AP') : null;
    const normal = appearance === null ? null : revision.get(appearance, 'N');
    return isStream(normal) && rect !== null ? appearanceInk(revision, normal, rect, file.limits) : [];
  });
}

/** Text boxes are generous (a quarter of the size below the line), so a cover may stop a little short of them. */
function contains(outer: RectPt, inner: RectPt): boolean {
  const slack = 0.3 * (inner[3] - inner[1]);
  return (
    outer[0] <= inner[0] + slack &&
    outer[1] <= inner[1] + slack &&
    outer[2] >= inner[2] - slack &&
    outer[3] >= inner[3] - slack
  );
}
