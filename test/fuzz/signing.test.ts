import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadTestPki } from '../../certs-test/pki.ts';
import { fixedClock } from '../../src/domain/clock.ts';
import { SohoaError } from '../../src/domain/errors.ts';
import { openPageRenderer } from '../../src/pdf/appearance/page-ink.ts';
import { openPdf } from '../../src/pdf/reader/pdf-file.ts';
import { listSignatures } from '../../src/pdf/reader/signature-fields.ts';
import type { SigningKey } from '../../src/pki/keys/signing-key.ts';
import { completeSignature, signPrepared } from '../../src/signing/complete.ts';
import { type PrepareDeps, prepareSignature } from '../../src/signing/prepare.ts';
import { intendedSigner } from '../../src/signing/sign-document.ts';
import { archivedScan, letter } from '../support/documents.ts';
import { anyRequest, tinos } from '../support/signing-kit.ts';
import { Dice, mutate } from './mutations.ts';

let deps: PrepareDeps;
let key: SigningKey;
beforeAll(async () => {
  key = await (await loadTestPki()).key('leader');
  deps = { clock: fixedClock(new Date('2026-11-22T03:15:30Z')), font: tinos(), renderer: await openPageRenderer() };
});
afterAll(() => deps.renderer.close());

it('a damaged file is refused by name, or gets a sound signature behind its unchanged bytes', {
  timeout: 120_000,
}, async () => {
  const dice = new Dice(22);
  const sources = [letter(), letter({}, 'stream'), await archivedScan()];
  const faults: string[] = [];
  let [signed, refused] = [0, 0];
  for (let round = 0; round < 400; round++) {
    const base = mutate(dice.pick(sources), dice);
    const profile = dice.pick(['INVISIBLE', 'ATTACHMENT'] as const);
    try {
      const prepared = await prepareSignature(base, { ...anyRequest, profile }, intendedSigner(key), deps);
      const bytes = completeSignature(prepared, await signPrepared(prepared, key));
      const mine = listSignatures(openPdf(bytes)).find(({ fieldName }) => fieldName === prepared.intent.field);
      if (Buffer.compare(bytes.subarray(0, base.length), base) !== 0) faults.push(`${round}: the base was changed`);
      if (mine === undefined || mine.findings.length > 0) faults.push(`${round}: ${mine?.findings[0]?.id ?? 'lost'}`);
      signed++;
    } catch (thrown) {
      if (!(thrown instanceof SohoaError) || thrown.code === 'INTERNAL') faults.push(`${round}: ${String(thrown)}`);
      refused++;
    }
  }
  expect(faults).toEqual([]);
  expect([signed > 50, refused > 50]).toEqual([true, true]);
});
