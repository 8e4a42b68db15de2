import type { Call, Operation } from '../../kernel/operation.ts';
import { json, type Reply, type WholeReply } from '../../kernel/reply.ts';
import type { Abort } from '../../runtime/abort.ts';
import type { Turns } from '../../runtime/turns.ts';
import { filterTexts, isFiltered } from './content-filter.ts';
import { MappedEvents } from './event-frames.ts';
import {
  type Choice,
  type FilteredContent,
  filteredContents,
  type Vocabularies,
} from './filtered-content.ts';
import { type FilterResults, type PromptFilterResult, toFilteredEvent, toFilteredReply } from './schema.ts';
import { createStreamFilter } from './stream-filter.ts';

export interface FilterServices extends Vocabularies {
  readonly turns: Turns;
}

type RowCall = Call<never, never, never>;

/** Adds the content filter to a row whose operation is filtered; returns any other row unchanged. */
export function toFilteredRow(row: Operation, services: FilterServices): Operation {
  const content = filteredContents[row.id];
  if (!content) return row;
  const known = new WeakMap<object, readonly PromptFilterResult[]>();

  const filterPrompts = async ({
    body,
    bodyKept,
    abort,
  }: RowCall): Promise<readonly PromptFilterResult[]> => {
    const before = bodyKept ? known.get(body) : undefined;
    if (before) return before;
    const results: PromptFilterResult[] = [];
    for (const texts of await content.prompts(body, services)) {
      const found = await filterTexts(texts, { turns: services.turns, abort });
      results.push({ prompt_index: results.length, content_filter_results: found });
    }
    if (bodyKept) known.set(body, results);
    return results;
  };

  return {
    ...row,
    ...(row.reply && { reply: toFilteredReply(row.reply) }),
    ...(row.event && { event: toFilteredEvent(row.event) }),
    handle: async (call) => {
      const prompts = await filterPrompts(call);
      const blocked = prompts.find((prompt) => isFiltered(prompt.content_filter_results));
      if (blocked) {
        call.observation.fault = 'content_filtered';
        return refuse(blocked.content_filter_results);
      }
      const reply = await row.handle(call);
      return reply.kind === 'stream'
        ? { ...reply, frames: new MappedEvents(reply.frames, createStreamFilter(content, prompts)) }
        : filterWhole(reply, content, prompts, { turns: services.turns, abort: call.abort });
    },
  };
}

async function filterWhole(
  reply: WholeReply,
  content: FilteredContent,
  prompts: readonly PromptFilterResult[],
  options: { readonly turns: Turns; readonly abort: Abort },
): Promise<Reply> {
  if (reply.status !== 200) return reply;
  const answer = JSON.parse(String(reply.body)) as { readonly choices: readonly Choice[] };
  const choices: Choice[] = [];
  for (const choice of answer.choices) {
    const results = await filterTexts([content.said(choice)], options);
    const shown = isFiltered(results) ? content.withhold(choice) : choice;
    choices.push({ ...shown, content_filter_results: results });
  }
  return { ...reply, body: JSON.stringify({ ...answer, choices, prompt_filter_results: prompts }) };
}

/** The response for a blocked prompt. */
function refuse(results: FilterResults): WholeReply {
  return json(
    {
      error: {
        message:
          "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry. To learn more about our content filtering policies please read our documentation: https://go.microsoft.com/fwlink/?linkid=2198766",
        type: null,
        param: 'prompt',
        code: 'content_filter',
        status: 400,
        innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: results },
      },
    },
    { status: 400 },
  );
}
