/** An item of an answer, as far as it says what its client has to do. */
interface Item {
  readonly type: string;
  readonly id?: string;
  readonly call_id?: string | null;
  readonly name?: string;
  readonly execution?: string;
  readonly async?: boolean;
}

type ToStub = (item: Item) => object | undefined;

const outputOf =
  (type: string): ToStub =>
  ({ call_id }) => ({ type, call_id });

/** What a client has to send for an item, without the result, by the type of the item. */
const STUBS: Readonly<Record<string, ToStub>> = {
  function_call: ({ call_id, name }) => ({ type: 'function_call_output', call_id, name }),
  custom_tool_call: outputOf('custom_tool_call_output'),
  computer_call: outputOf('computer_call_output'),
  shell_call: outputOf('shell_call_output'),
  apply_patch_call: outputOf('apply_patch_call_output'),
  tool_search_call: ({ call_id, execution }) =>
    execution === 'client' ? { type: 'tool_search_output', call_id, execution } : undefined,
  mcp_approval_request: ({ id }) => ({ type: 'mcp_approval_response', approval_request_id: id }),
};

/**
 * What a client has to send before an answer can be continued: results of calls, approvals. Empty if nothing.
 *
 * @example
 * requiredInput([{ type: 'function_call', call_id: 'call_1', name: 'get_time' }]);
 * // [{ type: 'function_call_output', call_id: 'call_1', name: 'get_time' }]
 */
export function requiredInput(output: readonly Item[]): object[] {
  const answered = new Set(
    output.flatMap(({ type, call_id }) => (type.endsWith('_output') ? (call_id ?? []) : [])),
  );
  return output.flatMap((item) => {
    if (item.async || answered.has(item.call_id ?? '')) return [];
    return STUBS[item.type]?.(item) ?? [];
  });
}
