import type { Ids } from '../../../runtime/ids.ts';
import type { InputItem } from './schema/items.ts';

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
export function toStoredItem(item: InputItem, ids: Ids): InputItem & { readonly id: string } {
  const type = item.type ?? 'message';
  const id = ('id' in item && item.id) || ids.next(PREFIXES[type] ?? 'item_', ID_LENGTH);
  if (!('role' in item) || !('content' in item)) return { ...item, id };
  const { role, content } = item;
  const kind = role === 'assistant' ? 'output_text' : 'input_text';
  const text = {
    type: kind,
    text: content,
    ...(kind === 'output_text' && { annotations: [], logprobs: [] }),
  };
  const parts = typeof content === 'string' ? [text] : content;
  return { ...item, id, type: 'message', status: 'completed', role, content: parts } as InputItem & {
    readonly id: string;
  };
}
