import type { CheckContext } from './context.ts';

/** Which rule a profile falls under, and the device classes it allows. */
export interface ProfileRule {
  readonly check: 7 | 8;
  /** Without the number of the rule: 1 is the profile itself, 2 its number of components. */
  readonly clause: '6.2.3' | '6.2.4.2';
  readonly where: string;
  readonly classes: readonly string[];
}

/** Header of an ICC profile (ICC.1 7.2): version, class, colour space; `channels` is /N of its stream. */
export function checkProfile(
  icc: Uint8Array,
  channels: unknown,
  flavour: CheckContext['flavour'],
  { check, clause, where, classes }: ProfileRule,
  add: CheckContext['add'],
): void {
  const data = Buffer.from(icc.buffer, icc.byteOffset, icc.length);
  if (data.length < 128 || data.toString('latin1', 36, 40) !== 'acsp') {
    add(check, `${clause}-1`, where, 'the profile is no ICC profile');
    return;
  }
  const version = data[8]!;
  if (version >= (flavour === '1b' ? 4 : 5)) add(check, `${clause}-1`, where, `ICC version ${version}`);
  if (!classes.includes(data.toString('latin1', 12, 16))) add(check, `${clause}-1`, where, 'profile class');
  const lab = clause === '6.2.4.2' ? 3 : undefined; // an output intent is a device's
  const needed = { 'RGB ': 3, CMYK: 4, GRAY: 1, 'Lab ': lab }[data.toString('latin1', 16, 20)];
  if (needed === undefined) add(check, `${clause}-1`, where, 'profile colour space');
  else if (needed !== channels)
    add(check, `${clause}-2`, where, `/N is ${String(channels)}, the profile has ${needed}`);
}
