import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SohoaError } from '../errors.ts';
import { type Text, text } from '../text.ts';
import type { DocumentType } from './document-type.ts';
import { checkDocumentType } from './faults.ts';

/** All known document types by id. */
export type DocumentTypes = ReadonlyMap<string, DocumentType>;

/** Folder of the types that ship with the product. */
export const shippedFolder: string = import.meta.dirname;

/** The shipped types, and the operator's own after them where there are some. */
export const typeFolders = (own: string | undefined): readonly string[] =>
  own === undefined ? [shippedFolder] : [shippedFolder, own];

/**
 * Checks one type: form of the data, and that names, sections and patterns agree with each other.
 * @throws SohoaError CONFIG_INVALID naming the file and its faults, each with the remedy.
 */
export function parseDocumentType(data: unknown, file: string): DocumentType {
  const { type, faults } = checkDocumentType(data);
  if (type !== null) return type;
  const shown = faults.slice(0, mostShown).map(({ at, vi, en }) => ({
    vi: at === '' ? vi : `${at}: ${vi}`,
    en: at === '' ? en : `${at}: ${en}`,
  }));
  const more = faults.length - shown.length;
  throw refusal(
    file,
    text(
      [...shown.map(({ vi }) => vi), ...(more > 0 ? [`và ${more} lỗi nữa (sohoa types check)`] : [])].join('; '),
      [...shown.map(({ en }) => en), ...(more > 0 ? [`and ${more} more (sohoa types check)`] : [])].join('; '),
    ),
  );
}

const mostShown = 3;

const refusal = (file: string, { vi, en }: Text, cause?: unknown): SohoaError =>
  new SohoaError('CONFIG_INVALID', { reason_vi: `${file}: ${vi}`, reason_en: `${file}: ${en}` }, { cause });

/** One type with the file it was read from. */
export interface TypeFile {
  readonly folder: string;
  readonly file: string;
  readonly type: DocumentType;
}

/**
 * Every type of the folders, in their order; two files of one folder may not hold the same id.
 * @throws SohoaError CONFIG_INVALID for an unreadable or faulty file.
 */
export function readTypeFiles(folders: readonly string[]): readonly TypeFile[] {
  return folders.flatMap((folder) => {
    const files = new Map<string, string>();
    return readFolder(folder).map((file): TypeFile => {
      const type = parseDocumentType(readTypeJson(join(folder, file)), file);
      const twin = files.get(type.id);
      if (twin !== undefined)
        throw refusal(
          file,
          text(
            `id “${type.id}” đã có trong ${twin} cùng thư mục; hãy đặt id khác hoặc bỏ một tệp`,
            `id “${type.id}” is in ${twin} of this folder too; choose another id or take one file away`,
          ),
        );
      files.set(type.id, file);
      return { folder, file, type };
    });
  });
}

/**
 * Reads every `*.json` of the folders; a later folder's type replaces a shipped one of the same id when its version is
 * not lower. With no argument: the shipped types.
 * @throws SohoaError CONFIG_INVALID for an unreadable or faulty file.
 */
export function loadDocumentTypes(folders: readonly string[] = [shippedFolder]): DocumentTypes {
  const types = new Map<string, DocumentType>();
  for (const { type } of readTypeFiles(folders))
    if (type.version >= (types.get(type.id)?.version ?? 0)) types.set(type.id, type);
  return types;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw refusal(
      folder,
      text(
        'không đọc được thư mục loại giấy tờ (SOHOA_TYPES_DIR); hãy tạo thư mục hoặc sửa đường dẫn',
        'the folder of document types (SOHOA_TYPES_DIR) cannot be read; make it or correct the path',
      ),
      cause,
    );
  }
}

/**
 * The data of one file. A byte order mark, as Windows editors leave it, is no fault.
 * @throws SohoaError CONFIG_INVALID with line and column where it is no JSON.
 */
export function readTypeJson(path: string): unknown {
  try {
    return JSON.parse(
      readFileSync(path, 'utf8')
        .replace(/^\uFEFF/, '')
        .normalize('NFC'),
    );
  } catch (cause) {
    const [, line, column] = /line (\d+) column (\d+)/.exec(cause instanceof Error ? cause.message : '') ?? [];
    const known = line !== undefined;
    throw refusal(
      path,
      text(
        `không phải JSON${known ? ` (dòng ${line}, cột ${column})` : ''}: thường là thiếu hoặc thừa dấu phẩy, dấu ngoặc`,
        `no JSON${known ? ` (line ${line}, column ${column})` : ''}: most often a comma or a bracket too few or too many`,
      ),
      cause,
    );
  }
}
