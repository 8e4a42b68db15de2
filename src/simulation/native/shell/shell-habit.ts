import { callsSince } from '../../reading/calls.ts';
import type { NativeHabit } from '../native-habit.ts';
import { commandsIn } from './asked-commands.ts';

/**
 * The simulated model runs the commands that the request asks for, all in one call, and then answers. If it has to use the shell
 * for a request that asks for none, it looks around.
 */
export const shellHabit: NativeHabit = {
  next: ({ request }, { text }, isForced) => {
    const made = callsSince(request.turns).filter(({ native }) => native === 'shell');
    const asked = commandsIn(text);
    if (made.length > 0 && !isForced) return undefined;
    if (asked.length === 0 && !isForced) return undefined;
    return JSON.stringify({ commands: asked.length > 0 ? asked : ['ls -la'], ...timeoutIn(text) });
  },
};

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
