import type { Dossier } from '../../domain/dossier.ts';

/** A dossier as submitted; `details` carries what the one-stop shop sent beside it (rules.md L), kept as it came. */
export interface DossierRecord extends Dossier {
  readonly details: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

export interface DossierRecords {
  /** Adds the dossier, or returns the one that already bears this code at this agency (submitting twice is harmless). */
  submit(dossier: DossierRecord): Promise<DossierRecord>;
  get(id: string): Promise<DossierRecord | null>;
  findByCode(agency: string, code: string): Promise<DossierRecord | null>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly before?: Date }): Promise<readonly DossierRecord[]>;
}
