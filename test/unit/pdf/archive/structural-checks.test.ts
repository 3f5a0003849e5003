import { deflateSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';

import { identity } from '../../../../src/imaging/affine.ts';
import type { FlateImage } from '../../../../src/imaging/encoded-image.ts';
import { assemblePdfA } from '../../../../src/pdf/archive/assemble.ts';
import { checkPdfA, type Flavour } from '../../../../src/pdf/archive/structural-checks.ts';

const W = 300;
const image: FlateImage = {
  kind: 'flate',
  bytes: deflateSync(Buffer.alloc((W + 1) * W)),
  widthPx: W,
  heightPx: W,
  components: 1,
  bits: 8,
};
const text = {
  widthPx: W,
  heightPx: W,
  dpi: 150,
  lines: [
    {
      words: [{ text: 'Việt', box: { x0: 20, y0: 20, x1: 90, y1: 50 }, confidence: 90 }],
      box: { x0: 20, y0: 20, x1: 90, y1: 50 },
      block: 0,
      rowHeightPx: 30,
    },
  ],
};
let good: string;

beforeAll(async () => {
  const page = { widthPx: W, heightPx: W, dpi: 150, layers: [{ image, toPage: identity }], text };
  good = Buffer.from(await assemblePdfA([page], { title: 'thử' })).toString('latin1');
});

/** The good file with one stretch replaced by another of the same length, so that every offset still holds. */
function with_(from: string | RegExp, to: string): Buffer {
  const found = typeof from === 'string' ? from : (from.exec(good)?.[0] ?? '\0');
  expect(good).toContain(found);
  expect(to.length).toBeLessThanOrEqual(found.length);
  return Buffer.from(good.replace(found, to.padEnd(found.length)), 'latin1');
}
const failing = (bytes: Uint8Array): readonly number[] => [
  ...new Set(checkPdfA(bytes, '2u').map(({ check }) => check)),
];

describe('structural PDF/A checks', () => {
  it('find nothing in an archival file of our own', () => {
    expect(checkPdfA(Buffer.from(good, 'latin1'))).toEqual([]);
  });

  // each row: pdfa.md section 10 names the property, section 1 to 8 that breaking it fails in a validator
  it.each<[number, string, () => Buffer]>([
    [1, '6.1.2-1: a header of PDF 2.0', () => with_('%PDF-1.7', '%PDF-2.0')],
    [1, '6.1.2-2: no binary comment', () => with_('%\xe2\xe3\xcf\xd3', '%abcd')],
    [1, '6.1.3-3: two line ends after %%EOF', () => Buffer.from(`${good}\n`, 'latin1')],
    [2, '6.1.3-1: no /ID', () => with_(/\/ID \[<\w+> <\w+>\]/, '')],
    [3, '6.1.9-1: two spaces in "n g obj"', () => with_('1 0 obj\n<<', '1 0 obj <<')],
    [6, '6.6.4: claims PDF/A-2b', () => with_('<pdfaid:conformance>U', '<pdfaid:conformance>B')],
    [6, '6.6.2.1: XMP that is not well-formed', () => with_('</rdf:RDF>', '</rdf:RDX>')],
    [
      6,
      '6.6.2.3.1-1: a property without a schema',
      () => with_('http://ns.adobe.com/pdf/1.3/', 'http://our.own/schema/'),
    ],
    [6, '6.6.2.3.1-2: a title that is no language alternative', () => with_('<rdf:Alt>', '<rdf:Bag>')],
    [7, '6.2.3-2: /N that disagrees with the profile', () => with_('/N 3', '/N 4')],
    [7, '6.2.3-1: an intent of another kind', () => with_('/S /GTS_PDFA1', '/S /GTS_PDFX')],
    [8, '6.2.4.3-3: a CMYK image', () => with_('/ColorSpace /DeviceGray', '/ColorSpace/DeviceCMYK')],
    [10, '6.2.11.3.2: no CIDToGIDMap', () => with_(/\/CIDToGIDMap \d+ 0 R/, '')],
    [11, '6.2.11.7.2-1: no ToUnicode', () => with_(/\/ToUnicode \d+ 0 R/, '')],
    [12, '6.2.2-2: a name that the resources lack', () => with_('/Im0 ', '/ImX ')],
    [9, '6.2.11.4.1-1: a font that is not embedded', () => with_(/\/FontFile2 \d+ 0 R/, '')],
  ])('row %i, %s', (row, _, make) => {
    expect(failing(make())).toContain(row);
  });
});

/** An object of the good file: PDF syntax before `stream`, and the stream's data as stored. */
interface Part {
  head: string;
  data: string | null;
}

/** The good file taken apart, changed and put together again with right offsets and lengths. */
function rebuilt(change: (objects: Map<number, Part>) => void, trailer = ''): Buffer {
  const objects = new Map<number, Part>();
  for (const [, number, body] of good.matchAll(/(?<=\n)(\d+) 0 obj\n([\s\S]*?)\nendobj\n/g)) {
    const at = body!.indexOf('\nstream\n');
    objects.set(
      Number(number),
      at === -1
        ? { head: body!, data: null }
        : { head: body!.slice(0, at), data: body!.slice(at + 8, -'\nendstream'.length) },
    );
  }
  change(objects);
  let out = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n';
  const offsets = new Map<number, number>();
  const count = Math.max(...objects.keys()) + 1;
  for (const [number, { head, data }] of objects) {
    offsets.set(number, out.length);
    const body =
      data === null ? head : `${head.replace(/\/Length \d+/, `/Length ${data.length}`)}\nstream\n${data}\nendstream`;
    out += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const rows = Array.from(
    { length: count - 1 },
    (_, i) => `${String(offsets.get(i + 1)).padStart(10, '0')} 00000 n \n`,
  );
  const start = out.length;
  out += `xref\n0 ${count}\n0000000000 65535 f \n${rows.join('')}`;
  out += `trailer\n<< /Size ${count} /Root 1 0 R /ID [<00> <00>] ${trailer}>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

const add = (objects: Map<number, Part>, head: string, data: string | null = null): number => {
  const number = Math.max(...objects.keys()) + 1;
  objects.set(number, { head, data });
  return number;
};
/** The object whose dictionary holds this text. */
const having = (objects: Map<number, Part>, text: string): Part => {
  const found = [...objects.values()].find(({ head }) => head.includes(text));
  if (found === undefined) throw new Error(`no object with ${text}`);
  return found;
};
const replace = (part: Part, from: string | RegExp, to: string): void => {
  part.head = part.head.replace(from, to);
};
const insert = (part: Part, entries: string): void => {
  part.head = part.head.replace(/>>$/, `${entries} >>`);
};
const catalog = (objects: Map<number, Part>): Part => having(objects, '/Type /Catalog');
const page = (objects: Map<number, Part>): Part => having(objects, '/Type /Page ');
/** The page's content with something behind it. */
const draw = (objects: Map<number, Part>, operators: string): void => {
  const content = objects.get(Number(/\/Contents (\d+)/.exec(page(objects).head)![1]))!;
  const old = inflateSync(Buffer.from(content.data!, 'latin1')).toString('latin1');
  content.data = deflateSync(Buffer.from(`${old}\n${operators}`, 'latin1')).toString('latin1');
};
const annotate = (objects: Map<number, Part>, entries: string): void => {
  const number = add(objects, `<< /Type /Annot ${entries} >>`);
  insert(page(objects), `/Annots [${number} 0 R]`);
};
const form = (objects: Map<number, Part>): string =>
  `${add(objects, '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << >> /Length 0 >>', 'q Q')} 0 R`;
const attach = (objects: Map<number, Part>, content: string, spec = '', stream = ''): void => {
  const held = add(objects, `<< /Type /EmbeddedFile ${stream} /Length 0 >>`, content);
  const number = add(objects, `<< /Type /Filespec ${spec} /EF << /F ${held} 0 R >> >>`);
  insert(catalog(objects), `/Names << /EmbeddedFiles << /Names [(a) ${number} 0 R] >> >>`);
};
const xmp = (objects: Map<number, Part>, from: string | RegExp, to: string): void => {
  const part = having(objects, '/Type /Metadata');
  const changed = part.data!.replace(from, to);
  if (changed === part.data) throw new Error(`the XMP holds no ${from}`);
  part.data = changed;
};
const claim = (objects: Map<number, Part>, part: string, level: string): void => {
  xmp(objects, '<pdfaid:part>2', `<pdfaid:part>${part}`);
  xmp(objects, '<pdfaid:conformance>U', `<pdfaid:conformance>${level}`);
};
/** A JP2 file as far as the checks read it. */
const jp2 = (channels: number, options: { bpcc?: boolean; colours?: string[] } = {}): string => {
  const box = (type: string, body: string): string => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(8 + body.length);
    return `${length.toString('latin1')}${type}${body}`;
  };
  const header = box('ihdr', `\0\0\0\x09\0\0\0\x09\0${String.fromCharCode(channels)}\x07\x07\0\0`);
  const colours = (options.colours ?? ['\x01\0\0\0\0\0\x10']).map((body) => box('colr', body)).join('');
  const inside = `${header}${options.bpcc === true ? box('bpcc', '\x07') : ''}${colours}`;
  return box('jP  ', '\r\n\x87\n') + box('ftyp', 'jp2 \0\0\0\0jp2 ') + box('jp2h', inside);
};
const jpx = (objects: Map<number, Part>, data: string, entries = ''): void =>
  void add(
    objects,
    `<< /Type /XObject /Subtype /Image /Width 9 /Height 9 ${entries} /Filter /JPXDecode /Length 0 >>`,
    data,
  );

describe('a valid file taken apart and put together again', () => {
  it('stays without a finding', () => {
    expect(checkPdfA(rebuilt(() => undefined))).toEqual([]);
  });

  // [row of pdfa.md section 10, what is broken, how, flavour]; the clause is that of the profile in sections 1 to 8
  it.each<[number, string, (objects: Map<number, Part>) => void, Flavour?]>([
    [4, '6.1.6-1: an odd number of hexadecimal digits', (o) => insert(catalog(o), '/PieceInfo << /X <123> >>')],
    [3, '6.1.6-2: a hexadecimal string with a letter beyond F', (o) => insert(catalog(o), '/X <1G>')],
    [4, '6.1.13-4: a name of 128 bytes', (o) => insert(catalog(o), `/${'N'.repeat(128)} 1`)],
    [4, '6.1.13-3: a string of 32,768 bytes', (o) => insert(catalog(o), `/X (${'s'.repeat(32_768)})`)],
    [4, '6.1.13-1: an integer beyond 32 bits', (o) => insert(catalog(o), '/X 2147483648')],
    [4, '6.1.13-8: q nested 29 deep', (o) => draw(o, `${'q '.repeat(29)}${'Q '.repeat(29)}`)],
    [4, '6.1.13-11: a trim box of 2 units', (o) => insert(page(o), '/TrimBox [0 0 2 100]')],
    [4, '6.1.13-11: a page of 14,401 units', (o) => insert(page(o), '/ArtBox [0 0 100 14401]')],
    [4, '1b 6.1.12: a real number of 32,768', (o) => insert(catalog(o), '/X 32768.5'), '1b'],
    [4, '1b 6.1.12: an array of 8,192 elements', (o) => insert(catalog(o), `/X [${'0 '.repeat(8_192)}]`), '1b'],
    [5, '6.1.7.2-1: LZWDecode', (o) => void add(o, '<< /Filter /LZWDecode /Length 0 >>', '\x80\x0b')],
    [5, '6.1.7.2-2: a Crypt filter', (o) => void add(o, '<< /Filter [/Crypt] /Length 0 >>', 'x')],
    [3, '6.1.7.1-3: data in another file', (o) => void add(o, '<< /F (other) /Length 0 >>', 'x')],
    [5, '6.1.10-1: LZW in an inline image', (o) => draw(o, 'BI /W 1 /H 1 /BPC 8 /CS /G /F /LZW ID x EI')],
    [5, '6.2.8.3: a bare JPEG 2000 codestream', (o) => jpx(o, '\xff\x4f\xff\x51')],
    [5, '6.2.8.3-1: JPEG 2000 of two channels', (o) => jpx(o, jp2(2))],
    [5, '6.2.8.3-5: JPEG 2000 with a bpcc box', (o) => jpx(o, jp2(3, { bpcc: true }))],
    [5, '6.2.8.3-2: JPEG 2000 without a colour specification', (o) => jpx(o, jp2(3, { colours: [] }))],
    [5, '6.2.8.3-3: JPEG 2000 in CIEJab', (o) => jpx(o, jp2(3, { colours: ['\x01\0\0\0\0\0\x13'] }))],
    [5, '1b 6.1.10: JPEG 2000 at all', (o) => jpx(o, jp2(3)), '1b'],
    [6, '6.6.2.1-3: bytes= in the packet header', (o) => xmp(o, '<?xpacket begin', '<?xpacket bytes="9" begin')],
    [6, '6.6.2.1-3: encoding= in the packet header', (o) => xmp(o, ' id="W5', ' encoding="UTF-8" id="W5')],
    [6, '6.6.4: another prefix than pdfaid', (o) => xmp(o, /pdfaid/g, 'pdfaie')],
    [6, '6.6.2.1-1: XMP that is not UTF-8', (o) => xmp(o, 'x-default', '\xff')],
    [6, '6.6.2.1-1: no XMP', (o) => replace(catalog(o), /\/Metadata \d+ 0 R/, '')],
    [
      6,
      '1b 6.7.2-2: XMP with a filter',
      (o) => {
        const part = having(o, '/Type /Metadata');
        insert(part, '/Filter /FlateDecode');
        part.data = deflateSync(Buffer.from(part.data!, 'latin1')).toString('latin1');
      },
      '1b',
    ],
    [7, '6.2.3: no output intent', (o) => replace(catalog(o), /\/OutputIntents \[.*?\]/, '')],
    [
      7,
      '6.2.3-2: two output intents',
      (o) => replace(catalog(o), /\/OutputIntents \[(.*?)\]/, '/OutputIntents [$1 $1]'),
    ],
    [
      7,
      '6.2.3: an intent without a profile',
      (o) => replace(having(o, '/GTS_PDFA1'), /\/DestOutputProfile \d+ 0 R/, ''),
    ],
    [
      7,
      '6.2.3: an ICC profile of version 5',
      (o) => {
        const part = having(o, '/N 3');
        const icc = inflateSync(Buffer.from(part.data!, 'latin1'));
        icc[8] = 5;
        part.data = deflateSync(icc).toString('latin1');
      },
    ],
    [
      7,
      '6.2.3: an input profile',
      (o) => {
        const part = having(o, '/N 3');
        const icc = inflateSync(Buffer.from(part.data!, 'latin1'));
        icc.write('scnr', 12, 'latin1');
        part.data = deflateSync(icc).toString('latin1');
      },
    ],
    [8, '6.2.4.3-3: DeviceCMYK in the content', (o) => draw(o, '0 0 0 1 k')],
    [
      8,
      '6.2.4.3-3: DeviceCMYK as base of an indexed space',
      (o) => {
        insert(page(o), '/X 1');
        page(o).head = page(o).head.replace(
          '/Resources <<',
          '/Resources << /ColorSpace << /C [/Indexed /DeviceCMYK 0 <00000000>] >>',
        );
        draw(o, '/C cs 0 sc');
      },
    ],
    [
      8,
      '6.2.4.3-3: DeviceCMYK behind a separation',
      (o) =>
        void add(
          o,
          '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace [/Separation /Spot /DeviceCMYK << >>] /Length 0 >>',
          'x',
        ),
    ],
    [8, '6.2.4.3-3: DeviceCMYK in an inline image', (o) => draw(o, 'BI /W 1 /H 1 /BPC 8 /CS /CMYK ID xxxx EI')],
    [8, '6.2.4.3-3: DeviceCMYK in a shading', (o) => void add(o, '<< /ShadingType 2 /ColorSpace /DeviceCMYK >>')],
    [8, '6.2.8-3: an interpolated image', (o) => insert(having(o, '/Subtype /Image'), '/Interpolate true')],
    [8, '6.2.8-1: alternate images', (o) => insert(having(o, '/Subtype /Image'), '/Alternates []')],
    [
      8,
      '6.2.8: 12 bits a component',
      (o) => replace(having(o, '/Subtype /Image'), '/BitsPerComponent 8 /Filter', '/BitsPerComponent 12 /Filter'),
    ],
    [8, '6.2.5-1: a transfer function', (o) => void add(o, '<< /Type /ExtGState /TR /Identity >>')],
    [8, '6.2.10-1: a blend mode of later days', (o) => void add(o, '<< /Type /ExtGState /BM /Subtract >>')],
    [8, '6.2.6-1: an unknown rendering intent', (o) => draw(o, '/Vivid ri')],
    [
      8,
      '6.2.9-2: a reference XObject',
      (o) => {
        const reference = add(
          o,
          '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Ref << >> /Resources << >> /Length 0 >>',
          'q Q',
        );
        replace(page(o), '/XObject <<', `/XObject << /Fm ${reference} 0 R`);
        draw(o, '/Fm Do');
      },
    ],
    [8, '1b 6.4-1: a soft mask', (o) => insert(having(o, '/Subtype /Image'), '/SMask null'), '1b'],
    [8, '1b 6.4-5: half transparent', (o) => void add(o, '<< /Type /ExtGState /ca 0.5 >>'), '1b'],
    [8, '1b 6.4-4: multiply', (o) => void add(o, '<< /Type /ExtGState /BM /Multiply >>'), '1b'],
    [8, '1b 6.4-3: a transparency group', (o) => insert(page(o), '/Group << /S /Transparency >>'), '1b'],
    [9, '6.2.11.4.1: the font of the text layer shown', (o) => draw(o, 'BT /F0 9 Tf 0 Tr <0056> Tj ET')],
    [10, '6.2.11.8: code 0, which is .notdef', (o) => draw(o, 'BT /F0 9 Tf 3 Tr <0000> Tj ET')],
    [
      10,
      '6.2.11.8: a map that leads beyond the glyphs',
      (o) => replace(having(o, '/CIDToGIDMap'), /\/CIDToGIDMap \d+ 0 R/, '/CIDToGIDMap /Identity'),
    ],
    [11, '6.2.11.7.2-1: a code that ToUnicode leaves out', (o) => draw(o, 'BT /F0 9 Tf 3 Tr <0777> Tj ET')],
    [
      12,
      '6.2.2-2: resources taken from the page tree',
      (o) => {
        const resources = /\/Resources << .*? >> >>/.exec(page(o).head)![0];
        page(o).head = page(o).head.replace(resources, '');
        insert(having(o, '/Type /Pages'), resources);
      },
    ],
    [12, '6.2.2-1: an operator of no standard', (o) => draw(o, '1 xyz')],
    [12, '6.2.2-2: marked content whose properties are not there', (o) => draw(o, '/Span /MC7 BDC EMC')],
    [
      13,
      '6.3.1: a Sound annotation',
      (o) => annotate(o, `/Subtype /Sound /Rect [0 0 9 9] /F 4 /AP << /N ${form(o)} >>`),
    ],
    [13, '6.3.2-1: a link without /F', (o) => annotate(o, '/Subtype /Link /Rect [0 0 9 9]')],
    [
      13,
      '6.3.2-2: a hidden annotation',
      (o) => annotate(o, `/Subtype /Stamp /Rect [0 0 9 9] /F 6 /AP << /N ${form(o)} >>`),
    ],
    [13, '6.3.3-1: no appearance', (o) => annotate(o, '/Subtype /Stamp /Rect [0 0 9 9] /F 4')],
    [
      13,
      '6.3.3-2: an appearance for the mouse',
      (o) => annotate(o, `/Subtype /Stamp /Rect [0 0 9 9] /F 4 /AP << /N ${form(o)} /D ${form(o)} >>`),
    ],
    [
      13,
      '1b 6.9-2: an empty widget without an appearance',
      (o) => annotate(o, '/Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /F 132'),
      '1b',
    ],
    [14, '6.5.1-1: JavaScript', (o) => insert(catalog(o), '/OpenAction << /S /JavaScript /JS (1) >>')],
    [14, '6.5.1-1: Launch', (o) => insert(catalog(o), '/OpenAction << /Type /Action /S /Launch >>')],
    [14, '6.5.1-1: named JavaScript', (o) => insert(catalog(o), '/Names << /JavaScript << /Names [] >> >>')],
    [
      14,
      '6.5.1-2: a named action Print',
      (o) => insert(catalog(o), '/OpenAction << /Type /Action /S /Named /N /Print >>'),
    ],
    [14, '6.5.2: additional actions of the catalog', (o) => insert(catalog(o), '/AA << >>')],
    [14, '6.4.1-3: NeedAppearances', (o) => insert(catalog(o), '/AcroForm << /Fields [] /NeedAppearances true >>')],
    [14, '6.4.2-1: XFA', (o) => insert(catalog(o), '/AcroForm << /Fields [] /XFA [] >>')],
    [14, '6.4.2-2: NeedsRendering', (o) => insert(catalog(o), '/NeedsRendering true')],
    [
      14,
      '6.4.1-1: a form field with an action',
      (o) => annotate(o, '/Subtype /Widget /FT /Sig /T (s) /Rect [0 0 0 0] /F 132 /A << /S /URI /URI (x) >>'),
    ],
    [14, '6.1.12-1: permissions other than DocMDP and UR3', (o) => insert(catalog(o), '/Perms << /Other 1 >>')],
    [
      14,
      '6.9: an optional content configuration without a name',
      (o) => insert(catalog(o), '/OCProperties << /OCGs [] /D << >> >>'),
    ],
    [
      14,
      '6.9: /AS in a configuration',
      (o) => insert(catalog(o), '/OCProperties << /OCGs [] /D << /Name (a) /AS [] >> >>'),
    ],
    [
      14,
      '6.9: a group that /Order leaves out',
      (o) => {
        const group = add(o, '<< /Type /OCG /Name (g) >>');
        insert(catalog(o), `/OCProperties << /OCGs [${group} 0 R] /D << /Name (a) /Order [] >> >>`);
      },
    ],
    [14, '6.10: alternate presentations', (o) => insert(catalog(o), '/Names << /AlternatePresentations << >> >>')],
    [
      15,
      '6.1.12-2: a digest in a signature reference beside DocMDP',
      (o) => {
        add(o, '<< /TransformMethod /DocMDP /DigestMethod /SHA1 >>');
        insert(catalog(o), '/Perms << /DocMDP << >> >>');
      },
    ],
    [16, '6.8-5: JSON in a 2u file', (o) => attach(o, '{}')],
    [16, '6.8-5: a PDF that is no PDF/A', (o) => attach(o, '%PDF-1.4 no claim')],
    [16, '1b: an embedded file', (o) => attach(o, '%PDF-1.4 <pdfaid:part>1'), '1b'],
    [16, '3b 6.8-1: no MIME type', (o) => attach(o, '{}', '/F (a) /UF (a) /AFRelationship /Data'), '3b'],
    [16, '3b 6.8-3: no relationship', (o) => attach(o, '{}', '/F (a) /UF (a)', '/Subtype /application#2Fjson'), '3b'],
  ])('row %i, %s', (row, _, change, flavour = '2u') => {
    const bytes = rebuilt(change);
    const rows = new Set(checkPdfA(bytes, flavour).map(({ check }) => check));
    expect(rows).toContain(row);
    // and it is the change that is found, not the way the file was rebuilt
    expect(
      checkPdfA(
        rebuilt(() => undefined),
        flavour,
      ).some(({ check }) => check === row && row !== 6),
    ).toBe(false);
  });

  it('with what the rules allow stays without a finding', () => {
    const bytes = rebuilt((o) => {
      jpx(o, jp2(3));
      jpx(o, jp2(1, { colours: ['\x01\0\x01\0\0\0\x11', '\x02\0\0'] }));
      insert(page(o), '/TrimBox [0 0 100 100] /Group << /S /Transparency >>');
      draw(o, '/Perceptual ri q 1 0 0 rg Q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI');
      add(o, '<< /Type /ExtGState /ca 0.5 /BM /Multiply >>');
      const number = add(
        o,
        `<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /F 4 /A << /Type /Action /S /URI /URI (x) >> >>`,
      );
      const stamp = add(o, `<< /Type /Annot /Subtype /Stamp /Rect [0 0 9 9] /F 132 /AP << /N ${form(o)} >> >>`);
      insert(page(o), `/Annots [${number} 0 R ${stamp} 0 R]`);
      insert(catalog(o), '/OCProperties << /OCGs [] /D << /Name (a) /Order [] >> >>');
    });
    expect(checkPdfA(bytes, '2u')).toEqual([]);
  });

  it('is PDF/A-3b with an attachment that is described and listed', () => {
    const bytes = rebuilt((o) => {
      claim(o, '3', 'B');
      attach(o, '{}', '/F (a) /UF (a) /AFRelationship /Data', '/Subtype /application#2Fjson');
      insert(catalog(o), `/AF [${Math.max(...o.keys())} 0 R]`);
    });
    expect(checkPdfA(bytes, '3b')).toEqual([]);
  });
});

describe('Info beside XMP', () => {
  const dated = (info: string): readonly number[] => {
    const bytes = rebuilt(
      (o) => {
        xmp(o, '<pdf:Producer>', '<xmp:ModifyDate>2026-11-22T10:15:30+07:00</xmp:ModifyDate><pdf:Producer>');
        add(o, info);
      },
      `/Info ${good.match(/ obj\n/g)!.length + 1} 0 R `,
    );
    return checkPdfA(bytes, '2u').map(({ check }) => check);
  };
  it('that says the same is allowed, the moment in another zone too', () => {
    expect(dated('<< /Producer (sohoa) /ModDate (D:20261122031530Z) >>')).toEqual([]);
    expect(dated("<< /ModDate (D:20261122101530+07'00') >>")).toEqual([]);
  });
  it('that differs is row 17', () => {
    expect(dated('<< /Title (something else) >>')).toEqual([17]);
    expect(dated("<< /ModDate (D:20261122101531+07'00') >>")).toEqual([17]);
  });
});

describe('the syntax of the file', () => {
  it('row 3, 6.1.4-2: two line ends after xref', () => {
    expect(failing(Buffer.from(good.replace('\nxref\n', '\nxref\n\n'), 'latin1'))).toContain(3);
  });
  it('row 3, 6.1.7.1: a /Length that is one short', () => {
    const wrong = good.replace(
      /(\/Subtype \/Image [^>]*>> \/Length )(\d+)/,
      (_, head: string, n: string) => head + (Number(n) - 1),
    );
    expect(wrong).not.toBe(good);
    expect(failing(Buffer.from(wrong, 'latin1'))).toContain(3);
  });
  it('6.1.3-2: an encrypted file that no password opens is refused', () => {
    const zeros = `<${'00'.repeat(32)}>`;
    const bytes = rebuilt(() => undefined, `/Encrypt << /Filter /Standard /V 2 /R 3 /P -4 /O ${zeros} /U ${zeros} >> `);
    expect(() => failing(bytes)).toThrow('PDF_ENCRYPTED');
  });
});
