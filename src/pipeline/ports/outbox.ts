/** Delivery of one document version to one destination (rules.md R7.1, R7.4). */
export type DeliveryState = 'chua_gui' | 'da_nhan' | 'loi' | 'tu_choi';

export interface Delivery {
  readonly id: string;
  readonly destination: string;
  /** sha256 over (mã hồ sơ, mã giấy tờ, phiên bản, sha256): the same record is the same key for ever. */
  readonly idempotencyKey: string;
  readonly componentId: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `chua_gui` not sent · `da_nhan` received · `loi` failed, given up (dead letter) · `tu_choi` refused by the receiver. */
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly lastError: string | null;
  /** What the receiver answered when it took the record. */
  readonly receipt: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface OutboxRecords {
  /** Adds the delivery unless this key already goes to this destination. */
  add(
    delivery: Pick<Delivery, 'id' | 'destination' | 'idempotencyKey' | 'componentId' | 'payload'>,
    now: Date,
  ): Promise<void>;
  get(id: string): Promise<Delivery | null>;
  ofComponent(componentId: string): Promise<readonly Delivery[]>;
  /** Not sent and due; each is held by the caller until `now + holdMs`, so that two dispatchers do not send it at once. */
  takeDue(now: Date, options: { readonly limit: number; readonly holdMs: number }): Promise<readonly Delivery[]>;
  record(id: string, outcome: DeliveryOutcome, now: Date): Promise<void>;
  /** Puts dead letters and refusals back to `chua_gui`. */
  retry(ids: readonly string[], now: Date): Promise<void>;
  countByState(): Promise<Readonly<Record<string, Readonly<Partial<Record<DeliveryState, number>>>>>>;
}

export type DeliveryOutcome =
  | { readonly state: 'da_nhan'; readonly receipt: string }
  | { readonly state: 'tu_choi' | 'loi'; readonly error: string }
  | { readonly state: 'chua_gui'; readonly error: string; readonly nextAttemptAt: Date };

/** One destination's way of taking records; the idempotency key goes along, so that a repeat changes nothing there. */
export interface SharingSink {
  /** Throws SohoaError when there is no answer (NETWORK_*). */
  deliver(delivery: Delivery): Promise<SinkAnswer>;
}

export type SinkAnswer =
  | { readonly kind: 'received'; readonly receipt: string }
  /** The receiver will not take this record as it is. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Not now; `afterMs` when the receiver says when. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs?: number };
