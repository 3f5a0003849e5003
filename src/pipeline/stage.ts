import type { Clock, Randomness } from '../domain/clock.ts';
import type { Waiting } from '../domain/component.ts';
import type { BlobStore } from './ports/blobs.ts';
import type { ComponentFacts, ComponentRecord } from './ports/components.ts';
import type { DossierRecord } from './ports/dossiers.ts';
import type { Database, Records } from './ports/records.ts';

/** One row of the table that a component travels (see `engine.ts`): its key, its work, its effects on the records. */
export interface Stage<Outputs, Name extends keyof Outputs & string = keyof Outputs & string> {
  readonly name: Name;
  /** Grows when the same inputs would give another output: part of the parameter version. */
  readonly version: string;
  /** Earlier stages whose outputs this one reads: they enter the key. */
  readonly needs: readonly (keyof Outputs & string)[];
  /** Whether the component takes this stage, decided from what earlier stages (`needs`) found. Default: always. */
  applies?(task: StageTask<Outputs>): boolean;
  /** Settings that change the output (JSON): the rest of the parameter version. */
  parameters?(task: StageTask<Outputs>): unknown;
  /** Does the work. Bytes go to `context.blobs`; the output is JSON that names them by digest. */
  run(context: StageContext<Outputs>): Promise<StageResult<Outputs[Name]>>;
  /** Effects on the records, in the transaction that makes the stage done; runs once. No files, no network. */
  record?(records: Records, output: Outputs[Name], task: StageTask<Outputs>): Promise<ComponentFacts | undefined>;
}

/** A table entry whose name and output type belong together. */
export type AnyStage<Outputs> = { [Name in keyof Outputs & string]: Stage<Outputs, Name> }[keyof Outputs & string];

export interface StageTask<Outputs> {
  readonly dossier: DossierRecord;
  readonly component: ComponentRecord;
  /** Outputs of earlier stages that ran for this component. */
  readonly outputs: Readonly<Partial<Outputs>>;
  /** Fencing token, for acts on the records in the middle of a stage (a signature's intent). */
  readonly fence: number;
}

export interface StageContext<Outputs> extends StageTask<Outputs> {
  readonly blobs: BlobStore;
  readonly records: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** Aborted when the claim is lost or the engine shuts down. */
  readonly signal: AbortSignal;
  /** Tells followers how far it is. */
  progress(data: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Done with an output, or waiting for something outside in a named state (with a time to look again by itself). */
export type StageResult<Output> = { readonly output: Output } | { readonly wait: Waiting; readonly retryAt?: Date };
