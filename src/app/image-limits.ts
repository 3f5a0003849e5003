import { defaultImageLimits, type ImageLimits } from '../imaging/limits.ts';
import type { Config } from './config.ts';

/** What a file may cost at most, as configured. */
export const imageLimits = (config: Pick<Config, 'maxFileBytes' | 'maxPages' | 'maxPixels'>): ImageLimits => ({
  ...defaultImageLimits,
  maxFileBytes: config.maxFileBytes,
  maxPages: config.maxPages,
  maxPixels: config.maxPixels,
});
