import type { ComponentView } from '../app/dossier-view.ts';
import { waitNames } from '../domain/component.ts';
import { verdictText } from '../domain/signature-report.ts';
import { type Text, text } from '../domain/text.ts';

const stateNames: Readonly<Record<ComponentView['state'], Text>> = {
  queued: text('chờ xử lý', 'queued'),
  running: text('đang xử lý', 'in progress'),
  waiting: text('đang chờ', 'waiting'),
  done: text('xong', 'done'),
  failed: text('lỗi', 'failed'),
  refused: text('từ chối', 'refused'),
};

/** One sentence: where a component stands, with the verdict and, when it stopped, why and what to do. */
export function componentStateText(component: ComponentView): Text {
  const { state, waiting, error, verdict } = component;
  const join = (language: keyof Text): string => {
    const parts = [stateNames[state][language]];
    if (verdict !== null) parts.push(verdictText[verdict][language]);
    if (waiting !== null) parts.push(`${waitNames[waiting.kind][language]}: ${waiting.reason[language]}`);
    else if (error !== null) parts.push(`[${error.code}] ${error.text[language]}`);
    return parts.join(' · ');
  };
  return { vi: join('vi'), en: join('en') };
}
