import { type Config, loadConfig } from '../app/config.ts';

/** The configuration with what the command line says on top; undefined says nothing. */
export function readConfig(overrides: Readonly<Record<string, unknown>> = {}): Config {
  const said = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
  return loadConfig(process.env, said);
}
