import type { RoundTemplates } from '../common.ts';
import { sixthDecisions, sixthLetters, sixthNotices } from './administrative.ts';
import { sixthBirthExtracts, sixthBirths } from './births.ts';
import { sixthEnterprises, sixthHouseholdBusinesses } from './businesses.ts';
import { sixthCriminalRecords } from './criminal-record.ts';
import { sixthDeaths, sixthMaritalStatuses } from './deaths-and-status.ts';
import { sixthLicences } from './driving-licence.ts';
import { sixthApplications, sixthDeclarations } from './forms.ts';
import { sixthCards9, sixthCards2024, sixthChipCards } from './identity-cards.ts';
import { sixthNewLand, sixthOldLand } from './land.ts';
import { sixthMarriages } from './marriages.ts';

export const sixth: RoundTemplates = {
  citizen_id_2021: sixthChipCards,
  citizen_id_2024: sixthCards2024,
  identity_card_9: sixthCards9,
  birth_certificate: sixthBirths,
  birth_certificate_extract: sixthBirthExtracts,
  death_certificate_extract: sixthDeaths,
  marriage_certificate: sixthMarriages,
  marital_status_confirmation: sixthMaritalStatuses,
  enterprise_registration: sixthEnterprises,
  household_business_registration: sixthHouseholdBusinesses,
  land_use_right_old: sixthOldLand,
  land_use_right_new: sixthNewLand,
  driving_licence: sixthLicences,
  criminal_record: sixthCriminalRecords,
  decision: sixthDecisions,
  official_letter: sixthLetters,
  notice: sixthNotices,
  declaration: sixthDeclarations,
  application: sixthApplications,
};
