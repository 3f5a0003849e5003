import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { SohoaError } from '../domain/errors.ts';
import {
  brokenLink,
  damageOf,
  type EvidenceBundle,
  type EvidenceTombstone,
  tombstone,
} from '../verification/evidence.ts';

/** Bundles of one chain, in files `000001.json`, `000002.json` … */
export interface EvidenceFolder {
  /** Closes a bundle with the digest of the one before it and writes it. Returns its path. */
  add(make: (previous: string | null) => Promise<EvidenceBundle>): Promise<string>;
}

const fileName = /^(\d{6})\.json$/;

/** Makes the folder when it is not there. Two writers at once keep one chain: a number that is taken is tried again. */
export async function openEvidenceFolder(folder: string): Promise<EvidenceFolder> {
  await mkdir(folder, { recursive: true });
  let last: { readonly number: number; readonly digest: string } | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  const add = async (make: (previous: string | null) => Promise<EvidenceBundle>): Promise<string> => {
    for (;;) {
      last ??= await lastOf(folder);
      const bundle = await make(last?.digest ?? null);
      const number = (last?.number ?? 0) + 1;
      const path = join(folder, `${String(number).padStart(6, '0')}.json`);
      if (await writeNew(path, `${JSON.stringify(bundle, null, 1)}\n`)) {
        last = { number, digest: bundle.digest };
        return path;
      }
      last = null; // somebody else wrote: read the chain's end again
    }
  };
  return {
    add: (make) => {
      const mine = turn.then(() => add(make));
      turn = mine.catch(() => undefined);
      return mine;
    },
  };
}

/**
 * The bundle to verify a document by: a file as it is; of a folder the newest one of this document, after its chain was
 * followed. Errors: NOT_FOUND, EVIDENCE_UNUSABLE (no bundle, or a chain that is broken: the file is named).
 */
export async function findEvidence(
  path: string,
  documentSha256: string,
): Promise<{ readonly path: string; readonly bundle: EvidenceBundle }> {
  const place = await stat(path).catch(() => null);
  if (place === null) throw new SohoaError('NOT_FOUND', { what: path });
  if (!place.isDirectory()) return { path, bundle: bundleOf(path, await readLink(path)) };
  const names = (await namesIn(path)).sort();
  const chain = await Promise.all(names.map((name) => readLink(join(path, name))));
  const broken = brokenLink(chain);
  if (broken !== null)
    throw unusable(
      join(path, names[broken] ?? ''),
      'chuỗi bằng chứng đứt tại đây',
      'the chain of evidence is broken here',
    );
  const found = chain.findLastIndex((one) => one.document.sha256 === documentSha256 && isBundle(one));
  if (found === -1) throw unusable(path, 'không có gói nào về tệp này', 'it holds no bundle of this file');
  const file = join(path, names[found] ?? '');
  return { path: file, bundle: bundleOf(file, chain[found] as Link) };
}

/**
 * Deletes a bundle whose time is over: a tombstone takes its place, so that its chain still closes and the deletion is told
 * (rules.md R4.6). A bundle that was changed stays as it is: its deletion would hide that.
 * @throws SohoaError NOT_FOUND, EVIDENCE_UNUSABLE (no bundle, deleted already, or changed)
 */
export async function deleteEvidence(path: string, at: Date, reason: string): Promise<EvidenceTombstone> {
  if ((await stat(path).catch(() => null))?.isFile() !== true) throw new SohoaError('NOT_FOUND', { what: path });
  const bundle = bundleOf(path, await readLink(path));
  const damage = damageOf(bundle).join(', ');
  if (damage !== '') throw unusable(path, `đã bị sửa (${damage})`, `it was changed (${damage})`);
  const grave = tombstone(bundle, at, reason);
  await writeFileAtomic(path, `${JSON.stringify(grave, null, 1)}\n`);
  return grave;
}

type Link = EvidenceBundle | EvidenceTombstone;
const isBundle = (one: Link): one is EvidenceBundle => one.format === 'sohoa-evidence/1';

function bundleOf(path: string, link: Link): EvidenceBundle {
  if (isBundle(link)) return link;
  throw unusable(path, `đã được xóa theo quy định (${link.reason})`, `it was deleted by policy (${link.reason})`);
}

const der = z.array(z.object({ sha256: z.string(), der: z.string() }));
/** What is relied on before the digests are; everything else is carried along as it stands, since the digest covers it. */
const bundleShape = z.looseObject({
  format: z.literal('sohoa-evidence/1'),
  document: z.looseObject({ sha256: z.string() }),
  request: z.looseObject({ slot: z.string(), slots: z.record(z.string(), z.string()), at: z.iso.datetime() }),
  certificates: der,
  crls: der,
  ocsps: der,
  tokens: der,
  report: z.looseObject({ verdict: z.string() }),
  previous: z.string().nullable(),
  digest: z.string(),
  stamp: z.string().nullable(),
});
const tombstoneShape = z.looseObject({
  format: z.literal('sohoa-evidence-tombstone/1'),
  document: z.looseObject({ sha256: z.string() }),
  previous: z.string().nullable(),
  digest: z.string(),
  reason: z.string(),
});

const readLink = async (path: string): Promise<Link> => linkFrom(path, await readFile(path, 'utf8'));

function linkFrom(name: string, json: string): Link {
  try {
    return z.union([bundleShape, tombstoneShape]).parse(JSON.parse(json)) as unknown as Link;
  } catch {
    throw unusable(name, 'không phải gói bằng chứng đọc được', 'it is no readable bundle');
  }
}

/** A bundle from its JSON; `name` is for the error EVIDENCE_UNUSABLE. */
export const bundleFrom = (name: string, json: string): EvidenceBundle => bundleOf(name, linkFrom(name, json));

/** EVIDENCE_UNUSABLE with the reason in both languages. */
export const unusable = (file: string, reason_vi: string, reason_en: string): SohoaError =>
  new SohoaError('EVIDENCE_UNUSABLE', { file: basename(file), reason_vi, reason_en });

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => fileName.test(name));

async function lastOf(folder: string): Promise<{ number: number; digest: string } | null> {
  const name = (await namesIn(folder)).sort().at(-1);
  if (name === undefined) return null;
  return { number: Number(fileName.exec(name)?.[1]), digest: (await readLink(join(folder, name))).digest };
}

/** Whole or not at all; false when the file is there already. */
async function writeNew(path: string, text: string): Promise<boolean> {
  // a folder of its own: two writers may make the very same bundle at once
  const own = await mkdtemp(join(dirname(path), '.draft-'));
  try {
    const draft = join(own, basename(path));
    await writeFile(draft, text, { flush: true });
    await link(draft, path);
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
