import type { CodeRunner } from '../../../engine/ports/code-runner.ts';
import type { PlainAnswer } from '../../../engine/ports/content.ts';
import type { CitedSource } from '../../../engine/ports/work.ts';
import type { GenerationRequest, ToolCall, Turn } from '../../../engine/request.ts';
import type { FileCitation } from '../../../engine/source.ts';
import { excerptOf } from '../../excerpt.ts';
import { lastRequestIndex, type Reading, readRequest } from '../../reading/reading.ts';
import type { NativeHabit } from '../native-habit.ts';
import { plansFor } from './plans.ts';
import type { Plan } from './script.ts';
import { pathOf } from './table.ts';

/** Runs code for what can be calculated, once or twice for a request, and tells what it has come to. */
export const codeHabit: NativeHabit = {
  next({ request }, reading, { isForced }) {
    const made = callsOf(request);
    // What was forced is so once; then the request decides again.
    const plans = plansFor(reading, isForced || made.length > 0);
    return made.every((call, index) => call.input === plans[index]?.code)
      ? plans[made.length]?.code
      : undefined;
  },
  answer: ({ request }, reading) => {
    const made = callsOf(request);
    if (made.length === 0) return undefined;
    const plans = plansFor(reading, true).slice(0, made.length);
    return made.every((call, index) => call.input === plans[index]?.code)
      ? told(plans, request, reading)
      : undefined;
  },
};

/**
 * Runs the programs that the simulated model writes. They are not evaluated: what a program prints is known from the
 * request that it was written for. Any other code prints nothing.
 */
export function createCodeRunner(): CodeRunner {
  return {
    run(code, request) {
      const reading = readRequest({ ...request, turns: excerptOf(request.turns) });
      return plansFor(reading, true).find((plan) => plan.code === code)?.run ?? NOTHING;
    },
  };
}

const NOTHING = { logs: '', isFailed: false, charts: [] };

/** The calls since the request that have a result, if the last turn is one. */
function callsOf({ turns }: GenerationRequest): ToolCall[] {
  const since = turns.slice(lastRequestIndex(turns) + 1);
  if (since.at(-1)?.role !== 'tool') return [];
  return since.flatMap(({ toolCalls = [] }: Turn) => toolCalls.filter(({ name }) => name === CODE_TOOL));
}

/** What the model calls. */
const CODE_TOOL = 'code_interpreter';

function told(
  plans: readonly Plan[],
  request: GenerationRequest,
  { manner }: Reading,
): PlainAnswer | undefined {
  const files = plans.flatMap(({ run }) => run.charts.map(({ filename }) => filename));
  const last = plans.at(-1)!;
  if (manner.only && last.value !== undefined && files.length === 0) return { text: last.value };
  const said = plans.flatMap(({ says }) => says ?? []);
  if (said.length === 0) return undefined;
  let text = said.join(' ');
  const citations: FileCitation[] = [];
  for (const filename of files) {
    const link = `sandbox:${pathOf(filename)}`;
    text += `\n\n[${filename}](`;
    const source = sourceOf(filename, request.sources);
    if (source) citations.push({ ...source, start: text.length, end: text.length + link.length });
    text += `${link})`;
  }
  return citations.length === 0 ? { text } : { text, citations };
}

function sourceOf(filename: string, sources: readonly CitedSource[] = []) {
  for (const { source } of sources.toReversed())
    if ('fileId' in source && source.containerId !== undefined && source.filename === filename) return source;
  return undefined;
}
