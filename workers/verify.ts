import { serveTasks } from '../src/adapters/processes/worker-process.ts';
import { verifyTasks } from '../src/app/verify-tasks.ts';

// Parses hostile PDFs and their certificates; reaches only what the guarded transport lets it. Inherits no environment.
serveTasks(verifyTasks());
