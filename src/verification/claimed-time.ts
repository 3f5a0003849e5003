export type ClaimedTimeReading = 'normal' | 'local-time-as-utc' | 'implausible';

/**
 * Reads `d = signingTime − genTime` (rules.md H.4). A stamp may be taken long after signing, so any negative value is
 * normal; +7 h ± 1 h is the quirk of signers that write local time as UTC. The offset is never added to genTime.
 * @param toleranceMs how far the claimed time may lie after the stamp, 60 s in the rule
 */
export function readClaimedTime(signingTime: Date, genTime: Date, toleranceMs = 60_000): ClaimedTimeReading {
  const difference = signingTime.getTime() - genTime.getTime();
  if (difference <= toleranceMs) return 'normal';
  return difference >= 21_600_000 && difference <= 28_800_000 ? 'local-time-as-utc' : 'implausible';
}
