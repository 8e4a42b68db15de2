import { registerHooks } from 'node:module';

/** For `node --import`: resolves `fakeai` to the sources, so that no build is needed. */
const source = new URL('../../src/index.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'fakeai' ? source : specifier, context),
});
