import { isDict, isName, isRef, type PdfDict, type PdfObject } from '../reader/objects.ts';
import type { ChangeCode } from './changes.ts';
import { type Comparison, sameReference, unionOfKeys } from './comparison.ts';
import { compareForm } from './form-rules.ts';
import { compareMetadata } from './metadata-rules.ts';
import { comparePageTree } from './page-rules.ts';
import { compareSecurityStore } from './security-store-rules.ts';
import { compareStructure } from './structure-rules.ts';

/** Keys of a cross-reference stream, and those that every update writes anew. */
const upkeepKeys = new Set([
  'Size',
  'Prev',
  'XRefStm',
  'Type',
  'W',
  'Index',
  'Filter',
  'DecodeParms',
  'Length',
  'Root',
  'ID',
  'Info',
  'Encrypt',
]);

/** Trailer of signatures.md 2.5: /Info, the second /ID, /Prev and /Size are upkeep; /Root and /Encrypt must stay. */
export function compareTrailers(c: Comparison): void {
  const a = c.from.trailer;
  const b = c.to.trailer;
  if (!sameReference(a.entries.get('Root'), b.entries.get('Root'))) {
    c.report('document-root', { path: 'Trailer.Root', before: refText(a), after: refText(b) });
  }
  compareId(c, a, b);
  c.generic(
    { id: 'encrypt', code: 'encryption-changed' },
    'Trailer.Encrypt',
    a.entries.get('Encrypt'),
    b.entries.get('Encrypt'),
  );
  c.generic({ id: 'info', code: 'information-updated' }, 'Trailer.Info', a.entries.get('Info'), b.entries.get('Info'));
  for (const key of unionOfKeys(a, b)) {
    // private keys of a writer (LibreOffice's /DocChecksum) may be left out by the next one: no reader uses them
    if (upkeepKeys.has(key) || !b.entries.has(key)) continue;
    c.generic(
      { id: `trailer ${key}`, code: 'trailer-changed' },
      `Trailer.${key}`,
      a.entries.get(key),
      b.entries.get(key),
    );
  }
}

function refText(trailer: PdfDict): string {
  const root = trailer.entries.get('Root');
  return isRef(root) ? `${root.number} ${root.generation} R` : '—';
}

function compareId(c: Comparison, a: PdfDict, b: PdfDict): void {
  const first = c.from.getArray(a, 'ID')?.items[0] ?? null;
  const other = c.to.getArray(b, 'ID')?.items[0] ?? null;
  if (first === null) return;
  // the permanent identifier; a sloppy writer may leave /ID out, which changes nothing that is shown
  if (other !== null) c.generic({ id: 'id', code: 'trailer-changed' }, 'Trailer.ID[0]', first, other);
}

const catalogCodes: Readonly<Record<string, ChangeCode>> = {
  OCProperties: 'optional-content',
  Names: 'names-changed',
  AF: 'names-changed',
  Dests: 'names-changed',
  OpenAction: 'action-changed',
  AA: 'action-changed',
  Outlines: 'outlines-changed',
  OutputIntents: 'output-intent',
};

/** The catalog, key by key; a key without a rule of its own may not change. */
export function compareCatalogs(c: Comparison): void {
  const root = c.pair('catalog', 'Root', c.from.trailer.entries.get('Root'), c.to.trailer.entries.get('Root'));
  if (root === null) return;
  const { a, b } = root;
  if (!isDict(a) || !isDict(b)) {
    c.report('document-root', { path: 'Root' });
    return;
  }
  for (const key of unionOfKeys(a, b)) {
    const old = a.entries.get(key);
    const now = b.entries.get(key);
    const path = `Root.${key}`;
    switch (key) {
      case 'Pages':
        comparePageTree(c, old, now);
        break;
      case 'AcroForm':
        compareForm(c, old, now);
        break;
      case 'DSS':
        compareSecurityStore(c, old, now);
        break;
      case 'Metadata':
        compareMetadata(c, path, old, now);
        break;
      case 'Extensions':
        compareExtensions(c, path, old, now);
        break;
      case 'Version':
        compareVersion(c, path, old, now);
        break;
      case 'Perms':
        comparePermissions(c, path, old, now);
        break;
      case 'StructTreeRoot':
        compareStructure(c, path, old, now);
        break;
      default: {
        const code = catalogCodes[key] ?? 'catalog-changed';
        c.generic({ id: `catalog ${key}`, code }, path, old, now);
      }
    }
  }
}

/** Extensions may be declared, none may be changed or taken back. A declaration can be an array of them (ISO 32000-2). */
function compareExtensions(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const pair = c.pair('extensions', path, a, b);
  if (pair === null) return;
  if (pair.a === null) {
    if (pair.b !== null) c.differs({ id: 'extensions', code: 'extension-added' }, path, null, pair.b);
    return;
  }
  if (!isDict(pair.a) || !isDict(pair.b)) {
    c.differs({ id: 'extensions', code: 'catalog-changed' }, path, pair.a, pair.b);
    return;
  }
  for (const key of unionOfKeys(pair.a, pair.b)) {
    const added = !pair.a.entries.has(key);
    const code = added ? 'extension-added' : 'catalog-changed';
    c.generic({ id: `extensions ${code}`, code }, `${path}.${key}`, pair.a.entries.get(key), pair.b.entries.get(key));
  }
}

function compareVersion(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const old = c.from.resolve(a);
  const now = c.to.resolve(b);
  const from = isName(old) ? Number(old.name) : null;
  const to = isName(now) ? Number(now.name) : null;
  if (from === to) return;
  const raised = to !== null && Number.isFinite(to) && (from === null || to > from);
  c.report(raised ? 'version-raised' : 'version-lowered', {
    path,
    before: from === null ? null : String(from),
    after: to === null ? null : String(to),
  });
}

/** /Perms /DocMDP may come with the first signature of the file, and then stays. */
function comparePermissions(c: Comparison, path: string, a: PdfObject | undefined, b: PdfObject | undefined): void {
  const pair = c.pair('perms', path, a, b);
  if (pair === null) return;
  const signedBefore = c.before.fields.some((field) => field.type === 'Sig' && field.value !== null);
  const onlyDocMdp = isDict(pair.b) && [...pair.b.entries.keys()].every((key) => key === 'DocMDP');
  if (pair.a === null && onlyDocMdp && !signedBefore) {
    c.report('permissions-added', { path, operation: 'added' });
    c.absorb(pair.b);
  } else c.generic({ id: 'perms generic', code: 'permissions-changed' }, path, a, b);
}
