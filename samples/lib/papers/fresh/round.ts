import type { RoundTemplates } from '../common.ts';
import { freshAdministrative } from './administrative.ts';
import { freshBirthExtracts, freshBirths } from './births.ts';
import { freshEnterprises, freshHouseholdBusinesses } from './businesses.ts';
import { freshCriminalRecords } from './criminal-record.ts';
import { freshLicences } from './driving-licence.ts';
import { freshApplications, freshDeclarations } from './forms.ts';
import { freshCards9, freshCards2024, freshChipCards } from './identity-cards.ts';
import { freshNewLand, freshOldLand } from './land.ts';
import { freshDeaths, freshMaritalStatuses, freshMarriages } from './unions-and-deaths.ts';

export const fresh: RoundTemplates = {
  citizen_id_2021: freshChipCards,
  citizen_id_2024: freshCards2024,
  identity_card_9: freshCards9,
  birth_certificate: freshBirths,
  birth_certificate_extract: freshBirthExtracts,
  death_certificate_extract: freshDeaths,
  marriage_certificate: freshMarriages,
  marital_status_confirmation: freshMaritalStatuses,
  enterprise_registration: freshEnterprises,
  household_business_registration: freshHouseholdBusinesses,
  land_use_right_old: freshOldLand,
  land_use_right_new: freshNewLand,
  driving_licence: freshLicences,
  criminal_record: freshCriminalRecords,
  decision: freshAdministrative('decision'),
  official_letter: freshAdministrative('official_letter'),
  notice: freshAdministrative('notice'),
  declaration: freshDeclarations,
  application: freshApplications,
};
