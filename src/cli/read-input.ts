import { readFile } from 'node:fs/promises';
import { SohoaError } from '../domain/errors.ts';

/** Bytes of a file named on the command line; NOT_FOUND when it cannot be read. */
export async function readInput(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (thrown) {
    throw new SohoaError('NOT_FOUND', { what: file }, { cause: thrown });
  }
}
