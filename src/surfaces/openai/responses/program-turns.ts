import type { MadeCall, Part, ToolCall, Turn } from '../../../engine/request.ts';
import type { Steps } from '../../../runtime/steps.ts';

/** Calls and turns that are read in one step. */
const PER_STEP = 128;

/** A call of a program, whose result may follow. */
interface Making extends Omit<MadeCall, 'result'> {
  result?: readonly Part[];
}

/** Whether there are calls of programs in a conversation. */
export function hasPrograms(turns: readonly Turn[]): boolean {
  return turns.some(({ toolCalls }) => toolCalls?.some(({ caller }) => caller !== undefined));
}

/**
 * The turns with the calls that programs have made in the calls of the programs, with their results: the model does not read
 * them, only what the programs end with. A call of a program that is not there stays a call of the model.
 *
 * @example
 * await startSteps(withPrograms(turns), loop, abort); // one call of a program in place of its calls
 */
export function* withPrograms(turns: readonly Turn[]): Steps<readonly Turn[]> {
  const programs = new Map<string, Making[]>();
  for (const { toolCalls = [] } of turns)
    for (const { id, native } of toolCalls) if (native === 'program') programs.set(id, []);
  const made = new Map<string, Making>();
  const gathered: Turn[] = [];
  let work = 0;
  for (const turn of turns) {
    if (++work % PER_STEP === 0) yield;
    const { toolCalls, toolCallId, parts } = turn;
    const answered = toolCallId === undefined ? undefined : made.get(toolCallId);
    if (answered) {
      answered.result = parts;
      continue;
    }
    if (toolCalls === undefined) {
      gathered.push(turn);
      continue;
    }
    const own: ToolCall[] = [];
    for (const call of toolCalls) {
      if (++work % PER_STEP === 0) yield;
      const { id, kind, name, input, native, container, caller } = call;
      const calls = caller === undefined ? undefined : programs.get(caller);
      if (calls) {
        const making = { id, kind, name, input, ...(native && { native }), ...(container && { container }) };
        made.set(id, making);
        calls.push(making);
      } else {
        const inside = programs.get(id);
        own.push(inside ? { ...call, made: inside } : call);
      }
    }
    if (own.length > 0) gathered.push({ ...turn, toolCalls: own });
    else if (parts.length > 0) gathered.push({ role: turn.role, parts });
  }
  return gathered;
}
