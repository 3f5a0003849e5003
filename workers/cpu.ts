import { Socket } from 'node:net';
import { serveTasks } from '../src/adapters/processes/worker-process.ts';
import { cpuTasks } from '../src/app/cpu-tasks.ts';

// Decodes and reads hostile input: no network. The process inherits no environment, so it knows no key either.
Socket.prototype.connect = () => {
  throw new Error('this process has no network');
};

// PDFium's own words about hostile files; ours travel as codes
console.error = () => undefined;

serveTasks(cpuTasks());
