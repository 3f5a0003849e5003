/**
 * A PDF date string (ISO 32000-1 7.9.4), `D:YYYYMMDDHHmmSSOHH'mm'` with every part after the year optional. A missing zone
 * is read as Vietnam time, where these signatures are made; null when it is no date. Claimed by the signer, proves nothing.
 */
export function parsePdfDate(written: string): Date | null {
  const match =
    /^(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)(?:00'?(?:00'?)?)?|([+-])(\d\d)'?(?:(\d\d)'?)?)?$/.exec(
      written.trim(),
    );
  if (match === null) return null;
  const [
    ,
    year = '',
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    zulu,
    sign,
    zoneHour,
    zoneMinute,
  ] = match;
  const local = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
  const check = new Date(local);
  if (check.getUTCMonth() !== +month - 1 || check.getUTCDate() !== +day || +hour > 23 || +minute > 59) return null;
  if (zulu !== undefined) return check;
  const offsetMinutes =
    sign === undefined ? 420 : (sign === '-' ? -1 : 1) * (+(zoneHour ?? 0) * 60 + +(zoneMinute ?? 0));
  return new Date(local - offsetMinutes * 60_000);
}
