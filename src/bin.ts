#!/usr/bin/env node
// Runs on any Node that has dynamic imports, to say which one is needed: nothing newer may stand in this file, and
// nothing may be imported before the check.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`fakeai needs Node.js 22.18 or newer; this is ${process.versions.node}\n`);
  process.exit(1);
}
// Node keeps the compiled code of the bundle between runs: about a third of the start-up beyond Node's own.
process.getBuiltinModule('node:module').enableCompileCache();
import('./cli/run.ts').then(({ runAsProcess }) => runAsProcess());
