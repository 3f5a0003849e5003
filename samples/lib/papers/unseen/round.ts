import type { RoundTemplates } from '../common.ts';
import { unseenAdministrative } from './administrative.ts';
import { unseenBirthExtracts, unseenBirths } from './births.ts';
import { unseenEnterprises, unseenHouseholdBusinesses } from './businesses.ts';
import { unseenCriminalRecords } from './criminal-record.ts';
import { unseenLicences } from './driving-licence.ts';
import { unseenApplications, unseenDeclarations } from './forms.ts';
import { unseenCards9, unseenCards2024, unseenChipCards } from './identity-cards.ts';
import { unseenNewLand, unseenOldLand } from './land.ts';
import { unseenDeaths, unseenMaritalStatuses, unseenMarriages } from './unions-and-deaths.ts';

export const unseen: RoundTemplates = {
  citizen_id_2021: unseenChipCards,
  citizen_id_2024: unseenCards2024,
  identity_card_9: unseenCards9,
  birth_certificate: unseenBirths,
  birth_certificate_extract: unseenBirthExtracts,
  death_certificate_extract: unseenDeaths,
  marriage_certificate: unseenMarriages,
  marital_status_confirmation: unseenMaritalStatuses,
  enterprise_registration: unseenEnterprises,
  household_business_registration: unseenHouseholdBusinesses,
  land_use_right_old: unseenOldLand,
  land_use_right_new: unseenNewLand,
  driving_licence: unseenLicences,
  criminal_record: unseenCriminalRecords,
  decision: unseenAdministrative('decision'),
  official_letter: unseenAdministrative('official_letter'),
  notice: unseenAdministrative('notice'),
  declaration: unseenDeclarations,
  application: unseenApplications,
};
