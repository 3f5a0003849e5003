import { createHash } from 'node:crypto';
import { vietnamTime } from '../../domain/clock.ts';
import { SohoaError } from '../../domain/errors.ts';
import type { Extraction } from '../../domain/field.ts';
import { canonicalJson } from '../canonical-json.ts';
import { metadataRecord } from '../metadata-record.ts';
import { notePairsOf } from '../note-pairs.ts';
import { currentDocument, type Outputs, readJson, type StageOf } from '../outputs.ts';
import type { Records } from '../ports/records.ts';
import type { Stage, StageContext, StageTask } from '../stage.ts';

/** Version 1 in the warehouse: the operator-signed scan, or the born-digital file as it came (rules.md C step 7). */
export const store: StageOf<'store'> = () =>
  storing(
    'store',
    ['intake', 'sign_operator', 'confirm', 'issue_code'],
    ({ outputs }) => outputs.issue_code !== undefined,
  );

/** Version 2, same code: the document with the agency's signature and its long-term data (rules.md C step 8). */
export const storeSigned: StageOf<'store_signed'> = () =>
  storing(
    'store_signed',
    ['issue_code', 'confirm', 'store', 'verify_output'],
    ({ outputs }) => outputs.verify_output !== undefined,
  );

function storing<Name extends 'store' | 'store_signed'>(
  name: Name,
  needs: Stage<Outputs, Name>['needs'],
  applies: (task: StageTask<Outputs>) => boolean,
): Stage<Outputs, Name> {
  return {
    name,
    version: '1',
    needs,
    applies,
    // the record is written again when an officer says that two captures are one page
    parameters: ({ component }) => (Object.keys(notePairsOf(component)).length === 0 ? null : notePairsOf(component)),
    async run(context) {
      const sha256 = currentDocument(context.outputs) ?? context.component.sources[0]?.sha256;
      if (sha256 === undefined) throw new SohoaError('PAPER_MISSING', { paper: context.component.name });
      // Reading it back checks the digest: a document counts as stored only when it can be read.
      const { length } = await context.blobs.get(sha256);
      const extraction = await readExtraction(context);
      const version = { sha256, sizeBytes: length, at: vietnamTime(context.clock.now()) };
      const metadata = metadataRecord(context.dossier, context.component, context.outputs, extraction, version);
      return { output: { documentId: documentId(context.component.id), sha256, sizeBytes: length, metadata } };
    },
    async record(records: Records, output, { dossier, component, outputs }) {
      const issued = outputs.issue_code;
      if (issued === undefined) return undefined;
      const { code, ...codeParts } = issued;
      const data = {
        code,
        codeParts,
        documentType: outputs.confirm?.documentType ?? 'unknown',
        metadata: output.metadata,
        validUntil: outputs.confirm?.validUntil ?? null,
      };
      const stored = await records.warehouse.store({
        id: output.documentId,
        ...data,
        componentId: component.id,
        dossierId: dossier.id,
        agency: dossier.agency,
        ownerId: dossier.ownerId,
        sha256: output.sha256,
        sizeBytes: output.sizeBytes,
        storedAt: new Date(String(output.metadata.ThoiGianSoHoa)),
      });
      // Stored before: an officer corrected the data since. Bytes, numbers and times of all versions stay as they are.
      for (const version of await records.warehouse.versions(stored.id)) {
        const { ThoiGianSoHoa, sha256, DungLuong } = version.metadata;
        const metadata = { ...data.metadata, ThoiGianSoHoa, sha256, DungLuong };
        if (canonicalJson(metadata) !== canonicalJson(version.metadata) || version.code !== code)
          await records.warehouse.amend(version.id, version.version, { ...data, metadata });
      }
      return { summary: { documentId: stored.id, version: stored.version, sha256: stored.sha256 } };
    },
  };
}

async function readExtraction({ outputs, blobs }: StageContext<Outputs>): Promise<Extraction | null> {
  return outputs.confirm === undefined ? null : readJson(blobs, outputs.confirm.extraction);
}

/** Opaque, the same for all versions of a component's document. */
const documentId = (componentId: string): string =>
  createHash('sha256').update(`document:${componentId}`).digest('hex').slice(0, 32);
