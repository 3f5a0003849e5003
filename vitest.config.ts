import { defineConfig } from 'vitest/config';

/** Two cores: two forks at most. Tests that need an outside service name it in `test/support/services.ts`. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
