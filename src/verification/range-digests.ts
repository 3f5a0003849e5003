import { createHash, type Hash } from 'node:crypto';
import type { SignedContent } from '../pki/cms-verify.ts';
import { digest, type HashName } from '../pki/hashes.ts';

/**
 * Digests over byte ranges of one file. Ranges of later signatures begin with the bytes of earlier ones, so the state of
 * the common beginning is kept and copied: n signatures cost one pass over the file, not n.
 */
export class RangeDigests {
  readonly #bytes: Uint8Array;
  readonly #begun = new Map<HashName, { readonly hash: Hash; readonly upTo: number }>();
  readonly #done = new Map<string, Uint8Array>();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The signed bytes of `[0 a b c]`; numbers outside the file are cut to it (other checks refuse them). */
  content(byteRange: readonly number[]): SignedContent {
    const [start = 0, length = 0, second = 0, rest = 0] = byteRange;
    const parts = [this.#bytes.subarray(start, start + length), this.#bytes.subarray(second, second + rest)] as const;
    return {
      digest: (name) => this.#digest(name, start, length, second, rest),
      bytes: () => new Uint8Array(Buffer.concat(parts)),
    };
  }

  #digest(name: HashName, start: number, length: number, second: number, rest: number): Uint8Array {
    const key = `${name} ${start} ${length} ${second} ${rest}`;
    const known = this.#done.get(key);
    if (known !== undefined) return known;
    const tail = this.#bytes.subarray(second, second + rest);
    const value =
      start === 0 && name !== 'shake256'
        ? new Uint8Array(this.#prefix(name, length).update(tail).digest())
        : digest(name, new Uint8Array(Buffer.concat([this.#bytes.subarray(start, start + length), tail])));
    this.#done.set(key, value);
    return value;
  }

  /** A hash that has seen bytes 0 to `length`, to be finished by the caller. */
  #prefix(name: HashName, length: number): Hash {
    const begun = this.#begun.get(name);
    const usable = begun !== undefined && begun.upTo <= length;
    const hash = usable ? begun.hash : createHash(name);
    hash.update(this.#bytes.subarray(usable ? begun.upTo : 0, length));
    this.#begun.set(name, { hash, upTo: length });
    return hash.copy();
  }
}
