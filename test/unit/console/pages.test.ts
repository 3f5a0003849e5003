import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import type { PairRow } from '../../../src/app/card-pairs.ts';
import type { ReviewDetail } from '../../../src/app/review/tasks.ts';
import { script } from '../../../src/console/keys.ts';
import { listPage, taskPage } from '../../../src/console/pages.ts';
import { text } from '../../../src/domain/text.ts';

const name = 'Giấy khai sinh <của bé>';
const about = {
  task: { id: 'task-1', kind: 'fields', state: 'open', version: 3, createdAt: new Date(0) },
  component: { id: 'component-1', name },
  dossier: { id: 'dossier-1', code: 'H62.12-261122-0001' },
  typeName: text('Giấy khai sinh', 'Birth certificate'),
  open: 1,
  openRequired: 1,
  accepted: [],
  history: [],
};
const detail = (more: object): ReviewDetail =>
  ({ ...about, fields: [], papers: [], pages: 1, ...more }) as unknown as ReviewDetail;
const field = {
  field: 'father_full_name',
  label: text('Họ tên cha', 'Father'),
  required: true,
  value: 'HƯỲNH ĐÌNH HÙNG',
  confidence: 0.7,
  candidates: ['HUỲNH ĐÌNH HÙNG'],
  reasons: [text('Đọc chưa chắc chắn.', 'Read with doubt.')],
  successor: null,
  page: 1,
  cropPx: { x0: 10, y0: 20, x1: 410, y1: 120 },
  decided: null,
};

it('numbers the choices of a field as the script takes them, leaving it open being none', () => {
  const page = taskPage(detail({ fields: [field] }), [], 'cb-07', { language: 'vi' });
  const radios = [...page.matchAll(/type="radio" name="value-father_full_name" value="([^"]*)"/g)].map(
    ([, value]) => value,
  );
  expect(radios).toEqual(['', '=HƯỲNH ĐÌNH HÙNG', '=HUỲNH ĐÌNH HÙNG', 'absent', 'typed']);
  expect([...page.matchAll(/<kbd[^>]*>(\d)</g)].map(([, number]) => number)).toEqual(['1', '2', '3', '4']);
  expect(page).toContain('name="officer" required maxlength="200" autocomplete="username" value="cb-07"');
});

it('marks the letters in which a candidate differs, keeps room for the picture, and escapes what others wrote', () => {
  const page = taskPage(detail({ fields: [field] }), [], '', { language: 'vi' });
  expect(page).toContain('H<mark>U</mark>ỲNH ĐÌNH HÙNG');
  expect(page).toMatch(/<img class="picture" width="400" height="100"/);
  expect(page).toContain('Giấy khai sinh &lt;của bé&gt;');
  expect(page).not.toContain('<của');
});

it('a paper of which nothing was read shows its whole pages at once', () => {
  expect(taskPage(detail({}), [], '', { language: 'en' })).toContain('<details open>');
  expect(taskPage(detail({ fields: [field] }), [], '', { language: 'en' })).not.toContain('<details open>');
});

it.each([
  [[[1, 2], [3], [4, 5, 6]], '1-2,3,4-6'],
  [[[2, 1]], ''],
])('boundaries %j stand as “%s” to be moved: pages out of their order cannot be written so', (pages, written) => {
  const papers = pages.map((each) => ({
    pages: each,
    documentType: 'unknown',
    confidence: 1,
    vi: '',
    en: '',
    typeName: text('a', 'a'),
  }));
  const page = taskPage(detail({ task: { ...about.task, kind: 'split' }, papers }), [], '', { language: 'vi' });
  expect(/name="cut"[^>]* value="([^"]*)"/.exec(page)?.[1]).toBe(written);
  // browsers read the pattern with the v flag, where a bare - in a class is an error
  const pattern = /name="cut" pattern="([^"]*)"/.exec(page)?.[1] ?? '';
  expect(new RegExp(`^(?:${pattern})$`, 'v').test('1-2, 3')).toBe(true);
});

it('suggested pairs stand below the tasks, each with a way to take it and a way to turn it down', () => {
  const pair = {
    front: 'a',
    back: 'b',
    documentType: 'citizen_id_2021',
    reason: text('Hai mặt mang cùng một số.', 'Both sides bear one number.'),
    decision: null,
    dossier: { id: 'dossier-1', code: 'H62.12-261122-0001' },
    names: { front: 'Mặt trước', back: 'Mặt sau' },
  } as unknown as PairRow;
  const page = listPage([], [pair], 'cb-07', { language: 'vi' });
  expect(page).toContain('action="/console/dossiers/dossier-1/card-pairs"');
  expect(page).toMatch(/name="accept" value="yes".*name="accept" value="no"/);
  expect(page).toContain('Hai mặt mang cùng một số.');
});

it('the script is one that a browser can read', () => {
  expect(() => new Script(script)).not.toThrow();
});
