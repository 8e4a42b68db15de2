import { whyNodeIsTooOld } from './supported-node.ts';

// The library's first import: a program on an old Node is told what it needs, not which built-in module is missing. Modules are
// linked before any of them runs, so functions of built-ins newer than Node 18 must not be imported by name: `crypto.hash`, not `hash`.
const problem = whyNodeIsTooOld();
if (problem !== undefined) throw new Error(problem);
