import { decision, notice, officialLetter } from './administrative.ts';
import { application } from './application.ts';
import { birthCertificate } from './birth-certificate.ts';
import { birthExtract } from './birth-extract.ts';
import { citizenId2021 } from './citizen-id-2021.ts';
import { citizenId2024 } from './citizen-id-2024.ts';
import type { PaperMaker, TemplateSet } from './common.ts';
import { criminalRecord } from './criminal-record.ts';
import { deathExtract } from './death-extract.ts';
import { declaration } from './declaration.ts';
import { drivingLicence } from './driving-licence.ts';
import { enterprise } from './enterprise.ts';
import { householdBusiness } from './household-business.ts';
import { identityCard9 } from './identity-card-9.ts';
import { landNew } from './land-new.ts';
import { landOld } from './land-old.ts';
import { maritalStatus } from './marital-status.ts';
import { marriageCertificate } from './marriage.ts';

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

/** The set of a template as truth names it (`type/index`). What no maker draws (bundles) is to build on. */
export function setOf(template: string): TemplateSet {
  const [type, index] = template.split('/');
  return paperMakers.find((maker) => maker.type === type)?.templates[Number(index)]?.set ?? 'build';
}
