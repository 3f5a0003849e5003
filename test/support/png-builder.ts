import { crc32 } from 'node:zlib';

/** A PNG of gray or colour samples from its compressed rows (PNG 5, 10, 11.2). */
export function buildPng(image: {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly bits: number;
  /** 0: gray, 2: colour. */
  readonly colour: 0 | 2;
  /** Rows with their filter bytes, deflated. */
  readonly data: Uint8Array;
}): Buffer {
  const chunk = (name: string, body: Uint8Array): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), body]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(image.widthPx);
  head.writeUInt32BE(image.heightPx, 4);
  head[8] = image.bits;
  head[9] = image.colour;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', image.data), chunk('IEND', Buffer.alloc(0))]);
}
