/** What a PDF writer must agree with in an embedded TrueType font: its glyphs and their advance widths. */
export interface TrueTypeMetrics {
  readonly glyphs: number;
  /** Advance of a glyph in thousandths of the em. */
  advance(glyph: number): number;
}

/** Reads `maxp`, `head`, `hhea` and `hmtx` (OpenType 1.9); null when the file is no TrueType font. */
export function trueTypeMetrics(bytes: Uint8Array): TrueTypeMetrics | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    const tables = new Map<string, number>();
    for (let i = 0; i < data.readUInt16BE(4); i++)
      tables.set(data.toString('latin1', 12 + i * 16, 16 + i * 16), data.readUInt32BE(20 + i * 16));
    const [maxp, head, hhea, hmtx] = ['maxp', 'head', 'hhea', 'hmtx'].map((name) => tables.get(name));
    if (maxp === undefined || head === undefined || hhea === undefined || hmtx === undefined) return null;
    const glyphs = data.readUInt16BE(maxp + 4);
    const unitsPerEm = data.readUInt16BE(head + 18);
    const measured = data.readUInt16BE(hhea + 34);
    return {
      glyphs,
      advance: (glyph) => {
        const at = hmtx + Math.min(glyph, measured - 1) * 4;
        return at + 2 > data.length ? 0 : (data.readUInt16BE(at) * 1000) / unitsPerEm;
      },
    };
  } catch {
    return null;
  }
}
