import type { Clock } from '../src/domain/clock.ts';
import type { TestPki } from './pki.ts';

/** What an authority answers, before any fault of the transport. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface Question {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly body: Uint8Array;
}

export interface AuthorityContext {
  readonly pki: TestPki;
  readonly clock: Clock & { set?(to: Date): void };
}
