#!/usr/bin/env node
// Runs on any Node that has dynamic imports, to say which one is needed: nothing newer may stand in this file, and
// everything but the check is imported after it.
import { whyNodeIsTooOld } from './supported-node.ts';

const problem = whyNodeIsTooOld();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
// Node keeps the compiled code of the bundle between runs: about a third of the start-up beyond Node's own.
process.getBuiltinModule('node:module').enableCompileCache();
import('./cli/run.ts').then(({ runAsProcess }) => runAsProcess());
