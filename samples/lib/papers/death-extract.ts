import { Draft } from '../draft.ts';
import { inventName, inventPerson, sexWord } from '../people.ts';
import type { Chance } from '../random.ts';
import type { Style } from '../sheet.ts';
import { addDays, dateInWords, isoDate, longDate, slashDate } from '../words.ts';
import { administrativeHead, authority, fillings, office, recent, three } from './civil-status.ts';
import {
  committeeSeal,
  identityPaper,
  type Look,
  type Paper,
  type PaperMaker,
  row,
  signingBlock,
  upper,
} from './common.ts';

/** Trích lục khai tử. */
async function drawDeathExtract(random: Chance, look: Look): Promise<Paper> {
  const issued = recent(random);
  const from = office(random, issued);
  const registered = addDays(issued, -random.int(0, 60));
  const died = addDays(registered, -random.int(1, 12));
  const person = inventPerson(random, { bornFrom: 1928, bornTo: 1975, home: from.place, levels: from.levels });
  const hour = random.int(0, 23);
  const minute = random.int(0, 59);
  const draft = await Draft.begin([look.family]);
  const sheet = draft.sheet();
  const style: Style = { family: look.family, sizePt: look.family === 'serif' ? 13 : 11.2, leading: 1.4 };
  const copy = look.template === 1;
  let y =
    administrativeHead(sheet, from, `${random.int(1, 600)}/${issued.year}/TLKT${copy ? '-BS' : ''}`, issued, look) + 15;
  sheet.block();
  sheet.line(0, y, [{ text: `TRÍCH LỤC KHAI TỬ${copy ? ' (BẢN SAO)' : ''}`, bold: true, sizePt: 16.5 }], style, {
    align: 'center',
    width: 210,
  });
  y += 11;
  sheet.block();
  const put = (...cells: Parameters<typeof row>[4]) => {
    y = row(sheet, 28, y, 158, cells, style, fillings[look.template]!);
  };
  put({ label: 'Họ, chữ đệm, tên:', value: upper(person.name), field: 'full_name' });
  put({ label: 'Ngày, tháng, năm sinh:', value: slashDate(person.born), field: 'birth_date' });
  put(
    { label: 'Giới tính:', value: sexWord(person), field: 'gender' },
    { label: 'Dân tộc:', value: person.ethnicity, field: 'ethnicity', at: 0.34 },
    { label: 'Quốc tịch:', value: 'Việt Nam', field: 'nationality', at: 0.66 },
  );
  put({
    label: look.template === 2 ? 'Nơi thường trú cuối cùng:' : 'Nơi cư trú cuối cùng:',
    value: person.address,
    field: 'last_residence',
  });
  put({ label: 'Số định danh cá nhân:', value: person.personalId, field: 'personal_id' });
  put({
    label: 'Giấy tờ tùy thân:',
    value: identityPaper(person, { year: 2022, month: 5, day: 1 }),
    field: 'identity_paper',
  });
  put({
    label: 'Đã chết vào lúc:',
    value: `${String(hour).padStart(2, '0')} giờ ${String(minute).padStart(2, '0')} phút, ${longDate(died)}`,
    field: 'death_time',
  });
  put({ label: 'Ghi bằng chữ:', value: dateInWords(died), field: 'death_date_in_words' });
  put({
    label: 'Nơi chết:',
    value: random.maybe(0.6) ? person.address : `Bệnh viện đa khoa ${from.place.provinceKind} ${from.place.province}`,
    field: 'death_place',
  });
  put({
    label: 'Nguyên nhân chết:',
    value: random.pick(['Tuổi già', 'Bệnh tim mạch', 'Đột quỵ', 'Ung thư phổi', 'Tai nạn giao thông', 'Suy hô hấp']),
    field: 'death_cause',
  });
  put({
    label: look.template === 2 ? 'Nơi đăng ký khai tử:' : 'Đăng ký khai tử tại:',
    value: from.full,
    field: 'registration_place',
  });
  put(
    { label: 'Số:', value: `${random.int(1, 200)}/${registered.year}`, field: 'registration_number' },
    {
      label: look.template === 2 ? 'Ngày đăng ký:' : 'ngày',
      value: slashDate(registered),
      field: 'registration_date',
      at: 0.34,
    },
  );
  draft.value('birth_date', isoDate(person.born));
  draft.value('death_time', `${isoDate(died)}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  draft.value('death_date_in_words', isoDate(died));
  draft.value('registration_date', isoDate(registered));
  draft.value('issue_date', isoDate(issued));
  signingBlock(
    sheet,
    146,
    Math.min(y + 5, 240),
    76,
    { ...style, leading: 1.25 },
    {
      authority: authority(random),
      name: inventName(random, random.maybe(0.5)),
      nameField: 'signer_name',
      seal: committeeSeal(from.place),
    },
    random.branch('signature'),
    look,
  );
  return { type: 'death_certificate_extract', draft, format: 'A4' };
}

export const deathExtract: PaperMaker = {
  type: 'death_certificate_extract',
  templates: three('original extract', 'copy, dotted', 'plain, other labels'),
  draw: drawDeathExtract,
};
