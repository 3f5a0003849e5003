/** Entries a block may have (ISO 32000-1 9.10.3). */
const BLOCK = 100;

/** A ToUnicode CMap of single entries for two-byte codes, in the order given. */
export function toUnicodeMap(entries: readonly { readonly code: number; readonly text: string }[]): string {
  const rows = entries.map(({ code, text }) => `<${hex(code)}> <${utf16(text)}>`);
  const blocks = Array.from({ length: Math.ceil(rows.length / BLOCK) }, (_, block) => {
    const part = rows.slice(block * BLOCK, (block + 1) * BLOCK);
    return `${part.length} beginbfchar\n${part.join('\n')}\nendbfchar\n`;
  });
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
${blocks.join('')}endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

const hex = (code: number): string => code.toString(16).padStart(4, '0').toUpperCase();
const utf16 = (text: string): string =>
  Array.from({ length: text.length }, (_, at) => hex(text.charCodeAt(at))).join('');
