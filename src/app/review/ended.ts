import { SohoaError } from '../../domain/errors.ts';
import type { ComponentRecord } from '../../pipeline/ports/components.ts';

/**
 * What an officer's word in the summary means for the engine: a file taken apart into papers goes no further, a paper
 * reported as secret is refused and erased.
 */
export function endedByOfficer({ summary }: ComponentRecord): boolean {
  if (summary.reportedBy !== undefined) throw new SohoaError('SECRET_PAPER', {});
  return summary.splitInto !== undefined;
}
