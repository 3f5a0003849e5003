import { SohoaError } from '../../domain/errors.ts';
import { vietnamDay } from '../../domain/rules/rule-profile.ts';
import { decideScope, type ScopeFacts } from '../../domain/rules/scope.ts';
import type { StageOf } from '../outputs.ts';

/**
 * Looks at what came: the type of each file by its bytes, paper or born digital, the scope gate of the reception day,
 * and, when no file came, the warehouse: nobody is asked twice for the same paper (NĐ 45/2020 Đ4, rules.md R1.2). Of a
 * paper that is out of scope no image is kept, only the decision with its reason.
 */
export const intake: StageOf<'intake'> = (techniques) => ({
  name: 'intake',
  version: '2',
  needs: [],
  async run({ component, dossier, blobs, records }) {
    const { details } = component;
    const day = vietnamDay(new Date(dossier.receivedAt));
    const paperType = textDetail(details.paperType);
    const scope = (facts: ScopeFacts) => {
      const { class: kind, action, profile, article, reason, unverified } = decideScope(facts, day);
      return { class: kind, action, profile, article, unverified, ...reason };
    };
    const held =
      dossier.ownerId === null || paperType === null
        ? []
        : await records.warehouse.findReusable(dossier.ownerId, paperType, day);
    const nothing = { origin: null, pages: 0, reuse: null, held: [] };

    if (details.secret === true) throw new SohoaError('SECRET_PAPER', {});
    if (details.presentedOnly === true) return { output: { ...nothing, scope: scope({ presentedOnly: true }) } };

    if (component.sources.length === 0) {
      const [newest] = held;
      if (newest === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
      const reuse = { documentId: newest.id, version: newest.version, sha256: newest.sha256 };
      return { output: { ...nothing, scope: scope({ alreadyHeld: true }), reuse } };
    }

    const natures = await Promise.all(
      component.sources.map(async (source) =>
        techniques.inspect({ name: source.name, bytes: await blobs.get(source.sha256) }),
      ),
    );
    const bornDigital = natures.length === 1 && natures[0]?.kind === 'pdf' && (natures[0].signed || natures[0].text);
    const decided = scope({ ...declaredFacts(details), bornDigital });
    if (notKept.has(decided.action)) return { output: { ...nothing, scope: decided } };

    const chosen = pagesOf(details);
    const pages = chosen?.length ?? natures.reduce((sum, nature) => sum + nature.pages, 0);
    const missing = pages < declaredPages(details, pages);
    if (bornDigital || missing) expectPages(details, pages);
    const origin = bornDigital ? ('born_digital' as const) : ('paper' as const);
    return { output: { origin, pages, scope: decided, reuse: null, held: held.map(({ id }) => id) } };
  },
  async record(records, output, { component }) {
    const { origin, pages, scope, reuse, held } = output;
    if (notKept.has(scope.action))
      await records.erasures.add(
        component.id,
        component.sources.map(({ sha256 }) => sha256),
      );
    return {
      ...(origin === null ? {} : { origin }),
      summary: { pages, scope, ...(reuse ? { reuse } : {}), ...(held.length > 0 ? { held } : {}) },
    };
  },
});

/** Actions after which no image of the paper stays: only shown, exempt, or to be asked for (default: not scanned). */
export const notKept: ReadonlySet<string> = new Set(['record', 'skip', 'ask', 'stop']);

/** What the counter declared of the paper, beside what the bytes say. */
function declaredFacts(details: Readonly<Record<string, unknown>>): ScopeFacts {
  const { copy, opinion, requiredBySector, requestedByApplicant } = details;
  return {
    copy: copy === 'plain' || copy === 'certified' ? copy : null,
    opinion: opinion === true,
    requiredBySector: requiredBySector === true,
    requestedByApplicant: requestedByApplicant === true,
  };
}

const declaredPages = (details: Readonly<Record<string, unknown>>, otherwise: number): number =>
  typeof details.declaredPages === 'number' ? details.declaredPages : otherwise;

/**
 * The count the counter declared, where it did. Of a paper only missing pages are known before its pages are looked at:
 * a sheet captured with and without its note is one page.
 * @throws SohoaError PAGE_COUNT_DIFFERS
 */
export function expectPages(details: Readonly<Record<string, unknown>>, captured: number): void {
  const declared = declaredPages(details, captured);
  if (declared !== captured) throw new SohoaError('PAGE_COUNT_DIFFERS', { declared, captured });
}

/** The pages of its files that the component is, 1-based over all files; all when left out. */
export const pagesOf = (details: Readonly<Record<string, unknown>>): readonly number[] | undefined =>
  Array.isArray(details.pages) ? details.pages.map(Number) : undefined;

const textDetail = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
