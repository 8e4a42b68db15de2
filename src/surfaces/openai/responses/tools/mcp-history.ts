import { inGroup } from '../../../../engine/tool-group.ts';
import type { ShownMcpError } from '../works/mcp.ts';
import type { Recall } from './recall.ts';

export const recallMcpCall: Recall<'mcp_call'> = (item, to) => {
  const { id = to.newId('mcp'), server_label: label, name, arguments: input } = item;
  to.call({ id, kind: 'function', name: inGroup(label, name), input });
  to.result(id, to.partsOf(toldByCall(item)));
};

export const recallApprovalRequest: Recall<'mcp_approval_request'> = (item, to) => {
  const { id, server_label: label, name, arguments: input } = item;
  to.call({ id, kind: 'function', name: inGroup(label, name), input });
};

/** A call that is approved tells of itself. */
export const recallApproval: Recall<'mcp_approval_response'> = (item, to) => {
  const { approval_request_id: id, approve, reason } = item;
  if (!approve) to.result(id, to.partsOf(denied(reason)));
};

function denied(reason: string | undefined): string {
  return reason ? `Permission denied by the user: ${reason}` : 'Permission denied by the user.';
}

/** What the model reads of the result of a call. Items that answers held have nulls. */
export function toldByCall({
  output,
  error,
}: {
  readonly output?: string | null | undefined;
  readonly error?: ShownMcpError | null | undefined;
}): string {
  if (!error) return output ?? '';
  if (error.type !== 'mcp_tool_execution_error') return `Error: ${error.message}`;
  const { content } = error;
  return `Error: ${typeof content === 'string' ? content : JSON.stringify(content ?? null)}`;
}
