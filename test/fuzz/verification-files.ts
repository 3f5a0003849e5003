import { newPdf, simpleDocument, simpleObjects } from '../support/pdf-builder.ts';
import { documentTimestamp, longTermData, plainPdf, type SigningBench, sign } from '../support/signed-pdf.ts';
import type { Victim } from './signed-mutations.ts';

export interface NamedVictim extends Victim {
  readonly name: string;
}

/** Files that are HỢP LỆ with real signatures: every kind of section, level and certification that we write or meet. */
export async function verificationFiles(bench: SigningBench): Promise<readonly NamedVictim[]> {
  const small = 3_600;
  const citizen = (base: Uint8Array) => sign(bench, base, { signer: 'citizen', contentsBytes: small });
  const stamped = { tsa: 'cong_vu', contentsBytes: 8_000 } as const;
  const lasting = async (base: Uint8Array, signers: readonly string[]): Promise<Uint8Array> => {
    const ids = [...new Set(signers)].map((id) => [id, 'signing'] as const);
    return documentTimestamp(bench, await longTermData(bench, base, [...ids, ['cv-tsa', 'timestamping']]), 'cong_vu');
  };
  const three = async (base: Uint8Array): Promise<Uint8Array> => {
    let pdf = base;
    for (const [index, signer] of ['operator', 'leader', 'agency'].entries())
      pdf = await sign(bench, pdf, {
        signer,
        contentsBytes: small,
        rect: [72 + 120 * index, 100, 172 + 120 * index, 140],
      });
    return pdf;
  };
  const one = plainPdf();
  const streams = plainPdf({ kind: 'stream', pages: 2 });
  const compressed = simpleDocument({ kind: 'stream', compress: true, pages: 2 });
  // what only one of the two views shows must not differ, so nothing but a note is hidden from the older one
  const hybrid = newPdf({
    kind: 'hybrid',
    objects: { ...simpleObjects({ pages: 2 }), 7: '<< /Note true >>' },
    compressed: [7],
  });
  const made: readonly (readonly [string, 'table' | 'stream', Uint8Array])[] = [
    ['B-B, table', 'table', await citizen(one)],
    ['B-B, streams', 'stream', await citizen(streams)],
    ['B-B, object streams and a form', 'stream', await citizen(compressed)],
    ['B-B, hybrid', 'table', await citizen(hybrid)],
    ['B-B, P-384', 'table', await sign(bench, one, { signer: 'citizen-p384', contentsBytes: small })],
    [
      'PKCS7, table',
      'table',
      await sign(bench, one, { signer: 'citizen', subFilter: 'adbe.pkcs7.detached', contentsBytes: small }),
    ],
    ['B-T, table', 'table', await sign(bench, one, { signer: 'citizen', ...stamped })],
    ['certified P=2', 'table', await sign(bench, one, { signer: 'agency', certify: 2, contentsBytes: small })],
    [
      'certified P=3, streams',
      'stream',
      await sign(bench, streams, { signer: 'agency', certify: 3, contentsBytes: small }),
    ],
    ['three visible signers, table', 'table', await three(one)],
    ['three visible signers, streams', 'stream', await three(streams)],
    ['B-LTA, table', 'table', await lasting(await sign(bench, one, { signer: 'citizen', ...stamped }), ['citizen'])],
    [
      'B-LTA of two, streams',
      'stream',
      await lasting(
        await sign(bench, await sign(bench, streams, { signer: 'leader', ...stamped }), {
          signer: 'agency',
          ...stamped,
        }),
        ['leader', 'agency'],
      ),
    ],
  ];
  const donors = made.map(([, , bytes]) => bytes);
  return made.map(([name, kind, bytes]) => ({ name, kind, bytes, donors }));
}
