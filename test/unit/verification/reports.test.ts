import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadTestPki, type TestPki } from '../../../certs-test/pki.ts';
import { text } from '../../../src/domain/text.ts';
import { openBlockFont } from '../../../src/pdf/appearance/font.ts';
import { checkPdfA } from '../../../src/pdf/archive/structural-checks.ts';
import { openPdf } from '../../../src/pdf/reader/pdf-file.ts';
import { catalogue } from '../../../src/verification/catalogue.ts';
import { askCheck, defineCheck, passed } from '../../../src/verification/check.ts';
import type { SignatureFacts } from '../../../src/verification/facts.ts';
import { failureJson, reportJson, type VerifyJson } from '../../../src/verification/report-json.ts';
import { pdfReport } from '../../../src/verification/report-pdf.ts';
import { renderReport } from '../../../src/verification/report-text.ts';
import { append, flate } from '../../support/pdf-builder.ts';
import { documentTimestamp, plainPdf, sign } from '../../support/signed-pdf.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hasTool } from '../../support/tools.ts';
import { verificationBench } from '../../support/verification-bench.ts';

let pki: TestPki;
beforeAll(async () => {
  pki = await loadTestPki();
});
const tinos = (face: string) =>
  openBlockFont(
    new Uint8Array(
      readFileSync(new URL(`../../../node_modules/@expo-google-fonts/tinos/${face}.ttf`, import.meta.url)),
    ),
  );
const fonts = { regular: tinos('400Regular/Tinos_400Regular'), bold: tinos('700Bold/Tinos_700Bold') };

async function reportOf(signatures = 1) {
  const { signing, verify } = verificationBench(pki);
  let pdf = plainPdf();
  for (let index = 0; index < signatures; index++)
    pdf = await sign(signing, pdf, { signer: 'citizen', tsa: 'cong_cong' });
  return verify(await documentTimestamp(signing, pdf, 'cong_vu'));
}

describe('the catalogue of checks', () => {
  it('has each id once, both languages everywhere, and a sub-indication for every answer that decides', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, question, answers } of catalogue) {
      for (const sentence of [question, ...Object.values(answers).map((answer) => answer.text)]) {
        expect(sentence.vi, id).not.toBe('');
        expect(sentence.en, id).not.toBe('');
        expect(sentence.vi, id).toBe(sentence.vi.normalize('NFC'));
      }
      for (const { status, subIndication } of Object.values(answers))
        expect(subIndication !== undefined, `${id} ${status}`).toBe(status === 'FAILED' || status === 'UNKNOWN');
    }
  });

  it('is the table of the documentation, row by row', () => {
    const table = readFileSync(new URL('../../../docs/verification.md', import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => /^\| `[a-z-]+` \| .* \| .* \| .* \|$/.test(line));
    const letters = { FAILED: 'F', UNKNOWN: 'I', WARNING: 'W' } as const;
    const rows = catalogue.map(({ id, dss, question, answers, group }) => {
      const statuses = new Set(Object.values(answers).map(({ status }) => status));
      const can = (['FAILED', 'UNKNOWN', 'WARNING'] as const).filter((one) => statuses.has(one));
      const same = dss.length === 0 ? '–' : dss.join(', ');
      return `| \`${id}\` | ${same} | ${question.en} | ${can.map((one) => letters[one]).join(' ')} | ${group} |`;
    });
    expect(table).toEqual(rows);
  });

  it('turns an exception in a check into CHƯA XÁC ĐỊNH under its name', async () => {
    const check = defineCheck({
      id: 'crashing',
      dss: [],
      group: 'integrity',
      question: text('?', '?'),
      answers: { fine: passed('ổn', 'fine') },
      ask: () => {
        throw new TypeError('hỏng');
      },
    });
    const row = await askCheck(check, {} as SignatureFacts, true);
    expect(row).toMatchObject({ status: 'UNKNOWN', subIndication: 'GENERIC' });
    expect(row?.message.vi).toContain('crashing');
  });
});

/** The part of JSON Schema that `verify-report.schema.json` uses; what it does not know is a fault of the test. */
function violations(
  schema: Record<string, unknown>,
  value: unknown,
  root: Record<string, unknown>,
  at = '$',
): string[] {
  const known = [
    '$schema',
    '$defs',
    '$ref',
    'title',
    'description',
    'type',
    'enum',
    'pattern',
    'properties',
    'required',
  ];
  known.push('additionalProperties', 'items', 'anyOf', 'minItems', 'maxItems');
  for (const key of Object.keys(schema)) if (!known.includes(key)) return [`${at}: unknown keyword ${key}`];
  if (typeof schema.$ref === 'string') {
    const definitions = root.$defs as Record<string, Record<string, unknown>>;
    return violations(definitions[schema.$ref.split('/').at(-1) ?? ''] ?? {}, value, root, at);
  }
  if (Array.isArray(schema.anyOf))
    return schema.anyOf.some((one) => violations(one, value, root, at).length === 0) ? [] : [`${at}: none fits`];
  if (Array.isArray(schema.enum)) return schema.enum.includes(value) ? [] : [`${at}: ${String(value)} is not listed`];
  const actual = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const types = [schema.type ?? actual].flat().map((one) => (one === 'integer' ? 'number' : one));
  if (!types.includes(actual)) return [`${at}: ${actual} instead of ${types.join('|')}`];
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(String(value))) return [`${at}: ${value}`];
  if (Array.isArray(value) && schema.items)
    return value.flatMap((item, index) =>
      violations(schema.items as Record<string, unknown>, item, root, `${at}[${index}]`),
    );
  if (actual !== 'object' || !schema.properties) return [];
  const properties = schema.properties as Record<string, Record<string, unknown>>;
  const entries = value as Record<string, unknown>;
  const missing = ((schema.required ?? []) as string[]).filter((key) => !(key in entries));
  return [
    ...missing.map((key) => `${at}: ${key} is missing`),
    ...Object.entries(entries).flatMap(([key, inner]) =>
      properties[key] ? violations(properties[key], inner, root, `${at}.${key}`) : [`${at}: ${key} is foreign`],
    ),
  ];
}

describe('the report for programs', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../../src/verification/verify-report.schema.json', import.meta.url), 'utf8'),
  );

  it('keeps the fixed contract and its schema', async () => {
    const report = await reportOf();
    const json = JSON.parse(JSON.stringify(reportJson('a.pdf', report)));
    expect(violations(schema, json, schema)).toEqual([]);
    expect(json).toMatchObject({
      file: 'a.pdf',
      verdict: 'HOP_LE',
      signatures: [
        {
          kind: 'signature',
          indication: 'TOTAL_PASSED',
          sub_indication: null,
          integrity: { byte_range: true, digest: true, signature: true },
          coverage: 'WHOLE_REVISION',
          later_changes: 'LTV',
          level: 'B-T',
          signer: 'Nguyễn Văn Mẫu',
          best_signature_time: '2026-11-22T10:15:30+07:00',
        },
        { kind: 'document-timestamp' },
      ],
    });
    expect(json.error).toBeUndefined();
    for (const { id, question, question_en, message, message_en } of json.signatures[0].checks)
      expect(
        [question, question_en, message, message_en].filter((said) => said === ''),
        id,
      ).toEqual([]);
    const written: VerifyJson = {
      ...json,
      evidence: {
        bundle: 'b.json',
        verified_at: '2026-11-22T10:15:30+07:00',
        verdict_then: 'HOP_LE',
        agrees: true,
        stamped: false,
      },
      kept_evidence: 'b.json',
      printed_report: { path: 'r.pdf', level: null },
    };
    expect(violations(schema, written, schema)).toEqual([]);
    const failure = failureJson('b.pdf', 'NOT_FOUND', text('Không tìm thấy.', 'Not found.'));
    expect(violations(schema, failure, schema)).toEqual([]);
    expect(failure).toMatchObject({ verdict: 'CHUA_XAC_DINH', signatures: [], error: { code: 'NOT_FOUND' } });
  });
});

describe('the report for people', () => {
  it('says the conclusion first, then what to do, then why, in the texts of rules.md R4.3', async () => {
    const lines = renderReport(await reportOf(), { file: 'don.pdf', language: 'vi', view: 'simple' }).split('\n');
    expect(lines[0]).toBe('don.pdf: HỢP LỆ');
    expect(lines.join('\n')).toContain('Toàn vẹn: Nội dung không bị thay đổi kể từ khi ký.');
    expect(lines.join('\n')).toContain('Nguyễn Văn Mẫu (CCCD 001090000001) — HỢP LỆ');
    expect(lines.join('\n')).not.toMatch(/\{\w+\}/);
  });

  it('does not call a file unchanged whose page was exchanged, though the signed revision in it is intact', async () => {
    const { signing, verify } = verificationBench(pki);
    const signed = await sign(signing, plainPdf(), { signer: 'citizen', tsa: 'cong_cong' });
    const pdf = append(signed, { objects: { 11: flate('BT /F1 12 Tf 72 700 Td (9000 dong) Tj ET') } });
    const words = renderReport(await verify(pdf), { file: 'don.pdf', language: 'vi', view: 'simple' });
    expect(words).toContain('don.pdf: KHÔNG HỢP LỆ');
    expect(words).not.toContain('Nội dung không bị thay đổi');
    expect(words).toContain('✗ Thay đổi sau ký: Có sửa đổi nội dung sau khi ký.');
  });

  it('says in the language of the reader why status data are of no use', async () => {
    const { signing, verify } = verificationBench(pki);
    const report = await verify(await sign(signing, plainPdf(), { signer: 'leader-expired', tsa: null }));
    const words = renderReport(report, { file: 'don.pdf', language: 'vi', view: 'detailed' });
    expect(words).toContain('OCSP phát hành sau khi chứng thư hết hạn nên không nói gì về chứng thư');
    expect(words).not.toMatch(/response|says nothing|Không kết nối được/);
  });

  it('shows every check and every change in the detailed view', async () => {
    const report = await reportOf();
    const detailed = renderReport(report, { file: 'don.pdf', language: 'en', view: 'detailed' });
    for (const { id } of report.signatures[0]?.checks ?? []) expect(detailed).toContain(`${id}:`);
    expect(detailed).toContain('A document timestamp was added');
  });
});

describe('the printable report', () => {
  const options = {
    file: 'Quyết định số 15.pdf',
    language: 'vi',
    fonts,
    agency: 'Ủy ban nhân dân xã Mẫu',
    signed: true,
    createdAt: new Date('2026-11-22T03:15:30Z'),
  } as const;

  it.each([1, 12])(
    'is one PDF/A page with its text, the same bytes each time, for %i signatures',
    async (signatures) => {
      const report = await reportOf(signatures);
      const pdf = await pdfReport(report, options);
      expect(openPdf(pdf).latest.pages()).toHaveLength(1);
      expect(await checkPdfA(pdf)).toEqual([]);
      expect(Buffer.compare(pdf, await pdfReport(report, options))).toBe(0);
    },
  );

  it.skipIf(!hasTool('pdftotext'))('reads as Vietnamese text', async () => {
    const path = join(temporaryFolder('report'), 'report.pdf');
    writeFileSync(path, await pdfReport(await reportOf(), options));
    const words = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' }).normalize('NFC');
    expect(words).toContain('ỦY BAN NHÂN DÂN XÃ MẪU');
    expect(words).toContain('BÁO CÁO KIỂM TRA CHỮ KÝ SỐ');
    expect(words).toContain('Kết luận: HỢP LỆ');
    expect(words).toContain('Nguyễn Văn Mẫu');
    expect(words).toContain('NGƯỜI KIỂM TRA');
    expect(words).not.toMatch(/\?|\{\w+\}|T\d\d:\d\d/);
  });
});
