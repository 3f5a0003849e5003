#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on the Node that the machine has (20 or newer) and hand over to the
// Node 24 that `npm ci` brought with the `node` package, because TypeScript is run directly by Node 24.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const bundled = fileURLToPath(
  new URL(`../../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
);

if (Number.parseInt(process.versions.node, 10) >= 24) {
  // compiled code is kept beside the packages, writable by whoever may write the program itself; later starts take a third
  module.enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/sohoa', import.meta.url)));
  await import('./main.ts');
} else if (existsSync(bundled)) {
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143);
  });
} else {
  process.stderr.write(
    `sohoa cần Node 24 trở lên (máy này có ${process.versions.node}): hãy chạy "npm ci" trong thư mục dự án.\n` +
      `sohoa needs Node 24 or newer (this machine has ${process.versions.node}): run "npm ci" in the project folder.\n`,
  );
  process.exitCode = 6;
}
