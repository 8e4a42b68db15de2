import { whyNodeIsTooOld } from './supported-node.ts';

// The library's first import, so that an old Node reports the required version instead of a missing built-in
// module. Modules are linked before any of them runs, so the library may import from a built-in module by
// name only what exists in Node 18: `crypto.hash`, not `hash`.
const problem = whyNodeIsTooOld();
if (problem !== undefined) throw new Error(problem);
