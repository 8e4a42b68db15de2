/**
 * Compares this project's server with the best the runtime can do and with another mock server in one run,
 * and prints a table of ratios. `npm run bench -- --help` lists the options.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Context, openContext } from './context.ts';
import { type Line, renderStalls, renderTable, type Stall, writeBetweenMarks } from './report.ts';
import { measureAzure } from './rows/azure.ts';
import { measureBatching } from './rows/batching.ts';
import { measureCache } from './rows/cache.ts';
import { measureChat } from './rows/chat.ts';
import { measureEngine } from './rows/engine.ts';
import { measureLong } from './rows/long.ts';
import { measureMost, measurePaced } from './rows/paced.ts';
import { measureReading } from './rows/reading.ts';
import { measureResponses } from './rows/responses.ts';
import { measureStalls } from './rows/stalls.ts';
import { measureStart } from './rows/start.ts';
import { measureStateless } from './rows/stateless.ts';
import { measureStore } from './rows/store.ts';
import { measureStored } from './rows/stored.ts';

const stalls: Stall[] = [];

const ROWS: Record<string, (context: Context) => Promise<Line[]>> = {
  chat: measureChat,
  responses: measureResponses,
  azure: measureAzure,
  paced: measurePaced,
  most: measureMost,
  start: measureStart,
  long: measureLong,
  stateless: measureStateless,
  stored: measureStored,
  store: measureStore,
  reading: measureReading,
  cache: measureCache,
  batching: measureBatching,
  engine: measureEngine,
  // These have a table of their own.
  stalls: async (context) => {
    stalls.push(...(await measureStalls(context)));
    return [];
  },
};

const HELP = `npm run bench -- [options]
  --quick       fewer and shorter rounds (about a minute)
  --only NAME   only this group of rows, repeatable: ${Object.keys(ROWS).join(', ')}
  --json FILE   write all measurements as JSON
  --priority    run with raised priority (superuser only)
  --write       write the table to docs/performance.md`;

/** A run that hangs is ended after this time, together with all its children. */
const LONGEST = 20 * 60_000;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
    priority: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const names = values.only ?? Object.keys(ROWS);
const unknown = names.find((name) => !Object.hasOwn(ROWS, name));
if (values.help || unknown !== undefined) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const watchdog = setTimeout(() => {
  console.error('The benchmark took too long and was stopped.');
  process.exit(1);
}, LONGEST);

const context = await openContext({ quick: values.quick, priority: values.priority });
const lines: Line[] = [];
let failed = false;
for (const name of names) {
  const start = performance.now();
  try {
    lines.push(...(await ROWS[name]!(context)));
    console.error(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  } catch (error) {
    failed = true;
    context.notes.push(`the \`${name}\` rows failed: ${error instanceof Error ? error.message : error}`);
  }
}
await context.close();
clearTimeout(watchdog);

const notes = context.notes.map((note) => `- ${note}`).join('\n');
const report = [
  `${context.machine.description}.`,
  lines.length > 0 && renderTable(lines),
  stalls.length > 0 && `### Requests that take long\n\n${renderStalls(stalls)}`,
  notes,
]
  .filter(Boolean)
  .join('\n\n');
console.log(report);
if (values.json) {
  const result = { machine: context.machine, notes: context.notes, lines, stalls };
  writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
}
if (values.write) writeBetweenMarks(new URL('../docs/performance.md', import.meta.url), report);
process.exit(failed ? 1 : 0);
