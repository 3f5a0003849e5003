import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanPaper } from '../../../samples/lib/capture.ts';
import { toJpeg } from '../../../samples/lib/encode.ts';
import { drawApplication } from '../../../samples/lib/papers/application.ts';
import { chance } from '../../../samples/lib/random.ts';
import { openRasteriser, type Rasteriser } from '../../../samples/lib/raster.ts';
import { cleanScan } from '../../../samples/lib/scan.ts';
import { drawBoxStamp } from '../../../samples/lib/seal.ts';
import { createWorkerProcess } from '../../../src/adapters/processes/worker-process.ts';
import type { CpuTasks } from '../../../src/app/cpu-tasks.ts';
import { boxStamps } from '../../../src/extraction/secrecy-stamps.ts';
import { defaultImageLimits } from '../../../src/imaging/limits.ts';

/** A red stamp put in haste over lines of text: what is read first is the text, without the stamp. */
describe('digitizing a paper with a red stamp over its text', () => {
  const cpu = createWorkerProcess<CpuTasks>({
    entry: new URL('../../../workers/cpu.ts', import.meta.url),
    heapMb: 2048,
    callsPerProcess: 10,
  });
  let rasteriser: Rasteriser;
  beforeAll(async () => {
    rasteriser = await openRasteriser();
  });
  afterAll(async () => {
    rasteriser.close();
    await cpu.close();
  });

  const digitize = async (stamp: string) => {
    const paper = await drawApplication(chance('stamped'), { family: 'serif', template: 0, inked: false });
    drawBoxStamp(paper.draft.sheets[0]!, 60, 92, [stamp], 18, 2);
    const [page] = await scanPaper(paper, rasteriser, 200, () => cleanScan, chance('stamped/scan'));
    return await cpu.call(
      'digitize',
      {
        files: [await toJpeg(page!.pixels, { quality: 85, dpi: 200 })],
        metadata: { title: 'Đơn đề nghị', created: new Date('2026-11-02T01:30:00Z') },
        limits: defaultImageLimits,
        engine: 'auto',
        jobs: 1,
        pageTimeoutMs: 60_000,
        textLayer: true,
        profile: 'faithful',
      },
      { timeoutMs: 120_000 },
    );
  };

  it('ends at once when the stamp is a secrecy mark', async () => {
    await expect(digitize('TỐI MẬT')).rejects.toMatchObject({ code: 'SECRET_PAPER' });
  }, 120_000);

  it('goes on when the stamp says something else', async () => {
    const { texts } = await digitize('SAO Y BẢN CHÍNH');
    expect(boxStamps(texts)).toHaveLength(1);
  }, 120_000);
});
