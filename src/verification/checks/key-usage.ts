import { text } from '../../domain/text.ts';
import { extendedKeyUsageOid } from '../../pki/certificate.ts';
import { extensionOid } from '../../pki/extensions.ts';
import { defineCheck, failed, passed, unknown } from '../check.ts';

const documentUsages: readonly string[] = [
  extendedKeyUsageOid.any,
  extendedKeyUsageOid.clientAuth,
  extendedKeyUsageOid.emailProtection,
  extendedKeyUsageOid.documentSigning,
  extendedKeyUsageOid.microsoftDocumentSigning,
  extendedKeyUsageOid.adobeAuthenticDocuments,
];

/**
 * XCV_ISCGKU, XCV_ISCGEKU. Signers: digitalSignature or nonRepudiation, and an extended usage, if any, that documents may
 * be signed with. Authorities: exactly id-kp-timeStamping, critical (RFC 3161 2.3).
 */
export const keyUsage = defineCheck({
  id: 'key-usage',
  dss: ['XCV_ISCGKU', 'XCV_ISCGEKU'],
  group: 'purpose',
  question: text('Chứng thư có được cấp để ký số không?', 'Was the certificate issued for signing?'),
  answers: {
    allowed: passed('Chứng thư được phép ký số.', 'The certificate may sign.'),
    forbidden: failed(
      'SIG_CONSTRAINTS_FAILURE',
      'Chứng thư không được cấp quyền ký.',
      'The certificate was not issued for signing.',
    ),
    silent: unknown(
      'SIG_CONSTRAINTS_FAILURE',
      'Chứng thư không ghi mục đích sử dụng.',
      'The certificate does not say what it is for.',
    ),
    authority: passed('Chứng thư được cấp để đóng dấu thời gian.', 'The certificate is for time stamping.'),
    notAuthority: failed(
      'SIG_CONSTRAINTS_FAILURE',
      'Chứng thư không được cấp riêng để đóng dấu thời gian.',
      'The certificate is not one for time stamping alone.',
    ),
  },
  ask(facts) {
    const { certificate } = facts.cms();
    if (certificate === null) return null;
    const { keyUsage: usage, extendedKeyUsage: extended } = certificate;
    const signs = usage === null || usage.has('digitalSignature') || usage.has('nonRepudiation');
    if (facts.kind !== 'signature') {
      const critical = certificate.extensions.some((one) => one.oid === extensionOid.extendedKeyUsage && one.critical);
      const stamping = extended?.length === 1 && extended[0] === extendedKeyUsageOid.timeStamping;
      return { answer: signs && critical && stamping ? 'authority' : 'notAuthority' };
    }
    if (!signs || (extended !== null && !extended.some((one) => documentUsages.includes(one))))
      return { answer: 'forbidden' };
    return { answer: usage === null ? 'silent' : 'allowed' };
  },
});
