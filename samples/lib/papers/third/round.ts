import type { RoundTemplates } from '../common.ts';
import { thirdAdministrative } from './administrative.ts';
import { thirdBirthExtracts, thirdBirths } from './births.ts';
import { thirdEnterprises, thirdHouseholdBusinesses } from './businesses.ts';
import { thirdCriminalRecords } from './criminal-record.ts';
import { thirdLicences } from './driving-licence.ts';
import { thirdApplications, thirdDeclarations } from './forms.ts';
import { thirdCards9, thirdCards2024, thirdChipCards } from './identity-cards.ts';
import { thirdNewLand, thirdOldLand } from './land.ts';
import { thirdDeaths, thirdMaritalStatuses, thirdMarriages } from './unions-and-deaths.ts';

export const third: RoundTemplates = {
  citizen_id_2021: thirdChipCards,
  citizen_id_2024: thirdCards2024,
  identity_card_9: thirdCards9,
  birth_certificate: thirdBirths,
  birth_certificate_extract: thirdBirthExtracts,
  death_certificate_extract: thirdDeaths,
  marriage_certificate: thirdMarriages,
  marital_status_confirmation: thirdMaritalStatuses,
  enterprise_registration: thirdEnterprises,
  household_business_registration: thirdHouseholdBusinesses,
  land_use_right_old: thirdOldLand,
  land_use_right_new: thirdNewLand,
  driving_licence: thirdLicences,
  criminal_record: thirdCriminalRecords,
  decision: thirdAdministrative('decision'),
  official_letter: thirdAdministrative('official_letter'),
  notice: thirdAdministrative('notice'),
  declaration: thirdDeclarations,
  application: thirdApplications,
};
