import type { Ids } from '../../../runtime/ids.ts';
import type { InputItem, ListedItem } from './schema/items.ts';

const ID_LENGTH = 48;

/** The prefix of the ids of each type of item. */
const PREFIXES: Readonly<Record<string, string>> = {
  message: 'msg_',
  reasoning: 'rs_',
  function_call: 'fc_',
  function_call_output: 'fco_',
  custom_tool_call: 'ctc_',
  custom_tool_call_output: 'ctco_',
};

/** An input item as it is stored and listed: with an id, messages with their type and parts. */
export function toStoredItem(item: InputItem, ids: Ids): ListedItem {
  const type = item.type ?? 'message';
  const id = ('id' in item && item.id) || ids.next(PREFIXES[type] ?? 'item_', ID_LENGTH);
  if (!('role' in item) || !('content' in item)) return { ...item, id } as ListedItem;
  const { role, content } = item;
  const parts = typeof content === 'string' ? [toText(role, content)] : content;
  return { ...item, id, type: 'message', status: 'completed', role, content: parts } as ListedItem;
}

function toText(role: string, text: string): object {
  if (role !== 'assistant') return { type: 'input_text', text };
  return { type: 'output_text', text, annotations: [], logprobs: [] };
}
