import type { ModelCard } from '../../../engine/models/card.ts';
import { type MakeItemId, toConversationItem, toRepliedTool, toStoredPart } from './kept-item.ts';
import type { FilledPrompt } from './prompt.ts';
import type { ResponseMembers } from './response-template.ts';
import type { CreateResponseRequest } from './schema/request.ts';
import { tellsToolUsage } from './tools/tool-usage.ts';

export interface MembersInput {
  readonly body: CreateResponseRequest;
  readonly model: ModelCard;
  /** What the response names as its model. */
  readonly modelName: string;
  readonly conversation: string | undefined;
  readonly prompt: FilledPrompt | undefined;
  /** Makes the ids of the messages of a prompt. */
  readonly makeId: MakeItemId;
}

/** Every member that clients may look for in the response to a request; null for those that depend on its progress. */
export function toMembers(input: MembersInput): ResponseMembers {
  const { body, model, modelName, conversation } = input;
  const { reasoning, text = {}, service_tier: tier = 'auto' } = body;
  const efforts = model.reasoning;
  const effort = efforts && (reasoning?.effort ?? efforts.defaultEffort);
  return {
    id: null,
    object: 'response',
    created_at: null,
    status: null,
    background: body.background ?? false,
    completed_at: null,
    access_programs: body.access_programs?.cyber ? { cyber: body.access_programs.cyber } : null,
    moderation: null,
    conversation: conversation === undefined ? null : { id: conversation },
    error: null,
    incomplete_details: null,
    instructions: toInstructions(input),
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    model: modelName,
    output: null,
    frequency_penalty: 0,
    presence_penalty: 0,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: body.previous_response_id ?? null,
    prompt: toPrompt(input),
    prompt_cache_key: body.prompt_cache_key ?? null,
    prompt_cache_retention: body.prompt_cache_retention ?? null,
    reasoning: {
      effort: effort ?? null,
      summary: reasoning?.summary ?? reasoning?.generate_summary ?? null,
      ...(reasoning?.context && { context: reasoning.context }),
      ...(reasoning?.mode && { mode: reasoning.mode }),
    },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: tier === 'auto' ? 'default' : tier,
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: { format: text.format ?? { type: 'text' }, verbosity: text.verbosity ?? 'medium' },
    tool_choice: body.tool_choice ?? 'auto',
    ...(tellsToolUsage(body.tools ?? []) && { tool_usage: null }),
    tools: (body.tools ?? []).map(toRepliedTool),
    top_logprobs: body.top_logprobs ?? 0,
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? 'disabled',
    usage: null,
    ...(body.user !== undefined && { user: body.user }),
    metadata: body.metadata ?? {},
  } as ResponseMembers;
}

/** The instructions as they were given; with a prompt, its messages, after the instructions. */
function toInstructions({ body: { instructions }, prompt, makeId }: MembersInput) {
  if (prompt === undefined) return instructions ?? null;
  const first = instructions ? [{ role: 'developer' as const, content: instructions }] : [];
  return [...first, ...prompt.messages].map((message) => toConversationItem(message, makeId));
}

/** The prompt in the version that was used. */
function toPrompt({ body: { prompt: given }, prompt }: MembersInput) {
  if (prompt === undefined) return null;
  const variables = Object.entries(given?.variables ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : toStoredPart(value),
  ]);
  return {
    id: prompt.id,
    version: prompt.version,
    variables: given?.variables ? Object.fromEntries(variables) : null,
  };
}
