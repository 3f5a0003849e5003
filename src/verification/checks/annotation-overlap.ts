import { fill, type Text, text } from '../../domain/text.ts';
import type { Overlap } from '../../pdf/revision-diff/overlaps.ts';
import { defineCheck, failed, passed, unknown, warning } from '../check.ts';
import type { ChangeFacts } from '../facts.ts';
import { sentences } from '../sentences.ts';

const place = text('trang {page} ({what}) che {covered}.', 'page {page} ({what}) over {covered}.');
const bared = text(
  'trang {page} ({what}) không còn che {covered} như khi ký.',
  'page {page} ({what}) no longer covers {covered} as it did when signed.',
);
const covered: Readonly<Record<Overlap['covers'][number], Text>> = {
  text: text('chữ', 'text'),
  graphics: text('nét vẽ', 'graphics'),
  image: text('hình ảnh', 'an image'),
  scan: text('bản quét', 'a scan'),
  annotation: text('chú giải có trước', 'an older annotation'),
};

/**
 * FC_IAOD, and the attacks of signatures.md 3.3: something laid over what was signed. The widget of a signature that is itself
 * HỢP LỆ may lie there (the agency's seal lawfully covers a third of the personal signature, rules.md F).
 */
export const annotationOverlap = defineCheck({
  id: 'annotation-overlap',
  dss: ['FC_IAOD'],
  group: 'later-changes',
  question: text('Có phần thêm vào che nội dung đã ký không?', 'Does anything added lie over what was signed?'),
  answers: {
    clear: passed('Không có phần thêm vào nào che nội dung đã ký.', 'Nothing added lies over what was signed.'),
    signed: warning(
      'Hình chữ ký hợp lệ được ký sau che một phần nội dung:',
      'The image of a later, valid signature lies over the content:',
    ),
    doubtful: unknown(
      'GENERIC',
      'Có phần thêm vào nằm trên nội dung đã ký:',
      'Something added lies over what was signed:',
    ),
    covered: failed(
      'FORMAT_FAILURE',
      'Nội dung đã ký bị che hoặc bị làm lộ sau khi ký:',
      'What was signed was covered or laid bare afterwards:',
    ),
  },
  ask({ placed }) {
    if (placed === null) return null;
    const facts = placed.changes();
    const judged = facts.overlaps.map((overlap) => ({ overlap, answer: judge(overlap, facts) }));
    for (const answer of ['covered', 'doubtful', 'signed'] as const) {
      const own = judged.filter((one) => one.answer === answer);
      if (own.length > 0) return { answer, detail: sentences(own.map(({ overlap }) => describe(overlap))) };
    }
    return { answer: 'clear' };
  },
});

function judge(overlap: Overlap, facts: ChangeFacts): 'covered' | 'doubtful' | 'signed' | 'clear' {
  // what lay hidden when it was signed and shows now was never seen by the signer, whoever took the cover away
  if (overlap.uncovers) return overlap.opaque ? 'covered' : 'doubtful';
  const valid = overlap.signed && overlap.fieldName !== null && facts.isValid(overlap.fieldName);
  // a seal is seen through, or hides a part of another signature; letters of the document it may not take away
  if (valid && overlap.opaque && overlap.covers.some((one) => one === 'text' || one === 'image')) return 'doubtful';
  // on a scan the paper cannot be told from its ink, and every block of a copy lies on one
  if (valid) return overlap.covers.every((one) => one === 'scan') && !overlap.opaque ? 'clear' : 'signed';
  if (overlap.signed && overlap.fieldName !== null && !facts.certified) return 'doubtful';
  // a line of dots below a field may be what the form wants to be written on
  const redrawn = overlap.change.code === 'field-filled' && overlap.covers.every((one) => one === 'graphics');
  return (overlap.opaque && !redrawn) || overlap.signed ? 'covered' : 'doubtful';
}

function describe({ page, covers, fieldName, change, uncovers }: Overlap): Text {
  const sentence = uncovers ? bared : place;
  const what = fieldName ?? change.subtype ?? '?';
  const list = (language: 'vi' | 'en'): string => covers.map((one) => covered[one][language]).join(', ');
  return {
    vi: fill(sentence, { page, what, covered: list('vi') }).vi,
    en: fill(sentence, { page, what, covered: list('en') }).en,
  };
}
