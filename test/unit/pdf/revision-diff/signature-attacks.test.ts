import { describe, expect, it } from 'vitest';
import {
  append,
  concat,
  flate,
  latin,
  type SignOptions,
  signSimple,
  simpleDocument,
  type Update,
} from '../../../support/pdf-builder.ts';
import { judgeStructure } from '../../../support/structural-verdict.ts';

/** Page 1 after `signSimple`, with its /Annots and anything else that is asked for. */
const page = (annots: string, contents = '/Contents 110 0 R', resources = '6 0 R'): string =>
  `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources ${resources} ${contents} /Annots [${annots}] >>`;
const widgets = '5 0 R 201 0 R';
const catalog = (more: string): string => `<< /Type /Catalog /Pages 2 0 R /AcroForm 4 0 R ${more} >>`;

const replaceOnce = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const text = Buffer.from(bytes).toString('latin1');
  expect(text).toContain(from);
  return latin(text.replace(from, () => to));
};

const first = (bytes: Uint8Array): { standing: string; faults: readonly string[] } => {
  const results = judgeStructure(bytes);
  const { standing, faults } = results[0] ?? { standing: 'no signature', faults: [] };
  return { standing, faults };
};

const expectFailed = (bytes: Uint8Array, fault: string): void => {
  const { standing, faults } = first(bytes);
  expect(faults).toContain(fault);
  expect(standing).toBe('failed');
};

describe.each(['table', 'stream'] as const)('attacks on a file with %s cross-references', (kind) => {
  const base = simpleDocument({ kind, compress: kind === 'stream' });
  const sign = (options: SignOptions = {}): Uint8Array => signSimple(base, { kind, ...options });
  const signed = sign();
  const update = (change: Update): Uint8Array => append(signed, { kind, ...change });

  it('the unmodified twin is sound', () => {
    expect(judgeStructure(signed)).toEqual([{ field: 'Sig1', standing: 'sound', faults: [], level: 'NONE' }]);
  });

  describe('universal signature forgery', () => {
    const range = /\/ByteRange \[[ 0-9]*\]/.exec(Buffer.from(signed).toString('latin1'))?.[0] ?? '';
    const [, a = 0, b = 0, c = 0] = [...range.matchAll(/\d+/g)].map(Number);
    const pad = (text: string): string => text.padEnd(range.length);
    it.each([
      ['is missing', pad('')],
      ['is null', pad('/ByteRange null')],
      ['is empty', pad('/ByteRange []')],
      ['is a name', pad('/ByteRange /X')],
      ['holds names', pad('/ByteRange [/A /B /C /D]')],
      ['has three numbers', pad(`/ByteRange [0 ${a} ${b}]`)],
      ['has five numbers', pad(`/ByteRange [0 ${a} ${b} ${c} 0]`)],
      ['is all zero', pad('/ByteRange [0 0 0 0]')],
      ['has reals', pad(`/ByteRange [0 ${a}.0 ${b} ${c}]`)],
      ['has signs', pad(`/ByteRange [0 +${a} ${b} ${c}]`)],
      ['is negative', pad(`/ByteRange [0 ${a} ${b} -${c}]`)],
    ])('a /ByteRange that %s is malformed, never no signature', (_, text) => {
      const { standing, faults } = first(replaceOnce(signed, range, text));
      expect(standing).toBe('failed');
      expect(faults.some((one) => one.startsWith('range-'))).toBe(true);
    });

    it.each([
      ['does not start at zero', `/ByteRange [1 ${a - 1} ${b} ${c}]`, 'range-start'],
      ['reaches past the file', `/ByteRange [0 ${a} ${b} ${c + 1}]`, 'range-bounds'],
      ['overlaps itself', `/ByteRange [0 ${b} ${a} ${c}]`, 'range-bounds'],
      ['leaves more than /Contents open', `/ByteRange [0 ${a - 1} ${b} ${c}]`, 'gap-mismatch'],
      ['leaves less than /Contents open', `/ByteRange [0 ${a} ${b - 2} ${c + 2}]`, 'gap-mismatch'],
      ['stops before the end of the revision', `/ByteRange [0 ${a} ${b} ${c - 20}]`, 'range-ends-elsewhere'],
    ])('a /ByteRange that %s fails', (_, text, fault) => {
      expectFailed(replaceOnce(signed, range, pad(text)), fault);
    });

    it.each([
      ['missing', ''],
      ['null', '/Contents null'],
      ['empty', '/Contents <>'],
      ['a literal string', '/Contents (0)'],
      ['a name', '/Contents /X'],
      ['an indirect reference', '/Contents 3 0 R'],
    ])('/Contents that is %s fails', (_, text) => {
      const whole = /\/Contents <[0-9a-f]*>/.exec(Buffer.from(signed).toString('latin1'))?.[0] ?? '';
      expect(first(replaceOnce(signed, whole, text.padEnd(whole.length))).standing).toBe('failed');
    });

    it('/Contents with white space, an odd digit or bytes after the signature fails', () => {
      const text = Buffer.from(signed).toString('latin1');
      const start = text.indexOf('/Contents <') + '/Contents <'.length;
      const spaced = Uint8Array.from(signed);
      spaced.set(latin(' '), start + 200);
      expectFailed(spaced, 'contents-form');
      const stuffed = Uint8Array.from(signed);
      stuffed.set(latin('41'), start + 200);
      expectFailed(stuffed, 'contents-padding');
    });

    it('a /V that leads nowhere is a failed signature', () => {
      const dangling = append(base, {
        kind,
        objects: {
          4: '<< /Fields [5 0 R 201 0 R] /SigFlags 3 >>',
          201: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig1) /V 999 0 R /Rect [0 0 0 0] >>',
        },
        ...(kind === 'stream' ? { xrefStreamNumber: 203 } : {}),
      });
      expectFailed(dangling, 'value-missing');
    });

    it('a signature whose field hides its type is found all the same', () => {
      const hidden = append(base, {
        kind,
        objects: {
          4: '<< /Fields [5 0 R 201 0 R] >>',
          200: '<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached >>',
          201: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (Sig1) /V 200 0 R /Rect [0 0 0 0] >>',
        },
        ...(kind === 'stream' ? { xrefStreamNumber: 203 } : {}),
      });
      expectFailed(hidden, 'field-type');
    });

    it('a signature dictionary with a key twice fails', () => {
      expectFailed(sign({ dictEntries: '/SubFilter /adbe.pkcs7.detached' }), 'duplicate-key');
    });
  });

  describe('incremental saving', () => {
    const evil = { 110: { entries: '', data: 'BT /F1 40 Tf 72 700 Td (Khong) Tj ET' } };
    it('new content with a sound section changes what was signed', () => {
      expectFailed(update({ objects: evil }), 'page-content');
    });
    it.each([
      ['without a section', { omit: ['xref'] }],
      ['without a trailer', { omit: ['trailer'] }],
      ['without section and startxref', { omit: ['xref', 'startxref'] }],
      ['without anything behind the body', { omit: ['xref', 'startxref', 'eof'] }],
      ['with a startxref but no %%EOF', { omit: ['eof'] }],
      ['with a startxref in a comment', { omit: ['startxref'], after: '%startxref 9\n' }],
    ] satisfies [string, Update][])('an appended body %s is accounted for by nothing', (_, change) => {
      expect(first(update({ objects: evil, ...change })).standing).toBe('failed');
    });
    it('stays accounted for by nothing under a later honest update', () => {
      const parked = update({ objects: evil, omit: ['xref', 'startxref'] });
      const { faults, standing } = first(append(parked, { kind, objects: { 300: '<< >>' } }));
      expect(standing).toBe('failed');
      expect(faults).toContain('unlisted-object');
      expect(faults).toContain('extra-end-marker');
    });
    it('a copy of the signature dictionary in the appended revision is told', () => {
      const text = Buffer.from(signed).toString('latin1');
      const dict = /<< \/Type \/Sig [\s\S]*?\/Contents <[0-9a-f]*> >>/.exec(text)?.[0] ?? '';
      const copied = update({
        objects: {
          ...evil,
          4: '<< /Fields [5 0 R 201 0 R 301 0 R] /SigFlags 3 >>',
          300: dict,
          301: '<< /Type /Annot /Subtype /Widget /FT /Sig /T (Sig9) /V 300 0 R /Rect [0 0 0 0] >>',
        },
        ...(kind === 'stream' ? { xrefStreamNumber: 302 } : {}),
      });
      const results = judgeStructure(copied);
      expect(results).toHaveLength(2);
      for (const result of results) {
        expect(result.standing).toBe('failed');
        expect(result.faults).toContain('range-shared');
        expect(result.faults).toContain('cms-shared');
      }
    });
    it('bytes behind the last %%EOF fail, white space and NUL do not', () => {
      expectFailed(concat(signed, '1 0 obj'), 'bytes-after-end');
      expect(first(concat(signed, '\n \n\0')).standing).toBe('sound');
    });
  });

  describe('signature wrapping', () => {
    it('a second segment moved to the end, with foreign objects in the gap, fails', () => {
      const range = /\/ByteRange \[[ 0-9]*\]/.exec(Buffer.from(signed).toString('latin1'))?.[0] ?? '';
      const [, a = 0, b = 0, c = 0] = [...range.matchAll(/\d+/g)].map(Number);
      const head = Buffer.from(signed.subarray(0, b)).toString('latin1');
      const tail = Buffer.from(signed.subarray(b)).toString('latin1');
      const stuffing = ` >>\nendobj\n110 0 obj\n<< /Length 5 >>\nstream\nBT ET\nendstream\nendobj\n`;
      const shifted = `/ByteRange [0 ${a} ${b + stuffing.length} ${c}]`.padEnd(range.length);
      const wrapped = latin(head.replace(range, () => shifted) + stuffing + tail);
      const { standing } = first(wrapped);
      expect(standing).not.toBe('sound');
    });
    it('a gap that holds more than the string fails although the digest fits', () => {
      const body = signedWithWideGap(base, kind);
      const { standing, faults } = first(body);
      expect(standing).toBe('failed');
      expect(faults).toContain('gap-mismatch');
    });
  });

  describe('shadow attacks', () => {
    it('hide: an overlay that disappears', () => {
      const shadow = simpleDocument({
        kind,
        objects: {
          6: '<< /Font << /F1 3 0 R >> /XObject << /Cover 8 0 R >> >>',
          8: { entries: '/Type /XObject /Subtype /Form /BBox [0 0 595 842]', data: '1 g 60 700 400 100 re f' },
        },
        content: 'BT /F1 14 Tf 72 770 Td (hidden) Tj ET /Cover Do',
      });
      const victim = signSimple(shadow, { kind });
      expect(first(victim).standing).toBe('sound');
      const empty = { entries: '/Type /XObject /Subtype /Form /BBox [0 0 595 842]', data: '' };
      expectFailed(append(victim, { kind, objects: { 8: empty } }), 'page-resources');
      expectFailed(append(victim, { kind, free: [8] }), 'page-resources');
    });
    it('hide: page, contents or resources replaced by others', () => {
      expectFailed(
        update({ objects: { 10: page(widgets, '/Contents 300 0 R'), 300: { entries: '', data: '' } } }),
        'page-content',
      );
      expectFailed(update({ objects: { 10: page(widgets, '/Contents 110 0 R', '<< >>') } }), 'page-resources');
      expectFailed(
        update({ objects: { 2: '<< /Type /Pages /Kids [300 0 R] /Count 1 >>', 300: page(widgets, '') } }),
        'page-content',
      );
    });
    it('hide: a field moved, emptied, hidden or cleared', () => {
      const field = (more: string, rect = '[72 400 300 420]', flags = 4): string =>
        `<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect ${rect} /P 10 0 R /F ${flags} /DA (/F1 10 Tf 0 g) ${more} >>`;
      expectFailed(update({ objects: { 5: field('', '[0 0 0 0]') } }), 'field-moved');
      expectFailed(update({ objects: { 5: field('', undefined, 6) } }), 'field-moved');
      expectFailed(
        update({ objects: { 5: field('/AP << /N 300 0 R >>'), 300: form('(other)') } }),
        'appearance-differs',
      );
    });
    it('replace: an appearance that says something else than the value', () => {
      const field = `<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) /V (100) /AP << /N 300 0 R >> >>`;
      expectFailed(update({ objects: { 5: field, 300: form('(1000)') } }), 'appearance-differs');
      expect(first(update({ objects: { 5: field, 300: form('(100)') } })).standing).toBe('sound');
    });
    it('replace: a font that signed text uses', () => {
      expectFailed(
        update({
          objects: {
            3: '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [48 /nine] >> >>',
          },
        }),
        'page-resources',
      );
    });
    it('hide and replace: an entry redirected to an object that lies unused inside the signed bytes', () => {
      const prepared = append(base, {
        kind,
        objects: { 111: { entries: '', data: 'BT /F1 14 Tf 72 770 Td (other) Tj ET' } },
        unlisted: [111],
        ...(kind === 'stream' ? { xrefStreamNumber: 192 } : {}),
      });
      // the parked body carries the number of the content that is shown
      const parked = replaceOnce(prepared, '111 0 obj', '110 0 obj');
      const victim = signSimple(parked, { kind });
      expect(first(victim).standing).toBe('sound');
      const offset = Buffer.from(victim).toString('latin1').lastIndexOf('110 0 obj');
      const { standing, faults } = first(append(victim, { kind, entries: { 110: { offset } } }));
      expect(standing).toBe('failed');
      expect(faults).toContain('points-into-older-bytes');
      expect(faults).toContain('page-content');
    });
    it('hide and replace: the root redirected to a second document', () => {
      const two = simpleDocument({
        kind,
        objects: {
          50: '<< /Type /Catalog /Pages 51 0 R /AcroForm 4 0 R >>',
          51: '<< /Type /Pages /Kids [10 0 R] /Count 1 >>',
        },
      });
      const victim = signSimple(two, { kind });
      expectFailed(append(victim, { kind, root: '50 0 R', objects: { 300: '<< >>' } }), 'document-root');
      expectFailed(
        append(victim, {
          kind,
          objects: {
            1: '<< /Type /Catalog /Pages 51 0 R /AcroForm 4 0 R >>',
            51: '<< /Type /Pages /Kids [] /Count 0 >>',
          },
        }),
        'page-count',
      );
    });
    it('a dangling reference that a later revision gives a meaning', () => {
      const dangling = signSimple(
        simpleDocument({ kind, objects: { 6: '<< /Font << /F1 3 0 R >> /XObject << /X 400 0 R >> >>' } }),
        { kind },
      );
      const image = flate(
        'x',
        '/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray',
      );
      expectFailed(append(dangling, { kind, objects: { 400: image } }), 'page-resources');
    });
    it('a change that a later revision takes back is not lost', () => {
      const there = update({ objects: { 110: { entries: '', data: 'BT ET' } } });
      const back = append(there, {
        kind,
        objects: {
          110: {
            entries: '',
            data: 'BT /F1 14 Tf 72 770 Td (CONG HOA XA HOI CHU NGHIA VIET NAM) Tj 0 -24 Td (So tien: 1.000.000 dong) Tj ET',
          },
        },
      });
      expectFailed(back, 'page-content');
    });
  });

  describe('spoofed dictionaries', () => {
    it('the signature dictionary rewritten later with another name', () => {
      const text = Buffer.from(sign({ dictEntries: '/Name (Nguyen Van A)' })).toString('latin1');
      const dict = /<< \/Type \/Sig [\s\S]*?\/Contents <[0-9a-f]*> >>/.exec(text)?.[0] ?? '';
      const spoofed = append(latin(text), { kind, objects: { 200: dict.replace('Nguyen Van A', 'Tran Thi B') } });
      expectFailed(spoofed, 'dictionary-changed');
    });
    it('the field that leads to another dictionary, is renamed, or is removed', () => {
      const field = (name: string, value: string): string =>
        `<< /Type /Annot /Subtype /Widget /FT /Sig /T (${name}) /V ${value} /Rect [0 0 0 0] /P 10 0 R /F 132 /AP << /N 202 0 R >> >>`;
      expectFailed(update({ objects: { 201: field('Sig1', '300 0 R'), 300: '<< /Type /Sig >>' } }), 'field-changed');
      expectFailed(update({ objects: { 201: field('Other', '200 0 R') } }), 'field-changed');
      expectFailed(
        update({
          objects: { 4: '<< /Fields [5 0 R] /DA (/F1 10 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /SigFlags 3 >>' },
        }),
        'field-removed',
      );
      expectFailed(update({ free: [201] }), 'field-removed');
    });
    it('the number of an object stream given away', () => {
      if (kind === 'table') return;
      const { standing, faults } = first(update({ objects: { 190: '<< >>' } }));
      expect(standing).not.toBe('sound');
      expect(faults.length).toBeGreaterThan(0);
    });
  });

  describe('certified documents', () => {
    const certified = (level: string, more: SignOptions = {}): Uint8Array =>
      sign({
        dictEntries: `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams ${level} /V /1.2 >> /Data 1 0 R >>]`,
        catalog: '/Perms << /DocMDP 200 0 R >>',
        ...more,
      });
    const second = (bytes: Uint8Array, more: SignOptions = {}): Uint8Array =>
      signSimple(bytes, { kind, first: 210, name: 'Sig2', fields: ['5 0 R', '201 0 R'], ...more });
    const annotated = (bytes: Uint8Array, annotation: string): Uint8Array =>
      append(bytes, { kind, objects: { 10: page(`${widgets} 300 0 R`), 300: annotation } });
    const freeText = '<< /Type /Annot /Subtype /FreeText /Rect [300 50 400 80] /Contents (x) >>';

    it('P=1 forbids a signature, P=2 and the default allow it', () => {
      expectFailed(second(certified('/P 1')), 'docmdp');
      expect(first(second(certified('/P 2'))).standing).toBe('sound');
      expect(first(second(certified(''))).standing).toBe('sound');
    });
    it('P=2 forbids an annotation, P=3 allows it', () => {
      expectFailed(annotated(certified('/P 2'), freeText), 'docmdp');
      expect(first(annotated(certified('/P 3'), freeText)).standing).toBe('sound');
    });
    it.each(['/P 4', '/P 0', '/P (2)'])('a level %s is malformed', (level) => {
      expectFailed(certified(level), 'docmdp');
    });
    it('an annotation with an action, embedded content or an unknown type is never allowed', () => {
      for (const annotation of [
        '<< /Type /Annot /Subtype /Link /Rect [1 1 9 9] /A << /S /JavaScript /JS (app.alert(1)) >> >>',
        '<< /Type /Annot /Subtype /Screen /Rect [1 1 9 9] >>',
        '<< /Type /Annot /Subtype /FileAttachment /Rect [1 1 9 9] >>',
        '<< /Type /Annot /Subtype /Foo /Rect [1 1 9 9] >>',
      ]) {
        expectFailed(annotated(certified('/P 3'), annotation), 'annotation-forbidden');
      }
    });
    it('a script in an update is never allowed', () => {
      const script = '<< /S /JavaScript /JS (app.alert(1)) >>';
      expectFailed(
        append(certified('/P 3'), {
          kind,
          objects: { 1: catalog(`/Perms << /DocMDP 200 0 R >> /OpenAction ${script}`) },
        }),
        'action-changed',
      );
      expectFailed(second(certified('/P 3'), { fieldEntries: `/AA << /E ${script} >>` }), 'action-changed');
    });
    it('a second certification fails for itself and for the first', () => {
      const twice = second(certified('/P 2'), {
        dictEntries: '/Reference [<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>]',
      });
      const results = judgeStructure(twice);
      expect(results.map((one) => one.standing)).toEqual(['failed', 'failed']);
      for (const one of results) expect(one.faults).toContain('certification-first');
    });
    it('permissions taken away fail', () => {
      expectFailed(append(certified('/P 2'), { kind, objects: { 1: catalog('') } }), 'permissions-changed');
    });
    it('a field locked by the signature may not be filled, another may', () => {
      const fill = (bytes: Uint8Array): Uint8Array =>
        append(bytes, {
          kind,
          objects: {
            5: '<< /Type /Annot /Subtype /Widget /FT /Tx /T (note) /Rect [72 400 300 420] /P 10 0 R /F 4 /DA (/F1 10 Tf 0 g) /V (x) >>',
          },
        });
      const lock = (entries: string): SignOptions => ({ fieldEntries: `/Lock << /Type /SigFieldLock ${entries} >>` });
      expectFailed(fill(sign(lock('/Action /All'))), 'sigfieldlock');
      expectFailed(fill(sign(lock('/Action /Include /Fields [(note)]'))), 'sigfieldlock');
      expect(first(fill(sign(lock('/Action /Include /Fields [(not)]')))).standing).toBe('sound');
      expect(first(fill(sign(lock('/Action /Exclude /Fields [(note)]')))).standing).toBe('sound');
      expectFailed(fill(sign(lock('/Action /Exclude /Fields [(other)]'))), 'sigfieldlock');
      expectFailed(fill(sign(lock('/Action /All /P 1'))), 'docmdp');
      const fieldMdp =
        '/Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [(note)] >> >>]';
      expectFailed(fill(sign({ dictEntries: fieldMdp })), 'fieldmdp');
    });
  });

  it('what nothing uses is undetermined, not sound', () => {
    expect(first(update({ objects: { 300: '<< /Type /Page >>' } }))).toEqual({
      standing: 'undetermined',
      faults: ['object-orphan'],
    });
  });
});

const form = (text: string): { entries: string; data: string } => ({
  entries: '/Type /XObject /Subtype /Form /BBox [0 0 228 20]',
  data: `/Tx BMC BT /F1 10 Tf 2 5 Td ${text} Tj ET EMC`,
});

/** A file whose signer left a second string open behind /Contents: 16 bytes of the gap belong to nobody. */
function signedWithWideGap(base: Uint8Array, kind: 'table' | 'stream'): Uint8Array {
  const bytes = signSimple(base, { kind });
  const text = Buffer.from(bytes).toString('latin1');
  const start = text.indexOf('/Contents <');
  const end = text.indexOf('>', start) + 1;
  // the last 16 bytes of the string become a comment-like tail inside the old gap
  const narrowed = `${text.slice(0, end - 17)}>${' '.repeat(16)}${text.slice(end)}`;
  return latin(narrowed);
}
