import type { Turn } from '../../../engine/request.ts';

/**
 * The turns with a note in place of each result that is still to come: calls of tools that are `async` can have theirs with
 * any later request.
 */
export function withPending(turns: readonly Turn[]): readonly Turn[] {
  const isAsync = turns.some(({ toolCalls }) => toolCalls?.some((call) => call.isAsync));
  if (!isAsync) return turns;
  const answered = new Set(turns.map(({ toolCallId }) => toolCallId));
  return turns.flatMap((turn): Turn[] => {
    const open = turn.toolCalls?.filter(({ id, isAsync }) => isAsync && !answered.has(id)) ?? [];
    return [turn, ...open.map(({ id }): Turn => ({ role: 'tool', toolCallId: id, parts: [PENDING] }))];
  });
}

const PENDING = { kind: 'text', text: 'The call is still running. Its result comes later.' } as const;
