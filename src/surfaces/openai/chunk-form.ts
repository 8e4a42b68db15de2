import type { Usage } from '../../engine/event.ts';
import { escaped, joined, quote } from '../../kernel/wire/quote.ts';
import { DATA, END_OF_EVENT, toEvent } from '../../kernel/wire/sse.ts';
import { type ChunkOptions, OBFUSCATION_BLOCK } from './chunk-options.ts';
import { toUsage } from './completion-usage.ts';

type Members = { readonly [name: string]: unknown };

/** How a choice of a chunk says a text, and nothing else. */
export interface TextMember {
  /** The JSON before and after the text, with the quotes. */
  readonly before: string;
  readonly after: string;
  /** The name of the member. */
  readonly name: string;
  /** The text of such a member; anything but a string if it says something else. */
  readonly textOf: (value: unknown) => unknown;
}

/** What the chunks of one stream consist of. */
export interface ChunkLayout {
  /** The members that all of them begin with. */
  readonly shared: object;
  readonly text: TextMember;
  readonly choices: number;
  readonly options: ChunkOptions;
}

/**
 * Makes the chunks of a stream, and their frames. Nearly every chunk only adds a text: its frame is a template in which only
 * the text differs, so that a token costs no more than quoting one string.
 * Choices have the members `index`, that of the text, `logprobs` and `finish_reason`, in this order.
 */
export class ChunkForm {
  /** Whether the chunks of texts without log probabilities differ in nothing but the text. */
  readonly isConstant: boolean;
  readonly #shared: Members;
  readonly #text: TextMember;
  /** The members of a chunk and of its choice that are in every one. */
  readonly #names: readonly string[];
  readonly #choiceNames: readonly string[];
  readonly #options: ChunkOptions;
  /** Of chunks that only add a text: what comes before the text, by choice, and what comes after it. */
  readonly #textStarts: readonly string[];
  readonly #textEnd: string;
  readonly #closing: string;
  /** The usage reported by the latest chunk. */
  #usage: Usage | undefined;
  /** A member that a filter has added to the chunk before: the same object is often in the next one too. */
  #latest: { readonly name: string; readonly value: object; readonly text: string } | undefined;

  constructor({ shared, text, choices, options }: ChunkLayout) {
    this.isConstant = options.initialUsage === undefined && options.obfuscate === undefined;
    this.#shared = shared as Members;
    this.#text = text;
    this.#names = [...Object.keys(shared), 'choices'];
    this.#choiceNames = ['index', text.name, 'logprobs', 'finish_reason'];
    this.#options = options;
    const opening = `${DATA}${JSON.stringify(shared).slice(0, -1)},"choices":[{"index":`;
    this.#textStarts = Array.from({ length: choices }, (_, index) =>
      joined(`${opening}${index},${text.before}`),
    );
    this.#textEnd = `${text.after},"logprobs":null,"finish_reason":null`;
    this.#closing = joined(
      `${this.#textEnd}}]${options.includeUsage ? ',"usage":null' : ''}}${END_OF_EVENT}`,
    );
    this.#usage = options.initialUsage;
  }

  /** Sets the usage so far, if chunks report it. */
  report(usage: Usage | undefined): void {
    this.#usage = usage ?? this.#usage;
  }

  /** A chunk with this choice. `text` is what it adds; padding hides its length. */
  toChunk(choice: object, text: string): object {
    const { includeUsage, obfuscate } = this.#options;
    const chunk = { ...this.#shared, choices: [choice] };
    if (this.isConstant) return includeUsage ? { ...chunk, usage: null } : chunk;
    const usage = this.#usage ? toUsage(this.#usage) : null;
    const padding = obfuscate?.(OBFUSCATION_BLOCK - (text.length % OBFUSCATION_BLOCK));
    return {
      ...chunk,
      ...((usage || includeUsage) && { usage }),
      ...(padding !== undefined && { obfuscation: padding }),
    };
  }

  /** The chunk with the usage of the whole answer; none unless it is asked for. */
  toUsageChunks(usage: Usage): readonly object[] {
    return this.#options.includeUsage ? [{ ...this.#shared, choices: [], usage: toUsage(usage) }] : [];
  }

  /** The frames of chunks that only add these texts, if the form is constant. Joining them builds only one string. */
  toTextFrames(choice: number, texts: readonly string[]): string {
    const start = this.#textStarts[choice] as string;
    if (texts.length === 1) return start + escaped(texts[0] as string) + this.#closing;
    return start + texts.map(escaped).join(this.#closing + start) + this.#closing;
  }

  /** The frame of a chunk, or of any other event. */
  readonly toFrame = (event: object): string => this.#toTextFrame(event as Members) ?? toEvent(event);

  /** The frame of a chunk that only adds a text, perhaps with members that a filter has added behind the others. */
  #toTextFrame(chunk: Members): string | undefined {
    const { choices } = chunk;
    const [choice, other] = Array.isArray(choices) ? (choices as readonly Members[]) : [];
    if (choice === undefined || other !== undefined) return undefined;
    const start = this.#textStarts[choice.index as number];
    const text = this.#text.textOf(choice[this.#text.name]);
    if (start === undefined || typeof text !== 'string') return undefined;
    if (choice.logprobs !== null || choice.finish_reason !== null) return undefined;
    for (const name in this.#shared) if (chunk[name] !== this.#shared[name]) return undefined;
    const inChoice = this.#membersAfter(this.#choiceNames, choice);
    const inChunk = this.#membersAfter(this.#names, chunk);
    if (inChoice === undefined || inChunk === undefined) return undefined;
    return `${start}${escaped(text)}${this.#textEnd}${inChoice}}]${inChunk}}${END_OF_EVENT}`;
  }

  /** The JSON of the members behind the named ones; undefined if it does not begin with these. */
  #membersAfter(names: readonly string[], object: Members): string | undefined {
    let text = '';
    let position = 0;
    for (const name in object) {
      const expected = names[position++];
      if (expected === undefined) text += this.#toMember(name, object[name]);
      else if (name !== expected) return undefined;
    }
    return text;
  }

  #toMember(name: string, value: unknown): string {
    if (value === undefined) return '';
    if (typeof value !== 'object' || value === null) return `,${quote(name)}:${JSON.stringify(value)}`;
    if (this.#latest?.value !== value || this.#latest.name !== name) {
      this.#latest = { name, value, text: `,${quote(name)}:${JSON.stringify(value)}` };
    }
    return this.#latest.text;
  }
}
