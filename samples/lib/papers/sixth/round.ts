import type { RoundTemplates } from '../common.ts';

export const sixth: RoundTemplates = {};
