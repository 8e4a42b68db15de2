import type { MadeCall, ToolCall, Turn } from '../../../engine/request.ts';

/**
 * The turns with the calls that programs have made in the calls of the programs, with their results: the model does not read
 * them, only what the programs end with. A call of a program that is not there stays a call of the model.
 */
export function withPrograms(turns: readonly Turn[]): readonly Turn[] {
  if (!turns.some(({ toolCalls }) => toolCalls?.some(({ caller }) => caller !== undefined))) return turns;
  const all = turns.flatMap(({ toolCalls = [] }) => toolCalls);
  const made = new Map<string, Map<string, MadeCall>>();
  for (const { id, native } of all) if (native === 'program') made.set(id, new Map());
  const makers = new Map<string, Map<string, MadeCall>>();
  for (const { caller = '', ...call } of all) {
    const calls = made.get(caller);
    if (calls === undefined) continue;
    calls.set(call.id, call);
    makers.set(call.id, calls);
  }
  for (const { toolCallId = '', parts } of turns) {
    const calls = makers.get(toolCallId);
    const call = calls?.get(toolCallId);
    if (calls && call) calls.set(toolCallId, { ...call, result: parts });
  }
  return turns.flatMap((turn): Turn[] => {
    if (makers.has(turn.toolCallId ?? '')) return [];
    if (turn.toolCalls === undefined) return [turn];
    const { toolCalls, ...rest } = turn;
    const own = toolCalls
      .filter(({ id }) => !makers.has(id))
      .map(({ caller: _, ...call }): ToolCall => {
        const calls = made.get(call.id);
        return calls === undefined ? call : { ...call, made: [...calls.values()] };
      });
    if (own.length > 0) return [{ ...rest, toolCalls: own }];
    return rest.parts.length > 0 ? [rest] : [];
  });
}
