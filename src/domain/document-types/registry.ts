import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SohoaError } from '../errors.ts';
import { type DocumentType, DocumentTypeSchema } from './document-type.ts';

/** All known document types by id. */
export type DocumentTypes = ReadonlyMap<string, DocumentType>;

/** Folder of the types that ship with the product. */
export const shippedFolder: string = import.meta.dirname;

/** The shipped types, and the operator's own after them where there are some. */
export const typeFolders = (own: string | undefined): readonly string[] =>
  own === undefined ? [shippedFolder] : [shippedFolder, own];

/**
 * Checks one type: form of the data, and that names, sections and patterns agree with each other.
 * @throws SohoaError CONFIG_INVALID naming the file and the first fault.
 */
export function parseDocumentType(data: unknown, file: string): DocumentType {
  const wrong = (reason: string): never => {
    throw new SohoaError('CONFIG_INVALID', { reason: `${file}: ${reason}` });
  };
  const result = DocumentTypeSchema.safeParse(data);
  if (!result.success) {
    const issue = result.error.issues[0];
    return wrong(`${issue?.path.join('.')} ${issue?.message}`);
  }
  const type = result.data;
  const names = type.fields.map((field) => field.name);
  const sections = new Set(['*', ...(type.sections ?? []).map((section) => section.id)]);
  for (const field of type.fields) {
    if (names.indexOf(field.name) !== names.lastIndexOf(field.name)) wrong(`field ${field.name} is there twice`);
    if (field.section !== undefined && !sections.has(field.section)) wrong(`field ${field.name}: unknown section`);
    if ((field.locate ?? 'label') === 'label' && field.labels.length === 0) wrong(`field ${field.name} has no label`);
    if ((field.kind === 'choice') !== (field.options !== undefined))
      wrong(`field ${field.name}: a choice, and nothing else, has options`);
    if (field.pattern !== undefined) {
      try {
        new RegExp(field.pattern, 'u');
      } catch {
        wrong(`field ${field.name}: pattern is not a regular expression`);
      }
    }
  }
  for (const map of Object.values(type.machineReadable ?? {}))
    for (const name of Object.keys(map)) if (!names.includes(name)) wrong(`machineReadable: unknown field ${name}`);
  return type;
}

/**
 * Reads every `*.json` of the folders; a later folder's type replaces a shipped one of the same id when its version is
 * not lower. With no argument: the shipped types.
 * @throws SohoaError CONFIG_INVALID for an unreadable or faulty file.
 */
export function loadDocumentTypes(folders: readonly string[] = [shippedFolder]): DocumentTypes {
  const types = new Map<string, DocumentType>();
  for (const folder of folders) {
    for (const file of readFolder(folder)) {
      const type = parseDocumentType(readJson(join(folder, file)), file);
      if (type.version >= (types.get(type.id)?.version ?? 0)) types.set(type.id, type);
    }
  }
  return types;
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch (cause) {
    throw new SohoaError('CONFIG_INVALID', { reason: `document types folder ${folder}` }, { cause });
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new SohoaError('CONFIG_INVALID', { reason: `${path} is not JSON` }, { cause });
  }
}
