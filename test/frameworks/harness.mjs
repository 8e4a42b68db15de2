/**
 * Runs one program, `harness.mjs PROGRAM RESULTS`, and writes what became of its quick starts as JSON.
 *
 * A program exports the name of its framework as `framework`, the package that gives the version as `packageName`, and
 * its quick starts as `quickstarts`: functions by what they show. A quick start fails if it throws; `facts` are what
 * it may state.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

const SECONDS = 90;

export const facts = JSON.parse(process.env.FRAMEWORKS_FACTS);

/** Fails unless the text mentions everything that is wanted, whatever its case and digit grouping. */
export function has(text, ...wanted) {
  const plain = String(text).replaceAll(',', '').toLowerCase();
  for (const fact of wanted)
    if (!plain.includes(String(fact).replaceAll(',', '').toLowerCase()))
      throw new Error(`${JSON.stringify(fact)} is not in ${JSON.stringify(String(text).slice(0, 300))}`);
}

/** Fails unless both are the same as JSON. */
export function equal(actual, expected) {
  const plain = (value) => (value === undefined ? value : JSON.parse(JSON.stringify(value)));
  if (!isDeepStrictEqual(plain(actual), plain(expected)))
    throw new Error(`${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
}

async function attempt(quickstart) {
  const late = Promise.withResolvers();
  const timer = setTimeout(() => late.reject(new Error(`no end after ${SECONDS} s`)), SECONDS * 1000);
  try {
    await Promise.race([quickstart(), late.promise]);
    return null;
  } catch (error) {
    console.error(error);
    return String(error?.message ?? error);
  } finally {
    clearTimeout(timer);
  }
}

async function main(path, results) {
  const { framework, packageName, quickstarts } = await import(pathToFileURL(resolve(path)));
  const manifest = join(dirname(path), 'node_modules', packageName, 'package.json');
  const { version } = JSON.parse(await readFile(manifest, 'utf8'));
  const outcome = [];
  for (const [title, quickstart] of Object.entries(quickstarts))
    outcome.push({ title, failure: await attempt(quickstart) });
  await writeFile(results, JSON.stringify({ framework, version, quickstarts: outcome }));
}

// Not awaited: the program imports this module, which must be evaluated by then. Timers and sockets that a framework left
// open must not keep the process.
if (import.meta.main) main(process.argv[2], process.argv[3]).then(() => process.exit(0));
