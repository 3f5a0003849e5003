import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Opinion = 'intact' | 'broken' | 'none';

/** What two programs that nobody here wrote say of the cryptography of one signature of a file. */
export interface SecondOpinion {
  /** Digits of its byte range, to find the same signature in our report. */
  readonly byteRange: readonly number[];
  /** `pdfsig -nocert`; `none`: it does not judge this kind. */
  readonly pdfsig: Opinion;
  /** `openssl cms -verify` over the signed bytes, or `openssl ts -verify` for a document timestamp. */
  readonly openssl: Opinion;
}

/**
 * Asks both programs about every signature of a file. Ranges and CMS are cut out of the bytes by a pattern, not by our
 * reader. `anchors`: PEM of the TSA's roots.
 */
export function secondOpinions(pdf: Uint8Array, anchors: string): readonly SecondOpinion[] {
  const folder = mkdtempSync(join(tmpdir(), 'opinions-'));
  try {
    const path = join(folder, 'file.pdf');
    writeFileSync(path, pdf);
    const printed = spawnSync('pdfsig', ['-nocert', path], { encoding: 'utf8' }).stdout;
    return rangesOf(pdf).map((byteRange) => ({
      byteRange,
      pdfsig: pdfsigOf(printed, byteRange),
      openssl: opensslOf(pdf, byteRange, anchors, folder),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function rangesOf(pdf: Uint8Array): number[][] {
  const text = Buffer.from(pdf).toString('latin1');
  const found = [...text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)];
  return found.map((match) => match.slice(1).map(Number));
}

function pdfsigOf(printed: string, [, a = 0, b = 0, c = 0]: readonly number[]): Opinion {
  const block = printed.split('Signature #').find((one) => one.includes(`[0 - ${a}], [${b} - ${b + c}]`));
  if (block === undefined || block.includes('not yet verified') || block.includes('Unimplemented')) return 'none';
  if (block.includes('Signature is Valid')) return 'intact';
  return /Digest Mismatch|Signature is Invalid|Decoding Error/.test(block) ? 'broken' : 'none';
}

function opensslOf(
  pdf: Uint8Array,
  [, a = 0, b = 0, c = 0]: readonly number[],
  anchors: string,
  folder: string,
): Opinion {
  const hex = Buffer.from(pdf.subarray(a + 1, b - 1)).toString('latin1');
  const padded = Buffer.from(hex, 'hex');
  // the length that the outer SEQUENCE states; DER of 256 to 65,535 bytes
  const cms = padded[1] === 0x82 ? padded.subarray(0, 4 + padded.readUInt16BE(2)) : padded;
  const [cmsFile, dataFile, rootFile] = ['cms', 'data', 'roots.pem'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(cmsFile, cms);
  writeFileSync(dataFile, Buffer.concat([pdf.subarray(0, a), pdf.subarray(b, b + c)]));
  writeFileSync(rootFile, anchors);
  const around = Buffer.from(pdf.subarray(Math.max(0, a - 400), a)).toString('latin1');
  const isStamp = around.slice(around.lastIndexOf(' obj')).includes('ETSI.RFC3161');
  const { status } = isStamp
    ? spawnSync('openssl', ['ts', '-verify', '-token_in', '-in', cmsFile, '-data', dataFile, '-CAfile', rootFile])
    : spawnSync('openssl', [
        'cms',
        '-verify',
        '-binary',
        '-noverify',
        '-inform',
        'DER',
        '-in',
        cmsFile,
        '-content',
        dataFile,
        '-out',
        '/dev/null',
      ]);
  return status === 0 ? 'intact' : 'broken';
}
