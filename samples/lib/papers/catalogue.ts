import { decision, notice, officialLetter } from './administrative.ts';
import { application } from './application.ts';
import { birthCertificate } from './birth-certificate.ts';
import { birthExtract } from './birth-extract.ts';
import { citizenId2021 } from './citizen-id-2021.ts';
import { citizenId2024 } from './citizen-id-2024.ts';
import { type FreshTemplate, type PaperMaker, type TemplateSet, withRound } from './common.ts';
import { criminalRecord } from './criminal-record.ts';
import { deathExtract } from './death-extract.ts';
import { declaration } from './declaration.ts';
import { drivingLicence } from './driving-licence.ts';
import { enterprise } from './enterprise.ts';
import { freshAdministrative } from './fresh/administrative.ts';
import { freshBirthExtracts, freshBirths } from './fresh/births.ts';
import { freshEnterprises, freshHouseholdBusinesses } from './fresh/businesses.ts';
import { freshCriminalRecords } from './fresh/criminal-record.ts';
import { freshLicences } from './fresh/driving-licence.ts';
import { freshApplications, freshDeclarations } from './fresh/forms.ts';
import { freshCards9, freshCards2024, freshChipCards } from './fresh/identity-cards.ts';
import { freshNewLand, freshOldLand } from './fresh/land.ts';
import { innocentPapers } from './fresh/secrecy.ts';
import { freshDeaths, freshMaritalStatuses, freshMarriages } from './fresh/unions-and-deaths.ts';
import { unknownPapers } from './fresh/unknown.ts';
import { householdBusiness } from './household-business.ts';
import { identityCard9 } from './identity-card-9.ts';
import { landNew } from './land-new.ts';
import { landOld } from './land-old.ts';
import { maritalStatus } from './marital-status.ts';
import { marriageCertificate } from './marriage.ts';
import { unseenAdministrative } from './unseen/administrative.ts';
import { unseenBirthExtracts, unseenBirths } from './unseen/births.ts';
import { unseenEnterprises, unseenHouseholdBusinesses } from './unseen/businesses.ts';
import { unseenCriminalRecords } from './unseen/criminal-record.ts';
import { unseenLicences } from './unseen/driving-licence.ts';
import { unseenApplications, unseenDeclarations } from './unseen/forms.ts';
import { unseenCards9, unseenCards2024, unseenChipCards } from './unseen/identity-cards.ts';
import { unseenNewLand, unseenOldLand } from './unseen/land.ts';
import { unseenDeaths, unseenMaritalStatuses, unseenMarriages } from './unseen/unions-and-deaths.ts';

const withFresh = (maker: PaperMaker, fresh: readonly FreshTemplate[], unseen: readonly FreshTemplate[]): PaperMaker =>
  withRound(withRound(maker, 'fresh', fresh), 'unseen', unseen);

/** Every kind of paper that can be drawn; ids are those of `src/domain/document-types`. */
export const paperMakers: readonly PaperMaker[] = [
  withFresh(citizenId2021, freshChipCards, unseenChipCards),
  withFresh(citizenId2024, freshCards2024, unseenCards2024),
  withFresh(identityCard9, freshCards9, unseenCards9),
  withFresh(birthCertificate, freshBirths, unseenBirths),
  withFresh(birthExtract, freshBirthExtracts, unseenBirthExtracts),
  withFresh(deathExtract, freshDeaths, unseenDeaths),
  withFresh(marriageCertificate, freshMarriages, unseenMarriages),
  withFresh(maritalStatus, freshMaritalStatuses, unseenMaritalStatuses),
  withFresh(enterprise, freshEnterprises, unseenEnterprises),
  withFresh(householdBusiness, freshHouseholdBusinesses, unseenHouseholdBusinesses),
  withFresh(landOld, freshOldLand, unseenOldLand),
  withFresh(landNew, freshNewLand, unseenNewLand),
  withFresh(drivingLicence, freshLicences, unseenLicences),
  withFresh(criminalRecord, freshCriminalRecords, unseenCriminalRecords),
  withFresh(decision, freshAdministrative('decision'), unseenAdministrative('decision')),
  withFresh(officialLetter, freshAdministrative('official_letter'), unseenAdministrative('official_letter')),
  withFresh(notice, freshAdministrative('notice'), unseenAdministrative('notice')),
  withFresh(declaration, freshDeclarations, unseenDeclarations),
  withFresh(application, freshApplications, unseenApplications),
];

/** With papers that are of no known type and such that say the words of secrecy: fresh ones only. */
export const everyPaperMaker: readonly PaperMaker[] = [...paperMakers, innocentPapers, unknownPapers];

/** The set of a template as truth names it (`type/index`); of bundles the second is fresh. */
export function setOf(template: string): TemplateSet {
  const [type, index] = template.split('/');
  if (type === 'bundle') return index === '1' ? 'fresh' : 'build';
  return everyPaperMaker.find((maker) => maker.type === type)?.templates[Number(index)]?.set ?? 'build';
}
