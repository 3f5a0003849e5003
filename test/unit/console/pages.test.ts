import { Script } from 'node:vm';
import { expect, it } from 'vitest';
import type { PairRow } from '../../../src/app/card-pairs.ts';
import type { ReviewDetail } from '../../../src/app/review/tasks.ts';
import { script } from '../../../src/console/keys.ts';
import { listPage } from '../../../src/console/list-page.ts';
import { pairPage } from '../../../src/console/pair-page.ts';
import { taskPage } from '../../../src/console/task-page.ts';
import { text } from '../../../src/domain/text.ts';

const name = 'Giấy khai sinh <của bé>';
const about = {
  task: { id: 'task-1', kind: 'fields', state: 'open', version: 3, createdAt: new Date(0), payload: {} },
  component: { id: 'component-1', name },
  dossier: { id: 'dossier-1', code: 'H62.12-261122-0001' },
  typeName: text('Giấy khai sinh', 'Birth certificate'),
  open: 1,
  openRequired: 1,
  others: [],
  remarks: [],
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

it('the whole pages stand beside the fields, each with what was remarked when it was scanned', () => {
  const remarks = [{ page: 2, code: 'BLURRED_PAGE', ...text('Trang 2 bị mờ.', 'Page 2 is blurred.') }];
  const page = taskPage(detail({ fields: [field], pages: 2, remarks }), [], '', { language: 'vi' });
  const sheets = page.slice(page.indexOf('<aside'));
  expect(sheets).toMatch(/pictures\/page-1.*pictures\/page-2.*Trang 2 bị mờ\./);
  expect(sheets.split('<figure>')).toHaveLength(3);
});

it('beside what may be one sheet with and without its note stands a form of its own, with what was said of it', () => {
  const note = { page: 1, code: 'NOTE_PAIR', ...text('Trang 1 và trang 2 là một tờ.', 'One sheet.') };
  const decision = { state: 'accepted', by: 'cb-07', at: '2026-11-22T20:52:00+07:00' };
  const page = (said: unknown) =>
    taskPage(detail({ fields: [field], remarks: [{ ...note, decision: said }] }), [], 'cb-09', { language: 'vi' });
  expect(page(null)).toMatch(
    /<aside.*components\/component-1\/note-pairs.*name="seen" value="".*value="yes".*value="no"/s,
  );
  expect(page(decision)).toMatch(/<aside.*một tờ · cb-07.*name="seen" value="accepted"/s);
});

it('of an unknown paper the type is asked, and that none of the list fits can be said', () => {
  const unknown = detail({ task: { ...about.task, payload: { documentType: 'unknown' } }, open: 0 });
  const types = [{ id: 'decision', name: text('Quyết định', 'Decision') }];
  const page = taskPage(unknown, types, '', { language: 'vi' });
  expect(page).toContain('Chọn loại giấy tờ');
  expect([...page.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value)).toEqual(['', 'decision', 'unknown']);
  const known = taskPage(detail({ fields: [field] }), types, '', { language: 'vi' });
  expect(known).not.toContain('<option value="unknown">');
});

it('what nobody is asked about can be put right, and who decided what is told', () => {
  const others = [
    { field: 'gender', label: text('Giới tính', 'Sex'), status: 'accepted', value: 'Nữ', decided: null },
    { field: 'email', label: text('Thư điện tử', 'E-mail'), status: 'not_found', value: null, decided: null },
  ];
  const decision = { field: 'gender', action: 'corrected', by: 'cb-07', at: '2026-11-22T20:52:00+07:00' };
  const history = [{ ...decision, before: 'Nam', after: 'Nữ' }];
  const page = taskPage(detail({ others, history }), [], '', { language: 'vi' });
  expect([...page.matchAll(/name="(right-[^"]*)"/g)].map(([, input]) => input)).toEqual([
    'right-gender',
    'right-email',
  ]);
  expect(page).toMatch(/22\/11\/2026 20:52<.*cb-07<.*Giới tính<.*đã sửa<.*Nam → <b>Nữ</);
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

const pair = {
  front: 'a',
  back: 'b',
  documentType: 'citizen_id_2021',
  reason: text('Hai mặt mang cùng một số.', 'Both sides bear one number.'),
  decision: null,
  dossier: { id: 'dossier-1', code: 'H62.12-261122-0001' },
  names: { front: 'Thẻ (trước)', back: 'Thẻ (sau)' },
} as unknown as PairRow;

it('a suggested pair shows nobody’s card in the list, and leads to a page that does', () => {
  const page = listPage([], [pair], { language: 'vi' });
  expect(page).toContain('href="/console/dossiers/dossier-1/card-pairs?front=a&amp;back=b"');
  expect(page).toContain('Hai mặt mang cùng một số.');
  expect(page).not.toContain('<img');
});

it('a pair is decided with both sides in sight, and a decision is changed by whoever sees it', () => {
  const page = pairPage(pair, 'cb-07', { language: 'vi' });
  expect([...page.matchAll(/<img [^>]*src="([^"]*)"/g)].map(([, src]) => src)).toEqual([
    '/console/components/a/pages/1',
    '/console/components/b/pages/1',
  ]);
  expect(page).toMatch(/name="seen" value="".*name="accept" value="yes".*name="accept" value="no"/);
  const decision = { state: 'refused', by: 'cb-01', at: '2026-11-22T20:52:00+07:00' } as const;
  const decided = pairPage({ ...pair, decision }, '', { language: 'vi' });
  expect(decided).toMatch(/không phải một thẻ<\/b> · cb-01 · 22\/11\/2026 20:52.*name="seen" value="refused"/);
});

it('after a decision the next task is at hand', () => {
  const rows = [detail({}), detail({ task: { ...about.task, id: 'task-2' } })];
  const said = { text: 'Đã ghi.', warn: false };
  expect(listPage(rows, [], { language: 'vi', said }).match(/autofocus/g)).toHaveLength(1);
  expect(listPage(rows, [], { language: 'vi', said })).toContain('task-1" autofocus');
  expect(listPage(rows, [], { language: 'vi' })).not.toContain('autofocus');
});

it('the script is one that a browser can read', () => {
  expect(() => new Script(script)).not.toThrow();
});
