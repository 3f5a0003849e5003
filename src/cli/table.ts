/** Columns a terminal shows for a string: combining marks take none, East Asian wide forms two. */
export function displayWidth(value: string): number {
  let width = 0;
  for (const character of value.normalize('NFC')) {
    if (/\p{Mark}/u.test(character)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(character) ? 2 : 1;
  }
  return width;
}

const pad = (value: string, width: number): string => value + ' '.repeat(Math.max(0, width - displayWidth(value)));

/** A plain table: header, rule, rows; columns as wide as their widest cell. Numbers are right-aligned. */
export function renderTable(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = [header, ...rows].map((row) => row.map(String));
  const widths = header.map((_, column) => Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))));
  const numeric = header.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return numeric[column] ? ' '.repeat(Math.max(0, width - displayWidth(cell))) + cell : pad(cell, width);
      })
      .join('  ')
      .trimEnd();
  const [head, ...body] = cells;
  return [line(head ?? []), widths.map((width) => '─'.repeat(width)).join('  '), ...body.map(line)].join('\n');
}
