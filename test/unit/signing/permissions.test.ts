import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SohoaError } from '../../../src/domain/errors.ts';
import { addLongTermData, extendDocument } from '../../../src/signing/long-term.ts';
import type { SignatureRequest } from '../../../src/signing/request.ts';
import { signDocument } from '../../../src/signing/sign-document.ts';
import { letter } from '../../support/documents.ts';
import { sign as signForTest } from '../../support/signed-pdf.ts';
import { anyRequest, openSigningKit, type SigningKit } from '../../support/signing-kit.ts';

let kit: SigningKit;
beforeAll(async () => {
  kit = await openSigningKit();
});
afterAll(() => kit.close());

/** A letter with three empty signature fields: `Mot` (signed first, with this lock), `Hai`, and `Nhom.Ba` below a parent. */
const withFields = (lock: string): Uint8Array => {
  const field = (name: string, x: number, more = ''): string =>
    `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /F 4 /Rect [${x} 60 ${x + 90} 110] /P 3 0 R ${more} >>`;
  return letter({
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [10 0 R 11 0 R 12 0 R] /SigFlags 1 >> >>',
    3: '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R /Annots [10 0 R 11 0 R 13 0 R] >>',
    10: field('Mot', 50, lock === '' ? '' : `/Lock << /Type /SigFieldLock ${lock} >>`),
    11: field('Hai', 160),
    12: '<< /T (Nhom) /Kids [13 0 R] >>',
    13: field('Ba', 270, '/Parent 12 0 R'),
  });
};

type Act = 'new invisible' | 'new visible' | 'fill Hai' | 'fill Nhom.Ba' | 'to B-LTA' | 'DSS alone';
const acts: readonly Act[] = ['new invisible', 'new visible', 'fill Hai', 'fill Nhom.Ba', 'to B-LTA', 'DSS alone'];
const requests: Readonly<Partial<Record<Act, Partial<SignatureRequest>>>> = {
  'new invisible': {},
  'new visible': { profile: 'ATTACHMENT' },
  'fill Hai': { place: { kind: 'field', name: 'Hai' }, profile: 'ATTACHMENT' },
  'fill Nhom.Ba': { place: { kind: 'field', name: 'Nhom.Ba' }, profile: 'ATTACHMENT' },
};

/** `signed`, or the rule that refused it; the key is used only for what is signed. */
async function outcome(bytes: Uint8Array, act: Act): Promise<string> {
  const deps = await kit.deps('agency');
  let uses = 0;
  const sign: typeof deps.key.sign = (scheme, data) => {
    uses++;
    return deps.key.sign(scheme, data);
  };
  const request = requests[act];
  const work: Promise<unknown> =
    request !== undefined
      ? signDocument(bytes, { ...anyRequest, ...request }, { ...deps, key: { ...deps.key, sign } })
      : act === 'DSS alone'
        ? addLongTermData(bytes, deps)
        : extendDocument(bytes, 'B-LTA', kit.stamps, { ...deps, verifier: kit.verifier });
  const answer = await work.then(
    () => 'signed',
    ({ code, details }: SohoaError) => String(details.rule ?? code),
  );
  if (request !== undefined) expect([act, answer, uses]).toEqual([act, answer, answer === 'signed' ? 1 : 0]);
  return answer;
}

const certified = (level: 1 | 2 | 3) => async () => {
  const bench = { pki: kit.pki, transport: kit.transport, clock: kit.clock };
  return signForTest(bench, withFields(''), { signer: 'leader', certify: level, tsa: 'cong_vu' });
};
const locked = (lock: string) => async () =>
  (await kit.sign(withFields(lock), 'leader', { place: { kind: 'field', name: 'Mot' }, level: 'B-T' })).bytes;

const all = 'signed';
const lockedBy = 'locked-field';
const closed = 'locked-by-certification';
const everything = (answer: string): readonly string[] => acts.map(() => answer);

/** What signatures.md 2.6 says, act by act; what is refused is refused before the key is used. */
const rows: readonly [string, () => Promise<Uint8Array>, readonly string[]][] = [
  ['certified with P=1', certified(1), everything(closed)],
  ['certified with P=2', certified(2), everything(all)],
  ['certified with P=3', certified(3), everything(all)],
  ['a lock with P=1', locked('/Action /Include /Fields [(Khac)] /P 1'), everything(closed)],
  ['a lock with P=2', locked('/Action /Include /Fields [(Khac)] /P 2'), everything(all)],
  ['a lock of all fields', locked('/Action /All'), [all, all, lockedBy, lockedBy, all, all]],
  ['a lock of one field', locked('/Action /Include /Fields [(Hai)]'), [all, all, lockedBy, all, all, all]],
  ['a lock of a parent', locked('/Action /Include /Fields [(Nhom)]'), [all, all, all, lockedBy, all, all]],
  ['a lock of all but one', locked('/Action /Exclude /Fields [(Hai)]'), [all, all, all, lockedBy, all, all]],
  ['no lock', locked(''), everything(all)],
];

describe.each(rows)('after a signature with %s', (_, make, expected) => {
  it(`${acts.join(', ')}: each is allowed or refused with its reason, and every signature stands`, async () => {
    const bytes = await make();
    const found: string[] = [];
    for (const act of acts) found.push(await outcome(bytes, act));
    expect(found).toEqual(expected);
  });
});

it.each([
  ['an action nobody knows', '/Action /Some /Fields [(Hai)]'],
  ['a level nobody knows', '/Action /Include /Fields [(Khac)] /P 7'],
])('permissions with %s are refused, not guessed', async (_, lock) => {
  const bench = { pki: kit.pki, transport: kit.transport, clock: kit.clock };
  const bytes = await signForTest(bench, withFields(lock), { signer: 'leader', existing: 10, tsa: 'cong_vu' });
  expect(['earlier-signature-invalid', 'file-unsuitable']).toContain(await outcome(bytes, 'new invisible'));
  expect(await outcome(bytes, 'to B-LTA')).toBe('file-unsuitable');
});

it('the lock of a field that nobody signed binds nothing', async () => {
  expect(await outcome(withFields('/Action /All /P 1'), 'fill Hai')).toBe('signed');
});
