import { decision, notice, officialLetter } from './administrative.ts';
import { application } from './application.ts';
import { birthCertificate } from './birth-certificate.ts';
import { citizenId2024, drivingLicence, identityCard9 } from './cards.ts';
import { citizenId2021 } from './citizen-id-2021.ts';
import { birthExtract, deathExtract, maritalStatus, marriageCertificate } from './civil-status.ts';
import type { PaperMaker } from './common.ts';
import { criminalRecord } from './criminal-record.ts';
import { declaration } from './declaration.ts';
import { enterprise } from './enterprise.ts';
import { householdBusiness } from './household-business.ts';
import { landNew, landOld } from './land.ts';

/** Every kind of paper that can be drawn; ids are those of `src/domain/document-types`. */
export const paperMakers: readonly PaperMaker[] = [
  citizenId2021,
  citizenId2024,
  identityCard9,
  birthCertificate,
  birthExtract,
  deathExtract,
  marriageCertificate,
  maritalStatus,
  enterprise,
  householdBusiness,
  landOld,
  landNew,
  drivingLicence,
  criminalRecord,
  decision,
  officialLetter,
  notice,
  declaration,
  application,
];
