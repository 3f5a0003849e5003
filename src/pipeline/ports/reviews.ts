/**
 * What a person has to decide: `fields` doubtful fields or an unknown type · `split` one file that seems to hold several
 * papers · `undetermined` a verdict CHƯA XÁC ĐỊNH.
 */
export interface ReviewTask {
  readonly id: string;
  readonly componentId: string;
  readonly kind: string;
  readonly state: 'open' | 'done';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly resolution: Readonly<Record<string, unknown>> | null;
  readonly resolvedBy: string | null;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  /** Grows with every decision and whenever something else is asked: who decides names the version he saw. */
  readonly version: number;
}

export interface ReviewRecords {
  /** Opens the task; one per (component, kind). Asked again with another payload, it is open again for that. */
  open(task: Pick<ReviewTask, 'id' | 'componentId' | 'kind' | 'payload'>, now: Date): Promise<void>;
  get(id: string): Promise<ReviewTask | null>;
  ofComponent(componentId: string): Promise<readonly ReviewTask[]>;
  /** Oldest first, after the given task. */
  list(filter: {
    readonly componentId?: string;
    readonly state?: ReviewTask['state'];
    readonly kind?: string;
    readonly limit: number;
  }): Promise<readonly ReviewTask[]>;
  /** False when it was resolved before. */
  resolve(id: string, by: string, resolution: Readonly<Record<string, unknown>>, now: Date): Promise<boolean>;
  /**
   * Writes a decision over the version that the officer saw and returns the new version; null when somebody decided in
   * between, and nothing is written then.
   */
  decide(
    id: string,
    version: number,
    decision: Pick<ReviewTask, 'state' | 'resolution'> & { readonly by: string },
    now: Date,
  ): Promise<number | null>;
  /** Of everything, how much is open: for health and reports. */
  countOpen(): Promise<Readonly<Record<string, number>>>;
}
