import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { loadTestPki } from '../../../certs-test/pki.ts';
import { samplesFolder } from '../../../samples/generate.ts';
import type { Component } from '../../../samples/lib/manifest.ts';
import type { FileTruth } from '../../../samples/lib/truth.ts';
import { SIGNED_AT } from '../../../samples/sign-samples.ts';
import { fixedClock } from '../../../src/domain/clock.ts';
import { errorTable } from '../../../src/domain/errors.ts';
import { codesOf } from '../../../src/extraction/machine-readable.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { verifyDocument } from '../../../src/verification/verify-document.ts';
import { testAuthorities } from '../../support/test-authorities.ts';

interface Dossier {
  readonly id: string;
  readonly components: readonly Component[];
  readonly unsigned?: readonly Component[];
}
const read = (file: string): Uint8Array => readFileSync(join(samplesFolder, file));
const json = <T>(file: string): T => JSON.parse(Buffer.from(read(file)).toString('utf8'));
const manifest = json<{
  readonly dossiers: readonly Dossier[];
  readonly hostile: readonly { readonly file: string; readonly expect: string }[];
}>('manifest.json');
const components = manifest.dossiers.flatMap((dossier) => [...dossier.components, ...(dossier.unsigned ?? [])]);

describe('the committed samples', () => {
  it('weigh less than 15 MB together', () => {
    const files = readdirSync(samplesFolder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const bytes = files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
    expect(bytes).toBeLessThan(15_000_000);
  });

  it.each(components)('$id has its files, and truth for every page of them', (component) => {
    const truth = json<FileTruth>(component.truth);
    expect(truth.document_type).toBe(component.document_type);
    expect(truth.pages).toHaveLength(component.pages);
    for (const file of component.files) expect(read(file).length).toBeGreaterThan(0);
    for (const page of truth.pages) expect(page.lines.length).toBeGreaterThan(0);
  });

  it('keep the resolution they were scanned at', async () => {
    for (const component of components) {
      const truth = json<FileTruth>(component.truth);
      for (const page of truth.pages) {
        if (page.capture !== 'scan' || page.file.endsWith('.pdf')) continue;
        const image = await sharp(join(samplesFolder, page.file), { page: page.page_in_file - 1 }).metadata();
        expect([image.width, image.height, Math.round(image.density ?? 0)]).toEqual([
          page.width_px,
          page.height_px,
          page.dpi,
        ]);
      }
    }
  });

  it('carry a QR code on the card that a reader reads', async () => {
    const truth = json<FileTruth>('truth/can-cuoc-cong-dan.json');
    const { data, info } = await sharp(join(samplesFolder, truth.files[0]!), { page: 0 })
      .grayscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const gray = { pixels: new Uint8Array(data), widthPx: info.width, heightPx: info.height };
    const codes = await codesOf([async () => gray]);
    expect(codes.map((code) => code.text)).toEqual(truth.barcodes);
    expect(truth.fields.personal_id?.value).toBe(truth.barcodes[0]?.split('|')[0]);
  });

  it('name an error of the table for every hostile input', () => {
    for (const { file, expect: code } of manifest.hostile) {
      expect(Object.keys(errorTable)).toContain(code);
      expect(() => read(file)).not.toThrow();
    }
  });
});

describe('born-digital samples', () => {
  const files = components.flatMap((component) => component.files).filter((file) => /^dossier-[23]/.test(file));
  it.each(files)('%s keeps the archival form, signed or not', (file) => {
    const findings = checkPdfA(read(file), '2u');
    expect(findings.map((finding) => `${finding.clause} ${finding.where}: ${finding.message}`)).toEqual([]);
  });
});

describe('signed samples', () => {
  const slots = { 'dossier-2': 'PERSON_COMPETENT', 'dossier-3': 'CITIZEN' } as const;
  const signed = components.filter((component) => component.expect !== undefined);
  it.each(signed)('$id: $expect.verdict, because $expect.why', async (component) => {
    const pki = await loadTestPki();
    const clock = fixedClock(new Date(SIGNED_AT.getTime() + 86_400_000));
    const report = await verifyDocument(
      read(component.files[0]!),
      { slot: slots[component.files[0]!.split('/')[0] as keyof typeof slots] },
      {
        stores: pki.stores,
        clock,
        randomness: { bytes: (length) => new Uint8Array(length).fill(7), uuid: () => 'x' },
        transport: testAuthorities(pki, clock).transport,
      },
    );
    const [signature] = report.signatures;
    expect(
      report.verdict,
      JSON.stringify(
        signature?.checks.filter((row) => row.status !== 'PASSED'),
        null,
        1,
      ),
    ).toBe(component.expect?.verdict);
    if (component.expect?.sub_indication !== undefined)
      expect(signature?.subIndication).toBe(component.expect.sub_indication);
    expect(report.signatures).toHaveLength(1);
  });
});
