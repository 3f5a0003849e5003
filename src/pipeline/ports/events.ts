/** Progress that a face can follow (SSE with Last-Event-ID): ids grow in commit order. */
export interface ProgressEvent {
  readonly id: number;
  readonly dossierId: string;
  readonly componentId: string | null;
  /** For example `stage.started`, `stage.done`, `component.waiting`. */
  readonly kind: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export interface EventRecords {
  append(event: Omit<ProgressEvent, 'id'>): Promise<void>;
  /** In order, after the given id. */
  after(
    id: number,
    options: { readonly dossierId?: string; readonly limit: number },
  ): Promise<readonly ProgressEvent[]>;
}
