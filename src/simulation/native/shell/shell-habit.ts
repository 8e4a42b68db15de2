import type { GenerationRequest } from '../../../engine/request.ts';
import { callsSince } from '../../reading/calls.ts';
import type { NativeHabit } from '../native-habit.ts';
import { pendingIn } from '../patch/patch-habit.ts';
import { commandsIn } from './asked-commands.ts';

/**
 * The simulated model runs the commands that the request asks for, all in one call, and then answers. If it can also change files,
 * it reads a file before it changes it and leaves the change to that tool. If it has to use the shell for a request that asks for
 * nothing, it looks around.
 */
export const shellHabit: NativeHabit = {
  next: ({ request }, { text }, { isForced }) => {
    const ran = callsSince(request.turns).flatMap(({ native, input }) =>
      native === 'shell' && Array.isArray(input.commands) ? input.commands.map(String) : [],
    );
    const wanted = commandsFor(request, text).filter(
      (command) => !ran.some((each) => each.includes(command)),
    );
    if (wanted.length === 0 && !isForced) return undefined;
    return JSON.stringify({ commands: wanted.length > 0 ? wanted : ['ls -la'], ...timeoutIn(text) });
  },
};

function commandsFor(request: GenerationRequest, text: string): string[] {
  const commands = commandsIn(text);
  const canPatch = request.tools.some((tool) => tool.kind === 'function' && tool.native === 'apply-patch');
  if (!canPatch) return commands;
  const { next, unread } = pendingIn(request, text);
  if (unread !== undefined) return [`cat ${unread}`];
  return next === undefined ? commands.filter((command) => !WRITES.test(command)) : [];
}

/** What the other tool does instead. */
const WRITES = /^(?:printf .* >|touch |rm )/;

/** "Stop it after 5 seconds", "with a timeout of 2 minutes". */
function timeoutIn(text: string): { readonly timeout_ms?: number } {
  const [, amount, unit = ''] =
    /\b(?:time ?out|stop(?: it)?|kill(?: it)?)\b.{0,20}?\b(\d{1,5}) ?(ms|milliseconds?|s|seconds?|m|minutes?)\b/i.exec(
      text.slice(0, 4_000),
    ) ?? [];
  if (amount === undefined) return {};
  const scale = /^m(?:s|illi)/i.test(unit) ? 1 : /^s/i.test(unit) ? 1000 : 60_000;
  return { timeout_ms: Number(amount) * scale };
}
