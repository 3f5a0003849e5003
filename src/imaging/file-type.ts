import { SohoaError } from '../domain/errors.ts';
import type { ImageLimits } from './limits.ts';

export type InputType = 'jpeg' | 'png' | 'tiff' | 'webp' | 'pdf';

const starts = (bytes: Uint8Array, at: number, ...magic: readonly number[]): boolean =>
  magic.every((value, index) => bytes[at + index] === value);
const ascii = (bytes: Uint8Array, at: number, text: string): boolean =>
  starts(bytes, at, ...Array.from(text, (character) => character.charCodeAt(0)));

/** HEIF brands (ISO/IEC 23008-12): what iPhones write. */
const HEIF_BRANDS = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'avif'];

/**
 * The type by its first bytes, from an allow-list; the file's name is never asked.
 * Throws FILE_EMPTY, FILE_TOO_LARGE, IMAGE_HEIF, FILE_TYPE_UNKNOWN.
 */
export function inputType(bytes: Uint8Array, limits: Pick<ImageLimits, 'maxFileBytes'>): InputType {
  if (bytes.length === 0) throw new SohoaError('FILE_EMPTY');
  if (bytes.length > limits.maxFileBytes)
    throw new SohoaError('FILE_TOO_LARGE', { size_bytes: bytes.length, limit_bytes: limits.maxFileBytes });
  if (starts(bytes, 0, 0xff, 0xd8, 0xff)) return 'jpeg';
  if (starts(bytes, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  // classic and BigTIFF, both byte orders
  if (starts(bytes, 0, 0x49, 0x49, 0x2a, 0) || starts(bytes, 0, 0x4d, 0x4d, 0, 0x2a)) return 'tiff';
  if (starts(bytes, 0, 0x49, 0x49, 0x2b, 0) || starts(bytes, 0, 0x4d, 0x4d, 0, 0x2b)) return 'tiff';
  if (ascii(bytes, 0, 'RIFF') && ascii(bytes, 8, 'WEBP')) return 'webp';
  if (ascii(bytes, 4, 'ftyp') && HEIF_BRANDS.some((brand) => ascii(bytes, 8, brand)))
    throw new SohoaError('IMAGE_HEIF');
  // Acrobat takes the header anywhere in the first 1024 bytes (ISO 32000-1 annex H.3.4.1)
  if (Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).includes('%PDF-')) return 'pdf';
  throw new SohoaError('FILE_TYPE_UNKNOWN');
}
