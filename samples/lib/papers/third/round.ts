import type { RoundTemplates } from '../common.ts';

export const third: RoundTemplates = {};
