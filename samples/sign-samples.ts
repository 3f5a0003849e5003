import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument, rgb } from 'pdf-lib';
import { answerTsa } from '../certs-test/authorities/tsa.ts';
import { loadTestPki, type TestPki } from '../certs-test/pki.ts';
import { tsaUrls } from '../certs-test/recipe.ts';
import { fixedClock, type Randomness } from '../src/domain/clock.ts';
import { SohoaError } from '../src/domain/errors.ts';
import { openBlockFont } from '../src/pdf/appearance/font.ts';
import { openPageRenderer } from '../src/pdf/appearance/page-ink.ts';
import type { HttpTransport } from '../src/pki/http-transport.ts';
import { requestTimestamp } from '../src/pki/timestamp.ts';
import { memoryJournal } from '../src/signing/ports.ts';
import { prepareSignature } from '../src/signing/prepare.ts';
import type { SignatureRequest } from '../src/signing/request.ts';
import { intendedSigner, signBaseline } from '../src/signing/sign-document.ts';
import type { StampSource } from '../src/signing/stamp-source.ts';
import { embedFamilies, fontBytes } from './lib/fonts.ts';
import type { Component, SigningPlace } from './lib/manifest.ts';
import { chance } from './lib/random.ts';
import { PT_PER_MM, type TruthField } from './lib/sheet.ts';

/** Every sample is signed at this moment, the time stamps of the test authority included. */
export const SIGNED_AT = new Date('2026-11-02T02:00:00Z');

/** Bytes by chance with a seed: nonces of requests, never keys. */
function seededRandomness(seed: string): Randomness {
  const random = chance(seed);
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => random.int(0, 255));
  return {
    bytes,
    uuid: () =>
      Buffer.from(bytes(16))
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
  };
}

/** The time-stamp authorities of the test PKI without a socket; anything else is not reachable. */
function inProcessAuthorities(pki: TestPki): HttpTransport {
  return {
    request: async ({ url, method, body }) => {
      if (!Object.values<string>(tsaUrls).includes(url)) throw new SohoaError('NETWORK_REFUSED', { url });
      const { hostname, pathname } = new URL(url);
      const answer = await answerTsa(
        { host: hostname, path: pathname, method, body: body ?? new Uint8Array() },
        { pki, clock: fixedClock(SIGNED_AT) },
        null,
      );
      return { status: answer.status, headers: { 'content-type': answer.contentType }, body: answer.body };
    },
  };
}

function stampSource(pki: TestPki, url: string): StampSource {
  const deps = {
    transport: inProcessAuthorities(pki),
    clock: fixedClock(SIGNED_AT),
    randomness: seededRandomness(url),
  };
  return {
    lastTokenBytes: () => null,
    request: (imprintOf) => requestTimestamp(imprintOf, { url, policy: null, timeoutMs: 5_000 }, deps),
  };
}

interface Wish {
  readonly signer: string;
  readonly profile: SignatureRequest['profile'];
  readonly place: SignatureRequest['place'];
  readonly image: SignatureRequest['image'];
}

/** PAdES B-T by an identity of the test PKI, the state of its certificate not asked: some samples are meant to be bad. */
async function sign(base: Uint8Array, wish: Wish, pki: TestPki): Promise<Uint8Array> {
  const key = await pki.key(wish.signer);
  // PKCS#1 v1.5 is what government devices make today (rules.md I), and it has no random salt.
  const signer = { ...intendedSigner(key), scheme: 'rsa-pkcs1-sha256' as const };
  const request: SignatureRequest = {
    profile: wish.profile,
    receptionDay: '2026-11-02',
    level: 'B-T',
    values: {},
    capturedAt: null,
    image: wish.image,
    place: wish.place,
    location: 'xã Mẫu, tỉnh Ví Dụ',
  };
  const prepared = await prepareSignature(base, request, signer, {
    clock: fixedClock(SIGNED_AT),
    font: openBlockFont(fontBytes('serif', '400Regular')),
    renderer: await openPageRenderer(),
  });
  const url = pki.entity(wish.signer).store === 'cong_vu' ? tsaUrls.cong_vu : tsaUrls.cong_cong;
  return signBaseline(prepared, null, { key, stamps: stampSource(pki, url), journal: memoryJournal() });
}

/** One letter of the document's metadata is another: every object still reads, the signed digest does not hold. */
function flipSignedByte(signed: Uint8Array): Uint8Array {
  const out = new Uint8Array(signed);
  const at = Buffer.from(out.buffer).indexOf('315/QĐ-UBND', 0, 'utf8');
  if (at < 0) throw new Error('the number of the decision is not in the metadata');
  out[at] = '8'.charCodeAt(0);
  return out;
}

/** Another address over the printed one, appended as an update: the signed bytes stay, what a reader sees does not. */
async function alterAddress(signed: Uint8Array, residence: TruthField): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(signed, { forIncrementalUpdate: true, updateMetadata: false });
  const font = (await embedFamilies(pdf, ['serif']))({ family: 'serif' });
  const page = pdf.getPage(residence.page - 1);
  const bottom = page.getHeight() - (residence.box.y + residence.box.height) * PT_PER_MM;
  const x = residence.box.x * PT_PER_MM;
  page.drawRectangle({
    x,
    y: bottom - 1,
    width: (residence.box.width + 20) * PT_PER_MM,
    height: residence.box.height * PT_PER_MM + 2,
    color: rgb(1, 1, 1),
  });
  page.drawText('Số 88 đường Khác, xã Mẫu, tỉnh Ví Dụ', {
    x,
    y: page.getHeight() - (residence.box.y + residence.box.height * 0.75) * PT_PER_MM,
    size: 13.5,
    font,
  });
  const update = await pdf.save({ useObjectStreams: false });
  return update;
}

export interface Bases {
  readonly decision: Component;
  readonly application: Component;
  readonly residence: TruthField;
}

/** Signs the bases of dossiers 2 and 3 in every way the demo shows, and says what verification must answer. */
export async function signSamples(
  folder: string,
  bases: Bases,
): Promise<{ readonly decision: Component[]; readonly application: Component[] }> {
  const pki = await loadTestPki();
  const handwritten: SignatureRequest['image'] = {
    png: new Uint8Array(await readFile(join(folder, 'agency/chu-ky.png'))),
    widthMm: 38,
    validFrom: null,
    validTo: null,
  };
  const box = ({ page, x, y, width, height }: SigningPlace): SignatureRequest['place'] => ({
    kind: 'box',
    page,
    box: { x, y, width, height },
  });
  const decision = new Uint8Array(await readFile(join(folder, bases.decision.files[0]!)));
  const application = new Uint8Array(await readFile(join(folder, bases.application.files[0]!)));
  /**
   * Signs anew only when the base or the certificate is another: the public time-stamp authority signs with ECDSA, whose
   * values differ every time, and what is committed should stay.
   */
  const signedOnce = async (base: Uint8Array, path: string, wish: Wish): Promise<Uint8Array> => {
    const before = await readFile(join(folder, path)).catch(() => null);
    const certificate = Buffer.from(pki.certificate(wish.signer).der).toString('hex');
    const same =
      before?.subarray(0, base.length).equals(base) && before.toString('latin1').toLowerCase().includes(certificate);
    return before !== null && same ? new Uint8Array(before) : sign(base, wish, pki);
  };
  const keep = async (
    base: Component,
    file: string,
    name: string,
    bytes: Uint8Array,
    expect: NonNullable<Component['expect']>,
  ): Promise<Component> => {
    const path = `${base.files[0]!.split('/')[0]}/${file}.pdf`;
    await writeFile(join(folder, path), bytes);
    return { ...base, id: file, name, files: [path], expect };
  };

  const byLeader = await signedOnce(decision, 'dossier-2/quyet-dinh-lanh-dao-da-ky.pdf', {
    signer: 'leader',
    profile: 'PERSON_COMPETENT',
    place: box(bases.decision.places!.signature!),
    image: handwritten,
  });
  const byCitizen = (file: string, signer: string): Promise<Uint8Array> =>
    signedOnce(application, `dossier-3/${file}.pdf`, {
      signer,
      profile: 'INVISIBLE',
      place: { kind: 'profile', page: null },
      image: null,
    });
  const good = await byCitizen('don-hop-le', 'citizen');
  return {
    decision: [
      await keep(bases.decision, 'quyet-dinh-lanh-dao-da-ky', 'Quyết định đã ký của lãnh đạo', byLeader, {
        verdict: 'HOP_LE',
        why: 'signed by the leader, B-T, untouched',
      }),
      await keep(
        bases.decision,
        'quyet-dinh-chu-ky-hong',
        'Quyết định có chữ ký lãnh đạo bị hỏng',
        flipSignedByte(byLeader),
        {
          verdict: 'KHONG_HOP_LE',
          sub_indication: 'HASH_FAILURE',
          why: 'one signed byte is another (the number in the metadata)',
        },
      ),
    ],
    application: [
      await keep(bases.application, 'don-hop-le', 'Đơn đã ký số', good, {
        verdict: 'HOP_LE',
        why: 'signed by the citizen, B-T, untouched',
      }),
      await keep(
        bases.application,
        'don-bi-sua-sau-ky',
        'Đơn bị sửa sau khi ký',
        await alterAddress(good, bases.residence),
        {
          verdict: 'KHONG_HOP_LE',
          why: 'the address on the page was painted over after signing',
        },
      ),
      await keep(
        bases.application,
        'don-chung-thu-thu-hoi',
        'Đơn ký bằng chứng thư đã thu hồi',
        await byCitizen('don-chung-thu-thu-hoi', 'citizen-revoked'),
        {
          verdict: 'KHONG_HOP_LE',
          sub_indication: 'REVOKED',
          why: 'revoked on 15/01/2026, signed and stamped on 02/11/2026',
        },
      ),
      await keep(
        bases.application,
        'don-khong-tra-duoc-trang-thai',
        'Đơn có chứng thư không tra được trạng thái',
        await byCitizen('don-khong-tra-duoc-trang-thai', 'citizen-unreachable'),
        {
          verdict: 'CHUA_XAC_DINH',
          sub_indication: 'TRY_LATER',
          why: 'the only OCSP and CRL host of the certificate is never served',
        },
      ),
    ],
  };
}
