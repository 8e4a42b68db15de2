import type { FunctionTool, GenerationRequest } from '../../../engine/request.ts';
import { callsSince, type MadeCall } from '../../reading/calls.ts';
import type { NativeHabit } from '../native-habit.ts';
import { type Action, actionsIn, type Display } from './asked-actions.ts';

/**
 * The simulated model looks at the display first, then does what the request asks, all at once or, with a tool that takes one action
 * at a time, one after the other, and answers. After {@link MOST_CALLS} calls it answers in any case.
 */
export const computerHabit: NativeHabit = {
  next: ({ request }, { text }, { isForced }) => {
    const made = callsSince(request.turns).filter(({ native }) => native === 'computer');
    if (made.length >= MOST_CALLS && !isForced) return undefined;
    const actions = actionsIn(text, displayOf(request));
    const isWanted = actions.length > 0 || ABOUT_DISPLAY.test(text.slice(0, 2_000));
    if (made.length === 0) return isWanted || isForced ? written([LOOK]) : undefined;
    const left = actions.filter(({ type }) => type !== 'screenshot').slice(countOf(made));
    const next = takesOne(request) ? left.slice(0, 1) : left;
    if (next.length > 0) return written(next);
    return isForced ? written([LOOK]) : undefined;
  },
};

const MOST_CALLS = 8;
const LOOK: Action = { type: 'screenshot' };
const ABOUT_DISPLAY = /\b(?:screen|display|desktop|browser|window|website|web ?page|computer)\b/i;
const DEFAULT_DISPLAY: Display = { width: 1024, height: 768 };

/** What the model writes; pages where money is moved are for the user to decide about. */
function written(actions: readonly Action[]): string {
  const isSensitive = actions.some((action) => action.type === 'type' && SENSITIVE.test(action.text));
  return JSON.stringify({ actions, ...(isSensitive && { safety_checks: ['sensitive_domain'] }) });
}

/** An address of a bank or the like. */
const SENSITIVE = /^(?:https?:\/\/)?[\w.-]*(?:bank|paypal|wallet|broker|payroll)[\w-]*\.[a-z]/i;

/** How many of the actions that were asked for have been done. */
function countOf(made: readonly MadeCall[]): number {
  return made
    .flatMap(({ input }) => (Array.isArray(input.actions) ? (input.actions as { type?: unknown }[]) : []))
    .filter(({ type }) => type !== 'screenshot').length;
}

function toolOf({ tools }: GenerationRequest): FunctionTool | undefined {
  return tools.find((tool): tool is FunctionTool => tool.kind === 'function' && tool.native === 'computer');
}

interface Schema {
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The actions that a call of the tool takes, as its parameters declare them. */
function actionsOf(request: GenerationRequest): Schema | undefined {
  return (toolOf(request)?.parameters as Schema | undefined)?.properties?.actions;
}

const takesOne = (request: GenerationRequest): boolean => actionsOf(request)?.maxItems === 1;

/** The size that the tool declares, or that of the latest screenshot. */
function displayOf(request: GenerationRequest): Display {
  const { x, y } = actionsOf(request)?.items?.properties ?? {};
  if (x?.maximum !== undefined && y?.maximum !== undefined)
    return { width: x.maximum + 1, height: y.maximum + 1 };
  const images = request.turns.flatMap(({ role, parts }) =>
    parts.flatMap((part) => (role === 'tool' && part.kind === 'image' && part.size ? part.size : [])),
  );
  return images.at(-1) ?? DEFAULT_DISPLAY;
}
