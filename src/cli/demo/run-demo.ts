import { mkdir, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { App } from '../../app/app.ts';
import { composeApp } from '../../app/compose.ts';
import { type DossierView, dossierView } from '../../app/dossier-view.ts';
import { runUntilQuiet } from '../../app/run-dossier.ts';
import { systemClock, vietnamTime } from '../../domain/clock.ts';
import { text } from '../../domain/text.ts';
import { verifyAudit } from '../../pipeline/audit.ts';
import { componentStateText } from '../component-text.ts';
import type { Output } from '../output.ts';
import { readConfig } from '../read-config.ts';
import { renderTable } from '../table.ts';
import { nextDossier, readManifest, samplePath, submissionOf } from './dossiers.ts';
import { reviewAsOfficer } from './officer.ts';
import { startDemoPki } from './pki.ts';
import { startReceiver } from './receiver.ts';
import { type ResultRow, saveResults } from './results.ts';

/** The main job on the sample dossiers, with the same stages, queue and records as the service. Can be repeated and resumed. */
export async function runDemo(
  output: Output,
  options: { readonly folder: string; readonly fresh: boolean },
): Promise<void> {
  const started = performance.now();
  const folder = resolve(options.folder);
  if (options.fresh) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = await readManifest();
  const pki = await startDemoPki(systemClock, join(folder, 'data'));
  const receiver = await startReceiver();
  let app: App | undefined;
  try {
    app = await composeApp(
      readConfig({
        language: output.language,
        dataDir: join(folder, 'data'),
        ...pki.settings,
        allowHosts: [...pki.allowHosts, `kho.vidu.example=127.0.0.1:${receiver.port}`],
        shareUrls: ['kho=http://kho.vidu.example/ho-so'],
        agencyName: manifest.agency.name,
        sealFile: samplePath(manifest.agency.seal.file),
        sealDiameterMm: manifest.agency.seal.diameter_mm,
      }),
    );
    await app.start();
    output.say(
      text(
        'Ba hồ sơ mẫu (người và số liệu đều là giả định):',
        'Three sample dossiers (all people and numbers are invented):',
      ),
    );
    const ids: string[] = [];
    for (const dossier of manifest.dossiers) {
      const { submission, files } = await submissionOf(dossier);
      ids.push((await app.submit(submission, files)).id);
    }
    const patience = { patienceMs: 30_000, onEvent: tell(output, app) };
    let views = await runUntilQuiet(app, ids, patience);
    const work = await reviewAsOfficer(app, manifest, views, folder);
    if (work.confirmed + work.changed > 0) {
      output.say(
        text(
          `Cán bộ mẫu xem ${work.confirmed + work.changed} trường chưa chắc chắn theo ảnh cắt: ${work.confirmed} đúng như đọc, ${work.changed} sửa hoặc nhập.`,
          `The sample officer looked at ${work.confirmed + work.changed} doubtful fields with their pictures: ${work.confirmed} right as read, ${work.changed} corrected or entered.`,
        ),
      );
      views = await runUntilQuiet(app, ids, patience);
    }

    const [first] = manifest.dossiers;
    const rows: ResultRow[] = [];
    for (const view of views) {
      showDossier(output, view);
      rows.push(...(await saveResults(app, view, join(folder, view.dossier.code), output.language)));
    }
    if (first !== undefined) rows.push(...(await showReuse(output, app, first, views, folder)));

    await showWarehouse(output, app, receiver.taken, receiver.refused);
    const audit = await verifyAudit(app.database, app.auditArchive, app.techniques.auditStamps.verify);
    output.say(
      text(
        `Nhật ký kiểm toán nguyên vẹn: ${audit.entries} bản ghi.`,
        `The audit chain is intact: ${audit.entries} records.`,
      ),
    );
    showTable(output, rows, folder);
    const seconds = (performance.now() - started) / 1000;
    const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
    output.say(
      text(
        `\nXong trong ${seconds.toFixed(1)} giây, bộ nhớ cao nhất của tiến trình chính ${peakMb} MiB. Kết quả: ${folder}`,
        `\nDone in ${seconds.toFixed(1)} s, peak memory of the main process ${peakMb} MiB. Results: ${folder}`,
      ),
    );
    output.object({ folder, seconds: Math.round(seconds * 10) / 10, peak_mib: peakMb, audit_entries: audit.entries });
  } finally {
    await app?.close();
    await receiver.close();
    await pki.close();
  }
}

/** One line a component as it settles. */
function tell(output: Output, app: App): NonNullable<Parameters<typeof runUntilQuiet>[2]['onEvent']> {
  const said = new Set<string>();
  return ({ componentId, kind }) => {
    if (componentId === null || !/^component\.(done|failed|refused)$/.test(kind) || said.has(componentId)) return;
    said.add(componentId);
    void app.database.components.get(componentId).then((record) => {
      if (record !== null && !output.json)
        process.stderr.write(`  ${kind === 'component.done' ? '✓' : '✗'} ${record.name}\n`);
    });
  };
}

function showDossier(output: Output, view: DossierView): void {
  const step = view.state.steps.find((one) => one.step === view.state.current)?.name;
  const where =
    step === undefined ? text('đã đóng', 'closed') : text(`đang ở bước “${step.vi}”`, `at the step “${step.en}”`);
  output.say(text(`\nHồ sơ ${view.dossier.code}: ${where.vi}`, `\nDossier ${view.dossier.code}: ${where.en}`));
  for (const component of view.components)
    output.say(`  ${component.name}: ${output.pick(componentStateText(component))}`);
  for (const { text: wait } of view.state.waits) output.say(text(`  ⏳ ${wait.vi}`, `  ⏳ ${wait.en}`));
}

/** A look-up by owner finds the digitized paper; the next dossier uses it again and asks for no scan. */
async function showReuse(
  output: Output,
  app: App,
  first: Parameters<typeof nextDossier>[0],
  views: readonly DossierView[],
  folder: string,
): Promise<readonly ResultRow[]> {
  const day = vietnamTime(app.clock.now()).slice(0, 10);
  const held = await app.database.warehouse.findReusable(first.owner.personal_id, null, day);
  output.say(
    text(
      `\nTra Kho theo chủ giấy tờ (số ••••${first.owner.personal_id.slice(-4)}): ${held.length} giấy tờ đã số hóa.`,
      `\nWarehouse look-up by owner (number ••••${first.owner.personal_id.slice(-4)}): ${held.length} digitized papers.`,
    ),
  );
  const [paper] = held;
  if (paper === undefined) return [];
  const name =
    views.flatMap((view) => view.components).find((one) => one.record.summary.documentId === paper.id)?.name ??
    paper.documentType;
  const dossier = await app.submit(nextDossier(first, paper.documentType, name), []);
  const [view] = await runUntilQuiet(app, [dossier.id], { patienceMs: 30_000 });
  showDossier(output, view ?? (await dossierView(app.database, dossier.id)));
  return view === undefined ? [] : saveResults(app, view, join(folder, view.dossier.code), output.language);
}

async function showWarehouse(
  output: Output,
  app: App,
  taken: ReadonlyMap<string, number>,
  refused: number,
): Promise<void> {
  const documents = await app.database.warehouse.list({ limit: 1000 });
  const deliveries = await app.database.outbox.countByState();
  const received = Object.values(deliveries).reduce((sum, states) => sum + (states.da_nhan ?? 0), 0);
  const doubled = [...taken.values()].filter((times) => times > 1).length;
  output.say(
    text(
      `\nKho: ${documents.length} tài liệu. Chia sẻ: ${received} bản ghi đã được nhận (lần này ${taken.size}, nơi nhận trả lỗi 500 ${refused} lần, gửi trùng ${doubled}).`,
      `\nWarehouse: ${documents.length} documents. Sharing: ${received} records received (this run ${taken.size}, receiver answered 500 ${refused} times, doubled ${doubled}).`,
    ),
  );
}

/** Two tables: what became of each component, and where the time went. */
function showTable(output: Output, rows: readonly ResultRow[], folder: string): void {
  const vi = output.language === 'vi';
  const head = vi
    ? ['thành phần', 'loại', 'trang', 'trường', 'chữ ký và mức', 'kết luận', 'tệp']
    : ['component', 'type', 'pages', 'fields', 'signatures and levels', 'verdict', 'file'];
  const cells = rows.map((row) => [
    row.component,
    row.type,
    row.pages,
    row.fields,
    row.signatures,
    row.verdict,
    row.file === null ? '—' : relative(folder, row.file),
  ]);
  output.say(`\n${renderTable(head, cells)}`);
  const note = vi ? '(trường: chấp nhận + chờ người xem / tổng)' : '(fields: accepted + for review / all)';
  output.say(note);

  const times = rows.map((row) => {
    const longest = Object.entries(row.seconds).toSorted(([, one], [, other]) => other - one);
    return [
      row.component,
      longest.reduce((sum, [, seconds]) => sum + seconds, 0).toFixed(1),
      longest
        .slice(0, 3)
        .map(([stage, seconds]) => `${stage} ${seconds.toFixed(1)}`)
        .join(' · '),
    ];
  });
  const timeHead = vi ? ['thành phần', 'giây', 'lâu nhất ở các bước'] : ['component', 'seconds', 'longest stages'];
  output.say(`\n${renderTable(timeHead, times)}`);
  for (const row of rows) output.object(row);
}
