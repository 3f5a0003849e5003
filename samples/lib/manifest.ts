/** One component of a dossier as `samples/manifest.json` lists it; paths are relative to `samples/`. */
export interface Component {
  readonly id: string;
  /** Vietnamese name for people. */
  readonly name: string;
  readonly document_type: string;
  /** In page order; one file may hold all pages. */
  readonly files: readonly string[];
  readonly pages: number;
  /** What the office makes of it: a certified copy (sao y), an issued result, or nothing but the archive. */
  readonly treatment: 'certified-copy' | 'result' | 'none';
  readonly truth: string;
  /** Where an electronic signature or seal belongs, mm from the top left corner of the page. */
  readonly places?: Readonly<Record<string, SigningPlace>>;
  /** Set on signed samples: what verification must say, and why it was made so. */
  readonly expect?: { readonly verdict: string; readonly sub_indication?: string; readonly why: string };
}

export interface SigningPlace {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
