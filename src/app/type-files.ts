import { basename, dirname, join, resolve } from 'node:path';
import type { DocumentType } from '../domain/document-types/document-type.ts';
import { checkDocumentType, type TypeFault } from '../domain/document-types/faults.ts';
import {
  readTypeFiles,
  readTypeJson,
  shippedFolder,
  type TypeFile,
  typeFolders,
} from '../domain/document-types/registry.ts';
import { asSohoaError } from '../domain/errors.ts';
import { folded } from '../domain/identifiers/vietnamese-letters.ts';
import { type Text, text } from '../domain/text.ts';

/** A type as the list shows it: where it comes from, and whether another file stands in its place. */
export interface ListedType extends TypeFile {
  readonly origin: 'shipped' | 'own';
  /** False: a type of the same id and another file is used. */
  readonly used: boolean;
}

/** The shipped types and the office's own. Throws CONFIG_INVALID for a faulty file. */
export function listTypes(ownFolder: string | undefined): readonly ListedType[] {
  const files = readTypeFiles(typeFolders(ownFolder));
  return files.map((one) => {
    const { folder, type } = one;
    const twins = files.filter((other) => other.type.id === type.id);
    const chosen = twins.reduce((best, other) => (other.type.version >= best.type.version ? other : best));
    return { ...one, origin: folder === shippedFolder ? 'shipped' : 'own', used: chosen === one };
  });
}

/** What is wrong with one file, and what its author may want to think over. */
export interface CheckedTypeFile {
  readonly file: string;
  readonly type: DocumentType | null;
  readonly faults: readonly TypeFault[];
  readonly advice: readonly TypeFault[];
}

/** Checks files one by one, so that each is told all its faults; the shipped types are what they are compared with. */
export function checkTypeFiles(paths: readonly string[]): readonly CheckedTypeFile[] {
  const shipped = readTypeFiles([shippedFolder]).map(({ type }) => type);
  const seen = new Map<string, string>();
  return paths.map((path): CheckedTypeFile => {
    const file = basename(path);
    try {
      const { type, faults } = checkDocumentType(readTypeJson(path));
      if (type === null) return { file, type, faults, advice: [] };
      const key = join(dirname(resolve(path)), type.id);
      const twin = seen.get(key);
      seen.set(key, file);
      return { file, type, faults: twin === undefined ? [] : [takenBy(twin)], advice: adviceOn(type, shipped) };
    } catch (thrown) {
      return { file, type: null, faults: [{ at: '', ...asSohoaError(thrown).text }], advice: [] };
    }
  });
}

const takenBy = (file: string): TypeFault => ({
  at: 'id',
  ...text(`đã có trong ${file}; hãy đặt id khác`, `is taken by ${file}; choose another`),
});

/** Two fewer would leave classification to one phrase, which another paper may have too. */
const FEWEST_HINTS = 3;

function adviceOn(type: DocumentType, shipped: readonly DocumentType[]): readonly TypeFault[] {
  const advice: TypeFault[] = [];
  const say = (at: string, { vi, en }: Text): void => void advice.push({ at, vi, en });
  const same = shipped.find(({ id }) => id === type.id);
  if (same !== undefined)
    say(
      'version',
      type.version < same.version
        ? text(
            `loại đi kèm cùng id đang ở bản ${same.version}: tệp này không được dùng; hãy tăng version`,
            `the shipped type of this id is at version ${same.version}: this file is not used; raise its version`,
          )
        : text('thay loại đi kèm cùng id', 'replaces the shipped type of this id'),
    );
  const titles = new Set(type.titles.map(folded));
  for (const other of shipped)
    if (other.id !== type.id && other.titles.some((title) => titles.has(folded(title))))
      say(
        'titles',
        text(
          `trùng tiêu đề với “${other.name.vi}” (${other.id}): chỉ hints và antiHints phân biệt được hai loại`,
          `“${other.name.en}” (${other.id}) has this title too: only hints and antiHints tell them apart`,
        ),
      );
  if (type.titles.length === 0 && type.hints.length < FEWEST_HINTS)
    say(
      'hints',
      text(
        `không có tiêu đề và ít hơn ${FEWEST_HINTS} hints: giấy tờ sẽ thường là không rõ loại`,
        `no title and fewer than ${FEWEST_HINTS} hints: the paper will mostly be of unknown type`,
      ),
    );
  if (!type.fields.some(({ required }) => required))
    say(
      'fields',
      text(
        'không trường nào bắt buộc: giấy tờ không bao giờ chờ cán bộ xác nhận',
        'no field is required: the paper never waits for an officer',
      ),
    );
  for (const [label, fields] of sharedLabels(type))
    say(
      'fields',
      text(
        `nhãn “${label}” thuộc nhiều trường của cùng một phần (${fields.join(', ')}): hãy chia sections`,
        `the label “${label}” belongs to several fields of one section (${fields.join(', ')}): divide the paper into sections`,
      ),
    );
  return advice;
}

/** Labels that two fields of one section and side are looked for by, and that nothing tells apart. */
function sharedLabels(type: DocumentType): readonly (readonly [string, readonly string[]])[] {
  const byLabel = Map.groupBy(
    type.fields.flatMap((field) =>
      field.reuseLabel === true || field.pattern !== undefined
        ? []
        : field.labels.map((label) => ({
            label,
            field: field.name,
            place: `${field.section ?? ''} ${field.side ?? ''}`,
          })),
    ),
    ({ label, place }) => `${place} ${folded(label)}`,
  );
  return [...byLabel.values()].flatMap((rows) => {
    const [first] = rows;
    const fields = [...new Set(rows.map(({ field }) => field))];
    return first === undefined || fields.length < 2 ? [] : [[first.label, fields] as const];
  });
}
