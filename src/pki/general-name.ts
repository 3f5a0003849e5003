import { type Asn1, children, content, hex, members, oid, tag } from './asn1.ts';
import { type DistinguishedName, readName } from './distinguished-name.ts';

/** GeneralName (RFC 5280 4.2.1.6); forms that nobody here reads keep their bytes. */
export type GeneralName =
  | { readonly kind: 'email' | 'dns' | 'uri'; readonly value: string }
  | { readonly kind: 'directory'; readonly name: DistinguishedName }
  | { readonly kind: 'ip'; readonly bytes: Uint8Array }
  | { readonly kind: 'other'; readonly type: string };

export function readGeneralName(node: Asn1, what: string): GeneralName {
  const ascii = (): string => Buffer.from(content(node)).toString('latin1');
  switch (tag(node)) {
    case 0x81:
      return { kind: 'email', value: ascii() };
    case 0x82:
      return { kind: 'dns', value: ascii() };
    case 0x86:
      return { kind: 'uri', value: ascii() };
    case 0xa4:
      return { kind: 'directory', name: readName(children(node)[0], what) };
    case 0x87:
      return { kind: 'ip', bytes: content(node) };
    case 0xa0:
      return { kind: 'other', type: oid(children(node)[0], what) };
    default:
      return { kind: 'other', type: hex(content(node)).slice(0, 64) };
  }
}

export const readGeneralNames = (node: Asn1 | undefined, what: string): readonly GeneralName[] =>
  members(node, what).map((name) => readGeneralName(name, what));

export const urisOf = (names: readonly GeneralName[]): readonly string[] =>
  names.flatMap((name) => (name.kind === 'uri' ? [name.value] : []));
