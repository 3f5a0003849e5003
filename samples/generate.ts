/**
 * Makes everything under `samples/` again, byte for byte: `npm run samples`.
 *
 * Papers of invented people, drawn with open fonts, rasterised by PDFium and degraded as scanners and phones do. Only npm
 * packages are used; the seed, the dates and every scanner fault are fixed here.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeBornDigital } from './born-digital.ts';
import { writeHostileInputs } from './hostile.ts';
import { writeAgencyInk } from './lib/agency-ink.ts';
import { photographPaper, scanPaper } from './lib/capture.ts';
import type { Degraded } from './lib/compose-page.ts';
import { toJpeg, toScannedPdf, toTiff } from './lib/encode.ts';
import type { Component } from './lib/manifest.ts';
import { drawBirthCertificate } from './lib/papers/birth-certificate.ts';
import { drawCitizenId2021 } from './lib/papers/citizen-id-2021.ts';
import type { Look, Paper } from './lib/papers/common.ts';
import { drawDeclaration } from './lib/papers/declaration.ts';
import { drawHouseholdBusiness } from './lib/papers/household-business.ts';
import { inventPerson } from './lib/people.ts';
import { chance } from './lib/random.ts';
import { openRasteriser } from './lib/raster.ts';
import { cleanScan, type ScanRecipe } from './lib/scan.ts';
import { drawnPages, type FileTruth, fieldRecords, type PageRecord, writeJson } from './lib/truth.ts';

export const SAMPLE_SEED = 'sohoa-samples-1';
export const samplesFolder = dirname(fileURLToPath(import.meta.url));

const scannedAt = new Date('2026-11-02T01:30:00Z');

/** Truth of a captured paper; pages lie in `files` in order, or all in one file. */
function truthOf(
  paper: Paper,
  template: string,
  files: readonly string[],
  captured: readonly Degraded[],
  how: (page: number) => Pick<PageRecord, 'dpi' | 'mode' | 'capture' | 'rotation_deg' | 'skew_deg'>,
): FileTruth {
  return {
    document_type: paper.type,
    template,
    files,
    pages: drawnPages(paper).map((drawn, index) => ({
      ...drawn,
      file: files.length === 1 ? files[0]! : files[index]!,
      page_in_file: files.length === 1 ? index + 1 : 1,
      width_px: captured[index]!.pixels.width,
      height_px: captured[index]!.pixels.height,
      ...how(index),
      corners_px: captured[index]!.corners.map(([x, y]) => [Math.round(x * 10) / 10, Math.round(y * 10) / 10] as const),
    })),
    fields: fieldRecords(paper),
    barcodes: paper.barcodes ?? [],
  };
}

export async function generateSamples(folder = samplesFolder): Promise<void> {
  const root = chance(SAMPLE_SEED);
  const rasteriser = await openRasteriser();
  for (const name of ['dossier-1', 'hostile', 'agency', 'truth'])
    await rm(join(folder, name), { recursive: true, force: true });
  for (const name of ['dossier-1', 'dossier-2', 'dossier-3', 'hostile', 'agency', 'truth'])
    await mkdir(join(folder, name), { recursive: true });
  const look = (family: Look['family'], template = 0): Look => ({ family, template, inked: true });
  const components: Component[] = [];
  const keep = async (id: string, name: string, truth: FileTruth): Promise<void> => {
    await writeJson(join(folder, 'truth', `${id}.json`), truth);
    components.push({
      id,
      name,
      document_type: truth.document_type,
      files: truth.files,
      pages: truth.pages.length,
      treatment: truth.document_type === 'declaration' ? 'none' : 'certified-copy',
      truth: `truth/${id}.json`,
    });
  };

  const owner = inventPerson(root.branch('owner'), { male: false, bornFrom: 1990, bornTo: 1996, ethnicity: 'Kinh' });
  const registered = { year: 2026, month: 3, day: 18 };

  // 1. Birth certificate: flat-bed, 300 dpi, colour, the seal lies over text.
  {
    const random = root.branch('birth certificate');
    const paper = await drawBirthCertificate(random, look('serif'), { mother: owner, registered });
    const recipe: ScanRecipe = { ...cleanScan, skewDeg: 0.9, noise: 3, edgeShadow: 0.18, specks: 30, dryInk: 0.45 };
    const pages = await scanPaper(paper, rasteriser, 300, () => recipe, random.branch('scan'));
    const file = 'dossier-1/giay-khai-sinh.jpg';
    await writeFile(join(folder, file), await toJpeg(pages[0]!.pixels, { quality: 72, dpi: 300 }));
    await keep(
      'giay-khai-sinh',
      'Giấy khai sinh',
      truthOf(paper, 'birth_certificate/0', [file], pages, () => ({
        dpi: 300,
        mode: 'colour',
        capture: 'scan',
        rotation_deg: 0,
        skew_deg: 0.9,
      })),
    );
  }
  // 2. Citizen's card, front and back, one TIFF of two pages.
  {
    const random = root.branch('card');
    const paper = await drawCitizenId2021(random, look('arial'), owner);
    const recipe: ScanRecipe = { ...cleanScan, noise: 3, skewDeg: -0.6, dryInk: 0.2 };
    const pages = await scanPaper(paper, rasteriser, 400, () => recipe, random.branch('scan'));
    const file = 'dossier-1/can-cuoc-cong-dan.tif';
    await writeFile(
      join(folder, file),
      await toTiff(
        pages.map((page) => page.pixels),
        400,
        'jpeg',
        88,
      ),
    );
    await keep(
      'can-cuoc-cong-dan',
      'Căn cước công dân',
      truthOf(paper, 'citizen_id_2021/0', [file], pages, () => ({
        dpi: 400,
        mode: 'colour',
        capture: 'scan',
        rotation_deg: 0,
        skew_deg: -0.6,
      })),
    );
  }
  // 3. Declaration: two gray pages in a scanner's PDF, both fed sideways, one from each side.
  {
    const random = root.branch('declaration');
    const paper = await drawDeclaration(random, look('serif'), {
      person: owner,
      made: { year: 2026, month: 10, day: 30 },
    });
    const skews = [1.3, -0.8];
    const pages = await scanPaper(
      paper,
      rasteriser,
      200,
      (page) => ({
        ...cleanScan,
        mode: 'gray',
        noise: 4,
        skewDeg: skews[page]!,
        specks: 60,
        quarterTurns: page === 0 ? 1 : 3,
      }),
      random.branch('scan'),
    );
    const file = 'dossier-1/to-khai.pdf';
    const jpegs = await Promise.all(
      pages.map(async (page) => ({ jpeg: await toJpeg(page.pixels, { quality: 75, dpi: 200 }), dpi: 200 })),
    );
    await writeFile(join(folder, file), await toScannedPdf(jpegs, scannedAt));
    await keep(
      'to-khai',
      'Tờ khai',
      truthOf(paper, 'declaration/0', [file], pages, (page) => ({
        dpi: 200,
        mode: 'gray',
        capture: 'scan',
        rotation_deg: page === 0 ? 270 : 90,
        skew_deg: skews[page]!,
      })),
    );
  }
  // 4. Household business registration: photographed with a phone.
  {
    const random = root.branch('household business');
    const paper = await drawHouseholdBusiness(random, look('serif'), owner);
    const pages = await photographPaper(
      paper,
      rasteriser,
      {
        widthPx: 2736,
        heightPx: 3648,
        perspective: 0.022,
        shadow: 0.3,
        noise: 4,
        blurPx: 0.8,
        turnDeg: 1.6,
        dryInk: 0.4,
      },
      random.branch('photo'),
    );
    const file = 'dossier-1/gcn-ho-kinh-doanh.jpg';
    await writeFile(join(folder, file), await toJpeg(pages[0]!.pixels, { quality: 80, dpi: null, orientation: 1 }));
    await keep(
      'gcn-ho-kinh-doanh',
      'Giấy chứng nhận đăng ký hộ kinh doanh',
      truthOf(paper, 'household_business_registration/0', [file], pages, () => ({
        dpi: null,
        mode: 'colour',
        capture: 'photo',
        rotation_deg: 0,
        skew_deg: 1.6,
      })),
    );
  }

  const agency = await writeAgencyInk(join(folder, 'agency'), rasteriser, root.branch('agency'));
  const issued = await writeBornDigital(folder);
  const small = await drawDeclaration(root.branch('small'), look('serif', 1));
  const smallPages = await scanPaper(small, rasteriser, 100, () => cleanScan, root.branch('small scan'));
  const smallJpeg = await toJpeg(smallPages[0]!.pixels, { quality: 70, dpi: 100 });
  const hostile = await writeHostileInputs(join(folder, 'hostile'), root.branch('hostile'), {
    jpeg: smallJpeg,
    pdf: await toScannedPdf([{ jpeg: smallJpeg, dpi: 100 }], scannedAt),
  });
  rasteriser.close();

  await writeJson(join(folder, 'manifest.json'), {
    version: 1,
    seed: SAMPLE_SEED,
    note: 'Invented people, places and numbers. Made by samples/generate.ts; do not edit by hand.',
    agency,
    dossiers: [
      {
        id: 'dossier-1',
        code: 'H62.12-261102-0001',
        procedure: '1.001612',
        agency_code: 'H62.12',
        owner: { full_name: owner.name, personal_id: owner.personalId },
        components,
      },
      ...issued,
    ],
    hostile,
  });
}

if (import.meta.main) await generateSamples();
