import type { FieldRemark } from '../../domain/field.ts';
import { digitsFromLookalikes } from '../../domain/identifiers/check.ts';
import { checkDocumentNumber } from '../../domain/identifiers/document-number.ts';
import type { Token } from '../page-layout.ts';
import { type Reader, reading, trimmed } from './reading.ts';

/** A symbol of one letter, or one that ends with a letter twice (`QĐĐ`): parts of it were lost or read double. */
const ODD_SYMBOL = /\/\p{Lu}$|\/\p{Lu}+(\p{Lu})\1(?:-|$)/u;
const oddSymbol: FieldRemark = {
  code: 'DOCUMENT_SYMBOL_ODD',
  severity: 'warning',
  vi: 'Ký hiệu văn bản khác thường, có thể đọc thiếu hoặc thừa chữ; hãy đối chiếu.',
  en: 'The symbol is unusual, perhaps a letter was lost or read twice; compare it.',
};

/** Parts of symbols that papers of offices bear: kinds of papers, agencies, departments. */
const SYMBOLS = new Set(
  'QĐ TB CV TTr KH BC BB GM GP GCN GXN NQ CT HD UBND HĐND VP VPĐK VPUBND CN STP SNV STC SYT SXD SCT SNN SGDĐT STNMT SNNMT SKHĐT SKHCN CAT CATP CAP CAX BCA BTP BTC BNV BYT BXD LLTP TTLLTPQG TLKS TLKT TLKH XNTTHN BS TP TPHT KT KTHT TCKH PTC PTP PNV ĐKKD HKD HTKT HTQTCT TTPVHCC TTHCC TCT CTLDO CCT SLĐTBXH SVHTT TA TAND VKS THADS'.split(
    ' ',
  ),
);
/** Capitals that are taken for each other. */
const ALIKE: readonly string[] = ['CG', 'OQ', 'DĐ', 'OD', 'SB', 'UV', 'IL', 'ÐĐ', 'HN', 'NM', 'PF', 'TI'];

/** A part of the symbol that is none of these, but would be with one letter taken for its look-alike; the symbol put right. */
function likelySymbol(written: string): string | null {
  const [number = '', ...rest] = written.split('/');
  const symbol = rest.at(-1) ?? '';
  const parts = symbol.split('-');
  for (const [index, part] of parts.entries()) {
    if (SYMBOLS.has(part) || !/^\p{Lu}{2,}$/u.test(part)) continue;
    for (const [at, letter] of [...part].entries())
      for (const pair of ALIKE.filter((one) => one.includes(letter))) {
        const other = [...part].map((one, place) => (place === at ? pair.replace(letter, '') : one)).join('');
        if (!SYMBOLS.has(other)) continue;
        const whole = parts.map((one, place) => (place === index ? other : one)).join('-');
        return [number, ...rest.slice(0, -1), whole].join('/');
      }
  }
  return null;
}

const strokeLost: FieldRemark = {
  code: 'STROKE_LOST',
  severity: 'warning',
  vi: 'Số liền với năm: dấu gạch chéo có thể bị đọc thành chữ số; hãy đối chiếu.',
  en: 'A number that runs into a year: its stroke may have been read as a figure; compare it.',
};

/** "1305 BHXH": right behind a number a symbol in capitals, whose stroke was not read. */
function symbolBehind(number: Token | undefined, next: Token | undefined): string | null {
  if (number === undefined || next === undefined || !/^\d{1,5}$/.test(number.text)) return null;
  const close = next.box.x0 - number.box.x1 < number.box.y1 - number.box.y0;
  return close && /^\p{Lu}{2,}(?:-\p{Lu}+)*$/u.test(next.text) ? next.text : null;
}

const strokeUnread: FieldRemark = {
  code: 'STROKE_LOST',
  severity: 'warning',
  vi: 'Giữa số và ký hiệu không đọc được dấu gạch chéo; hãy đối chiếu.',
  en: 'No stroke was read between the number and its symbol; compare it.',
};

export const readDocumentNumber: Reader = (tokens) => {
  const source = trimmed(tokens).slice(0, 8);
  let written = '';
  let count = 0;
  for (const token of source) {
    if (count > 0 && !/[/-]$/.test(written) && !/^[/-]/.test(token.text)) break;
    written += token.text;
    count += 1;
  }
  const used = source.slice(0, count);
  written = written.replace(/[.,;:]+$/, '').replace(/[–—]/g, '-');
  if (!/\d/.test(written) || used.length === 0) return null;
  const symbol = count === 1 ? symbolBehind(source[0], source[1]) : null;
  if (symbol !== null)
    return reading(`${written}/${symbol}`, source.slice(0, 2), 0.3, {
      remarks: [strokeUnread],
      candidates: [written],
    });
  // no number of a paper has a lone I between two digits: it is a slash (`209I2026`, `264I12025`); put before a person all the same
  const slashed = written.replace(/^(\d{1,5})[Il|]1?(?=(?:19|20)\d{2}(?:\/|$))/u, '$1/');
  if (slashed !== written && checkDocumentNumber(slashed).status === 'ok')
    return reading(slashed, used, 0.3, { remarks: checkDocumentNumber(written).remarks, candidates: [written] });
  // "56/2022" whose stroke was read as a figure: digits alone that end with a year
  const [, serial, year] = /^(\d{1,4})[17]((?:19|20)\d{2})$/u.exec(written) ?? [];
  if (serial !== undefined && year !== undefined)
    return reading(written, used, 0.3, { remarks: [strokeLost], candidates: [`${serial}/${year}`] });
  const outcome = checkDocumentNumber(written);
  if (outcome.status === 'ok') {
    const likely = likelySymbol(written);
    const odd = likely !== null || ODD_SYMBOL.test(written);
    const quality = odd ? 0.4 : outcome.parts?.symbol || outcome.parts?.year ? 1 : 0.7;
    return reading(written, used, quality, {
      remarks: odd ? [oddSymbol] : [],
      candidates: likely === null ? [] : [likely],
    });
  }
  const leading = digitsFromLookalikes(written.split('/')[0] ?? '');
  const repaired = [leading, ...written.split('/').slice(1)].join('/');
  return reading(written, used, 0.2, {
    remarks: outcome.remarks,
    candidates: checkDocumentNumber(repaired).status === 'ok' ? [repaired] : [],
  });
};
