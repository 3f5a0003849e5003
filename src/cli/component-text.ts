import type { ComponentView } from '../app/dossier-view.ts';
import { waitNames } from '../domain/component.ts';
import { verdictText } from '../domain/signature-report.ts';
import { type Text, text } from '../domain/text.ts';
import type { Outputs } from '../pipeline/outputs.ts';
import { notKept } from '../pipeline/stages/intake.ts';

const stateNames: Readonly<Record<ComponentView['state'], Text>> = {
  queued: text('chờ xử lý', 'queued'),
  running: text('đang xử lý', 'in progress'),
  waiting: text('đang chờ', 'waiting'),
  done: text('xong', 'done'),
  failed: text('lỗi', 'failed'),
  refused: text('từ chối', 'refused'),
};

/** Why no image of the paper is kept, where the scope gate decided so. */
function notCaptured(scope: unknown): (Text & { readonly article: string }) | null {
  const { action, vi, en, article } = (scope ?? {}) as Partial<Outputs['intake']['scope']>;
  const kept = action === undefined || !notKept.has(action) || vi === undefined || en === undefined;
  return kept ? null : { vi, en, article: article ?? '' };
}

/** One sentence: where a component stands, with the verdict and, when it stopped, why and what to do. */
export function componentStateText(component: ComponentView): Text {
  const { state, waiting, error, verdict } = component;
  const outOfScope = notCaptured(component.record.summary.scope);
  const join = (language: keyof Text): string => {
    const parts = [stateNames[state][language]];
    if (verdict !== null) parts.push(verdictText[verdict][language]);
    if (waiting !== null) parts.push(`${waitNames[waiting.kind][language]}: ${waiting.reason[language]}`);
    else if (state === 'done' && outOfScope !== null) parts.push(`${outOfScope[language]} (${outOfScope.article})`);
    else if (error !== null) parts.push(`[${error.code}] ${error.text[language]}`);
    return parts.join(' · ');
  };
  return { vi: join('vi'), en: join('en') };
}
