import { type Asn1, hex, members, oid, raw, setMembers, string } from './asn1.ts';

/** One attribute of a name. `value` is shown as it was written, in NFC. */
export interface NameAttribute {
  readonly oid: string;
  readonly value: string;
  readonly der: Uint8Array;
}

export interface DistinguishedName {
  readonly der: Uint8Array;
  /** Relative names in the order of the encoding; most hold one attribute. */
  readonly rdns: readonly (readonly NameAttribute[])[];
  /** `CN=…,O=…` in the order of the certificate (rules.md H.2), RFC 4514 escapes, NFC. */
  readonly printed: string;
  /** Equal for names that RFC 5280 7.1 calls equal; NFC and NFD forms count as equal. */
  readonly key: string;
}

const shortNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.20': 'telephoneNumber',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
};

/** @throws SohoaError PKI_UNREADABLE */
export function readName(node: Asn1 | undefined, what: string): DistinguishedName {
  const rdns = members(node, what).map((rdn) =>
    setMembers(rdn, what, 1).map((attribute): NameAttribute => {
      const [type, value] = members(attribute, what, 2);
      const written = value === undefined ? '' : string(value);
      return {
        oid: oid(type, what),
        value: written.normalize('NFC'),
        der: value === undefined ? raw(attribute) : raw(value),
      };
    }),
  );
  return {
    der: node === undefined ? new Uint8Array() : raw(node),
    rdns,
    printed: rdns.map((rdn) => rdn.map(printAttribute).join('+')).join(','),
    key: rdns.map((rdn) => rdn.map(comparable).sort().join('+')).join(','),
  };
}

const printAttribute = ({ oid: type, value }: NameAttribute): string =>
  `${shortNames[type] ?? type}=${escapeValue(value)}`;

/** RFC 4514 2.4. */
function escapeValue(value: string): string {
  return value
    .replace(/[\\"+,;<>]/g, '\\$&')
    .replace(/\0/g, '\\00')
    .replace(/^[ #]/, '\\$&')
    .replace(/(?<=.) $/, '\\ ');
}

function comparable({ oid: type, value, der }: NameAttribute): string {
  const folded = value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
  return `${type}=${folded.includes('\ufffd') ? `#${hex(der)}` : JSON.stringify(folded)}`;
}

/** Values of one attribute type anywhere in the name, in order. */
export function valuesOf(name: DistinguishedName, type: string): readonly string[] {
  return name.rdns
    .flat()
    .filter((attribute) => attribute.oid === type)
    .map(({ value }) => value);
}

export const nameOid = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  state: '2.5.4.8',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  organizationIdentifier: '2.5.4.97',
  userId: '0.9.2342.19200300.100.1.1',
  email: '1.2.840.113549.1.9.1',
} as const;

/** True when the RDNs of `prefix` begin `name` (directoryName constraint, RFC 5280 4.2.1.10). */
export function startsWithName(name: DistinguishedName, prefix: DistinguishedName): boolean {
  return (
    prefix.rdns.length <= name.rdns.length &&
    prefix.rdns.every((rdn, index) => {
      const own = name.rdns[index] ?? [];
      return rdn.map(comparable).sort().join('+') === own.map(comparable).sort().join('+');
    })
  );
}
