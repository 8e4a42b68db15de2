import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:loop`: suites that need documents outside the repository and fail without them. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: { include: ['test/loop/**/*.test.ts'], testTimeout: 30_000 },
});
