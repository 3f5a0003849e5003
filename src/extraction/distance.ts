/** Levenshtein distance, given up (`limit + 1`) once it must exceed `limit`: only places at most `limit` apart are compared. */
export function distance(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  const far = limit + 1;
  const row = new Uint16Array(b.length + 1);
  for (let j = 0; j <= b.length; j++) row[j] = Math.min(j, far);
  for (let i = 1; i <= a.length; i++) {
    const [from, to] = [Math.max(1, i - limit), Math.min(b.length, i + limit)];
    let diagonal = row[from - 1]!;
    let left = from === 1 ? i : far;
    let best = left;
    if (from === 1) row[0] = left;
    for (let j = from; j <= to; j++) {
      const above = row[j]!;
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      left = same ? diagonal : 1 + Math.min(above, left, diagonal);
      row[j] = left;
      diagonal = above;
      if (left < best) best = left;
    }
    if (to < b.length) row[to + 1] = far;
    if (best > limit) return far;
  }
  return Math.min(row[b.length]!, far);
}
