/** No scanner or camera needs more; a profile with tables for a press has about 2 MB. */
const MOST_BYTES = 1 << 20;
const HEADER_BYTES = 128;
const MOST_TAGS = 100;

/** What a profile must hold so that colours can be told by it: matrix and curves, or a table (ICC.1 clause 8). */
const REQUIRED = {
  'RGB ': [['rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'], ['A2B0']],
  GRAY: [['kTRC'], ['A2B0']],
} as const;

/**
 * The profile an image brings, where a PDF/A-2 image may be told by it (ISO 19005-2 clause 6.2.4.2: ICC.1 up to version
 * 4, of the classes input, display, output or colour space) and its kind is that of the image; null otherwise. The
 * device colours then stand, which is what programs do with an image whose profile they cannot read.
 */
export function usableProfile(icc: Uint8Array | undefined, components: 1 | 3): Uint8Array | null {
  if (icc === undefined || icc.length < HEADER_BYTES + 4 || icc.length > MOST_BYTES) return null;
  const data = Buffer.from(icc.buffer, icc.byteOffset, icc.length);
  const name = (at: number): string => data.toString('latin1', at, at + 4);
  const length = data.readUInt32BE(0);
  // some writers pad the profile
  if (length > data.length || length < HEADER_BYTES + 4 || data[8]! > 4 || name(36) !== 'acsp') return null;
  if (!['scnr', 'mntr', 'prtr', 'spac'].includes(name(12))) return null;
  const space = components === 1 ? 'GRAY' : 'RGB ';
  if (name(16) !== space || !['XYZ ', 'Lab '].includes(name(20))) return null;
  const count = data.readUInt32BE(HEADER_BYTES);
  const tags = new Set<string>();
  if (count > MOST_TAGS || HEADER_BYTES + 4 + count * 12 > length) return null;
  for (let i = 0; i < count; i++) {
    const at = HEADER_BYTES + 4 + i * 12;
    if (data.readUInt32BE(at + 4) + data.readUInt32BE(at + 8) > length) return null;
    tags.add(name(at));
  }
  const isWhole = REQUIRED[space].some((needed) => needed.every((tag) => tags.has(tag)));
  return isWhole ? data.subarray(0, length) : null;
}
