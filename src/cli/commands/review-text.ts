import type { Text } from '../../domain/text.ts';
import { text } from '../../domain/text.ts';
import { actionWords } from '../../i18n/review.ts';
import type { Output } from '../output.ts';
import { renderTable } from '../table.ts';

/** Answers of the service (api/routes/reviews.ts), as far as they are shown here. */
export interface Row {
  readonly id: string;
  readonly kind: string;
  readonly what: Text;
  readonly state: string;
  readonly version: number;
  readonly dossier: { readonly id: string; readonly code: string };
  readonly component: { readonly id: string; readonly name: string };
  readonly typeName: Text;
  readonly open: number;
  readonly openRequired: number;
  readonly createdAt: string;
}

export interface Field {
  readonly field: string;
  readonly label: Text;
  readonly required: boolean;
  readonly value: string | null;
  readonly confidence: number;
  readonly candidates: readonly string[];
  readonly reasons: readonly Text[];
  readonly successor: string | null;
  readonly page: number | null;
  readonly picture: string | null;
  readonly decided: {
    readonly action: string;
    readonly by: string;
    readonly at: string;
    readonly value: string | null;
  } | null;
}

export interface Detail extends Row {
  readonly pages: number;
  readonly fields: readonly Field[];
  readonly papers: readonly {
    readonly pages: readonly number[];
    readonly typeName: Text;
    readonly vi: string;
    readonly en: string;
  }[];
}

export function listText(rows: readonly Row[], output: Output): string {
  const vi = output.language === 'vi';
  const head = vi
    ? ['mã việc', 'việc', 'giấy tờ', 'loại', 'hồ sơ', 'trường', 'bắt buộc', 'từ lúc']
    : ['task', 'what', 'paper', 'type', 'dossier', 'fields', 'required', 'since'];
  const cells = rows.map((row) => [
    shortId(row.id),
    output.pick(row.what),
    row.component.name,
    row.kind === 'fields' ? output.pick(row.typeName) : '',
    row.dossier.code,
    row.open === 0 ? '—' : row.open,
    row.open === 0 ? '—' : row.openRequired,
    row.createdAt.slice(0, 16).replace('T', ' '),
  ]);
  const next = output.pick(
    text(
      'Xem một việc cùng ảnh của nó: sohoa review show MÃ_VIỆC -o THƯ_MỤC',
      'One task with its pictures: sohoa review show TASK -o FOLDER',
    ),
  );
  return `${renderTable(head, cells)}\n\n${next}`;
}

const shortId = (id: string): string => id.slice(0, id.startsWith('ack-') ? 12 : 8);

export function detailText(detail: Detail, saved: ReadonlyMap<string, string>, output: Output): string {
  const pick = output.pick;
  const say = (vi: string, en: string): string => pick(text(vi, en));
  const lines = [
    `${detail.component.name} · ${pick(detail.what)}${detail.kind === 'fields' ? ` · ${pick(detail.typeName)}` : ''} · ${say('hồ sơ', 'dossier')} ${detail.dossier.code} · ${say('bản', 'version')} ${detail.version}`,
  ];
  for (const [index, field] of detail.fields.entries()) {
    const mark = field.required ? ` · ${say('bắt buộc', 'required')}` : '';
    lines.push('', `${String(index + 1).padStart(2)}. ${pick(field.label)}  [${field.field}]${mark}`);
    const row = (label: string, value: string): void => void lines.push(`      ${label.padEnd(10)} ${value}`);
    row(
      say('đọc được', 'read'),
      field.value === null
        ? '—'
        : `${field.value}   (${Math.round(field.confidence * 100)} %, ${say('trang', 'page')} ${field.page ?? '—'})`,
    );
    if (field.candidates.length > 0) row(say('có thể là', 'perhaps'), field.candidates.join(' · '));
    if (field.successor !== null) row(say('nay là', 'today'), field.successor);
    for (const reason of field.reasons) row(say('vì', 'because'), pick(reason));
    if (field.decided !== null)
      row(
        say('quyết định', 'decided'),
        `${pick(actionWords[field.decided.action] ?? text('', ''))}: ${field.decided.value ?? '—'} (${field.decided.by}, ${field.decided.at})`,
      );
    const file = saved.get(field.field);
    if (file !== undefined) row(say('ảnh', 'picture'), file);
  }
  for (const [index, paper] of detail.papers.entries())
    lines.push(
      `${String(index + 1).padStart(3)}. ${say('trang', 'pages')} ${paper.pages.join(', ')}: ${pick(paper.typeName)} — ${pick(paper)}`,
    );
  for (let page = 1; page <= detail.pages; page++) {
    const file = saved.get(`page-${page}`);
    if (file !== undefined) lines.push(`${page === 1 ? '\n' : ''}${say('trang', 'page')} ${page}: ${file}`);
  }
  return [...lines, '', nextStep(detail, output)].join('\n');
}

/** The command that decides it. */
function nextStep(detail: Detail, output: Output): string {
  const command = `sohoa review decide ${shortId(detail.id)} --officer ${output.pick(text('MÃ_CÁN_BỘ', 'OFFICER'))}`;
  const field = detail.fields.find(({ decided }) => decided === null)?.field;
  const how =
    detail.kind === 'split'
      ? ['--papers as-suggested', '--papers one', '--papers 1-2,3']
      : detail.kind === 'undetermined'
        ? ['']
        : detail.fields.length === 0
          ? ['--type birth_certificate (sohoa types list)', '--type unknown']
          : ['--confirm-all', `--set ${field ?? 'number'}="…"`, `--absent ${field ?? 'number'}`];
  return `${output.pick(text('Quyết định', 'To decide'))}: ${command} ${how.join(' | ')}`.trimEnd();
}
