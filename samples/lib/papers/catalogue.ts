import { decision, notice, officialLetter } from './administrative.ts';
import { application } from './application.ts';
import { birthCertificate } from './birth-certificate.ts';
import { birthExtract } from './birth-extract.ts';
import { citizenId2021 } from './citizen-id-2021.ts';
import { citizenId2024 } from './citizen-id-2024.ts';
import { type PaperMaker, type Round, type RoundTemplates, rounds, type TemplateSet, withRound } from './common.ts';
import { criminalRecord } from './criminal-record.ts';
import { deathExtract } from './death-extract.ts';
import { declaration } from './declaration.ts';
import { drivingLicence } from './driving-licence.ts';
import { enterprise } from './enterprise.ts';
import { fifth } from './fifth/round.ts';
import { fourth } from './fourth/round.ts';
import { fresh } from './fresh/round.ts';
import { innocentPapers } from './fresh/secrecy.ts';
import { unknownPapers } from './fresh/unknown.ts';
import { householdBusiness } from './household-business.ts';
import { identityCard9 } from './identity-card-9.ts';
import { landNew } from './land-new.ts';
import { landOld } from './land-old.ts';
import { maritalStatus } from './marital-status.ts';
import { marriageCertificate } from './marriage.ts';
import { sixth } from './sixth/round.ts';
import { third } from './third/round.ts';
import { unseen } from './unseen/round.ts';

const ofRound: Readonly<Record<Round, RoundTemplates>> = { fresh, unseen, third, fourth, fifth, sixth };

const withRounds = (maker: PaperMaker): PaperMaker =>
  rounds.reduce((before, round) => withRound(before, round, ofRound[round][maker.type] ?? []), maker);

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
].map(withRounds);

/** With papers that are of no known type and such that say the words of secrecy: fresh ones only. */
export const everyPaperMaker: readonly PaperMaker[] = [...paperMakers, innocentPapers, unknownPapers];

/** The set of a template as truth names it (`type/index`); of bundles the second is fresh. */
export function setOf(template: string): TemplateSet {
  const [type, index] = template.split('/');
  if (type === 'bundle') return index === '1' ? 'fresh' : 'build';
  return everyPaperMaker.find((maker) => maker.type === type)?.templates[Number(index)]?.set ?? 'build';
}
