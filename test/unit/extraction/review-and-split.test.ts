import { describe, expect, it } from 'vitest';
import { loadDocumentTypes } from '../../../src/domain/document-types/registry.ts';
import { extractFromReadings } from '../../../src/extraction/extract.ts';
import { applyDecisions, decisionOf, reviewTasks } from '../../../src/extraction/review.ts';
import { suggestPapers } from '../../../src/extraction/split.ts';
import { pageOfText } from '../../support/page-of-text.ts';
import * as texts from '../../support/paper-texts.ts';

const types = loadDocumentTypes();
const decision = types.get('decision')!;

const front = pageOfText(texts.cardFront('001090000001'));
const back = pageOfText(texts.cardBack(texts.cardZone));
const order = pageOfText(texts.order);
const orderSecond = pageOfText(texts.orderSecond);

describe('papers inside one file', () => {
  it('pairs front and back, keeps continued pages with their title page', () => {
    const papers = suggestPapers([front, back, order, orderSecond], types);
    expect(papers.map((paper) => [paper.documentType, paper.pages])).toEqual([
      ['citizen_id_2021', [0, 1]],
      ['decision', [2, 3]],
    ]);
  });

  it('puts the front first when the back was scanned first', () => {
    expect(suggestPapers([back, front], types)[0]?.pages).toEqual([1, 0]);
  });

  it('begins a new paper at every title', () => {
    expect(suggestPapers([order, order], types).map((paper) => paper.pages)).toEqual([[0], [1]]);
  });

  it('begins a paper of no known type where the national motto stands at the top of a page', () => {
    const other = pageOfText([
      '          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      '',
      '      BẢN GHI NHỚ CỦA HAI BÊN',
      'Hai bên cùng ghi nhớ.',
    ]);
    expect(suggestPapers([order, other, orderSecond], types).map((paper) => paper.pages)).toEqual([[0], [1, 2]]);
  });

  it('does not take the back of a card, scanned first, for a page of the paper before it', () => {
    const papers = suggestPapers([order, back, front, orderSecond], types);
    expect(papers.map((paper) => paper.pages)).toEqual([[0], [2, 1], [3]]);
  });
});

describe('review tasks', () => {
  const page = pageOfText([
    'ỦY BAN NHÂN DÂN XÃ MẪU                     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Số: 123/QĐ-UBND                               Ví Dụ, ngày 31 tháng 02 năm 2023',
    '                                 QUYẾT ĐỊNH',
    '                  Về việc công nhận tổ hòa giải',
    'Căn cứ Luật Tổ chức chính quyền địa phương;',
    'Điều 1. Công nhận tổ hòa giải.',
  ]);
  const extraction = extractFromReadings([page], [], { types, today: '2026-11-22' });
  const tasks = reviewTasks(extraction, decision, [page]);

  it('asks for doubtful and for missing required fields, with reason and place', () => {
    const date = tasks.find((task) => task.field === 'issue_date');
    expect(date?.reasons[0]?.en).toContain('does not exist');
    expect(date?.cropPx).not.toBeNull();
    const signer = tasks.find((task) => task.field === 'signer_name');
    expect(signer).toMatchObject({ value: null, cropPx: null, required: true });
    expect(tasks.some((task) => task.field === 'number')).toBe(false);
    expect(tasks.some((task) => task.field === 'parent_issuer')).toBe(false);
  });

  it('shows a crop inside the page that holds the whole value', () => {
    for (const { cropPx, field } of tasks) {
      const box = extraction.fields[field]?.boxPx;
      if (!cropPx || !box) continue;
      expect(cropPx.x0).toBeGreaterThanOrEqual(0);
      expect(cropPx.x1).toBeLessThanOrEqual(page.widthPx);
      expect(cropPx.x0).toBeLessThanOrEqual(box.x0);
      expect(cropPx.y1).toBeGreaterThanOrEqual(box.y1);
    }
  });

  it('keeps who decided, when, before and after, and accepts what was decided', () => {
    const officer = { by: 'officer-7', at: '2026-11-22T10:00:00+07:00' };
    const corrected = decisionOf('issue_date', extraction.fields.issue_date, '2023-02-28', officer);
    expect(corrected).toEqual({
      field: 'issue_date',
      action: 'corrected',
      ...officer,
      before: '2023-02-31',
      after: '2023-02-28',
    });
    const entered = decisionOf('signer_name', extraction.fields.signer_name, 'Lê Quang Hải', officer);
    expect(entered.action).toBe('entered');
    expect(decisionOf('number', extraction.fields.number, '123/QĐ-UBND', officer).action).toBe('confirmed');
    const after = applyDecisions(extraction, [corrected, entered]);
    expect(after.fields.issue_date).toMatchObject({ value: '2023-02-28', source: 'manual', status: 'accepted' });
    expect(after.fields.signer_name).toMatchObject({ value: 'Lê Quang Hải', source: 'manual', status: 'accepted' });
    expect(extraction.fields.issue_date?.value).toBe('2023-02-31');
  });
});
