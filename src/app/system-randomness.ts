import { randomBytes, randomUUID } from 'node:crypto';
import type { Randomness } from '../domain/clock.ts';

export const systemRandomness: Randomness = {
  bytes: (length) => new Uint8Array(randomBytes(length)),
  uuid: () => randomUUID(),
};
