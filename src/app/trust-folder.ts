import type { Config } from './config.ts';

/** The configured trust stores, or those that ship with the product. */
export const trustFolder = (config: Pick<Config, 'trustDir'>): string =>
  config.trustDir ?? new URL('../pki/trust', import.meta.url).pathname;
