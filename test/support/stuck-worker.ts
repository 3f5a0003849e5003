import { serveTasks } from '../../src/adapters/processes/worker-process.ts';

/** A process whose task holds its one thread and hears nothing, as a decoder that does not end would. */
serveTasks({
  answer: async () => 42,
  spin: async () => {
    for (;;);
  },
});
