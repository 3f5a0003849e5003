import type { Command } from 'commander';
import type { Language } from '../domain/text.ts';

/** Where a command leaves its exit code. */
export interface Run {
  exitCode: number;
}

/** What a command needs to add itself to the program. */
export interface CommandContext {
  readonly program: Command;
  readonly language: Language;
  readonly run: Run;
}
