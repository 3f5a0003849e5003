import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** Where bytes go, in order: a file, a buffer. */
export interface ByteSink {
  write(bytes: Uint8Array): void | Promise<void>;
}

/** A sink in memory. */
export function bufferSink(): ByteSink & { bytes(): Uint8Array } {
  const parts: Uint8Array[] = [];
  return {
    write: (bytes) => void parts.push(bytes),
    bytes: () => Buffer.concat(parts),
  };
}

/**
 * Writes PDF objects one after the other and remembers only where they start, so a file of any length is made in flat
 * memory. The form follows ISO 19005-2 clause 6.1: header, spacing, EOLs, exact lengths, one classic cross-reference
 * table, ID, nothing after the last `%%EOF` but one EOL. The same calls give the same bytes: the ID is a digest of them.
 */
export class ObjectWriter {
  private readonly sink: ByteSink;
  private readonly offsets: number[] = [0];
  private readonly hash = createHash('sha256');
  private position = 0;

  constructor(sink: ByteSink) {
    this.sink = sink;
  }

  async begin(): Promise<void> {
    await this.put(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1'));
  }

  /** A number for an object that is written later. */
  reserve(): number {
    this.offsets.push(-1);
    return this.offsets.length - 1;
  }

  /** Writes a reserved object; `body` is PDF syntax. */
  async object(number: number, body: string): Promise<void> {
    this.offsets[number] = this.position;
    await this.put(Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1'));
  }

  /** Writes a reserved stream object; `entries` are the dictionary's entries but /Length. */
  async stream(number: number, entries: string, data: Uint8Array): Promise<void> {
    this.offsets[number] = this.position;
    await this.put(
      Buffer.from(
        `${number} 0 obj\n<< ${entries === '' ? '' : `${entries} `}/Length ${data.length} >>\nstream\n`,
        'latin1',
      ),
    );
    await this.put(data);
    await this.put(Buffer.from('\nendstream\nendobj\n', 'latin1'));
  }

  /** As `stream`, the data deflated. */
  async deflated(number: number, entries: string, data: Uint8Array): Promise<void> {
    await this.stream(number, `${entries} /Filter /FlateDecode`.trim(), deflateSync(data, { level: 9 }));
  }

  /** Cross-reference table, trailer, end. Returns the length of the file. */
  async finish(root: number): Promise<number> {
    const start = this.position;
    const missing = this.offsets.indexOf(-1);
    if (missing !== -1) throw new Error(`object ${missing} was reserved and never written`);
    const rows = this.offsets
      .slice(1)
      .map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
      .join('');
    const id = this.hash.copy().digest('hex').slice(0, 32).toUpperCase();
    await this.put(
      Buffer.from(
        `xref\n0 ${this.offsets.length}\n0000000000 65535 f \n${rows}` +
          `trailer\n<< /Size ${this.offsets.length} /Root ${root} 0 R /ID [<${id}> <${id}>] >>\n` +
          `startxref\n${start}\n%%EOF\n`,
        'latin1',
      ),
    );
    return this.position;
  }

  private async put(bytes: Uint8Array): Promise<void> {
    this.position += bytes.length;
    this.hash.update(bytes);
    await this.sink.write(bytes);
  }
}

/** A number as PDF writes it: at most `places` decimals, no exponent, no trailing zeros. */
export function pdfNumber(value: number, places = 4): string {
  const fixed = value.toFixed(places).replace(/\.?0+$/, '');
  return fixed === '-0' || fixed === '' ? '0' : fixed;
}
