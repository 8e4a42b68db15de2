// Loaded before everything else, on any version of Node: nothing newer than ES modules may be used here, and nothing imported.

/** Why this Node cannot run FakeAI, in one line; undefined when it can. */
export function whyNodeIsTooOld(version: string = process.versions.node): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return undefined;
  return `fakeai needs Node.js 22.18 or newer; this is ${version}`;
}
