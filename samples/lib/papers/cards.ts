import { rgb } from 'pdf-lib';
import { cardMrz, cardQr, inventPerson, placeText, sexWord } from '../people.ts';
import { drawQr } from '../qr.ts';
import type { Chance } from '../random.ts';
import { drawSeal, drawSignature } from '../seal.ts';
import { Draft, type Run, type Style } from '../sheet.ts';
import { addDays, isoDate, longDate, packedDate, slashDate } from '../words.ts';
import { CARD, cardExpiry, cardGround, emblem, fingerprint, portrait } from './citizen-id-2021.ts';
import { type Look, type Paper, type PaperMaker, upper } from './common.ts';

const grey = rgb(0.22, 0.28, 0.36);
const red = rgb(0.78, 0.1, 0.12);

/** Bilingual label of a card: Vietnamese upright, English slanted. */
const label = (vi: string, en: string, sizePt = 5.2): Run[] => [
  { text: `${vi} / `, colour: grey, sizePt },
  { text: `${en}:`, italic: true, colour: grey, sizePt },
];

/** Thẻ căn cước from 01/07/2024 (rules.md K): fields on both sides, QR on the back, MRZ. */
async function drawCitizenId2024(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2024, month: 7, day: 3 }, random.int(0, 820));
  const person = { ...inventPerson(random, { bornFrom: 1955, bornTo: 2010 }), idIssued: issued };
  const expires = cardExpiry(person, issued);
  const draft = await Draft.begin([look.family, 'mono']);
  const value: Style = { family: look.family, sizePt: 7.6, leading: 1.22 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.9, 0.95, 0.97], [0.66, 0.8, 0.88]);
  emblem(front, 9.6, 8, 5.2);
  front.block();
  const centre = { align: 'center', width: 62 } as const;
  front.line(17, 4.4, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...value, bold: true, sizePt: 6.2 }, centre);
  front.line(17, 7, 'Độc lập - Tự do - Hạnh phúc', { ...value, bold: true, sizePt: 5.6 }, centre);
  front.line(17, 9.3, 'SOCIALIST REPUBLIC OF VIET NAM', { ...value, sizePt: 4.6 }, centre);
  front.line(17, 11.3, 'Independence - Freedom - Happiness', { ...value, sizePt: 4.6 }, centre);
  front.line(17, 16.2, 'CĂN CƯỚC', { ...value, bold: true, sizePt: 11, colour: red }, centre);
  front.line(17, 18.9, 'IDENTITY CARD', { ...value, bold: true, sizePt: 5.8, colour: red }, centre);
  portrait(front, 3.6, 16.8, 19.5, 27, random.branch('face'));
  const x = 26;
  const inline = look.template === 1;
  front.block();
  front.line(x, 23.6, label('Số định danh cá nhân', 'Personal identification number'), value);
  front.line(x, 27.8, [{ text: person.personalId, bold: true, sizePt: 11, field: 'personal_id' }], value);
  front.line(x, 31.4, label('Họ, chữ đệm và tên khai sinh', 'Full name'), value);
  front.line(x, 35, [{ text: upper(person.name), bold: true, sizePt: 8.4, field: 'full_name' }], value);
  if (inline) {
    front.line(
      x,
      39,
      [...label('Ngày, tháng, năm sinh', 'Date of birth'), { text: ` ${slashDate(person.born)}`, field: 'birth_date' }],
      value,
    );
    front.line(x, 43, [...label('Giới tính', 'Sex'), { text: ` ${sexWord(person)}`, field: 'gender' }], value);
    front.line(x + 24, 43, [...label('Quốc tịch', 'Nationality'), { text: ' Việt Nam', field: 'nationality' }], value);
  } else {
    front.line(x, 38.6, label('Ngày, tháng, năm sinh', 'Date of birth'), value);
    front.line(x + 38, 38.6, label('Giới tính', 'Sex'), value);
    front.line(x, 42.2, [{ text: slashDate(person.born), field: 'birth_date' }], value);
    front.line(x + 38, 42.2, [{ text: sexWord(person), field: 'gender' }], value);
    front.line(x, 45.6, label('Quốc tịch', 'Nationality'), value);
    front.line(x, 49, [{ text: 'Việt Nam', field: 'nationality' }], value);
  }
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.93, 0.96, 0.95], [0.72, 0.84, 0.8]);
  const residence = person.address;
  const birthplace = placeText(person.birthplace, 2);
  back.block();
  back.line(4, 4.6, label('Nơi cư trú', 'Place of residence'), value);
  back.paragraph(4, 7.8, 60, [{ text: residence, field: 'residence' }], { ...value, sizePt: 6.6 });
  back.line(4, 14.4, label('Nơi đăng ký khai sinh', 'Place of birth'), value);
  back.line(4, 17.4, [{ text: birthplace, field: 'birth_registration_place' }], { ...value, sizePt: 6.6 });
  const until = expires === null ? 'Không thời hạn' : slashDate(expires);
  if (inline) {
    back.line(
      4,
      21.6,
      [...label('Ngày cấp', 'Date of issue', 5), { text: ` ${slashDate(issued)}`, field: 'issue_date', sizePt: 6.6 }],
      value,
    );
    back.line(
      4,
      24.8,
      [...label('Ngày hết hạn', 'Date of expiry', 5), { text: ` ${until}`, field: 'expiry_date', sizePt: 6.6 }],
      value,
    );
  } else {
    back.line(4, 21, label('Ngày, tháng, năm cấp', 'Date of issue', 4.6), value);
    back.line(36, 21, label('Ngày, tháng, năm hết hạn', 'Date of expiry', 4.6), value);
    back.line(4, 24.2, [{ text: slashDate(issued), field: 'issue_date', sizePt: 6.8 }], value);
    back.line(36, 24.2, [{ text: until, field: 'expiry_date', sizePt: 6.8 }], value);
  }
  back.block();
  back.line(24, 29, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 6.4 }], value, { align: 'center', width: 38 });
  back.line(24, 31.4, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 4.6 }], value, { align: 'center', width: 38 });
  back.box(
    { x: 7, y: 28, width: 11, height: 8.6 },
    { fill: rgb(0.84, 0.72, 0.36), widthMm: 0.1, colour: rgb(0.5, 0.42, 0.2) },
  );
  const qr = cardQr({ ...person, formerAddress: residence }, packedDate);
  const qrBox = { x: 66.4, y: 4, width: 15, height: 15 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width);
  const mrz = cardMrz(person, expires ?? { year: person.born.year + 100, month: 12, day: 31 });
  back.block();
  for (const [index, text] of mrz.entries())
    back.line(4, 41 + index * 4.6, [{ text, kind: 'machine' }], { family: 'mono', sizePt: 12 });
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  draft.value('expiry_date', expires === null ? 'không thời hạn' : isoDate(expires));
  draft.machine('old_identity_number', person.oldId, 2, qrBox);
  return { type: 'citizen_id_2024', draft, format: 'card', barcodes: [qr] };
}

/** Giấy chứng minh nhân dân of nine digits. */
async function drawIdentityCard9(random: Chance, look: Look): Promise<Paper> {
  const person = inventPerson(random, { bornFrom: 1945, bornTo: 1999 });
  const issued = addDays({ year: Math.max(2004, person.born.year + 16), month: 1, day: 5 }, random.int(0, 2200));
  const draft = await Draft.begin([look.family]);
  const style: Style = { family: look.family, sizePt: 8, leading: 1.3 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.9, 0.95, 0.9], [0.7, 0.84, 0.7]);
  emblem(front, 11, 9.4, 5.6);
  front.block();
  const centre = { align: 'center', width: 62 } as const;
  front.line(20, 5, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { ...style, bold: true, sizePt: 6.8 }, centre);
  front.line(20, 8, 'Độc lập - Tự do - Hạnh phúc', { ...style, bold: true, sizePt: 6.4 }, centre);
  front.line(
    20,
    13.2,
    look.template === 1 ? 'CHỨNG MINH NHÂN DÂN' : 'GIẤY CHỨNG MINH NHÂN DÂN',
    { ...style, bold: true, sizePt: 9.6, colour: red },
    centre,
  );
  front.line(
    20,
    18,
    [
      { text: 'SỐ ', bold: true, colour: red },
      { text: person.oldId, bold: true, sizePt: 11, colour: red, field: 'identity_number' },
    ],
    style,
    centre,
  );
  portrait(front, 3.4, 18, 18.5, 25, random.branch('face'));
  const x = 24.5;
  const width = 59;
  front.block();
  let y = 23.6;
  front.line(x, y, [{ text: 'Họ tên: ' }, { text: upper(person.name), bold: true, field: 'full_name' }], style);
  y += 4.8;
  front.line(
    x,
    y,
    [
      { text: 'Sinh ngày: ' },
      { text: slashDate(person.born, look.template === 1 ? '/' : '-'), field: 'birth_date', bold: look.template === 0 },
    ],
    style,
  );
  y = front.paragraph(
    x,
    y + 4.8,
    width,
    [
      { text: 'Nguyên quán: ' },
      {
        text: placeText(person.birthplace, 3).replace(/(xã|phường|huyện|quận|tỉnh|thành phố) /g, ''),
        field: 'place_of_origin',
      },
    ],
    style,
  );
  front.paragraph(
    x,
    y + 0.8,
    width,
    [
      { text: 'Nơi ĐKHK thường trú: ' },
      { text: person.formerAddress.replace(/(xã|phường|huyện|quận|tỉnh|thành phố) /g, ''), field: 'residence' },
    ],
    style,
  );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.92, 0.96, 0.92], [0.76, 0.86, 0.74]);
  back.block();
  back.line(4, 5.6, [{ text: 'Dân tộc: ' }, { text: person.ethnicity, bold: true, field: 'ethnicity' }], style);
  back.line(
    44,
    5.6,
    [
      { text: 'Tôn giáo: ' },
      { text: random.pick(['Không', 'Không', 'Phật giáo', 'Thiên Chúa']), bold: true, field: 'religion' },
    ],
    style,
  );
  back.rule(3, 7.4, 82.6, 7.4, 0.15);
  back.block();
  back.line(28, 11.6, [{ text: 'DẤU VẾT RIÊNG VÀ DỊ HÌNH', bold: true, sizePt: 6.6 }], style, {
    align: 'center',
    width: 55,
  });
  back.paragraph(
    29,
    15.6,
    53,
    [
      {
        text: `${random.pick(['Nốt ruồi', 'Sẹo chấm'])} C: ${random.pick(['1cm', '2cm', '3cm'])} ${random.pick(['trên sau', 'dưới trước', 'dưới sau'])} ${random.pick(['đầu lông mày trái', 'mép phải', 'cánh mũi phải'])}`,
        field: 'identifying_marks',
      },
    ],
    style,
  );
  back.block();
  for (const [index, text] of ['NGÓN TRỎ TRÁI', 'NGÓN TRỎ PHẢI'].entries()) {
    back.line(3, 11.4 + index * 20, [{ text, sizePt: 4.8 }], style, { align: 'center', width: 23 });
    fingerprint(back, 14.5, 20 + index * 20, random.branch(text));
  }
  back.block();
  back.line(30, 27, [{ text: longDate(issued).replace('ngày', 'Ngày'), italic: true, field: 'issue_date' }], style, {
    align: 'center',
    width: 52,
  });
  back.line(
    30,
    31,
    [
      {
        text: `GIÁM ĐỐC CA ${upper(person.home.provinceKind === 'tỉnh' ? 'tỉnh' : 'TP.')} ${upper(person.home.province)}`,
        bold: true,
        sizePt: 6.6,
      },
    ],
    style,
    { align: 'center', width: 52 },
  );
  if (look.inked) {
    drawSignature(back, random.branch('signature'), 48, 40, 20);
    drawSeal(
      back,
      47,
      40,
      {
        diameterMm: 17,
        upper: 'CÔNG AN',
        lower: `${person.home.provinceKind === 'tỉnh' ? 'TỈNH' : 'TP.'} ${upper(person.home.province)}`,
      },
      random.real(-8, 8),
    );
  }
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'identity_card_9', draft, format: 'card' };
}

/** Giấy phép lái xe, PET card (TT 12/2025/TT-BCA). */
async function drawDrivingLicence(random: Chance, look: Look): Promise<Paper> {
  const person = inventPerson(random, { bornTo: 2003 });
  const issued = addDays({ year: 2025, month: 3, day: 5 }, random.int(0, 560));
  const passed = addDays(issued, -random.int(8, 40));
  const licenceClass = random.pick(['A1', 'A', 'B', 'B', 'C1', 'C', 'D2']);
  const unlimited = licenceClass.startsWith('A');
  const expires = addDays(issued, 3652);
  const number = `${person.home.provinceCode}${random.digits(9)}`;
  const draft = await Draft.begin([look.family]);
  const value: Style = { family: look.family, sizePt: 7, leading: 1.2 };
  const front = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(front, [0.98, 0.95, 0.82], [0.9, 0.82, 0.55]);
  front.block();
  front.line(3, 4.6, [{ text: 'BỘ CÔNG AN', bold: true, sizePt: 5.4 }], value, { align: 'center', width: 24 });
  front.line(3, 7, [{ text: 'MINISTRY OF PUBLIC SECURITY', sizePt: 3.6 }], value, { align: 'center', width: 24 });
  front.block();
  front.line(28, 4.6, [{ text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', bold: true, sizePt: 5.8 }], value, {
    align: 'center',
    width: 55,
  });
  front.line(28, 7.2, [{ text: 'Độc lập - Tự do - Hạnh phúc', bold: true, sizePt: 5.4 }], value, {
    align: 'center',
    width: 55,
  });
  front.block();
  front.line(24, 12.2, [{ text: "GIẤY PHÉP LÁI XE/DRIVER'S LICENSE", bold: true, sizePt: 7.6, colour: red }], value, {
    align: 'center',
    width: 60,
  });
  front.line(
    26,
    16.6,
    [
      { text: 'Số / ', colour: red },
      { text: 'No.: ', italic: true, colour: red },
      { text: number, bold: true, sizePt: 8.4, field: 'licence_number', colour: red },
    ],
    value,
  );
  portrait(front, 3.4, 13, 19, 25, random.branch('face'));
  const x = 24.5;
  front.block();
  const put = (y: number, vi: string, en: string, text: string, field: string, at = x): void => {
    front.line(
      at,
      y,
      [...label(vi, en, 4.8), { text: ` ${text}`, bold: field === 'full_name', field }],
      field === 'issuer' ? { ...value, sizePt: 6 } : value,
    );
  };
  put(20.6, look.template === 1 ? 'Họ và tên' : 'Họ tên', 'Full name', upper(person.name), 'full_name');
  put(24.4, 'Ngày sinh', 'Date of birth', slashDate(person.born), 'birth_date');
  put(28.2, 'Quốc tịch', 'Nationality', 'VIỆT NAM', 'nationality');
  front.paragraph(
    x,
    32,
    59.5,
    [...label('Nơi cư trú', 'Address', 4.8), { text: ` ${person.address}`, field: 'residence' }],
    { ...value, sizePt: 6.4 },
  );
  front.block();
  if (look.template === 1) {
    put(40.4, 'Hạng', 'Class', licenceClass, 'licence_class');
    put(40.4, 'Ngày cấp', 'Date of issue', slashDate(issued), 'issue_date', x + 22);
    put(44.2, 'Ngày hết hạn', 'Date of expiry', unlimited ? 'Không thời hạn' : slashDate(expires), 'expiry_date');
    put(48, 'Cơ quan cấp', 'Issued by', `Phòng CSGT Công an ${person.home.province}`, 'issuer');
  } else {
    front.line(
      3.4,
      42.4,
      [...label('Hạng', 'Class', 5), { text: ` ${licenceClass}`, bold: true, sizePt: 9, field: 'licence_class' }],
      value,
    );
    front.line(3.4, 47, label('Có giá trị đến', 'Expires', 4.4), value);
    front.line(
      3.4,
      50.2,
      [{ text: unlimited ? 'Không thời hạn' : slashDate(expires), field: 'expiry_date', bold: true, sizePt: 6.6 }],
      value,
    );
    put(40.6, 'Ngày cấp', 'Date of issue', slashDate(issued), 'issue_date', 36);
    put(44.2, 'Cơ quan cấp', 'Issued by', `Phòng CSGT Công an ${person.home.province}`, 'issuer');
  }
  if (look.inked)
    drawSeal(
      front,
      72,
      46.5,
      { diameterMm: 11, upper: 'CÔNG AN', lower: upper(person.home.province) },
      random.real(-8, 8),
    );
  const back = draft.sheet(CARD.widthMm, CARD.heightMm);
  cardGround(back, [0.98, 0.96, 0.86], [0.9, 0.84, 0.62]);
  back.block();
  back.line(4, 5.6, [{ text: 'CÁC LOẠI XE CƠ GIỚI ĐƯỜNG BỘ ĐƯỢC ĐIỀU KHIỂN', bold: true, sizePt: 5.6 }], value);
  back.line(4, 8.2, [{ text: 'CLASSIFICATION OF MOTOR VEHICLES', italic: true, sizePt: 4.6 }], value);
  back.paragraph(
    4,
    12.6,
    56,
    [
      {
        text: `${licenceClass}: ${licenceClass.startsWith('A') ? 'Xe mô tô hai bánh có dung tích xi-lanh đến 125 cm³ hoặc có công suất động cơ điện đến 11 kW' : 'Xe ô tô chở người đến 08 chỗ (không kể chỗ của người lái xe); xe ô tô tải có khối lượng toàn bộ theo thiết kế đến 3.500 kg'}`,
      },
    ],
    { ...value, sizePt: 6 },
  );
  back.block();
  back.line(
    4,
    28,
    [...label('Ngày trúng tuyển', 'Beginning date', 4.8), { text: ` ${slashDate(passed)}`, field: 'exam_date' }],
    value,
  );
  const qr = `${number}|${person.name}|${packedDate(person.born)}|${licenceClass}|${packedDate(issued)}`;
  const qrBox = { x: 64, y: 14, width: 16, height: 16 };
  drawQr(back, qr, qrBox.x, qrBox.y, qrBox.width, 'M');
  draft.machine('qr_content', qr, 2, qrBox);
  for (const [field, day] of [
    ['birth_date', person.born],
    ['issue_date', issued],
    ['exam_date', passed],
  ] as const)
    draft.value(field, isoDate(day));
  draft.value('expiry_date', unlimited ? 'không thời hạn' : isoDate(expires));
  return { type: 'driving_licence', draft, format: 'card', barcodes: [qr] };
}

export const citizenId2024: PaperMaker = {
  type: 'citizen_id_2024',
  templates: [
    { name: 'values below labels', holdout: false },
    { name: 'values beside labels', holdout: true },
  ],
  draw: drawCitizenId2024,
};
export const identityCard9: PaperMaker = {
  type: 'identity_card_9',
  templates: [
    { name: 'typed, dashes in dates', holdout: false },
    { name: 'short title, slashes', holdout: true },
  ],
  draw: drawIdentityCard9,
};
export const drivingLicence: PaperMaker = {
  type: 'driving_licence',
  templates: [
    { name: 'class at the left, expiry below the portrait', holdout: false },
    { name: 'all rows at the right', holdout: true },
  ],
  draw: drawDrivingLicence,
};
