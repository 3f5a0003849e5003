import type { CodeParts } from './codes.ts';

/** One version of one document in the warehouse (kho); `metadata` is the record of rules.md D. */
export interface WarehouseDocument {
  /** Opaque, the same for all versions: names in URLs, files, logs (rules.md R1.7b). */
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly codeParts: CodeParts;
  readonly componentId: string;
  readonly dossierId: string;
  readonly agency: string;
  readonly ownerId: string | null;
  readonly documentType: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Last day of validity, ISO 8601; null: without limit or not stated. */
  readonly validUntil: string | null;
  readonly storedAt: Date;
}

export interface WarehouseRecords {
  /**
   * Adds a version. The same sha256 under the same id changes nothing and returns the version that holds it. The code
   * may change with a version (a corrected type), but no two documents ever share one.
   */
  store(document: Omit<WarehouseDocument, 'version'>): Promise<WarehouseDocument>;
  latest(id: string): Promise<WarehouseDocument | null>;
  versions(id: string): Promise<readonly WarehouseDocument[]>;
  ofComponent(componentId: string): Promise<readonly WarehouseDocument[]>;
  /** Latest versions that the owner has, still valid on that day, newest first (rules.md R1.2). */
  findReusable(owner: string, documentType: string | null, day: string): Promise<readonly WarehouseDocument[]>;
  list(page: { readonly limit: number; readonly before?: Date }): Promise<readonly WarehouseDocument[]>;
  /** Puts corrected data on a version that is stored already: the bytes, the number and the time stay. */
  amend(id: string, version: number, data: WarehouseAmendment): Promise<void>;
  /** All versions that this owner ever had of the type, expired ones included, latest version of each, newest first. */
  ofOwner(owner: string, documentType: string | null): Promise<readonly WarehouseDocument[]>;
}

export type WarehouseAmendment = Pick<
  WarehouseDocument,
  'code' | 'codeParts' | 'documentType' | 'metadata' | 'validUntil'
>;
