import type { ExtractedField, FieldDecision, FieldDecisionAction, FieldStatus } from '../../domain/field.ts';

/** What the machine made of one field, without its value. */
export type FieldReading = Pick<ExtractedField, 'status' | 'confidence' | 'source'> & { readonly field: string };

/** What read a paper: the measurement is of this version of the type, with this recognition and calibration. */
export interface ReadBy {
  readonly documentType: string;
  /** Null for a paper of unknown type. */
  readonly typeVersion: number | null;
  readonly reader: string;
}

/** A kept decision; `asRead`: what stands now is what the machine had read. */
export interface KeptDecision extends FieldDecision {
  readonly componentId: string;
  /** Version of the review task that the decision made. */
  readonly version: number;
  readonly documentType: string;
  readonly asRead: boolean;
}

/** Equal rows of the quality report put together: how often a field of a type ended this way. */
export interface FieldOutcomeCount {
  readonly documentType: string;
  /** Null where it was read before versions were kept. */
  readonly typeVersion: number | null;
  readonly reader: string | null;
  /** First reading that is counted here. */
  readonly since: Date;
  readonly field: string;
  readonly status: FieldStatus;
  /** Tenth of the confidence, 0 to 9. */
  readonly bin: number;
  /** The last decision of an officer; null: nobody looked. */
  readonly action: FieldDecisionAction | null;
  readonly asRead: boolean | null;
  readonly count: number;
  readonly confidenceSum: number;
}

export interface FieldRecords {
  /** What was read of a component, in place of what was read before. */
  read(componentId: string, by: ReadBy, readings: readonly FieldReading[], now: Date): Promise<void>;
  decide(decisions: readonly KeptDecision[]): Promise<void>;
  /** In the order in which they were made. */
  decisionsOf(componentId: string): Promise<readonly KeptDecision[]>;
  /** Fields read in a time, by type, versions, field, status, tenth of confidence and last decision. */
  outcomes(period: { readonly from?: Date; readonly to?: Date }): Promise<readonly FieldOutcomeCount[]>;
}
