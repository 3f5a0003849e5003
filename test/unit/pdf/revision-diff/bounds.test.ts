import { describe, expect, it } from 'vitest';
import { openPdf } from '../../../../src/pdf/reader/pdf-file.ts';
import { compareRevisions, compareWithLater } from '../../../../src/pdf/revision-diff/compare-revisions.ts';
import { append, type ObjectBody, signSimple, simpleDocument } from '../../../support/pdf-builder.ts';

const outline = (number: number, next: number | null, title = 'x'): ObjectBody =>
  `<< /Title (${title}) /Parent 999 0 R ${next === null ? '' : `/Next ${next} 0 R`} >> % ${number}`;

describe('bounds of the comparison', () => {
  it('a chain of objects deeper than any call stack is compared to its end', () => {
    const count = 20_000;
    const objects: Record<number, ObjectBody> = { 999: '<< /Type /Outlines /First 1000 0 R >>' };
    for (let index = 0; index < count; index++) {
      objects[1_000 + index] = outline(index, index + 1 < count ? 1_001 + index : null);
    }
    const signed = signSimple(simpleDocument({ catalog: '/Outlines 999 0 R', objects }), { first: 50_000 });
    const last = 1_000 + count - 1;
    const changed = append(signed, { objects: { [last]: outline(last, null, 'y') } });
    const { level, changes } = compareRevisions(openPdf(changed), 1, 2);
    expect(level).toBe('OTHER');
    expect(changes.map((one) => [one.code, one.after])).toEqual([['outlines-changed', '(y)']]);
    expect(compareRevisions(openPdf(append(signed, { objects: { [last]: outline(last, null) } })), 1, 2).level).toBe(
      'NONE',
    );
  });

  it('circles among objects end', () => {
    const objects = { 20: '<< /Next 21 0 R >>', 21: '<< /Next 20 0 R /A 1 >>' };
    const signed = signSimple(simpleDocument({ catalog: '/Outlines 20 0 R', objects }));
    const same = append(signed, { objects: { 20: '<< /Next 21 0 R >>' } });
    expect(compareRevisions(openPdf(same), 1, 2).level).toBe('NONE');
    const other = append(signed, { objects: { 21: '<< /Next 20 0 R /A 2 >>' } });
    expect(compareRevisions(openPdf(other), 1, 2).changes.map((one) => one.path)).toEqual(['Root.Outlines.Next.A']);
  });

  it('more comparisons than allowed are a named limit, and so are more values', () => {
    let bytes = signSimple(simpleDocument());
    for (let index = 0; index < 5; index++) bytes = append(bytes, { objects: { 300: `<< /A ${index} >>` } });
    expect(() => compareWithLater(openPdf(bytes, { limits: { comparisons: 3 } }), 1)).toThrow(/comparisons/);
    const change = append(bytes, { objects: { 3: '<< /Type /Font >>' } });
    const file = openPdf(change, { limits: { comparedObjects: 3 } });
    expect(() => compareWithLater(file, 1)).toThrow(/comparedObjects/);
  });

  it('thousands of differences are cut off after a number that is told', () => {
    const array = (value: number): string => `[${Array.from({ length: 3_000 }, () => value).join(' ')}]`;
    const signed = signSimple(simpleDocument({ catalog: '/PieceInfo 20 0 R', objects: { 20: array(1) } }));
    const { changes } = compareRevisions(openPdf(append(signed, { objects: { 20: array(2) } })), 1, 2);
    expect(changes).toHaveLength(501);
    expect(changes.at(-1)?.code).toBe('too-many-changes');
  });
});
