import type { RoundTemplates } from '../common.ts';

export const fourth: RoundTemplates = {};
