import { type Check, checked, fault, warning } from './check.ts';

export interface AgencyCodeParts {
  /** `V1V2V3.Z1Z2.Y1Y2.MX1X2` (QCVN 102:2016); null when there is no verified conversion. */
  readonly oldForm: string | null;
  /** `M12.34.56` (QĐ 20/2020/QĐ-TTg); null when there is no verified conversion. */
  readonly newForm: string | null;
  readonly written: string;
}

const OLD = /^(\d{3})\.(\d{2})\.(\d{2})\.([A-Z]\d{2})$/;
const NEW = /^([A-Z]\d{2})((?:\.\d{2,3}){0,3})$/;

/** Mã cơ quan, old or new form; both are kept (rules.md E, R5.4). Level 4 is never converted: its form is unverified. */
export function checkAgencyCode(input: string): Check<AgencyCodeParts> {
  const written = input.normalize('NFC').replace(/\s/g, '');
  const levelFour = warning(
    'AGENCY_CODE_LEVEL_4',
    'Mã cơ quan cấp 4: chưa xác minh cách chuyển đổi, giữ nguyên như đã ghi.',
    'Agency code of level 4: its conversion is unverified, kept as written.',
  );
  const old = OLD.exec(written);
  if (old !== null) {
    const [, four = '', three = '', two = '', top = ''] = old;
    if (four !== '000') return checked({ oldForm: written, newForm: null, written }, [levelFour]);
    const tail = three === '00' ? (two === '00' ? '' : `.${two}`) : `.${two}.${three}`;
    return checked({ oldForm: written, newForm: top + tail, written }, []);
  }
  const recent = NEW.exec(written);
  if (recent !== null) {
    const top = recent[1] ?? '';
    const levels = (recent[2] ?? '').split('.').slice(1);
    if (levels.length > 2 || levels.some((level) => level.length !== 2))
      return checked({ oldForm: null, newForm: written, written }, levels.length > 2 ? [levelFour] : []);
    const oldForm = `000.${levels[1] ?? '00'}.${levels[0] ?? '00'}.${top}`;
    return checked({ oldForm, newForm: written, written }, []);
  }
  return checked<AgencyCodeParts>(null, [
    fault('AGENCY_CODE_FORM', 'Mã cơ quan không đúng dạng.', 'The agency code has neither of the two forms.'),
  ]);
}
