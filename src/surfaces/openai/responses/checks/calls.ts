import type { MadeCall, Turn } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import type { InputItem } from '../schema/items.ts';
import { checkAcknowledged } from '../tools/computers.ts';

/**
 * Calls must have results and results must have calls, in the whole conversation.
 *
 * @param items of the request, which say what kind of result has no call
 * @throws Fault for the first call or result without the other
 */
export function checkCalls(turns: readonly Turn[], items: readonly InputItem[]): void {
  const open = new Map<string, MadeCall>();
  const made = new Map<string, MadeCall>();
  for (const { toolCalls = [], toolCallId } of turns) {
    for (const call of toolCalls) {
      made.set(call.id, call);
      // A program goes on when its calls have results.
      if (call.native !== 'program' && !call.isAsync) open.set(call.id, call);
      for (const inside of call.made ?? []) if (inside.result === undefined) open.set(inside.id, inside);
    }
    if (toolCallId === undefined) continue;
    if (!made.has(toolCallId)) {
      const item = items.find((each) => 'call_id' in each && each.call_id === toolCallId);
      throw invalid(
        'input',
        `No tool call found for ${spoken(item?.type ?? 'function_call_output')} with call_id ${toolCallId}.`,
      );
    }
    open.delete(toolCallId);
  }
  for (const [index, item] of items.entries()) checkAcknowledged(item, index, made);
  for (const [id, call] of open)
    throw invalid('input', `No tool output found for ${kindOfCall(call)} ${id}.`);
}

const spoken = (type: string): string => type.replaceAll('_', ' ');

function kindOfCall({ kind, name, native }: MadeCall): string {
  if (native !== undefined) return `${spoken(name)} call`;
  return kind === 'custom' ? 'custom tool call' : 'function call';
}
