import type { CheckRow, Indication, SubIndication } from '../domain/signature-report.ts';

/**
 * The value of one signature (rules.md R4.3): FAILED beats UNKNOWN beats PASSED over the REQUIRED rows; a warning never
 * changes it, and no row at all is no proof. The sub-indication is that of the first deciding row, so the catalogue's
 * order (format, cryptography, chain, time) is the order of EN 319 102-1.
 */
export function combine(rows: readonly CheckRow[]): {
  readonly indication: Indication;
  readonly subIndication: SubIndication | null;
} {
  const required = rows.filter((row) => row.required);
  const failed = required.find((row) => row.status === 'FAILED');
  if (failed) return { indication: 'TOTAL_FAILED', subIndication: failed.subIndication ?? 'FORMAT_FAILURE' };
  const unknown = required.find((row) => row.status === 'UNKNOWN');
  if (unknown) return { indication: 'INDETERMINATE', subIndication: unknown.subIndication ?? 'GENERIC' };
  if (!required.some((row) => row.status === 'PASSED'))
    return { indication: 'INDETERMINATE', subIndication: 'GENERIC' };
  return { indication: 'TOTAL_PASSED', subIndication: null };
}
