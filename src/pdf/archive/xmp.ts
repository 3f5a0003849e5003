import { vietnamTime } from '../../domain/clock.ts';
import type { ArchiveMetadata } from './archive-page.ts';

const xmlText = (value: string): string =>
  value
    .normalize('NFC')
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

const alternative = (tag: string, value: string): string =>
  `   <${tag}><rdf:Alt><rdf:li xml:lang="x-default">${xmlText(value)}</rdf:li></rdf:Alt></${tag}>`;

/**
 * The XMP packet (UTF-8) of ISO 19005-2 clause 6.6: predefined properties only, so that no extension schema is needed;
 * packet header without bytes= and encoding=.
 */
export function xmpPacket(metadata: ArchiveMetadata, conformance: 'B' | 'U', producer: string): Uint8Array {
  const lines = [alternative('dc:title', metadata.title)];
  if (metadata.description !== undefined) lines.push(alternative('dc:description', metadata.description));
  const creators = metadata.creators ?? [];
  if (creators.length > 0)
    lines.push(
      `   <dc:creator><rdf:Seq>${creators.map((name) => `<rdf:li>${xmlText(name)}</rdf:li>`).join('')}</rdf:Seq></dc:creator>`,
    );
  if (metadata.identifier !== undefined)
    lines.push(`   <dc:identifier>${xmlText(metadata.identifier)}</dc:identifier>`);
  lines.push(`   <dc:language><rdf:Bag><rdf:li>${xmlText(metadata.language ?? 'vi')}</rdf:li></rdf:Bag></dc:language>`);
  lines.push('   <dc:format>application/pdf</dc:format>');
  if (metadata.created !== undefined) {
    const moment = vietnamTime(metadata.created);
    lines.push(`   <xmp:CreateDate>${moment}</xmp:CreateDate>`, `   <xmp:ModifyDate>${moment}</xmp:ModifyDate>`);
    lines.push(`   <xmp:MetadataDate>${moment}</xmp:MetadataDate>`);
  }
  lines.push(`   <xmp:CreatorTool>${xmlText(producer)}</xmp:CreatorTool>`);
  lines.push(`   <pdf:Producer>${xmlText(producer)}</pdf:Producer>`);
  lines.push('   <pdfaid:part>2</pdfaid:part>', `   <pdfaid:conformance>${conformance}</pdfaid:conformance>`);
  return Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
${lines.join('\n')}
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`,
    'utf8',
  );
}
