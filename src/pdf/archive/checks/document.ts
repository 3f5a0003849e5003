import {
  isArray,
  isDict,
  isName,
  isRef,
  isStream,
  isString,
  type PdfDict,
  type PdfObject,
  type PdfRef,
} from '../../reader/objects.ts';
import { textOf } from '../../reader/text-string.ts';
import { type CheckContext, dictionariesOf, objectsInForce } from './context.ts';
import { checkProfile } from './icc.ts';

/** Rows 6, 7, 14, 16 and 17: metadata, output intent, actions, attachments, Info. */
export function checkDocument(context: CheckContext): void {
  const xmp = checkMetadata(context);
  checkOutputIntents(context);
  checkActions(context);
  checkCatalog(context);
  checkAttachments(context);
  checkInfo(context, xmp);
}

const claims = { '1b': ['1', 'B'], '2b': ['2', 'B'], '2u': ['2', 'U'], '3b': ['3', 'B'] } as const;
/** Conformance levels that say at least as much as the flavour asked for. */
const accepted = { '1b': ['B', 'A'], '2b': ['B', 'U', 'A'], '2u': ['U', 'A'], '3b': ['B', 'U', 'A'] } as const;
/** Namespaces whose properties ISO 19005-2 predefines (6.6.2.3.1), and the two that describe others. */
const predefined = [
  'http://purl.org/dc/elements/1.1/',
  'http://ns.adobe.com/xap/1.0/',
  'http://ns.adobe.com/xap/1.0/rights/',
  'http://ns.adobe.com/xap/1.0/mm/',
  'http://ns.adobe.com/xap/1.0/bj/',
  'http://ns.adobe.com/xap/1.0/t/pg/',
  'http://ns.adobe.com/pdf/1.3/',
  'http://ns.adobe.com/photoshop/1.0/',
  'http://ns.adobe.com/tiff/1.0/',
  'http://ns.adobe.com/exif/1.0/',
  'http://www.aiim.org/pdfa/ns/id/',
];

function checkMetadata({ latest, flavour, add }: CheckContext): string | null {
  const metadata = latest.get(latest.catalog, 'Metadata');
  if (!isStream(metadata)) {
    add(6, '6.6.2.1-1', 'catalog', 'no /Metadata stream');
    return null;
  }
  if (flavour === '1b' && metadata.dict.entries.has('Filter')) add(6, '6.7.2-2', 'XMP', 'filtered in PDF/A-1');
  let xmp: string;
  try {
    xmp = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(latest.decode(metadata).bytes);
  } catch {
    add(6, '6.6.2.1-1', 'XMP', 'not UTF-8');
    return null;
  }
  const header = /<\?xpacket [^?]*?begin=[^?]*\?>/.exec(xmp)?.[0] ?? '';
  if (/\s(bytes|encoding)=/.test(header)) add(6, '6.6.2.1-3', 'XMP', 'bytes= or encoding= in the packet header');
  if (!isBalanced(xmp)) add(6, '6.6.2.1-1', 'XMP', 'not well-formed');
  const namespaces = new Map([...xmp.matchAll(/xmlns:([\w-]+)=["']([^"']*)["']/g)].map((m) => [m[1]!, m[2]!]));
  if (namespaces.get('pdfaid') !== 'http://www.aiim.org/pdfa/ns/id/') add(6, '6.6.4-1', 'XMP', 'no pdfaid namespace');
  const part = /pdfaid:part(?:>|=["'])\s*(\d)/.exec(xmp)?.[1];
  const level = /pdfaid:conformance(?:>|=["'])\s*(\w)/.exec(xmp)?.[1];
  if (part !== claims[flavour][0] || !(accepted[flavour] as readonly string[]).includes(level ?? ''))
    add(6, '6.6.4-2', 'XMP', `claims PDF/A-${part ?? '?'}${level ?? '?'}, not ${flavour}`);
  checkProperties(xmp, namespaces, add);
  return xmp;
}

/** Every property of a namespace of its own needs an extension schema. */
function checkProperties(xmp: string, namespaces: ReadonlyMap<string, string>, add: CheckContext['add']): void {
  const described = [...xmp.matchAll(/pdfaSchema:namespaceURI(?:>|=["'])([^<"']*)/g)].map((match) => match[1]!);
  for (const [prefix, uri] of namespaces) {
    if (['x', 'rdf', 'xml'].includes(prefix) || prefix.startsWith('pdfa') || predefined.includes(uri)) continue;
    if (uri.startsWith('http://ns.adobe.com/xap/1.0/sType/')) continue;
    const isUsed = new RegExp(`[<\\s]${prefix}:[\\w-]+[\\s=/>]`).test(xmp);
    if (isUsed && !described.includes(uri)) add(6, '6.6.2.3.1-1', 'XMP', `properties of ${uri} have no schema`);
  }
  for (const [property, form] of [
    ['dc:title', 'Alt'],
    ['dc:description', 'Alt'],
    ['dc:creator', 'Seq'],
  ] as const) {
    const value = new RegExp(`<${property}>\\s*(<rdf:(\\w+)>)?`).exec(xmp);
    if (value !== null && value[2] !== form) add(6, '6.6.2.3.1-2', 'XMP', `${property} is no rdf:${form}`);
  }
}

/** Elements open and close in order; enough to know a packet that was cut or pasted together. */
function isBalanced(xml: string): boolean {
  const stack: string[] = [];
  for (const [, closing, name, , empty] of xml.matchAll(
    /<(\/?)([\w:-]+)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g,
  )) {
    if (closing === '/') {
      if (stack.pop() !== name) return false;
    } else if (empty !== '/') stack.push(name!);
  }
  const rest = xml
    .replace(/<\?[\s\S]*?\?>/g, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<\/?[\w:-]+(?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*\/?>/g, '');
  return stack.length === 0 && !rest.includes('<') && !/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.test(rest);
}

function checkOutputIntents({ latest, flavour, add }: CheckContext): void {
  const intents = (latest.getArray(latest.catalog, 'OutputIntents')?.items ?? [])
    .map((item) => latest.resolve(item))
    .filter((item): item is PdfDict => isDict(item) && isName(latest.get(item, 'S'), 'GTS_PDFA1'));
  if (intents.length !== 1) {
    add(7, '6.2.3-1', 'catalog', `${intents.length} GTS_PDFA1 output intents`);
    return;
  }
  const intent = intents[0]!;
  if (!isString(latest.get(intent, 'OutputConditionIdentifier')))
    add(7, '6.2.3-1', 'output intent', 'no /OutputConditionIdentifier');
  const profile = latest.get(intent, 'DestOutputProfile');
  if (!isStream(profile)) {
    add(7, '6.2.3-1', 'output intent', 'no embedded profile');
    return;
  }
  const at = { check: 7, clause: '6.2.3', where: 'output intent', classes: ['mntr', 'prtr'] } as const;
  checkProfile(latest.decode(profile).bytes, latest.get(profile.dict, 'N'), flavour, at, add);
}

/** Actions that ISO 19005-2 clause 6.5.1 allows. */
const actions = ['GoTo', 'GoToR', 'GoToE', 'Thread', 'URI', 'SubmitForm', 'Named'];
const namedActions = ['NextPage', 'PrevPage', 'FirstPage', 'LastPage'];

function checkActions({ latest, add }: CheckContext): void {
  for (const { number, object } of objectsInForce(latest))
    for (const dict of dictionariesOf(object)) {
      const where = `${number} 0`;
      if (dict.entries.has('AA')) add(14, '6.5.2-1', where, 'additional actions');
      const kind = latest.get(dict, 'S');
      const isAction =
        isName(latest.get(dict, 'Type'), 'Action') || (isName(kind) && ['JavaScript', 'Launch'].includes(kind.name));
      if (isAction && isName(kind) && !actions.includes(kind.name)) add(14, '6.5.1-1', where, `action ${kind.name}`);
      const named = latest.get(dict, 'N');
      if (isAction && isName(kind, 'Named') && isName(named) && !namedActions.includes(named.name))
        add(14, '6.5.1-2', where, `named action ${named.name}`);
    }
  const form = latest.getDict(latest.catalog, 'AcroForm');
  if (form !== null && latest.get(form, 'NeedAppearances') === true) add(14, '6.4.1-3', 'AcroForm', 'NeedAppearances');
  if (form?.entries.has('XFA') === true) add(14, '6.4.2-1', 'AcroForm', 'XFA');
  const perms = latest.getDict(latest.catalog, 'Perms');
  for (const key of perms?.entries.keys() ?? [])
    if (key !== 'DocMDP' && key !== 'UR3') add(14, '6.1.12-1', 'catalog', `/Perms holds ${key}`);
}

/** What the catalog, the pages and the optional content may not hold (6.4.2, 6.9 to 6.11, 6.5.1). */
function checkCatalog(context: CheckContext): void {
  const { latest, flavour, add } = context;
  const { catalog } = latest;
  if (latest.get(catalog, 'NeedsRendering') === true) add(14, '6.4.2-2', 'catalog', 'NeedsRendering');
  if (catalog.entries.has('Requirements')) add(14, '6.11-1', 'catalog', '/Requirements');
  const names = latest.getDict(catalog, 'Names');
  if (names?.entries.has('JavaScript') === true) add(14, '6.5.1-1', 'catalog', 'named JavaScript');
  if (names?.entries.has('AlternatePresentations') === true) add(14, '6.10-1', 'catalog', 'alternate presentations');
  for (const page of latest.pages()) {
    const where = `page ${page.index + 1}`;
    if (page.dict.entries.has('PresSteps')) add(14, '6.10-2', where, '/PresSteps');
    for (const item of page.annots) {
      const widget = latest.resolve(item);
      if (isDict(widget) && isName(latest.get(widget, 'Subtype'), 'Widget') && widget.entries.has('A'))
        add(14, '6.4.1-1', where, 'a form field with an action');
    }
  }
  const optional = latest.getDict(catalog, 'OCProperties');
  if (optional === null) return;
  if (flavour === '1b') add(8, '6.1.13', 'catalog', 'optional content in PDF/A-1');
  checkOptionalContent(context, optional);
}

function checkOptionalContent({ latest, add }: CheckContext, optional: PdfDict): void {
  const where = 'optional content';
  const groups = latest.getArray(optional, 'OCGs')?.items ?? [];
  const configurations = [latest.get(optional, 'D'), ...(latest.getArray(optional, 'Configs')?.items ?? [])]
    .map((item) => latest.resolve(item))
    .filter(isDict);
  const known = new Set<string>();
  for (const configuration of configurations) {
    const name = latest.get(configuration, 'Name');
    const text = isString(name) ? textOf(name) : '';
    if (text === '') add(14, '6.9-1', where, 'a configuration without a name');
    else if (known.has(text)) add(14, '6.9-2', where, `two configurations named ${text}`);
    known.add(text);
    if (configuration.entries.has('AS')) add(14, '6.9-4', where, '/AS in a configuration');
    const order = latest.getArray(configuration, 'Order');
    if (order === null) continue;
    const listed = new Set(leaves(order, latest.resolve).map((leaf) => `${leaf.number} ${leaf.generation}`));
    for (const group of groups)
      if (isRef(group) && !listed.has(`${group.number} ${group.generation}`))
        add(14, '6.9-3', where, `group ${group.number} 0 is not in /Order`);
  }
}

/** References in nested arrays. */
function leaves(order: PdfObject, resolve: (object: PdfObject) => PdfObject, depth = 0): readonly PdfRef[] {
  if (isRef(order)) {
    const value = resolve(order);
    return isArray(value) && depth < 8 ? leaves(value, resolve, depth + 1) : [order];
  }
  if (!isArray(order) || depth > 8) return [];
  return order.items.flatMap((item) => leaves(item, resolve, depth + 1));
}

function checkAttachments({ latest, flavour, add }: CheckContext): void {
  const associated = new Set<PdfDict>();
  const specs: { number: number; dict: PdfDict }[] = [];
  for (const { number, object } of objectsInForce(latest))
    for (const dict of dictionariesOf(object)) {
      for (const item of latest.getArray(dict, 'AF')?.items ?? []) {
        const spec = latest.resolve(item);
        if (isDict(spec)) associated.add(spec);
      }
      if (dict.entries.has('EF')) specs.push({ number, dict });
    }
  for (const { number, dict } of specs) {
    const where = `${number} 0`;
    if (flavour === '1b') add(16, '6.1.11', where, 'an embedded file in PDF/A-1');
    const files = latest.getDict(dict, 'EF');
    const stream = files === null ? null : latest.get(files, files.entries.has('F') ? 'F' : 'UF');
    if (flavour === '3b') {
      if (!isStream(stream) || !isName(latest.get(stream.dict, 'Subtype'))) add(16, '6.8-1', where, 'no MIME type');
      if (!dict.entries.has('F') || !dict.entries.has('UF')) add(16, '6.8-2', where, 'no /F or no /UF');
      if (!dict.entries.has('AFRelationship')) add(16, '6.8-3', where, 'no /AFRelationship');
      if (!associated.has(dict)) add(16, '6.8-4', where, 'not listed in an /AF array');
    } else if (isStream(stream)) {
      const held = Buffer.from(latest.decode(stream).bytes).toString('latin1');
      // what it says of itself; whether that is true is asked of the file on its own
      if (!held.startsWith('%PDF-') || !/pdfaid:part(?:>|=["'])\s*[12]/.test(held))
        add(16, '6.8-5', where, 'an embedded file that is no PDF/A-1 or -2');
    }
  }
}

/** Info values that XMP must repeat (19005-1 clause 6.7.3): texts as written, dates as moments. */
function checkInfo({ latest, add }: CheckContext, xmp: string | null): void {
  const info = latest.getDict(latest.trailer, 'Info');
  if (info === null || xmp === null) return;
  const pairs = {
    Title: 'dc:title',
    Author: 'dc:creator',
    Subject: 'dc:description',
    Creator: 'xmp:CreatorTool',
    Producer: 'pdf:Producer',
    Keywords: 'pdf:Keywords',
  } as const;
  for (const [key, property] of Object.entries(pairs)) {
    const value = latest.get(info, key);
    if (!isString(value)) continue;
    const text = textOf(value)?.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    if (!xmp.includes(property) || (text !== undefined && text !== null && !xmp.includes(text)))
      add(17, '6.6.3', 'Info', `/${key} and ${property} differ`);
  }
  for (const [key, property] of [
    ['CreationDate', 'xmp:CreateDate'],
    ['ModDate', 'xmp:ModifyDate'],
  ] as const) {
    const value = latest.get(info, key);
    if (!isString(value)) continue;
    const said = new RegExp(`${property}(?:>|=["'])\\s*([^<"']+)`).exec(xmp)?.[1]?.trim();
    const moment = momentOf(textOf(value));
    if (said === undefined) add(17, '6.6.3', 'Info', `/${key} without ${property}`);
    else if (moment === null || moment !== Date.parse(said)) add(17, '6.6.3', 'Info', `/${key} and ${property} differ`);
  }
}

/** A date string of ISO 32000-1 7.9.4 in ms since 1970; null when it is none. */
function momentOf(date: string): number | null {
  const parts = /^D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?'?)?/.exec(date);
  if (parts === null) return null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', zone, zoneMinute = '00'] = parts;
  const offset = zone === undefined ? 'Z' : `${zone}:${zoneMinute}`;
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(moment) ? null : moment;
}
