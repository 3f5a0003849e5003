import type { RoundTemplates } from '../common.ts';
import { fourthDecisions, fourthLetters, fourthNotices } from './administrative.ts';
import { fourthBirthExtracts, fourthBirths } from './births.ts';
import { fourthEnterprises, fourthHouseholdBusinesses } from './businesses.ts';
import { fourthCards9, fourthCards2024, fourthChipCards, fourthLicences } from './cards.ts';
import { fourthCriminalRecords } from './criminal-record.ts';
import { fourthApplications, fourthDeclarations } from './forms.ts';
import { fourthNewLand, fourthOldLand } from './land.ts';
import { fourthDeaths, fourthMaritalStatuses, fourthMarriages } from './unions-and-deaths.ts';

export const fourth: RoundTemplates = {
  citizen_id_2021: fourthChipCards,
  citizen_id_2024: fourthCards2024,
  identity_card_9: fourthCards9,
  birth_certificate: fourthBirths,
  birth_certificate_extract: fourthBirthExtracts,
  death_certificate_extract: fourthDeaths,
  marriage_certificate: fourthMarriages,
  marital_status_confirmation: fourthMaritalStatuses,
  enterprise_registration: fourthEnterprises,
  household_business_registration: fourthHouseholdBusinesses,
  land_use_right_old: fourthOldLand,
  land_use_right_new: fourthNewLand,
  driving_licence: fourthLicences,
  criminal_record: fourthCriminalRecords,
  decision: fourthDecisions,
  official_letter: fourthLetters,
  notice: fourthNotices,
  declaration: fourthDeclarations,
  application: fourthApplications,
};
