import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDF } from '@libpdf/core';
import { PDFDocument } from 'pdf-lib';
import sharp from 'sharp';

/** A program that writes PDF, and a file as it writes it. `needs`: commands; a test is skipped by name without them. */
export interface Producer {
  readonly name: string;
  readonly needs: readonly string[];
  /** @param folder of its own, for whatever files it wants */
  make(folder: string): Promise<Uint8Array>;
}

const page = `<!doctype html><meta charset="utf-8"><title>Quyết định</title>
<h3 align="center">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</h3>
<p>Về việc công nhận kết quả giải quyết thủ tục hành chính. <a href="https://vidu.example/">Tra cứu</a></p>`;

/** What a command writes to the file `name` of the folder; `$out` among its arguments stands for that file. */
function run(folder: string, name: string, command: string, ...options: readonly string[]): Uint8Array {
  const out = join(folder, name);
  execFileSync(
    command,
    options.map((one) => one.replace('$out', out)),
    { stdio: 'pipe', cwd: folder },
  );
  return new Uint8Array(readFileSync(out));
}

/** Made once, then copied into the folder of whoever writes it again. */
function once(name: string, make: (folder: string) => Promise<Uint8Array>): Producer['make'] {
  let made: Promise<Uint8Array> | undefined;
  return async (folder) => {
    made ??= make(folder);
    writeFileSync(join(folder, name), await made);
    return made;
  };
}

const printed = once('chromium.pdf', async (folder) => {
  writeFileSync(join(folder, 'page.html'), page);
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer'];
  return run(folder, 'chromium.pdf', 'chromium', ...quiet, '--print-to-pdf=$out', join(folder, 'page.html'));
});

/** The file that Chromium prints, written again by another program. */
const again =
  (name: string, command: string, ...options: readonly string[]) =>
  async (folder: string): Promise<Uint8Array> => {
    await printed(folder);
    return run(folder, name, command, ...options);
  };

const recognised = once('tesseract.pdf', async (folder) => {
  const paper = sharp({ create: { width: 1240, height: 1754, channels: 3, background: '#fff' } });
  const line = { create: { width: 600, height: 30, channels: 3, background: '#000' } } as const;
  const drawn = paper.composite([{ input: line, left: 300, top: 300 }]).withMetadata({ density: 150 });
  writeFileSync(join(folder, 'page.png'), await drawn.png().toBuffer());
  return run(folder, 'tesseract.pdf', 'tesseract', 'page.png', 'tesseract', 'pdf');
});

const archived =
  (part: 1 | 2 | 3) =>
  async (folder: string): Promise<Uint8Array> => {
    await recognised(folder);
    const options = ['--quiet', '--skip-text', '--output-type', `pdfa-${part}`, '--optimize', '0'];
    return run(folder, 'ocrmypdf.pdf', 'ocrmypdf', ...options, 'tesseract.pdf', '$out');
  };

const qpdf = (...options: readonly string[]) => again('qpdf.pdf', 'qpdf', 'chromium.pdf', ...options, '$out');

export const producers: readonly Producer[] = [
  { name: 'Chromium', needs: ['chromium'], make: printed },
  {
    name: 'Ghostscript',
    needs: ['chromium', 'gs'],
    make: again('gs.pdf', 'gs', '-q', '-sDEVICE=pdfwrite', '-o', '$out', 'chromium.pdf'),
  },
  {
    name: 'Ghostscript, PDF 1.3',
    needs: ['chromium', 'gs'],
    make: again('gs.pdf', 'gs', '-q', '-sDEVICE=pdfwrite', '-dCompatibilityLevel=1.3', '-o', '$out', 'chromium.pdf'),
  },
  {
    name: 'cairo',
    needs: ['chromium', 'pdftocairo'],
    make: again('cairo.pdf', 'pdftocairo', '-pdf', 'chromium.pdf', '$out'),
  },
  {
    name: 'Poppler, two files united',
    needs: ['chromium', 'pdfunite'],
    make: again('united.pdf', 'pdfunite', 'chromium.pdf', 'chromium.pdf', '$out'),
  },
  {
    name: 'qpdf, linearized with object streams',
    needs: ['chromium', 'qpdf'],
    make: qpdf('--linearize', '--object-streams=generate'),
  },
  { name: 'qpdf, editable', needs: ['chromium', 'qpdf'], make: qpdf('--qdf') },
  { name: 'qpdf, tables only', needs: ['chromium', 'qpdf'], make: qpdf('--object-streams=disable', '--linearize') },
  { name: 'Tesseract', needs: ['tesseract'], make: recognised },
  { name: 'OCRmyPDF, PDF/A-1b', needs: ['tesseract', 'ocrmypdf'], make: archived(1) },
  { name: 'OCRmyPDF, PDF/A-2b', needs: ['tesseract', 'ocrmypdf'], make: archived(2) },
  { name: 'OCRmyPDF, PDF/A-3b', needs: ['tesseract', 'ocrmypdf'], make: archived(3) },
  {
    name: 'pdf-lib',
    needs: [],
    make: async () => {
      const document = await PDFDocument.create();
      document.addPage([595, 842]).drawRectangle({ x: 90, y: 400, width: 400, height: 300 });
      return document.save();
    },
  },
  {
    name: 'LibPDF',
    needs: [],
    make: async () => {
      const document = PDF.create();
      document.addPage({ width: 595, height: 842 });
      return document.save();
    },
  },
];
