import { limitError } from './limits.ts';
import type { PdfRevision } from './model.ts';
import { isRef, type PdfDict, type PdfObject, refKey } from './objects.ts';

export interface EqualityBudget {
  stepsLeft: number;
  readonly allowed: number;
}

export const equalityBudget = (allowed: number): EqualityBudget => ({ stepsLeft: allowed, allowed });

/**
 * True when two values mean the same, each seen by its own revision: by value, streams by stored bytes and dictionary,
 * references followed (indirect or direct does not matter). Cycles count as equal where they close in both alike.
 * Errors: PDF_LIMIT (comparedObjects), and those of reading.
 */
export function equalObjects(
  a: PdfObject | undefined,
  inA: PdfRevision,
  b: PdfObject | undefined,
  inB: PdfRevision,
  budget: EqualityBudget,
): boolean {
  const open = new Set<string>();
  const equal = (left: PdfObject, right: PdfObject, depth: number): boolean => {
    budget.stepsLeft--;
    if (budget.stepsLeft < 0) throw limitError('comparedObjects', budget.allowed);
    if (isRef(left) || isRef(right)) {
      const key = `${isRef(left) ? refKey(left) : ''}|${isRef(right) ? refKey(right) : ''}`;
      if (isRef(left) && isRef(right)) {
        if (open.has(key)) return true;
        open.add(key);
      }
      return equal(inA.resolve(left), inB.resolve(right), depth + 1);
    }
    if (left === right) return true;
    if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
    // deeper than any sane document, and deeper than the call stack should go
    if (depth > 2_000) return false;
    switch (left.kind) {
      case 'name':
        return right.kind === 'name' && left.name === right.name;
      case 'string':
        return right.kind === 'string' && sameBytes(left.bytes, right.bytes);
      case 'array':
        return (
          right.kind === 'array' &&
          left.items.length === right.items.length &&
          left.items.every((item, index) => equal(item, right.items[index] as PdfObject, depth + 1))
        );
      case 'dict':
        return right.kind === 'dict' && equalDicts(left, right, depth);
      case 'stream':
        return right.kind === 'stream' && sameBytes(left.raw, right.raw) && equalDicts(left.dict, right.dict, depth);
    }
  };
  const equalDicts = (left: PdfDict, right: PdfDict, depth: number): boolean => {
    for (const [key, value] of left.entries) {
      if (!equal(value, right.entries.get(key) ?? null, depth + 1)) return false;
    }
    for (const [key, value] of right.entries) {
      if (!left.entries.has(key) && inB.resolve(value) !== null) return false;
    }
    return true;
  };
  return equal(a ?? null, b ?? null, 0);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  return Buffer.compare(a, b) === 0;
}
