import { type ComponentSummary, isSettled } from '../domain/component.ts';
import { type DossierState, dossierState } from '../domain/dossier.ts';
import { notFound, SohoaError } from '../domain/errors.ts';
import type { SlotId } from '../domain/five-steps.ts';
import type { Verdict } from '../domain/signature-report.ts';
import type { ComponentRecord } from '../pipeline/ports/components.ts';
import type { DossierRecord } from '../pipeline/ports/dossiers.ts';
import type { Delivery } from '../pipeline/ports/outbox.ts';
import type { Database } from '../pipeline/ports/records.ts';
import type { ReviewTask } from '../pipeline/ports/reviews.ts';
import type { StageRun } from '../pipeline/ports/stage-runs.ts';

/** A dossier as its one-stop shop sees it: the five steps, each component, what waits for whom and why. */
export interface DossierView {
  readonly dossier: DossierRecord;
  readonly state: DossierState;
  readonly components: readonly ComponentView[];
  /** True when nothing more happens by itself: every component is done, failed or refused. */
  readonly settled: boolean;
}

export interface ComponentView extends ComponentSummary {
  readonly record: ComponentRecord;
  readonly stages: readonly StageRun[];
  readonly deliveries: readonly Delivery[];
  /** What is asked of officers about it, answered or not. */
  readonly reviews: readonly ReviewTask[];
}

export async function dossierView(database: Database, id: string): Promise<DossierView> {
  const dossier = await database.dossiers.get(id);
  if (dossier === null) throw notFound('dossier', id);
  const records = await database.components.ofDossier(id);
  const components = await Promise.all(records.map((record) => componentView(database, record)));
  return {
    dossier,
    state: dossierState(components),
    components,
    settled: components.every((component) => isSettled(component.state)),
  };
}

export async function componentView(database: Database, record: ComponentRecord): Promise<ComponentView> {
  const { summary, error } = record;
  return {
    id: record.id,
    name: record.name,
    origin: record.origin,
    treatment: record.treatment,
    state: record.state,
    waiting: record.waiting,
    error: error === null ? null : { code: error.code, text: new SohoaError(error.code, error.details).text },
    verdict: (summary.verdict as Verdict | undefined) ?? null,
    signedSlots: (summary.signedSlots as readonly SlotId[] | undefined) ?? [],
    closedGates: (summary.closedGates as ComponentSummary['closedGates'] | undefined) ?? [],
    record,
    stages: await database.stageRuns.ofComponent(record.id),
    deliveries: await database.outbox.ofComponent(record.id),
    reviews: await database.reviews.ofComponent(record.id),
  };
}
