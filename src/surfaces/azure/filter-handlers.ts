import type { Moderator } from '../../engine/ports/moderator.ts';
import { MemoSlot } from '../../kernel/memo.ts';
import type { Call, Operation } from '../../kernel/operation.ts';
import { lazyJson } from '../../kernel/parts-reply.ts';
import { json, type Reply, type StreamReply, type WholeReply } from '../../kernel/reply.ts';
import { asSteps, LazyArray, STEP } from '../../kernel/wire/lazy-json.ts';
import type { Abort } from '../../runtime/abort.ts';
import { andThen } from '../../runtime/and-then.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Lazy } from '../../runtime/lazy.ts';
import { type Steps, startSteps } from '../../runtime/steps.ts';
import type { Turns } from '../../runtime/turns.ts';
import { type ContentFilter, createContentFilter, isFiltered } from './content-filter.ts';
import type { Choice, FilteredContent, Vocabularies } from './filtered-content.ts';
import type { FilterResults, PromptFilterResult } from './schema.ts';
import { createStreamFilter, type FilterScope } from './stream-filter.ts';

export interface FilterServices extends Vocabularies {
  readonly clock: Clock;
  readonly turns: Turns;
  readonly moderator: Lazy<Moderator>;
}

type RowCall = Call<never, never, never>;

/** The handler of a filtered row: its own handler with the content filter before and after it. */
export function createFilterHandlers(
  handle: Operation['handle'],
  content: FilteredContent,
  services: FilterServices,
  moderator: Moderator,
) {
  const filter = createContentFilter(moderator);
  const known = new MemoSlot<readonly PromptFilterResult[]>();

  const filterPrompts = (
    call: RowCall,
  ): readonly PromptFilterResult[] | Promise<readonly PromptFilterResult[]> => {
    const before = known.get(call.memo);
    if (before) return before;
    const results = andThen(content.prompts(call, services), (prompts) =>
      startSteps(filterEach(prompts, filter), services.turns, call.abort),
    );
    return andThen(results, (found) => {
      known.set(call.memo, found);
      return found;
    });
  };

  const filterReply = (reply: Reply, scope: FilterScope, { abort }: RowCall): Reply | Promise<Reply> => {
    const { turns } = services;
    if (reply.kind === 'whole') return startSteps(filterWhole(reply, scope), turns, abort);
    if (reply.toValue) return filterLazy(reply, reply.toValue, scope, { turns, abort });
    if (!reply.addFilter) throw new TypeError('A stream can only be filtered if it has wire events');
    reply.addFilter(createStreamFilter(scope));
    return reply;
  };

  return {
    filtered: (call: RowCall): Reply | Promise<Reply> =>
      andThen(filterPrompts(call), (prompts) => {
        const blocked = prompts.find((prompt) => isFiltered(prompt.content_filter_results));
        if (blocked) {
          call.observation.fault = 'content_filtered';
          return refuse(blocked.content_filter_results);
        }
        return andThen(handle(call), (reply) => filterReply(reply, { filter, content, prompts }, call));
      }),
  };
}

function* filterEach(
  prompts: readonly (readonly string[])[],
  filter: ContentFilter,
): Steps<readonly PromptFilterResult[]> {
  const results: PromptFilterResult[] = [];
  for (const texts of prompts) {
    results.push({ prompt_index: results.length, content_filter_results: yield* filter.filterTexts(texts) });
  }
  return results;
}

function* filterWhole(reply: WholeReply, scope: FilterScope): Steps<Reply> {
  if (reply.status !== 200) return reply;
  const answer = JSON.parse(String(reply.body)) as { readonly choices: readonly Choice[] };
  const choices: Choice[] = [];
  for (const choice of answer.choices) choices.push(yield* filterChoice(choice, scope));
  const body = JSON.stringify({ ...answer, choices, prompt_filter_results: scope.prompts });
  return { ...reply, body };
}

/** The same for an answer that is made while it is written. */
function filterLazy(
  reply: StreamReply,
  toValue: () => object,
  scope: FilterScope,
  services: { readonly turns: Turns; readonly abort: Abort },
): Promise<Reply> {
  reply.frames.cancel();
  return lazyJson(() => {
    const answer = toValue() as { readonly choices: LazyArray<Choice> };
    const choices = new LazyArray(filterChoices(answer.choices, scope));
    return { ...answer, choices, prompt_filter_results: scope.prompts };
  }, services);
}

function* filterChoices({ items }: LazyArray<Choice>, scope: FilterScope): Generator<Choice | typeof STEP> {
  for (const item of items) yield item === STEP ? item : yield* asSteps(filterChoice(item, scope));
}

function* filterChoice(choice: Choice, { filter, content }: FilterScope): Steps<Choice> {
  const results = yield* filter.filterTexts([content.said(choice)]);
  const shown = isFiltered(results) ? content.withhold(choice) : choice;
  return { ...shown, content_filter_results: results };
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
