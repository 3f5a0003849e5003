import type { Text } from '../../domain/text.ts';

/** A stored document whose proof of existence is due to be looked at. */
export interface RenewalTask {
  readonly documentId: string;
  /** The latest version when it was taken. */
  readonly version: number;
  /** Looks in a row that could not be finished. */
  readonly attempts: number;
}

/** What a look came to, and when the next is due. */
export interface RenewalSettlement {
  readonly documentId: string;
  readonly version: number;
  readonly dueAt: Date;
  readonly attempts: number;
  /** Why it could not be renewed; null: all is well. */
  readonly reason: Text | null;
}

/** When each document of the warehouse is to be looked at again: SQL knows, so that a sweep over a large store resumes. */
export interface RenewalRecords {
  /** Makes every document, and every new version of one, due now that nobody looked at yet. Returns how many. */
  discover(now: Date): Promise<number>;
  countDue(now: Date): Promise<number>;
  /** The longest due first; each is held for the caller until `now + holdMs`. */
  takeDue(now: Date, options: { readonly limit: number; readonly holdMs: number }): Promise<readonly RenewalTask[]>;
  /** Due without being taken, after the given document, in the order of ids: for a look that changes nothing. */
  listDue(now: Date, page: { readonly limit: number; readonly after?: string }): Promise<readonly RenewalTask[]>;
  settle(settlement: RenewalSettlement): Promise<void>;
  /** Documents that could not be renewed, with the reason. */
  blocked(limit: number): Promise<readonly RenewalSettlement[]>;
}
