import { productTrustFolder } from '../pki/trust/folder.ts';
import type { Config } from './config.ts';

/** The configured trust stores, or those that ship with the product. */
export const trustFolder = (config: Pick<Config, 'trustDir'>): string => config.trustDir ?? productTrustFolder;
