import type { Certificate } from './certificate.ts';
import { nameOid, startsWithName, valuesOf } from './distinguished-name.ts';
import type { NameConstraints } from './extensions.ts';
import type { GeneralName } from './general-name.ts';

/**
 * True when every name of the certificate is inside the permitted and outside the excluded subtrees (RFC 5280 4.2.1.10).
 * A constraint of a form that is not understood cannot be shown to hold, so a name of that form fails.
 */
export function namesAllowed(certificate: Certificate, constraints: NameConstraints): boolean {
  return namesOf(certificate).every((name) => {
    const permitted = constraints.permitted.filter(({ kind }) => kind === name.kind);
    return (
      (permitted.length === 0 || permitted.some((subtree) => inside(name, subtree))) &&
      !constraints.excluded.some((subtree) => subtree.kind === name.kind && inside(name, subtree, true))
    );
  });
}

function namesOf(certificate: Certificate): readonly GeneralName[] {
  const subject: readonly GeneralName[] =
    certificate.subject.rdns.length === 0 ? [] : [{ kind: 'directory', name: certificate.subject }];
  const emails = certificate.subjectAltNames.some(({ kind }) => kind === 'email')
    ? []
    : valuesOf(certificate.subject, nameOid.email).map((value): GeneralName => ({ kind: 'email', value }));
  return [...subject, ...emails, ...certificate.subjectAltNames];
}

function inside(name: GeneralName, subtree: GeneralName, whenUnknown = false): boolean {
  if (name.kind === 'directory' && subtree.kind === 'directory') return startsWithName(name.name, subtree.name);
  if (name.kind === 'dns' && subtree.kind === 'dns') return insideDomain(name.value, subtree.value, true);
  if (name.kind === 'email' && subtree.kind === 'email') return insideMail(name.value, subtree.value);
  if (name.kind === 'uri' && subtree.kind === 'uri') return insideDomain(hostOf(name.value), subtree.value, false);
  if (name.kind === 'ip' && subtree.kind === 'ip') return insideNetwork(name.bytes, subtree.bytes);
  return whenUnknown;
}

/** `.example` or `example` as a constraint; with `subdomains` the bare form covers its subdomains too. */
function insideDomain(host: string, constraint: string, subdomains: boolean): boolean {
  const own = host.toLowerCase();
  const wanted = constraint.toLowerCase();
  if (wanted === '') return true;
  if (wanted.startsWith('.')) return own.endsWith(wanted);
  return own === wanted || (subdomains && own.endsWith(`.${wanted}`));
}

function insideMail(address: string, constraint: string): boolean {
  if (constraint.includes('@')) return address.toLowerCase() === constraint.toLowerCase();
  return insideDomain(address.slice(address.lastIndexOf('@') + 1), constraint, false);
}

function hostOf(uri: string): string {
  try {
    return new URL(uri).hostname;
  } catch {
    return '';
  }
}

/** Constraint = address and mask, twice the length of the name. */
function insideNetwork(address: Uint8Array, network: Uint8Array): boolean {
  if (network.length !== address.length * 2) return false;
  return address.every((octet, index) => {
    const mask = network[address.length + index] ?? 0;
    return (octet & mask) === ((network[index] ?? 0) & mask);
  });
}
