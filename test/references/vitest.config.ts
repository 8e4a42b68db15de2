import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** `npm run test:references`: suites that need documents from outside the repository, and fail without them. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: { include: ['test/references/**/*.test.ts'], testTimeout: 30_000 },
});
