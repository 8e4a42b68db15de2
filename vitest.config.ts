import { configDefaults, defineConfig } from 'vitest/config';

/** `npm run test:all` runs all projects, `npm test` only `quick`. CONTRIBUTING.md says what belongs where. */
export default defineConfig({
  test: {
    projects: [
      project('quick', ['src/**/*.test.ts', 'test/**/*.test.ts'], ['**/*.slow.test.ts', 'test/loop/**']),
      project('slow', ['{src,test}/**/*.slow.test.ts']),
      project('loop', ['test/loop/**/*.test.ts']),
    ],
  },
});

function project(name: string, include: string[], exclude: string[] = []) {
  return {
    test: {
      name,
      include,
      // Needs documents outside the repository, and has a configuration of its own.
      exclude: [...configDefaults.exclude, 'test/references/**', ...exclude],
      testTimeout: 30_000,
      // What goes on in the background takes its time on a busy machine.
      expect: { poll: { timeout: 20_000 } },
    },
  };
}
