#!/usr/bin/env node
// Must load on any Node with dynamic imports so that it can report the required version. Use no newer syntax
// here, and import everything except the check after it.
import { whyNodeIsTooOld } from './supported-node.ts';

const problem = whyNodeIsTooOld();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
// Node caches the compiled bundle between runs, which saves about a third of the start-up time beyond Node's
// own.
process.getBuiltinModule('node:module').enableCompileCache();
import('./cli/run.ts').then(({ runAsProcess }) => runAsProcess());
