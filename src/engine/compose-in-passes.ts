import type { Abort } from '../runtime/abort.ts';
import { startSteps } from '../runtime/steps.ts';
import type { Turns } from '../runtime/turns.ts';
import { AnswerSize } from './answer-size.ts';
import { itemsOf } from './plan.ts';
import type { Answer, AnswerItem, Brief, ContentSource } from './ports/content.ts';
import type {
  Delegated,
  FunctionTool,
  GenerationRequest,
  HostedRun,
  Part,
  Report,
  RunHosted,
  Tool,
  ToolCall,
  Turn,
} from './request.ts';
import { countResult } from './tokenizer/chat-template.ts';

/** Passes of an answer, and calls of hosted tools in all of them. */
const MOST_PASSES = 16;
const MOST_CALLS = 64;

/**
 * Composes an answer. Calls of hosted tools are run, and the source is asked again with their results until it calls none;
 * their works take the place of the calls. Calls of other tools end the answer: their results come with another request.
 *
 * @example
 * composeInPasses(content, brief, turns, abort); // what `content` says if no tool is hosted
 */
export function composeInPasses(
  content: ContentSource,
  brief: Brief,
  turns: Turns,
  abort: Abort | undefined,
): Answer | Promise<Answer> {
  const { tools, openings = [] } = brief.request;
  if (openings.length === 0 && !tools.some(isHosted)) return content.compose(brief);
  const size = new AnswerSize(brief.request.sizeLimit);
  return new Passes(content, brief, { turns, abort, size }).compose().finally(brief.request.closing);
}

type HostedTool = FunctionTool & { readonly run: RunHosted };
type WrittenCall = Omit<ToolCall, 'id'>;

/** Tools for what concerns the agent that was asked: other agents, and tools that it has not loaded. */
function isAboutOthers({ native }: HostedTool): boolean {
  return native === 'agents' || native === 'tool-search';
}

/** What an agent has said in the end, without what it has thought and done. */
function textOf(items: readonly AnswerItem[]): string {
  const parts = items.flatMap((item) => (item.kind === 'message' ? item.parts : []));
  return parts.map(({ text }) => text).join('\n');
}

function isHosted(tool: Tool): tool is HostedTool {
  return tool.kind === 'function' && tool.run !== undefined;
}

/** What the passes of all agents share. */
interface Shared {
  readonly turns: Turns;
  readonly abort: Abort | undefined;
  readonly size: AnswerSize;
}

/** A run, with what other agents have done meanwhile, and what is read of that. */
interface Done extends HostedRun {
  readonly meanwhile: readonly AnswerItem[];
  readonly reports: readonly Part[];
}

/** The passes so far, and what the next one knows. */
class Passes {
  readonly #content: ContentSource;
  readonly #brief: Brief;
  readonly #shared: Shared;
  readonly #items: AnswerItem[] = [];
  /** All that the request has, and what was loaded, even if the limit of calls is reached. */
  readonly #hosted = new Map<string, HostedTool>();
  #request: GenerationRequest;
  /** Calls of hosted tools that have been made, and how many more may be. */
  #made = 0;
  #left: number;

  constructor(content: ContentSource, brief: Brief, shared: Shared) {
    this.#content = content;
    this.#brief = brief;
    this.#shared = shared;
    this.#request = brief.request;
    this.#left = Math.min(brief.request.maxHostedCalls ?? MOST_CALLS, MOST_CALLS);
    this.#know(brief.request.tools);
  }

  async compose(): Promise<readonly AnswerItem[]> {
    let waits = false;
    for (const { name, input = '', answers, run } of this.#request.openings ?? []) {
      const done = await this.#run(run, { input });
      await this.#addWorks(done, undefined, !done.waits);
      if (answers !== undefined && !done.waits) this.#answer(answers, done.read);
      this.#read([], name === undefined ? [] : [{ call: { kind: 'function', name, input }, done }]);
      this.#learn([done], answers !== undefined);
      waits ||= done.waits === true;
    }
    if (waits) return this.#items;
    for (let pass = 1; ; pass++) {
      if (pass === MOST_PASSES) this.#left = 0;
      if (this.#left === 0) this.#withoutHosted();
      const { random } = this.#brief;
      const items = await this.#content.compose({
        ...this.#brief,
        request: this.#request,
        random: pass === 1 ? random : random.fork('pass', pass),
      });
      const isOver = await this.#take(itemsOf(items));
      if (isOver) return this.#items;
    }
  }

  /** Adds the items of a pass, with works in place of hosted calls; returns whether it is the last one. */
  async #take(items: readonly AnswerItem[]): Promise<boolean> {
    const hosted = new Map<AnswerItem, HostedTool>();
    for (const item of items) {
      const tool =
        item.kind === 'call' && this.#left > hosted.size ? this.#hosted.get(item.call.name) : undefined;
      if (tool) hosted.set(item, tool);
    }
    const results: { call: WrittenCall; done: Done }[] = [];
    let waits = false;
    // The caller's calls end the answer; a hosted call beyond the limit is not made.
    const isCallers = (item: AnswerItem): boolean =>
      item.kind === 'call' && !this.#hosted.has(item.call.name);
    const isLast = hosted.size === 0 || items.some(isCallers);
    for (const item of items) {
      const tool = hosted.get(item);
      if (item.kind !== 'call') this.#items.push(item);
      else if (tool) {
        const done = await this.#run(tool.run, item.call);
        results.push({ call: item.call, done });
        waits ||= done.waits === true;
        this.#left = Math.max(0, this.#left - (done.calls ?? 1));
        await this.#addWorks(done, item.call, !isLast && !waits && results.length === hosted.size);
      } else if (isCallers(item)) this.#items.push(item);
    }
    this.#read(items, results);
    this.#learn(results.map(({ done }) => done));
    return isLast || waits;
  }

  #know(tools: readonly Tool[]): void {
    for (const tool of tools) if (isHosted(tool)) this.#hosted.set(tool.name, tool);
  }

  async #run(run: RunHosted, { input, program }: Pick<WrittenCall, 'input' | 'program'>): Promise<Done> {
    const { abort, size } = this.#shared;
    if (abort?.aborted) throw abort.reason;
    const random = this.#brief.random.fork('hosted', this.#made++);
    const left = Math.max(1, this.#left);
    const done = await run({ input, program, left, request: this.#request, random, abort });
    // What is too large together is not kept until the answer is complete.
    for (const { work } of done.works) size.addWork(work);
    const meanwhile: AnswerItem[] = [];
    const reports: Part[] = [];
    const delegated = done.delegated ?? [];
    for (const [index, task] of delegated.entries()) {
      const { said, told, read } = await this.#delegate(task);
      size.addWork(told.work);
      // The next agent reads what this one has said, or the one that has waited for both.
      const report = { kind: 'work', ...told, endsPass: index < delegated.length - 1 } as const;
      meanwhile.push(...[...said, report].map((item) => ({ ...item, agent: task.agent })));
      reports.push(...read);
    }
    return { ...done, meanwhile, reports };
  }

  /** Has another agent work on a task: it reads what this one has read. */
  async #delegate({ agent, task, report }: Delegated): Promise<Report & { said: readonly AnswerItem[] }> {
    const { turns, tools } = this.#request;
    const request: GenerationRequest = {
      ...this.#request,
      turns: [...turns, { role: 'user', parts: [{ kind: 'text', text: task }] }],
      // Results of the caller's tools would come with another request.
      tools: tools.filter((tool) => isHosted(tool) && !isAboutOthers(tool)),
      toolChoice: { mode: 'auto' },
      format: { kind: 'text' },
      verbosity: 'low',
      openings: undefined,
      deferred: undefined,
    };
    const brief = { ...this.#brief, request, random: this.#brief.random.fork('agent', agent) };
    const said = await new Passes(this.#content, brief, this.#shared).compose();
    return { said, ...report(textOf(said)) };
  }

  async #addWorks(done: Done, call: WrittenCall | undefined, endsPass: boolean): Promise<void> {
    const { tokenizer, request } = this.#brief;
    const { turns, abort } = this.#shared;
    const { works, meanwhile } = done;
    // Reports have been counted where they were written.
    const counting = countResult(done, request.model, tokenizer);
    const readTokens = await startSteps(counting, turns, abort);
    for (const [index, work] of works.entries()) {
      const isFirst = index === 0;
      const isLast = index === works.length - 1;
      this.#items.push({
        kind: 'work',
        ...work,
        ...(isFirst && call && { call: { name: call.name, input: call.input } }),
        ...(isLast && { readTokens }),
        endsPass: (endsPass && isLast) || (isFirst && meanwhile.length > 0),
      });
      if (isFirst) this.#items.push(...meanwhile);
    }
  }

  /** Adds what a pass has said, and the results of its calls, to the conversation. */
  #read(
    items: readonly AnswerItem[],
    results: readonly { readonly call: WrittenCall; readonly done: Done }[],
  ): void {
    if (results.length === 0) return;
    const first = this.#made - results.length;
    const idOf = (index: number): string => `hosted_${first + index}`;
    const parts = items.flatMap((item) => (item.kind === 'message' ? item.parts : []));
    const toCall = (
      { call: { program: _, ...call }, done: { made } }: (typeof results)[number],
      id: string,
    ) => ({
      ...call,
      id,
      ...(made && { made }),
    });
    const turns: Turn[] = [
      {
        role: 'assistant',
        parts: parts.map(({ kind, text }) => ({ kind, text })),
        toolCalls: results.map((result, index) => toCall(result, idOf(index))),
      },
      ...results.map(
        ({ done }, index): Turn => ({
          role: 'tool',
          toolCallId: idOf(index),
          parts: [...done.read, ...done.reports],
        }),
      ),
    ];
    this.#request = { ...this.#request, turns: [...this.#request.turns, ...turns] };
  }

  /** Adds the result of a call that an earlier answer has made, right after the call. */
  #answer(id: string, parts: readonly Part[]): void {
    const { turns } = this.#request;
    const made = turns.findLastIndex(({ toolCalls }) => toolCalls?.some((call) => call.id === id));
    const next = turns.findIndex(({ role }, index) => index > made && role !== 'tool');
    const place = made === -1 || next === -1 ? turns.length : next;
    const result: Turn = { role: 'tool', toolCallId: id, parts };
    this.#request = { ...this.#request, turns: turns.toSpliced(place, 0, result) };
  }

  /** What comes with results. A choice that was forced has been made: in this answer, or `before`. */
  #learn(runs: readonly HostedRun[], before = false): void {
    const { tools, deferred = [], toolChoice, sources = [] } = this.#request;
    const loaded = runs.flatMap((run) => run.loaded ?? []);
    const known = new Set(loaded.map(({ name }) => name));
    this.#know(loaded);
    const hasRun =
      before || (runs.length > 0 && this.#items.some((item) => item.kind === 'work' && item.call));
    this.#request = {
      ...this.#request,
      tools: [...tools, ...loaded],
      deferred: [...deferred, ...runs.flatMap((run) => run.deferred ?? [])].filter(
        ({ name }) => !known.has(name),
      ),
      sources: [...sources, ...runs.flatMap((run) => run.sources ?? [])],
      toolChoice:
        hasRun && (toolChoice.mode === 'named' || toolChoice.mode === 'required')
          ? { mode: 'auto', ...('allowed' in toolChoice && { allowed: toolChoice.allowed }) }
          : toolChoice,
    };
  }

  #withoutHosted(): void {
    const { tools, toolChoice } = this.#request;
    const others = tools.filter((tool) => !isHosted(tool));
    const isNamed = toolChoice.mode === 'named' && others.some(({ name }) => name === toolChoice.name);
    const isPossible = toolChoice.mode !== 'named' && (toolChoice.mode !== 'required' || others.length > 0);
    this.#request = {
      ...this.#request,
      tools: others,
      toolChoice: isNamed || isPossible ? toolChoice : { mode: 'auto' },
    };
  }
}
