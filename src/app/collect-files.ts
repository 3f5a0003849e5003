import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { SohoaError } from '../domain/errors.ts';

/**
 * Files named by the caller, in the order given; a folder (only with `recursive`) gives its files with one of the
 * extensions, sorted by path. NOT_FOUND names what is not there.
 */
export async function collectFiles(
  names: readonly string[],
  options: { readonly recursive: boolean; readonly extensions: readonly string[] },
): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = await stat(name).catch(() => null);
    if (found === null) throw new SohoaError('NOT_FOUND', { what: name });
    if (!found.isDirectory()) files.push(name);
    else if (!options.recursive)
      throw new SohoaError('USAGE', {
        reason_vi: `${name} là thư mục; thêm --recursive`,
        reason_en: `${name} is a folder; use --recursive`,
      });
    else {
      const entries = await readdir(name, { recursive: true, withFileTypes: true });
      const inside = entries
        .filter((entry) => entry.isFile() && options.extensions.includes(extname(entry.name).toLowerCase()))
        .map((entry) => join(entry.parentPath, entry.name));
      files.push(...inside.sort());
    }
  }
  return files;
}
