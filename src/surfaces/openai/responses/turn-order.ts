import type { Turn } from '../../../engine/request.ts';

/**
 * The turns of a conversation with the results of calls right after the calls, as in a chat. What was said in between goes
 * before the calls: clients that continue a response may send the question again, together with the results.
 */
export function withResultsAfterCalls(turns: readonly Turn[]): readonly Turn[] {
  const isInOrder = !turns.some(({ role }, index) => role === 'tool' && isSaid(turns[index - 1]));
  if (isInOrder) return turns;
  const rounds: Turn[][] = [[]];
  for (const turn of turns) {
    if (turn.role === 'assistant') rounds.push([turn]);
    else rounds.at(-1)?.push(turn);
  }
  return rounds.flatMap(inOrder);
}

/**
 * The turns without reasoning that came before the last question: models read what they thought between the calls that
 * belong to the current answer.
 *
 * @param context whether they read what they thought earlier too
 */
export function withoutOldReasoning(
  turns: readonly Turn[],
  context: 'auto' | 'current_turn' | 'all_turns' = 'auto',
): readonly Turn[] {
  if (context === 'all_turns') return turns;
  const last = turns.findLastIndex(({ role }) => role === 'user');
  const isOld = (turn: Turn, index: number): boolean =>
    index < last && turn.role === 'assistant' && turn.parts.some(({ kind }) => kind === 'reasoning');
  if (!turns.some(isOld)) return turns;
  return turns.map((turn, index) =>
    isOld(turn, index) ? { ...turn, parts: turn.parts.filter(({ kind }) => kind !== 'reasoning') } : turn,
  );
}

/** A turn of the assistant, and what follows until its next one. */
function inOrder(round: readonly Turn[]): readonly Turn[] {
  const calls = new Set(round[0]?.toolCalls?.map(({ id }) => id));
  const last = round.findLastIndex(({ toolCallId }) => toolCallId !== undefined && calls.has(toolCallId));
  const answered = round.slice(0, last + 1);
  return [
    ...answered.filter((turn) => isSaid(turn)),
    ...answered.filter((turn) => !isSaid(turn)),
    ...round.slice(last + 1),
  ];
}

function isSaid(turn: Turn | undefined): boolean {
  return turn?.role === 'user' || turn?.role === 'system';
}
