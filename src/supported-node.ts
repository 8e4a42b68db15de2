// Loaded before everything else on any version of Node: use nothing newer than ES modules, and import
// nothing.

/** Explains in one line why this Node cannot run FakeAI; undefined if it can. */
export function whyNodeIsTooOld(version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return undefined;
  return `fakeai needs Node.js 22.18 or newer; this is ${version}`;
}
