/** Content-addressed bytes. What `put` returned stays readable and unchanged. */
export interface BlobStore {
  /** Stores the bytes durably (fsync, then rename), reads them back and returns their sha256. Idempotent. */
  put(bytes: Uint8Array): Promise<string>;
  /** The bytes, digest checked. Throws NOT_FOUND or STORE_CORRUPT. */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
  /** Removes the bytes for good; nothing happens when they are not there. Only `erase.ts` may ask for it. */
  remove(sha256: string): Promise<void>;
}

/** A blob store on a disk, for tools that want a file name. The file is read-only to everyone else. */
export interface FileBlobStore extends BlobStore {
  path(sha256: string): string;
}
