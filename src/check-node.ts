import { whyNodeIsTooOld } from './supported-node.ts';

// The library's first import: a program on an old Node learns which one it needs, not which built-in module is missing. Modules are
// linked before any of them runs, so what the library imports by name from a built-in must exist in Node 18: `crypto.hash`, not `hash`.
const problem = whyNodeIsTooOld();
if (problem !== undefined) throw new Error(problem);
