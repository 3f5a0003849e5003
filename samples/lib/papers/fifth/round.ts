import type { RoundTemplates } from '../common.ts';
import { fifthDecisions, fifthLetters, fifthNotices } from './administrative.ts';
import { fifthBirthExtracts, fifthBirths } from './births.ts';
import { fifthEnterprises } from './businesses.ts';
import { fifthCards2024, fifthChipCards } from './cards.ts';
import { fifthCriminalRecords } from './criminal-record.ts';
import { fifthLicences } from './driving-licence.ts';
import { fifthApplications, fifthDeclarations } from './forms.ts';
import { fifthHouseholdBusinesses } from './household-business.ts';
import { fifthCards9 } from './identity-card-9.ts';
import { fifthNewLand, fifthOldLand } from './land.ts';
import { fifthDeaths, fifthMaritalStatuses, fifthMarriages } from './unions-and-deaths.ts';

export const fifth: RoundTemplates = {
  citizen_id_2021: fifthChipCards,
  citizen_id_2024: fifthCards2024,
  identity_card_9: fifthCards9,
  birth_certificate: fifthBirths,
  birth_certificate_extract: fifthBirthExtracts,
  death_certificate_extract: fifthDeaths,
  marriage_certificate: fifthMarriages,
  marital_status_confirmation: fifthMaritalStatuses,
  enterprise_registration: fifthEnterprises,
  household_business_registration: fifthHouseholdBusinesses,
  land_use_right_old: fifthOldLand,
  land_use_right_new: fifthNewLand,
  driving_licence: fifthLicences,
  criminal_record: fifthCriminalRecords,
  decision: fifthDecisions,
  official_letter: fifthLetters,
  notice: fifthNotices,
  declaration: fifthDeclarations,
  application: fifthApplications,
};
