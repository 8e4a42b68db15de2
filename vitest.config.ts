import { configDefaults, defineConfig } from 'vitest/config';

/** `npm test`: everything that needs nothing but this repository. */
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/loop/**', 'test/references/**'],
    testTimeout: 30_000,
  },
});
