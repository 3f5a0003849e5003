import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki } from '../../../certs-test/pki.ts';
import { fixedClock } from '../../../src/domain/clock.ts';
import type { SohoaError } from '../../../src/domain/errors.ts';
import { openPageRenderer } from '../../../src/pdf/appearance/page-ink.ts';
import { listFormFields } from '../../../src/pdf/reader/form.ts';
import { isDict, isRef } from '../../../src/pdf/reader/objects.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { listSignatures, signatureText } from '../../../src/pdf/reader/signature-fields.ts';
import { compareRevisions } from '../../../src/pdf/revision-diff/compare-revisions.ts';
import { serialise } from '../../../src/pdf/writer/serialise.ts';
import type { SigningKey } from '../../../src/pki/keys/signing-key.ts';
import { completeSignature, signPrepared } from '../../../src/signing/complete.ts';
import { type PrepareDeps, prepareSignature } from '../../../src/signing/prepare.ts';
import type { SignatureRequest } from '../../../src/signing/request.ts';
import { intendedSigner } from '../../../src/signing/sign-document.ts';
import { letter } from '../../support/documents.ts';
import { append } from '../../support/pdf-builder.ts';
import { anyRequest, tinos } from '../../support/signing-kit.ts';

let deps: PrepareDeps;
let key: SigningKey;
beforeAll(async () => {
  key = await (await loadTestPki()).key('leader');
  deps = { clock: fixedClock(new Date('2026-11-22T03:15:30Z')), font: tinos(), renderer: await openPageRenderer() };
  return () => deps.renderer.close();
});

async function sign(bytes: Uint8Array, request: Partial<SignatureRequest> = {}): Promise<Uint8Array> {
  const prepared = await prepareSignature(bytes, { ...anyRequest, ...request }, intendedSigner(key), deps);
  return completeSignature(prepared, await signPrepared(prepared, key));
}
const inField = (name: string, more: Partial<SignatureRequest> = {}): Partial<SignatureRequest> => ({
  place: { kind: 'field', name },
  ...more,
});
const rule = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'signed',
    (thrown: SohoaError) => thrown.details.rule ?? thrown.code,
  );
const names = (bytes: Uint8Array): readonly string[] => {
  const file = openPdf(bytes);
  return listFormFields(file.latest, file.limits).map((field) => field.name);
};
const catalog = (form: string): string => `<< /Type /Catalog /Pages 2 0 R /AcroForm ${form} >>`;
const page = (annots: string): string =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> /Contents 4 0 R /Annots ${annots} >>`;
const textField = '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Ho ten) /F 4 /Rect [50 50 200 70] >>';
const emptySignature = (more = ''): string =>
  `<< /Type /Annot /Subtype /Widget /FT /Sig /T (Chu ky) /F 4 /Rect [300 60 480 110] /P 3 0 R ${more} >>`;

describe('the form keeps what it holds', () => {
  it.each([
    ['direct arrays', { 1: catalog('<< /Fields [10 0 R] >>'), 3: page('[10 0 R]'), 10: textField }],
    [
      'indirect /Fields and /Annots',
      { 1: catalog('<< /Fields 11 0 R >>'), 3: page('12 0 R'), 10: textField, 11: '[10 0 R]', 12: '[10 0 R]' },
    ],
    [
      'an indirect form',
      {
        1: catalog('13 0 R'),
        13: '<< /Fields 11 0 R /SigFlags 1 >>',
        3: page('[10 0 R]'),
        10: textField,
        11: '[10 0 R]',
      },
    ],
  ])('with %s', async (_, objects) => {
    const bytes = await sign(letter(objects));
    expect(names(bytes)).toEqual(['Ho ten', 'INVISIBLE_1']);
    const file = openPdf(bytes);
    expect(file.latest.pages()[0]?.annots).toHaveLength(2);
    const form = file.latest.getDict(file.latest.catalog, 'AcroForm');
    expect(form?.entries.get('SigFlags')).toBe(3);
    expect(compareRevisions(file, 0, 1).level).toBe('FORM_AND_SIGNATURES');
  });

  it('an indirect array stays indirect, so that the page itself is not written again', async () => {
    const base = letter({
      1: catalog('<< /Fields 11 0 R /SigFlags 3 >>'),
      3: page('12 0 R'),
      10: textField,
      11: '[10 0 R]',
      12: '[10 0 R]',
    });
    const file = openPdf(await sign(base));
    expect([...file.latest.entries().keys()]).not.toContain(1);
    expect([...file.latest.entries().keys()]).not.toContain(3);
    expect(isRef(file.latest.pages()[0]?.dict.entries.get('Annots'))).toBe(true);
  });

  it('an /Annots array that two pages share does not put the block on both', async () => {
    const two = {
      2: '<< /Type /Pages /Kids [3 0 R 14 0 R] /Count 2 >>',
      3: page('12 0 R'),
      14: page('12 0 R'),
      12: '[]',
    };
    const [first, second] = openPdf(await sign(letter(two))).latest.pages();
    expect(first?.annots).toHaveLength(1);
    expect(second?.annots).toHaveLength(0);
  });

  it('works in object-stream files and after other tools', async () => {
    const once = await sign(letter({}, 'stream'));
    const edited = append(once, { objects: { 40: '<< /Note true >>' }, kind: 'stream' });
    const twice = await sign(edited);
    expect(names(twice)).toEqual(['INVISIBLE_1', 'INVISIBLE_2']);
    expect(listSignatures(openPdf(twice)).every((one) => one.findings.length === 0)).toBe(true);
  });
});

describe('field names', () => {
  it('are never used again, not even one that an update removed', async () => {
    const signed = await sign(letter());
    const removed = append(signed, { objects: { 1: '<< /Type /Catalog /Pages 2 0 R >>', 3: page('[]') } });
    expect(names(await sign(removed))).toContain('INVISIBLE_2');
  });

  it('stay unique over twenty-five signatures of one file', async () => {
    let bytes: Uint8Array = letter();
    for (let count = 0; count < 25; count++) bytes = await sign(bytes);
    const signatures = listSignatures(openPdf(bytes));
    expect(new Set(signatures.map((one) => one.fieldName)).size).toBe(25);
    expect(signatures.every((one) => one.findings.length === 0 && one.coverage !== 'INVALID')).toBe(true);
  });
});

describe('the signature dictionary', () => {
  it('bears name and reason as text that survives Vietnamese, and the time of Vietnam', async () => {
    const bytes = await sign(letter(), { profile: 'COPY_TRICH_SAO' });
    const file = openPdf(bytes);
    const [signature] = listSignatures(file);
    expect(signatureText(file, signature as never, 'Reason')).toBe('Trích sao');
    expect(signatureText(file, signature as never, 'M')).toBe("D:20261122101530+07'00'");
    expect(signatureText(file, signature as never, 'Name')).toBe('Trần Thị Thí Dụ');
    expect(signature?.subFilter).toBe('ETSI.CAdES.detached');
    expect(signature?.dict?.entries.has('Cert')).toBe(false);
  });

  it('reserves no more than a PDF/A string may hold', async () => {
    const file = openPdf(await sign(letter()));
    const length = listSignatures(file)[0]?.contents?.length ?? 0;
    expect(length).toBeGreaterThanOrEqual(16 * 1024);
    expect(length).toBeLessThanOrEqual(32_767);
  });

  it('is refused before the key is touched when the chain alone would pass that limit', async () => {
    const chain = Array.from({ length: 40 }, () => key.certificate);
    const signer = { ...intendedSigner(key), chain };
    expect(await rule(prepareSignature(letter(), anyRequest, signer, deps))).toBe('cms-too-large');
  });
});

describe('an existing empty field', () => {
  const withField = (more = ''): Uint8Array =>
    letter({ 1: catalog('<< /Fields [10 0 R] >>'), 3: page('[10 0 R]'), 10: emptySignature(more) });

  it('is filled, not doubled, and the block fits its box', async () => {
    const bytes = await sign(withField(), inField('Chu ky', { profile: 'COPY_TRICH_SAO' }));
    expect(names(bytes)).toEqual(['Chu ky']);
    const [signature] = listSignatures(openPdf(bytes));
    expect(signature).toMatchObject({ rectPt: [300, 60, 480, 110], visible: true });
    expect(compareRevisions(openPdf(bytes), 0, 1).level).toBe('FORM_AND_SIGNATURES');
  });

  it('with its widget in /Kids is filled as well', async () => {
    const base = letter({
      1: catalog('<< /Fields [10 0 R] >>'),
      3: page('[11 0 R]'),
      10: '<< /FT /Sig /T (Chu ky) /Kids [11 0 R] >>',
      11: '<< /Type /Annot /Subtype /Widget /Parent 10 0 R /F 4 /Rect [300 60 480 110] /P 3 0 R >>',
    });
    const file = openPdf(await sign(base, inField('Chu ky', { profile: 'COPY_TRICH_SAO' })));
    expect(listSignatures(file)[0]).toMatchObject({ fieldName: 'Chu ky', visible: true });
  });

  it('that is missing or signed is refused', async () => {
    expect(await rule(sign(letter(), inField('Chu ky')))).toBe('field-unsuitable');
    const signed = await sign(withField(), inField('Chu ky'));
    expect(await rule(sign(signed, inField('Chu ky')))).toBe('field-unsuitable');
  });

  it('carries out its /Lock, and later fields under that lock are refused', async () => {
    const both = letter({
      1: catalog('<< /Fields [10 0 R 15 0 R] >>'),
      3: page('[10 0 R 15 0 R]'),
      10: emptySignature('/Lock << /Type /SigFieldLock /Action /All >>'),
      15: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Thu hai) /F 4 /Rect [50 60 200 110] /P 3 0 R >>',
    });
    const signed = await sign(both, inField('Chu ky'));
    const [signature] = listSignatures(openPdf(signed));
    const reference = signature?.dict?.entries.get('Reference');
    expect(Buffer.from(serialise(reference ?? null)).toString()).toContain('/TransformMethod /FieldMDP');
    expect(await rule(sign(signed, inField('Thu hai')))).toBe('locked-field');
  });

  it.each([
    ['/SV << /Ff 2 /SubFilter [/adbe.pkcs7.detached] >>', 'seed-value'],
    ['/SV << /Ff 64 /DigestMethod [(SHA512)] >>', 'seed-value'],
    ['/SV << /MDP << /P 2 >> >>', 'seed-value'],
    ['/SV << /Ff 8 /Reasons [(Toi dong y)] >>', 'seed-value'],
    ['/SV << /Ff 2 /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached] >>', 'signed'],
    ['/SV << /SubFilter [/adbe.pkcs7.detached] >>', 'signed'],
  ])('with seed values %s: %s', async (seed, answer) => {
    expect(await rule(sign(withField(seed), inField('Chu ky')))).toBe(answer);
  });
});

describe('certified files', () => {
  const certified = async (level: number): Promise<Uint8Array> => {
    const lock = `/Lock << /Type /SigFieldLock /Action /Include /Fields [(Khac)] /P ${level} >>`;
    const base = letter({ 1: catalog('<< /Fields [10 0 R] >>'), 3: page('[10 0 R]'), 10: emptySignature(lock) });
    return sign(base, inField('Chu ky'));
  };

  it('with P=1 get no further signature; with P=2 and P=3 they do', async () => {
    expect(await rule(certified(1).then((bytes) => sign(bytes)))).toBe('locked-by-certification');
    expect(await rule(certified(2).then((bytes) => sign(bytes)))).toBe('signed');
    expect(await rule(certified(3).then((bytes) => sign(bytes)))).toBe('signed');
  });
});

it('a page that does not exist is named', async () => {
  expect(await rule(sign(letter(), { place: { kind: 'profile', page: 7 } }))).toBe('page-missing');
});

it('no revision of ours certifies: no /Perms, no DocMDP', async () => {
  const file = openPdf(await sign(letter()));
  expect(file.latest.catalog.entries.has('Perms')).toBe(false);
  const value = listSignatures(file)[0]?.dict;
  expect(isDict(value ?? null) && value?.entries.has('Reference')).toBe(false);
});
