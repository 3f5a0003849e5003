import { serveTasks } from '../../src/adapters/processes/worker-process.ts';
import type { VerifyTask } from '../../src/app/verify-tasks.ts';

/** A verifying process as a hostile file would make it: it hangs, or eats memory, when its file says so. */
serveTasks({
  verify: async ({ pdf }: VerifyTask) => {
    const order = Buffer.from(pdf).toString();
    if (order === 'hang') for (;;);
    const kept: unknown[] = [];
    if (order === 'grow') for (;;) kept.push(Array.from({ length: 1_000 }, () => ({})));
    return { verdict: 'KHONG_CO_CHU_KY', order };
  },
});
