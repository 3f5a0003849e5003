import type { TemplateSet } from '../../../samples/lib/papers/common.ts';
import type { FieldResult } from './score.ts';
import { identifierKinds, type Row, rowOf, type summarise } from './summary.ts';

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`.padStart(8);

function line(name: string, row: Row): void {
  const wrong = String(row.wrongAccepted).padStart(5);
  const none = String(row.notFound).padStart(5);
  console.log(
    `${name.padEnd(50)}${String(row.fields).padStart(6)}${percent(row.exact)}${percent(row.requiredExact)}${percent(row.accepted)}${percent(row.acceptedRight)}${wrong}${percent(row.review)}${none}`,
  );
}

function table(title: string, rows: Readonly<Record<string, Row>>): void {
  console.log(`\n${title.padEnd(50)}fields   exact  required accepted  right-acc wrong  review  none`);
  for (const [name, row] of Object.entries(rows)) line(name, row);
}

const at300 = (result: FieldResult): boolean => result.capture.startsWith('scan-300');
const mark = (reached: boolean): string => (reached ? 'reached' : 'missed');

/** The figures for people: rates by capture, face, type and kind, what was taken for what, and the aims of issue 6. */
export function printReport(
  summary: ReturnType<typeof summarise>,
  results: readonly FieldResult[],
  options: { readonly sets: readonly TemplateSet[]; readonly fields: boolean; readonly notes: readonly string[] },
): void {
  const { aims, classification, secrecy, bundles } = summary;
  console.log(
    `${summary.papers} papers, ${summary.pages} pages, split ${summary.split}; ${aims.msAPage.value.toFixed(1)} ms a page after OCR, codes ${summary.codesMsAPage.toFixed(1)} ms a page; ${summary.linesAgainAPage.toFixed(2)} lines a page read again, ${summary.againMsAPage.toFixed(0)} ms a page (0 when kept)`,
  );
  console.log(`type right: ${classification.right} of ${classification.of}`);
  for (const [truth, found] of Object.entries(classification.confusion))
    for (const [got, count] of Object.entries(found))
      if (got !== truth) console.log(`  ${truth} taken for ${got}: ${count}`);
  for (const note of options.notes) console.log(`  ${note}`);
  console.log(
    `secrecy marks: ${secrecy.marks}, missed ${secrecy.missed}; false alarms ${secrecy.falseAlarms}, of them on papers that say the words ${secrecy.falseAlarmsOnPapersThatSayTheWords}`,
  );
  if (bundles.files > 0)
    console.log(
      `files of several papers: ${bundles.files} with ${bundles.papers} papers; pages right ${bundles.pagesRight}, pages and type ${bundles.pagesAndTypeRight}`,
    );
  table('all', { all: summary.all });
  table('by capture', summary.byCapture);
  table('by font', summary.byFont);
  table('by type', summary.byType);
  table('by type, 300 dpi scans', summary.byTypeAt300Dpi);
  table('by kind', summary.byKind);
  if (options.fields) table('by field', summary.byField);
  console.log('');
  const scans = results.filter(at300);
  for (const set of options.sets)
    line(
      `300 dpi scans, ${set === 'build' ? 'for building' : set === 'holdout' ? 'kept apart' : set}`,
      rowOf(scans.filter((result) => result.set === set)),
    );
  // a geometric face that no office form is set in and that the tuning templates never show
  line(
    '300 dpi scans, not for building, without `modern`',
    rowOf(scans.filter((one) => one.set !== 'build' && one.font !== 'modern')),
  );
  line('300 dpi scans', rowOf(scans));
  line('identifiers', rowOf(results.filter((result) => identifierKinds.includes(result.kind))));
  console.log('\nreliability     count  said   right');
  for (const bin of summary.reliability)
    console.log(
      `${bin.from.toFixed(3)}–${bin.to.toFixed(3)} ${String(bin.count).padStart(6)}  ${bin.confidence.toFixed(3)}  ${bin.right.toFixed(3)}  ${'█'.repeat(Math.round(30 * bin.right))}`,
    );
  const {
    requiredExactAt300Dpi: required,
    acceptedRight,
    acceptedRightAt300Dpi,
    identifiersAcceptedWrong,
    msAPage,
  } = aims;
  console.log(
    `\naims: required fields exactly right at 300 dpi ${percent(required.value).trim()} of ${required.of} (≥ 97 %: ${mark(required.value >= required.aim)}); accepted values right ${percent(acceptedRight.value).trim()}, ${acceptedRight.wrong} wrong (≥ 99.5 %: ${mark(acceptedRight.value >= acceptedRight.aim)}), at 300 dpi ${percent(acceptedRightAt300Dpi.value).trim()}, ${acceptedRightAt300Dpi.wrong} wrong; identifiers accepted wrong ${identifiersAcceptedWrong.value} (0: ${mark(identifiersAcceptedWrong.value === 0)}); ${msAPage.value.toFixed(1)} ms a page after OCR (< 50: ${mark(msAPage.value < msAPage.aim)})`,
  );
}
