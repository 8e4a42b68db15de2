import type { Turn } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import type { InputItem } from '../schema/items.ts';
import type { Tool } from '../schema/tools.ts';

/** Calls of servers' tools that the caller approves of before they are made. */

type Request = Extract<InputItem, { readonly type: 'mcp_approval_request' }>;

/** The calls that the input of a request approves and that have not been made. */
export function approvedCalls(known: readonly InputItem[], items: readonly InputItem[]): readonly Request[] {
  const { requests, made } = readApprovals([...known, ...items]);
  return items.flatMap((item) => {
    if (item.type !== 'mcp_approval_response' || !item.approve) return [];
    const { approval_request_id: id } = item;
    return made.has(id) ? [] : (requests.get(id) ?? []);
  });
}

/**
 * Checks that each answer in the input belongs to a request of the conversation, and that all requests are answered.
 *
 * @throws Fault for the first answer that cannot be meant, or for what is not answered
 */
export function checkApprovals(
  known: readonly InputItem[],
  items: readonly InputItem[],
  tools: readonly Tool[],
): void {
  const { requests, made } = readApprovals([...known, ...items]);
  const answered = new Set(known.flatMap((item) => answerOf(item) ?? []));
  for (const [index, item] of items.entries()) {
    if (item.type !== 'mcp_approval_response') continue;
    const param = `input[${index}].approval_request_id`;
    const { approval_request_id: id, approve } = item;
    const request = requests.get(id);
    if (request === undefined) {
      throw invalid(param, `No approval request found with id '${id}'.`, 'invalid_value');
    }
    if (answered.has(id)) {
      throw invalid(param, `The approval request '${id}' has been answered already.`, 'invalid_value');
    }
    answered.add(id);
    const { server_label: label } = request;
    const isOffered = tools.some((tool) => tool.type === 'mcp' && tool.server_label === label);
    if (approve && !made.has(id) && !isOffered) {
      throw invalid(
        param,
        `The approval request '${id}' is about the server '${label}', which is not in 'tools'.`,
        'invalid_value',
      );
    }
  }
  const open = [...requests.keys()].filter((id) => !answered.has(id));
  if (open.length > 0) {
    throw invalid('input', `No approval found for these approval requests: ${open.join(', ')}.`);
  }
}

/** The turns without the calls that were approved: calls that have been made tell of themselves. */
export function withoutApproved(
  turns: readonly Turn[],
  known: readonly InputItem[],
  items: readonly InputItem[],
): readonly Turn[] {
  const approved = new Set(
    [...known, ...items].flatMap((item) =>
      item.type === 'mcp_approval_response' && item.approve ? item.approval_request_id : [],
    ),
  );
  if (approved.size === 0) return turns;
  return turns.flatMap((turn) => {
    if (!turn.toolCalls?.some(({ id }) => approved.has(id))) return [turn];
    const { toolCalls, ...rest } = turn;
    const others = toolCalls.filter(({ id }) => !approved.has(id));
    if (others.length > 0) return [{ ...rest, toolCalls: others }];
    return rest.parts.length > 0 ? [rest] : [];
  });
}

function readApprovals(items: readonly InputItem[]): {
  readonly requests: ReadonlyMap<string, Request>;
  readonly made: ReadonlySet<string>;
} {
  const requests = new Map<string, Request>();
  const made = new Set<string>();
  for (const item of items) {
    if (item.type === 'mcp_approval_request') requests.set(item.id, item);
    if (item.type === 'mcp_call' && item.approval_request_id) made.add(item.approval_request_id);
  }
  return { requests, made };
}

function answerOf(item: InputItem): string | undefined {
  return item.type === 'mcp_approval_response' ? item.approval_request_id : undefined;
}
