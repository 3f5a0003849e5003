import { destination, type Logger, type LoggerOptions, pino } from 'pino';

/** Members that name a person or open a key: never in a log, whoever passes them by mistake (rules.md R11.4). */
const personal = ['ownerId', 'ownerName', 'password', 'pin', 'passphrase', 'authorization', 'token', 'text', 'value'];

const options: LoggerOptions = {
  base: { service: 'sohoa' },
  redact: { paths: personal.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '…' },
};

/** JSON lines on standard error: standard output belongs to results. */
export function openLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino({ ...options, level }, destination({ fd: 2, sync: true }));
}
