/** Bytes that are to be removed; what stands here is removed even when the process dies in between (erase.ts). */
export interface ErasureRecords {
  add(componentId: string, digests: readonly string[]): Promise<void>;
  due(limit: number): Promise<readonly { readonly componentId: string; readonly sha256: string }[]>;
  done(componentId: string, sha256: string): Promise<void>;
  /** Whether a record of another component that still stands names these bytes. */
  isShared(sha256: string, componentId: string): Promise<boolean>;
  /** Removes every row that stages and officers wrote of a component: runs, slots, versions, deliveries, tasks, fields. */
  forget(componentId: string): Promise<void>;
}
