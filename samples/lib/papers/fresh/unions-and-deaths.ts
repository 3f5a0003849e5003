import { rgb } from 'pdf-lib';
import { Draft } from '../../draft.ts';
import { sexWord } from '../../people.ts';
import type { Place } from '../../places.ts';
import type { Chance } from '../../random.ts';
import { drawSignature } from '../../seal.ts';
import type { Sheet, Style } from '../../sheet.ts';
import { addDays, type Day, dateInWords, isoDate, longDate, slashDate } from '../../words.ts';
import { ornament } from '../birth-certificate.ts';
import {
  agency,
  committeeSeal,
  type Look,
  motto,
  type Paper,
  type RoundTemplate,
  signingBlock,
  upper,
} from '../common.ts';
import { serifSize } from './births.ts';
import { Column } from './column.ts';
import { freshName, freshPerson, freshPlace, seat, written } from './people.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** Agency, motto, number and date as the extracts have them. @returns the baseline of the number. */
function head(sheet: Sheet, home: Place, levels: 2 | 3, number: string, issued: Day, style: Style): number {
  const bottom = agency(
    sheet,
    60,
    22,
    76,
    levels === 3 ? [upper(home.districtFull)] : [],
    levels === 3 ? [`UBND ${upper(home.communeFull)}`] : ['ỦY BAN NHÂN DÂN', upper(home.communeFull)],
    style.family,
    11.5,
    { own: 'issuer' },
  );
  motto(sheet, 147, 22, style.family, 11.5);
  sheet.block();
  sheet.line(22, bottom + 8, [{ text: 'Số: ' }, { text: number, field: 'number' }], style, {
    align: 'center',
    width: 76,
  });
  sheet.block();
  sheet.line(
    97,
    bottom + 8,
    [
      { text: `${seat(home)}, `, italic: true },
      { text: longDate(issued), italic: true, field: 'issue_date' },
    ],
    style,
    { align: 'center', width: 100 },
  );
  return bottom + 8;
}

/** Trích lục khai tử: some births by year only, some deaths without the hour, the notice of death quoted. */
async function death(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2020, month: 9, day: 1 }, random.int(0, 2240));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const home = freshPlace(random, levels);
  const registered = addDays(issued, -random.int(0, 900));
  const died = addDays(registered, -random.int(0, 40));
  const person = freshPerson(random, { bornFrom: 1926, bornTo: 1990, home, levels });
  const yearOnly = person.born.year < 1955 && random.maybe(0.5);
  const timed = random.maybe(0.6);
  const [hour, minute] = [random.int(0, 23), random.int(0, 59)];
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.5, 11.4), leading: 1.4 };
  let y = head(sheet, home, levels, `${random.int(1, 800)}/TLKT-BS`, issued, style) + 16;
  sheet.block();
  sheet.line(0, y, [{ text: 'TRÍCH LỤC KHAI TỬ', bold: true, sizePt: 17 }], style, { align: 'center', width: 210 });
  y += 6.5;
  sheet.line(0, y, [{ text: '(BẢN SAO)', bold: true, sizePt: 12 }], style, { align: 'center', width: 210 });
  sheet.block();
  const form = new Column(sheet, 28, y + 11, 158, style, { bold: true, between: 0.9 });
  form.put(
    { label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.78 },
  );
  form.put({
    label: 'Ngày, tháng, năm sinh:',
    value: yearOnly ? String(person.born.year) : slashDate(person.born),
    field: 'birth_date',
  });
  form.put(
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  if (issued.year >= 2021) form.put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  form.put({
    label: 'Giấy tờ tùy thân(1):',
    value: `CMND số ${person.oldId}, Công an ${person.home.provinceKind} ${person.home.province} cấp ngày ${slashDate(addDays(died, -2500))}`,
    field: 'identity_paper',
  });
  form.put({ label: 'Nơi cư trú cuối cùng:', value: person.address, field: 'last_residence' });
  form.put({
    label: 'Đã chết vào lúc:',
    value: timed ? `${two(hour)} giờ ${two(minute)} phút, ${longDate(died)}` : longDate(died),
    field: 'death_time',
  });
  form.put({ label: 'Ghi bằng chữ:', value: dateInWords(died), field: 'death_date_in_words' });
  form.put({
    label: 'Nơi chết:',
    value: random.pick([
      `Tại nhà riêng, ${written(home, levels)}`,
      `Trung tâm Y tế ${levels === 3 ? home.districtFull : home.communeFull}`,
      `Trên biển, thuộc vùng biển ${home.provinceKind} ${home.province}`,
    ]),
    field: 'death_place',
  });
  form.put({
    label: 'Nguyên nhân chết:',
    value: random.pick([
      'Già yếu',
      'Nhồi máu cơ tim',
      'Đuối nước',
      'Bệnh hiểm nghèo',
      'Xuất huyết não',
      'Chưa xác định',
    ]),
    field: 'death_cause',
  });
  form.put({
    label: 'Giấy báo tử/Giấy tờ thay thế Giấy báo tử số:',
    value: `${random.int(1, 90)}/GBT do Trạm Y tế ${home.communeFull} cấp ngày ${slashDate(addDays(died, 1))}`,
  });
  form.put({
    label: 'Đăng ký khai tử tại:',
    value: `Ủy ban nhân dân ${written(home, levels)}`,
    field: 'registration_place',
  });
  form.put(
    { label: 'Số:', value: `${random.int(1, 190)}/${registered.year}`, field: 'registration_number', tail: ',' },
    { label: 'ngày', value: slashDate(registered), field: 'registration_date', at: 0.28 },
  );
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 4, 241),
    78,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.22 },
    {
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'],
        ['TUQ. CHỦ TỊCH', 'CÔNG CHỨC TƯ PHÁP - HỘ TỊCH'],
      ]),
      name: freshName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', yearOnly ? String(person.born.year) : isoDate(person.born));
  draft.value('death_time', timed ? `${isoDate(died)}T${two(hour)}:${two(minute)}` : isoDate(died));
  draft.value('death_date_in_words', isoDate(died));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

/** Marriage blank with the husband at the left and the words of 2010; some husbands or wives are foreign citizens. */
async function marriage(random: Chance, look: Look): Promise<Paper> {
  const registered = addDays({ year: 2011, month: 1, day: 10 }, random.int(0, 5700));
  const levels = isoDate(registered) < '2025-07-01' ? 3 : 2;
  const home = freshPlace(random, levels);
  const foreign = random.maybe(0.3);
  const husband = freshPerson(random, {
    male: true,
    bornFrom: registered.year - 45,
    bornTo: registered.year - 21,
    levels,
  });
  const wife = freshPerson(random, {
    male: false,
    bornFrom: registered.year - 42,
    bornTo: registered.year - 19,
    home,
    levels,
  });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet(297, 210);
  ornament(sheet, { frame: [0.74, 0.42, 0.2], ground: [0.99, 0.95, 0.88] });
  const style: Style = { family: look.family, sizePt: serifSize(look, 12.5, 10.8), leading: 1.32 };
  motto(sheet, 148.5, 26, look.family, 12.5);
  sheet.block();
  sheet.line(
    0,
    43,
    [{ text: 'GIẤY CHỨNG NHẬN KẾT HÔN', bold: true, sizePt: 21, colour: rgb(0.75, 0.12, 0.14) }],
    style,
    { align: 'center', width: 297 },
  );
  sheet.block();
  sheet.line(
    214,
    51,
    [{ text: 'Số: ' }, { text: `${two(random.int(1, 210))}/${registered.year}`, bold: true, field: 'number' }],
    style,
  );
  const old = registered.year < 2016;
  const width = 112;
  let deepest = 0;
  for (const [index, [who, prefix, person]] of (
    [
      ['chồng', 'husband', husband],
      ['vợ', 'wife', wife],
    ] as const
  ).entries()) {
    const abroad = foreign && prefix === 'husband';
    sheet.block();
    const form = new Column(sheet, 28 + index * (width + 16), 61, width, style, {
      bold: true,
      dotted: true,
      between: 0.8,
    });
    const country = random.pick([
      ['Hàn Quốc', 'KIM MIN SOO', 'Incheon, Hàn Quốc'],
      ['Hoa Kỳ', 'JOHN THANH NGUYEN', '1205 Maple Street, San Jose, California, Hoa Kỳ'],
      ['Nhật Bản', 'TANAKA KENJI', 'Osaka, Nhật Bản'],
    ] as const);
    form.put({
      label: `${old ? 'Họ và tên' : 'Họ, chữ đệm, tên'} ${who}:`,
      value: abroad ? country[1] : upper(person.name),
      field: `${prefix}_full_name`,
    });
    form.put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: `${prefix}_birth_date` });
    form.put(
      { label: 'Dân tộc:', value: abroad ? '' : person.ethnicity, ...(abroad ? {} : { field: `${prefix}_ethnicity` }) },
      { label: 'Quốc tịch:', value: abroad ? country[0] : 'Việt Nam', field: `${prefix}_nationality`, at: 0.5 },
    );
    form.put({
      label: old ? 'Nơi thường trú/tạm trú:' : 'Nơi cư trú:',
      value: abroad ? country[2] : person.address,
      field: `${prefix}_residence`,
    });
    form.put({
      label: old ? 'Số Giấy CMND/Hộ chiếu/Giấy tờ hợp lệ thay thế:' : 'Giấy tờ tùy thân:',
      value: abroad
        ? `Hộ chiếu số M${random.digits(8)}`
        : old
          ? person.oldId
          : `${registered.year < 2021 ? `CMND số ${person.oldId}` : `CCCD số ${person.personalId}`}, cấp ngày ${slashDate(addDays(registered, -700))}`,
      field: `${prefix}_identity_paper`,
    });
    deepest = Math.max(deepest, form.y);
    draft.value(`${prefix}_birth_date`, isoDate(person.born));
  }
  sheet.block();
  const place = new Column(sheet, 28, deepest + 1, 240, style, { bold: true, dotted: true, between: 0.8 });
  const office = foreign
    ? `Ủy ban nhân dân ${levels === 3 ? home.districtFull : home.communeFull}, ${home.provinceKind} ${home.province}`
    : `Ủy ban nhân dân ${written(home, levels)}`;
  place.put({ label: old ? 'Nơi đăng ký:' : 'Nơi đăng ký kết hôn:', value: office, field: 'registration_place' });
  place.put({
    label: old ? 'Ngày, tháng, năm đăng ký:' : 'Ngày, tháng, năm đăng ký kết hôn:',
    value: longDate(registered).replace('ngày ', 'Ngày '),
    field: 'registration_date',
  });
  const y = Math.min(place.y + 4, 158);
  for (const [index, who] of ['CHỒNG', 'VỢ'].entries()) {
    sheet.block();
    sheet.line(28 + index * 62, y, [{ text: who, bold: true }], style, { align: 'center', width: 60 });
    sheet.line(28 + index * 62, y + 5, [{ text: '(Ký, ghi rõ họ, chữ đệm, tên)', italic: true, sizePt: 9.5 }], style, {
      align: 'center',
      width: 60,
    });
    if (look.inked) drawSignature(sheet, random.branch(who), 44 + index * 62, y + 18, 28);
  }
  signingBlock(
    sheet,
    222,
    y,
    96,
    { ...style, sizePt: style.sizePt - 1, leading: 1.2 },
    {
      authority: ['NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN', random.pick(['Chủ tịch', 'Phó Chủ tịch'])],
      name: freshName(random, random.maybe(0.7)),
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  draft.value('registration_date', isoDate(registered));
  return { type: 'marriage_certificate', draft, format: 'A4-landscape' };
}

/** Giấy xác nhận tình trạng hôn nhân with the applicant's whole request told first and the years of residence. */
async function marital(random: Chance, look: Look): Promise<Paper> {
  const issued = addDays({ year: 2020, month: 8, day: 5 }, random.int(0, 2260));
  const levels = isoDate(issued) < '2025-07-01' ? 3 : 2;
  const home = freshPlace(random, levels);
  const person = freshPerson(random, { bornFrom: 1960, bornTo: issued.year - 19, home, levels });
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: serifSize(look, 13.5, 11.5), leading: 1.4 };
  const y = head(sheet, home, levels, `${random.int(1, 900)}/UBND-XNTTHN`, issued, style);
  sheet.block();
  sheet.line(0, y + 16, [{ text: 'GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN', bold: true, sizePt: 15.5 }], style, {
    align: 'center',
    width: 210,
  });
  const form = new Column(sheet, 28, y + 28, 158, style, { between: 0.8 });
  form.centre([{ text: `ỦY BAN NHÂN DÂN(1) ${upper(home.communeFull)}`, bold: true }]);
  form.say(
    `Xét đề nghị của ông/bà(2): ${freshName(random, random.maybe(0.5))}, về việc cấp Giấy xác nhận tình trạng hôn nhân cho(3) ${person.name},`,
    { align: 'justify', indent: 9 },
    1,
  );
  form.centre([{ text: 'XÁC NHẬN:', bold: true }], 1);
  form.y += 1;
  form.put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  form.put(
    { label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' },
    { label: 'Giới tính:', value: sexWord(person), field: 'gender', at: 0.66 },
  );
  form.put(
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity' },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.5 },
  );
  form.put({
    label: 'Giấy tờ tùy thân(4):',
    value: `Căn cước công dân số ${person.personalId} do Cục trưởng Cục Cảnh sát quản lý hành chính về trật tự xã hội cấp ngày ${slashDate(addDays(issued, -300))}`,
    field: 'identity_paper',
  });
  form.put({ label: 'Nơi cư trú(5):', value: person.address, field: 'residence' });
  const status = random.pick([
    'Chưa đăng ký kết hôn với ai',
    `Đã đăng ký kết hôn nhưng đã ly hôn theo Quyết định công nhận thuận tình ly hôn số ${random.int(10, 300)}/${issued.year - 1}/QĐST-HNGĐ ngày ${slashDate(addDays(issued, -420))} của Tòa án nhân dân; hiện tại chưa đăng ký kết hôn với ai`,
    `Trong thời gian cư trú tại ${home.communeFull} từ ngày ${slashDate(addDays(issued, -3000))} đến ngày ${slashDate(addDays(issued, -30))} chưa đăng ký kết hôn với ai`,
    `Có chồng/vợ nhưng chồng/vợ đã chết (Trích lục khai tử số ${random.int(1, 90)}/TLKT); hiện tại chưa đăng ký kết hôn với ai`,
  ]);
  form.put({ label: 'Tình trạng hôn nhân(6):', value: status, field: 'marital_status' });
  const partner = freshPerson(random, { male: !person.male, bornFrom: 1975, bornTo: 2005 });
  const uses = [
    `Kết hôn với ${partner.male ? 'anh' : 'chị'} ${partner.name}, sinh năm ${partner.born.year}`,
    'Bổ sung hồ sơ mua bán nhà ở, không có giá trị đăng ký kết hôn',
    'Hoàn thiện hồ sơ đi lao động tại nước ngoài',
  ];
  form.put({ label: 'Giấy này được sử dụng để(7):', value: random.pick(uses), field: 'purpose' });
  form.say('Giấy này có giá trị trong thời hạn 6 tháng kể từ ngày cấp./.', { indent: 9 }, 1);
  signingBlock(
    sheet,
    147,
    Math.min(form.y + 4, 240),
    80,
    { ...style, sizePt: style.sizePt - 0.8, leading: 1.22 },
    {
      authority: random.pick([
        ['TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
        ['KT. CHỦ TỊCH', 'PHÓ CHỦ TỊCH'],
      ]),
      name: freshName(random, random.maybe(0.6)),
      nameField: 'signer_name',
      seal: committeeSeal(home),
    },
    random.branch('signature'),
    look,
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('issue_date', isoDate(issued));
  return { type: 'marital_status_confirmation', draft, format: 'A4' };
}

export const freshDeaths: readonly RoundTemplate[] = [
  { name: 'year of birth alone, hour unknown on some', draw: death },
];
export const freshMarriages: readonly RoundTemplate[] = [
  { name: 'husband at the left, words of 2010 or 2020', draw: marriage },
];
export const freshMaritalStatuses: readonly RoundTemplate[] = [
  { name: 'footnote marks, request told first', draw: marital },
];
