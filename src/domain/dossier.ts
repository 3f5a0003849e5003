import { type ComponentSummary, waitNames } from './component.ts';
import { fiveSteps, type GateId, gateNames, roleNames, type SlotId, type StepId, slotRoles } from './five-steps.ts';
import { type Text, text } from './text.ts';

export interface Dossier {
  /** Opaque id: the only name of a dossier in URLs, files and logs (rules.md R1.7b). */
  readonly id: string;
  /** Mã hồ sơ as given by the one-stop shop. */
  readonly code: string;
  readonly agency: string;
  /** Mã TTHC. */
  readonly procedure: string;
  /** Số định danh, MST or agency code of the owner; null when the owner has none (rules.md D). */
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  /** The day whose rule profiles apply, ISO 8601 +07:00. */
  readonly receivedAt: string;
}

export interface StepState {
  readonly step: StepId;
  readonly name: Text;
  readonly state: 'done' | 'current' | 'pending';
  /** What keeps the gate closed: one sentence each, saying whom it waits for and why. */
  readonly blockers: readonly Text[];
}

export interface DossierState {
  readonly current: StepId | 'closed';
  readonly steps: readonly StepState[];
  /** Which slot waits for whom, and why. */
  readonly waits: readonly { readonly component: string; readonly slot: SlotId | null; readonly text: Text }[];
}

const gateBelongsTo = (gate: GateId): StepId | undefined => fiveSteps.find((step) => step.gates.includes(gate))?.id;

/** Where a dossier stands in the five steps, derived from its components alone: there is no second state to keep true. */
export function dossierState(components: readonly ComponentSummary[]): DossierState {
  const blockersOf = new Map<StepId, Text[]>(fiveSteps.map((step) => [step.id, []]));
  const waits: { component: string; slot: SlotId | null; text: Text }[] = [];

  for (const component of components) {
    if (component.waiting !== null) {
      const { kind, slot, reason } = component.waiting;
      const whom = slot === null ? null : roleNames[slotRoles[slot]];
      const sentence = text(
        `${component.name}: ${waitNames[kind].vi}${whom ? ` (${slot}, ${whom.vi})` : ''} — ${reason.vi}`,
        `${component.name}: ${waitNames[kind].en}${whom ? ` (${slot}, ${whom.en})` : ''} — ${reason.en}`,
      );
      waits.push({ component: component.name, slot, text: sentence });
      blockersOf.get(stepOfWait(kind, slot))?.push(sentence);
    }
    for (const { gate, reason } of component.closedGates) {
      const step = gateBelongsTo(gate);
      if (step === undefined) continue;
      const name = gateNames[gate];
      blockersOf
        .get(step)
        ?.push(
          text(
            `${component.name}: chưa đạt “${name.vi}” — ${reason.vi}`,
            `${component.name}: gate “${name.en}” is closed — ${reason.en}`,
          ),
        );
    }
    // A refusal that closes a gate is said there; any other failure keeps the dossier at reception.
    if (component.error !== null && component.closedGates.length === 0 && component.waiting === null) {
      const { error } = component;
      blockersOf
        .get('reception')
        ?.push(
          text(
            `${component.name}: ${error.text.vi} [${error.code}]`,
            `${component.name}: ${error.text.en} [${error.code}]`,
          ),
        );
    }
    if (component.state === 'queued' || component.state === 'running')
      blockersOf.get('reception')?.push(text(`${component.name}: đang xử lý`, `${component.name}: in progress`));
  }

  const currentIndex = fiveSteps.findIndex((step) => (blockersOf.get(step.id)?.length ?? 0) > 0);
  const steps = fiveSteps.map((step, index): StepState => {
    const state = currentIndex === -1 || index < currentIndex ? 'done' : index === currentIndex ? 'current' : 'pending';
    return { step: step.id, name: step.name, state, blockers: blockersOf.get(step.id) ?? [] };
  });
  return { current: fiveSteps[currentIndex]?.id ?? 'closed', steps, waits };
}

function stepOfWait(kind: string, slot: SlotId | null): StepId {
  if (kind === 'sharing') return 'returning';
  return fiveSteps.find((step) => slot !== null && step.slots.includes(slot))?.id ?? 'reception';
}
