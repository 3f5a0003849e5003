import { Draft } from '../draft.ts';
import { inventName, inventPerson } from '../people.ts';
import { inventPlace, placeText } from '../places.ts';
import type { Chance } from '../random.ts';
import { headings, sentences } from '../sentences.ts';
import type { Run, Sheet, Style } from '../sheet.ts';
import { addDays, grouped, longDate } from '../words.ts';
import { agency, committeeSeal, type Look, motto, type Paper, signingBlock, upper } from './common.ts';

/** Layouts that exist for recognition only: no fields, much text. */
const paper = (draft: Draft): Paper => ({ type: 'none', draft, format: 'A4' });

function prose(random: Chance, count: number): string {
  return random.shuffled(sentences).slice(0, count).join(' ');
}

/** A report in one column of small print with headings. */
export async function drawReport(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 10.5, leading: 1.3 };
  const place = inventPlace(random);
  agency(sheet, 62, 22, 76, [], ['ỦY BAN NHÂN DÂN', upper(place.communeFull)], look.family, 11);
  motto(sheet, 146, 22, look.family, 11);
  sheet.block();
  sheet.line(0, 46, [{ text: 'BÁO CÁO', bold: true, sizePt: style.sizePt + 2 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.line(0, 52, [{ text: 'Kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội tháng 10', bold: true }], style, {
    align: 'center',
    width: 210,
  });
  let y = 62;
  for (const heading of random.shuffled(headings)) {
    sheet.block();
    y = sheet.paragraph(28, y + 1.5, 164, [{ text: heading, bold: true }], style);
    for (let paragraph = 0; paragraph < 2 && y < 258; paragraph++) {
      sheet.block();
      y = sheet.paragraph(28, y + 0.8, 164, prose(random, 2), style, { align: 'justify', indent: 9 });
    }
    if (y > 250) break;
  }
  return paper(draft);
}

/** Two columns, as a gazette or the rules of an institution are printed. */
export async function drawTwoColumns(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 11.5 : 9.8, leading: 1.3 };
  sheet.block();
  sheet.line(0, 24, [{ text: 'BẢN TIN CẢI CÁCH HÀNH CHÍNH', bold: true, sizePt: 18 }], style, {
    align: 'center',
    width: 210,
  });
  sheet.block();
  sheet.line(0, 31, [{ text: `Số ${random.int(1, 48)} - Tháng ${random.int(1, 12)} năm 2026`, italic: true }], style, {
    align: 'center',
    width: 210,
  });
  sheet.rule(20, 35, 190, 35, 0.4);
  const gutter = random.pick([9, 11, 13]);
  const width = (170 - gutter) / 2;
  for (const column of [0, 1]) {
    const x = 20 + column * (width + gutter);
    let y = 43;
    let part = 0;
    while (y < 250) {
      sheet.block();
      if (part % 3 === 0) {
        y =
          sheet.paragraph(
            x,
            y + 1,
            width,
            [{ text: random.pick(headings).replace(/^[^.]+\. /, ''), bold: true }],
            style,
          ) + 0.5;
      } else
        y = sheet.paragraph(x, y, width, prose(random, random.int(1, 2)), style, { align: 'justify', indent: 5 }) + 1;
      part += 1;
    }
  }
  if (look.template === 1) sheet.rule(105, 40, 105, 262, 0.2);
  return paper(draft);
}

/** A ruled table of people (portrait) or of money (landscape). */
export async function drawTable(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const wide = look.template === 1;
  const sheet = wide ? draft.sheet(297, 210) : draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 11 : 9.4, leading: 1.22 };
  const width = sheet.widthMm - 40;
  sheet.block();
  sheet.line(
    0,
    22,
    [{ text: wide ? 'BẢNG TỔNG HỢP KINH PHÍ HỖ TRỢ' : 'DANH SÁCH HỘ KINH DOANH ĐƯỢC HỖ TRỢ', bold: true, sizePt: 14 }],
    style,
    { align: 'center', width: sheet.widthMm },
  );
  sheet.line(
    0,
    28,
    [
      {
        text: `(Kèm theo Quyết định số ${random.int(10, 900)}/QĐ-UBND ${longDate(addDays({ year: 2026, month: 1, day: 5 }, random.int(0, 300)))})`,
        italic: true,
      },
    ],
    style,
    { align: 'center', width: sheet.widthMm },
  );
  const columns: readonly (readonly [string, number, 'left' | 'center' | 'right'])[] = wide
    ? [
        ['STT', 0.05, 'center'],
        ['Nội dung', 0.4, 'left'],
        ['Đơn vị', 0.1, 'center'],
        ['Số lượng', 0.1, 'right'],
        ['Đơn giá (đồng)', 0.16, 'right'],
        ['Thành tiền (đồng)', 0.19, 'right'],
      ]
    : [
        ['STT', 0.07, 'center'],
        ['Họ và tên', 0.26, 'left'],
        ['Năm sinh', 0.1, 'center'],
        ['Số định danh cá nhân', 0.21, 'center'],
        ['Địa chỉ', 0.36, 'left'],
      ];
  const things = [
    'Máy tính tiền kết nối cơ quan thuế',
    'Chữ ký số cá nhân, gói 3 năm',
    'Phần mềm hóa đơn điện tử',
    'Tập huấn bán hàng trên sàn thương mại điện tử',
    'Thiết bị đọc mã vạch cầm tay',
    'Đường truyền Internet cáp quang',
    'In biển hiệu, mã QR thanh toán',
  ];
  const place = inventPlace(random);
  const rows: string[][] = [];
  for (let index = 1; index <= (wide ? 9 : 14); index++) {
    if (wide) {
      const amount = random.int(1, 40);
      const price = random.int(1, 80) * 50_000;
      rows.push([
        String(index),
        random.pick(things),
        random.pick(['bộ', 'gói', 'chiếc', 'lớp']),
        String(amount),
        grouped(price),
        grouped(amount * price),
      ]);
    } else {
      const person = inventPerson(random, { home: place });
      rows.push([
        String(index),
        person.name,
        String(person.born.year),
        person.personalId,
        person.address.split(', ').slice(0, 2).join(', '),
      ]);
    }
  }
  const top = 36;
  let bottom = top;
  for (const [index, cells] of [columns.map(([name]) => name), ...rows].entries()) {
    let deepest = bottom + 5;
    let x = 20;
    for (const [column, text] of cells.entries()) {
      const [, share, align] = columns[column]!;
      sheet.block();
      const end = sheet.paragraph(x + 1.3, bottom + 4.8, share * width - 2.6, [{ text, bold: index === 0 }], style, {
        align: index === 0 ? 'center' : align,
      });
      deepest = Math.max(deepest, end - sheet.step(style));
      x += share * width;
    }
    if (deepest + 2 > sheet.heightMm - 20) break;
    sheet.rule(20, bottom, 20 + width, bottom, 0.2);
    bottom = deepest + 2;
  }
  sheet.rule(20, bottom, 20 + width, bottom, 0.2);
  let x = 20;
  for (const [, share] of [...columns, ['', 0, 'left'] as const]) {
    sheet.rule(x, top, x, bottom, 0.2);
    x += share * width;
  }
  if (bottom < sheet.heightMm - 70)
    signingBlock(
      sheet,
      sheet.widthMm - 64,
      bottom + 8,
      80,
      { ...style, sizePt: 12.5 },
      { authority: ['NGƯỜI LẬP BIỂU'], name: inventName(random, random.maybe(0.5)), seal: committeeSeal(place) },
      random,
      look,
    );
  return paper(draft);
}

/** A filled form on dotted leaders, short answers two or three to a line. */
export async function drawForm(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 12.5 : 10.5, leading: 1.35 };
  const bottom = motto(sheet, 105, 22, look.family, 12);
  sheet.block();
  sheet.line(0, bottom + 13, [{ text: 'PHIẾU KHAI BÁO THÔNG TIN CƯ TRÚ', bold: true, sizePt: 15 }], style, {
    align: 'center',
    width: 210,
  });
  let y = bottom + 25;
  const left = 25;
  const right = 188;
  for (let block = 0; block < 3; block++) {
    const person = inventPerson(random);
    sheet.block();
    sheet.line(
      left,
      y,
      [{ text: `${['I', 'II', 'III'][block]}. ${['CHỦ HỘ', 'NGƯỜI KHAI', 'NGƯỜI CÙNG THAY ĐỔI'][block]}`, bold: true }],
      style,
    );
    y += 7.5;
    const rows: readonly (readonly (readonly [string, string])[])[] = [
      [['Họ, chữ đệm, tên:', upper(person.name)]],
      [
        ['Ngày sinh:', `${person.born.day}/${person.born.month}/${person.born.year}`],
        ['Giới tính:', person.male ? 'Nam' : 'Nữ'],
        ['Dân tộc:', person.ethnicity],
      ],
      [
        ['Số định danh cá nhân:', person.personalId],
        ['Điện thoại:', `0${random.digits(9)}`],
      ],
      [['Quê quán:', placeText(person.birthplace, 2)]],
      [['Nơi ở hiện tại:', person.address]],
    ];
    for (const cells of rows) {
      const share = (right - left) / cells.length;
      for (const [index, [label, value]] of cells.entries()) {
        const from = left + index * share;
        const runs: Run[] = [{ text: `${label} ` }, { text: value, bold: look.template === 1 }];
        sheet.line(from, y, runs, style);
        sheet.leader(sheet.endX + 0.8, from + share - 1.5, y, style);
      }
      y += 7.6;
    }
    y += 2;
  }
  sheet.block();
  y = sheet.paragraph(left, y + 2, right - left, prose(random, 2), style, { align: 'justify', indent: 8 });
  signingBlock(
    sheet,
    150,
    y + 6,
    70,
    style,
    { authority: ['NGƯỜI KHAI'], note: '(Ký, ghi rõ họ tên)', name: inventName(random, random.maybe(0.5)) },
    random,
    look,
  );
  return paper(draft);
}

/** A formal letter with much text. */
export async function drawLetter(random: Chance, look: Look): Promise<Paper> {
  const draft = await Draft.begin([look.family]);
  const sheet: Sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13.5 : 11.2, leading: 1.35 };
  const place = inventPlace(random);
  const bottom = agency(
    sheet,
    62,
    22,
    76,
    [`UBND ${upper(place.provinceKind)} ${upper(place.province)}`],
    ['SỞ KHOA HỌC VÀ CÔNG NGHỆ'],
    look.family,
    11.5,
  );
  motto(sheet, 146, 22, look.family, 11.5);
  sheet.block();
  sheet.line(24, bottom + 8, `Số: ${random.int(100, 4000)}/SKHCN-CĐS`, style, { align: 'center', width: 76 });
  sheet.block();
  sheet.line(
    96,
    bottom + 8,
    [
      {
        text: `${place.province}, ${longDate(addDays({ year: 2025, month: 8, day: 1 }, random.int(0, 400)))}`,
        italic: true,
      },
    ],
    style,
    { align: 'center', width: 100 },
  );
  sheet.block();
  sheet.line(0, bottom + 22, 'Kính gửi: Ủy ban nhân dân các xã, phường', style, { align: 'center', width: 210 });
  let y = bottom + 32;
  while (y < 208) {
    sheet.block();
    y = sheet.paragraph(30, y, 162, prose(random, 2), style, { align: 'justify', indent: 10 }) + 1.5;
  }
  signingBlock(
    sheet,
    148,
    y + 3,
    80,
    style,
    {
      authority: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'],
      name: inventName(random, random.maybe(0.5)),
      seal: committeeSeal(place),
    },
    random,
    look,
  );
  return paper(draft);
}
