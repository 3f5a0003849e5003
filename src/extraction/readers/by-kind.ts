import type { FieldKind } from '../../domain/document-types/document-type.ts';
import { endsWithProvince } from '../lexicon/places.ts';
import { readBusinessLines } from './business-lines.ts';
import { readDateField, readDateTime, readDateWords, readExpiryDate, readYear } from './dates.ts';
import { readDocumentNumber } from './document-number.ts';
import {
  readBusinessCode,
  readEmail,
  readIdentityNumber,
  readLandSerial,
  readLicenceClass,
  readOldId,
  readPersonalId,
  readPhone,
  readTaxCode,
  readTwelveDigits,
} from './numbers.ts';
import { readPersonName } from './person-name.ts';
import { readArea, readInteger, readMoney, readNumberInWords, readParcelNumber } from './quantities.ts';
import type { Reader } from './reading.ts';
import { readAddress, readAuthority, readEthnicity, readGender, readNationality, readText } from './words.ts';

interface KindRule {
  readonly read: Reader;
  /** Rows one value may run over, and on a card, when there fewer. */
  readonly rows: number;
  readonly onCard?: number;
  /** Whether a text is the whole of such a value, where that can be told. */
  readonly isWhole?: (text: string) => boolean;
}

/** How each kind of value is read. */
export const kindRules: Readonly<Record<FieldKind, KindRule>> = {
  person_name: { read: readPersonName, rows: 2, onCard: 1 },
  date: { read: readDateField, rows: 2, onCard: 1 },
  expiry_date: { read: readExpiryDate, rows: 1 },
  datetime: { read: readDateTime, rows: 2 },
  date_in_words: { read: readDateWords, rows: 3 },
  year: { read: readYear, rows: 1 },
  gender: { read: readGender, rows: 1 },
  ethnicity: { read: readEthnicity, rows: 1 },
  nationality: { read: readNationality, rows: 1 },
  personal_id: { read: readPersonalId, rows: 1 },
  old_id: { read: readOldId, rows: 1 },
  identity_number: { read: readIdentityNumber, rows: 1 },
  tax_code: { read: readTaxCode, rows: 1 },
  business_code: { read: readBusinessCode, rows: 1 },
  digits12: { read: readTwelveDigits, rows: 1 },
  document_number: { read: readDocumentNumber, rows: 1 },
  integer: { read: readInteger, rows: 1 },
  parcel_number: { read: readParcelNumber, rows: 1 },
  area: { read: readArea, rows: 1 },
  money: { read: readMoney, rows: 1 },
  money_in_words: { read: readNumberInWords, rows: 3 },
  number_in_words: { read: readNumberInWords, rows: 3 },
  phone: { read: readPhone, rows: 1 },
  email: { read: readEmail, rows: 1 },
  licence_class: { read: readLicenceClass, rows: 1 },
  land_serial: { read: readLandSerial, rows: 1 },
  business_lines: { read: readBusinessLines, rows: 30 },
  address: { read: readAddress, rows: 4, isWhole: endsWithProvince },
  authority: { read: readAuthority, rows: 3, isWhole: endsWithProvince },
  text: { read: readText, rows: 4 },
  // what is ticked is seen on the image (choices.ts), never in words
  choice: { read: () => null, rows: 1 },
};
