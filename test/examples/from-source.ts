import { registerHooks } from 'node:module';

/** For `node --import`: gives `fakeai` the meaning that it has once it is installed, without a build. */
const source = new URL('../../src/index.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === 'fakeai' ? source : specifier, context),
});
