import { keptOf, valueIn } from '../../../engine/program-results.ts';
import { type MadeCall, type Tool, type Turn, textOfParts } from '../../../engine/request.ts';
import { keptMembers } from './kept-members.ts';

/** Latest programs of a conversation whose calls are read, and latest calls of each. */
const MOST_PROGRAMS = 64;
const MOST_CALLS = 64;

/**
 * The turns with the calls of programs in place of the programs: what a program has found was found by its calls, so answers
 * and further calls follow from them. A program that has called nothing stays as it is.
 */
export function withMadeCalls(turns: readonly Turn[], tools: readonly Tool[]): readonly Turn[] {
  const programs = new Map<string, readonly MadeCall[]>();
  for (const { toolCalls = [] } of turns)
    for (const { id, made = [] } of toolCalls) if (made.length > 0) programs.set(id, made.slice(-MOST_CALLS));
  if (programs.size === 0) return turns;
  // The oldest are left as they are.
  for (const id of [...programs.keys()].slice(0, -MOST_PROGRAMS)) programs.delete(id);
  return turns.flatMap((turn): Turn[] => {
    const made = programs.get(turn.toolCallId ?? '');
    if (made) return made.flatMap((call) => toResult(call, tools));
    if (!turn.toolCalls?.some(({ id }) => programs.has(id))) return [turn];
    const toolCalls = turn.toolCalls.flatMap((call) => programs.get(call.id) ?? [call]);
    return [
      {
        ...turn,
        toolCalls: toolCalls.map(({ id, kind, name, input, native }) => ({
          id,
          kind,
          name,
          input,
          ...(native && { native }),
        })),
      },
    ];
  });
}

/** What the program has gone on with. */
function toResult({ id, name, result }: MadeCall, tools: readonly Tool[]): Turn[] {
  if (result === undefined) return [];
  const keeps = keptMembers(tools.find((tool) => tool.name === name));
  if (keeps === undefined) return [{ role: 'tool', toolCallId: id, parts: result }];
  const kept = keptOf(valueIn(textOfParts(result)), keeps);
  const text = typeof kept === 'string' ? kept : JSON.stringify(kept);
  return [{ role: 'tool', toolCallId: id, parts: [{ kind: 'text', text }] }];
}
