import type { RoundTemplates } from '../common.ts';

export const fifth: RoundTemplates = {};
