import { SohoaError } from '../../domain/errors.ts';
import { vietnamDay } from '../../domain/rules/rule-profile.ts';
import { decideScope, type ScopeFacts } from '../../domain/rules/scope.ts';
import type { StageOf } from '../outputs.ts';

/**
 * Looks at what came: the type of each file by its bytes, paper or born digital, the scope gate of the reception day,
 * and, when no file came, the warehouse: nobody is asked twice for the same paper (NĐ 45/2020 Đ4, rules.md R1.2).
 */
export const intake: StageOf<'intake'> = (techniques) => ({
  name: 'intake',
  version: '1',
  needs: [],
  async run({ component, dossier, blobs, records }) {
    const paperType = textDetail(component.details.paperType);
    const declaredPages = component.details.declaredPages;
    const scope = (facts: ScopeFacts) => {
      const {
        class: kind,
        action,
        profile,
        article,
        reason,
      } = decideScope(facts, vietnamDay(new Date(dossier.receivedAt)));
      return { class: kind, action, profile, article, ...reason };
    };

    if (component.details.presentedOnly === true)
      return { output: { origin: null, pages: 0, scope: scope({ presentedOnly: true }), reuse: null } };

    if (component.sources.length === 0) {
      const known =
        dossier.ownerId === null || paperType === null
          ? []
          : await records.warehouse.findReusable(dossier.ownerId, paperType, vietnamDay(new Date(dossier.receivedAt)));
      const [newest] = known;
      if (newest === undefined) throw new SohoaError('PAPER_MISSING', { paper: component.name });
      const reuse = { documentId: newest.id, version: newest.version, sha256: newest.sha256 };
      return { output: { origin: null, pages: 0, scope: scope({ alreadyHeld: true }), reuse } };
    }

    const natures = await Promise.all(
      component.sources.map(async (source) =>
        techniques.inspect({ name: source.name, bytes: await blobs.get(source.sha256) }),
      ),
    );
    const bornDigital = natures.length === 1 && natures[0]?.kind === 'pdf' && (natures[0].signed || natures[0].text);
    const pages = natures.reduce((sum, nature) => sum + nature.pages, 0);
    if (typeof declaredPages === 'number' && declaredPages !== pages)
      throw new SohoaError('PAGE_COUNT_DIFFERS', { declared: declaredPages, captured: pages });
    const origin = bornDigital ? ('born_digital' as const) : ('paper' as const);
    return { output: { origin, pages, scope: scope({ bornDigital }), reuse: null } };
  },
  async record(_records, output) {
    return {
      ...(output.origin === null ? {} : { origin: output.origin }),
      summary: { pages: output.pages, scope: output.scope, ...(output.reuse ? { reuse: output.reuse } : {}) },
    };
  },
});

const textDetail = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
