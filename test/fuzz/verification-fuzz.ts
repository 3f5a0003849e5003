import { createHash } from 'node:crypto';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import type { FileReport } from '../../src/domain/signature-report.ts';
import { openPdfium } from '../../src/imaging/pdfium.ts';
import { memoryStatusCache } from '../../src/pki/status-source.ts';
import { verifyDocument } from '../../src/verification/verify-document.ts';
import { testAuthorities } from '../support/test-authorities.ts';
import { Dice } from './mutations.ts';
import { otherReader, pictureDigest } from './page-pictures.ts';
import { mutateSigned } from './signed-mutations.ts';
import { type NamedVictim, verificationFiles } from './verification-files.ts';

export interface FuzzCount {
  readonly mutants: number;
  /** By verdict of the file. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** HỢP LỆ mutants: what differs from the file they come from. */
  readonly validBecause: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly faults: readonly FuzzFault[];
}

export interface FuzzFault {
  readonly seed: number;
  readonly file: string;
  readonly what: string;
  readonly bytes: Uint8Array;
}

export interface VerificationFuzzer {
  readonly files: readonly NamedVictim[];
  /** Judges the mutant of one seed; null when all is as it must be. */
  judge(seed: number): Promise<FuzzFault | null>;
  count(): FuzzCount;
}

/** Time that no mutant may take, ms. */
export const longestMs = 10_000;

/** What a signed revision shows, by a reader that is not ours. */
interface Signed {
  readonly page: string;
  readonly pictures: readonly Uint8Array[] | null;
}

const now = new Date('2026-11-22T03:15:30Z');

/**
 * Seeded mutants of sound files through the whole verification: reader, comparison, CMS, trust, status, time. A fault is
 * an exception, also one inside a check; a mutant that takes more than 10 s; or a HỢP LỆ that this oracle, which uses
 * neither our reader nor our comparison, does not grant:
 * - every signature that is said to be good signs bytes that an original signature signed, and none of those is left out;
 * - PDFium reads the same text and draws the same pages as it does for the signed revision;
 * - with annotations drawn, nothing that was inked then is another colour now, and what was added is told in the report;
 * - nothing that was appended can run.
 */
export async function verificationFuzzer(): Promise<VerificationFuzzer> {
  const pki = await loadTestPki();
  const clock = fixedClock(now);
  const { transport } = testAuthorities(pki, clock);
  const files = await verificationFiles({ pki, clock, transport });
  const randomness = { bytes: (length: number) => new Uint8Array(length).fill(9), uuid: () => 'x' };
  const deps = { stores: pki.stores, clock, randomness, transport, cache: memoryStatusCache() };
  const reader = await otherReader();
  const originals = new Map<string, Signed>();
  for (const { bytes } of files)
    for (const { digest, end } of signedRanges(bytes)) {
      const revision = bytes.slice(0, end);
      const page = pictureDigest((await reader.show(revision)) ?? []);
      originals.set(digest, { page, pictures: await annotatedPages(revision) });
    }
  const verdicts: Record<string, number> = {};
  const validBecause: Record<string, number> = {};
  const faults: FuzzFault[] = [];
  let mutants = 0;
  let slowestMs = 0;

  const wrongfullyValid = async (
    mutant: Uint8Array,
    victim: NamedVictim,
    report: FileReport,
  ): Promise<string | null> => {
    const intact = new Map(
      signedRanges(mutant).flatMap((one) => (originals.has(one.digest) ? [[one.digest, one]] : [])),
    );
    const ends = [...intact.values()].map(({ end }) => end);
    if (report.signatures.length > intact.size) return 'a signature is HỢP LỆ over bytes that nobody signed';
    if (report.signatures.length < intact.size) return 'a signature that is there is not reported';
    const rest = mutant.subarray(Math.max(0, ...ends));
    count(
      validBecause,
      rest.length === 0 ? (mutant.length < victim.bytes.length ? 'truncated' : 'inside the CMS') : 'appended',
    );
    if (rest.length === 0) return null;
    if (/\/(JS|JavaScript|AA|OpenAction|Launch)\b/.test(Buffer.from(rest).toString('latin1')))
      return 'what was appended can run';
    const shown = await reader.show(mutant);
    if (shown === null) return 'another reader cannot open it';
    const page = pictureDigest(shown);
    const pictures = await annotatedPages(mutant);
    for (const digest of intact.keys()) {
      const signed = originals.get(digest) as Signed;
      if (signed.page !== page) return 'the pages show something else';
      if (covered(signed.pictures, pictures)) return 'something signed is covered';
    }
    const last = [...intact.values()].reduce((a, b) => (a.end > b.end ? a : b));
    const told = report.signatures.some(({ laterChanges }) => !['NONE', 'LTV'].includes(laterChanges));
    if (!told && !same(originals.get(last.digest)?.pictures ?? null, pictures))
      return 'something visible was added and not told';
    return null;
  };

  return {
    files,
    async judge(seed) {
      const dice = new Dice(seed);
      const victim = dice.pick(files);
      const mutant = mutateSigned(victim, dice);
      const fault = (what: string): FuzzFault => {
        const one = { seed, file: victim.name, what, bytes: mutant };
        faults.push(one);
        return one;
      };
      mutants++;
      const started = performance.now();
      try {
        const report = await verifyDocument(mutant, { slot: 'ANY' }, deps);
        const took = performance.now() - started;
        slowestMs = Math.max(slowestMs, took);
        count(verdicts, report.verdict);
        if (took > longestMs) return fault(`${Math.round(took)} ms`);
        const broken = brokenOff(report);
        if (broken !== null) return fault(broken);
        const wrong = report.verdict === 'HOP_LE' ? await wrongfullyValid(mutant, victim, report) : null;
        return wrong === null ? null : fault(wrong);
      } catch (thrown) {
        return fault(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
      }
    },
    count: () => ({ mutants, verdicts, validBecause, slowestMs: Math.round(slowestMs), faults }),
  };
}

function count(table: Record<string, number>, key: string): void {
  table[key] = (table[key] ?? 0) + 1;
}

/** An exception that a check or the frame around it caught: harmless for the verdict, a fault of the program. */
function brokenOff(report: FileReport): string | null {
  if (report.problem?.code === 'INTERNAL') return `INTERNAL: ${report.problem.text.en}`;
  for (const { checks } of report.signatures)
    for (const { id, message } of checks) if (message.en.includes('broke off')) return `${id}: ${message.en}`;
  return null;
}

/** Digests of what the byte ranges of a file name, found by a pattern and not by a parser, and where they end. */
function signedRanges(bytes: Uint8Array): { readonly digest: string; readonly end: number }[] {
  const text = Buffer.from(bytes).toString('latin1');
  const found = [...text.matchAll(/\/ByteRange\s*\[\s*0\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)];
  return found.flatMap(([, a, b, c]) => {
    const [from, to, length] = [Number(a), Number(b), Number(c)];
    if (to + length > bytes.length || from > to) return [];
    const digest = createHash('sha256')
      .update(bytes.subarray(0, from))
      .update(bytes.subarray(to, to + length));
    return [{ digest: digest.digest('hex'), end: to + length }];
  });
}

/** Pages as drawn with annotations, RGB; null when PDFium cannot. */
async function annotatedPages(pdf: Uint8Array): Promise<readonly Uint8Array[] | null> {
  try {
    const document = await openPdfium(pdf);
    try {
      return Array.from({ length: document.pageCount }, (_, index) =>
        document.withPage(index, (page) => page.render(357, 505)),
      );
    } finally {
      document.close();
    }
  } catch {
    return null;
  }
}

const tolerance = 8;

/** True when a pixel that was inked then is another one now. */
function covered(then: readonly Uint8Array[] | null, now_: readonly Uint8Array[] | null): boolean {
  if (then === null || now_ === null || then.length !== now_.length) return then !== now_;
  return then.some((page, number) =>
    page.some((value, index) => value < 250 && Math.abs(value - (now_[number]?.[index] ?? 0)) > tolerance),
  );
}

function same(one: readonly Uint8Array[] | null, other: readonly Uint8Array[] | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.length === other.length &&
    one.every((page, index) => Buffer.compare(page, other[index] ?? new Uint8Array()) === 0)
  );
}
