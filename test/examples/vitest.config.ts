import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const ROOT = join(import.meta.dirname, '..', '..');

/** Runs the Vitest example against the sources. */
export default defineConfig({
  root: ROOT,
  resolve: { alias: { fakeai: join(ROOT, 'src', 'index.ts') } },
  test: { include: ['examples/vitest.test.ts'] },
});
