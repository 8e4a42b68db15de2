import { type GenerationRequest, type Part, saidBy, type Turn } from '../../engine/request.ts';
import { sentencesOf } from '../prose/grammar.ts';
import { type Block, FENCE } from './block.ts';
import { blocksOf, isStructured } from './blocks.ts';
import { type Said, saidIn, standalone } from './follow-up.ts';
import { type Form, formOf } from './form.ts';
import { isCursor } from './labels.ts';
import { type Manner, mannerOf } from './manner.ts';
import type { Origin, Passage } from './material.ts';
import { namedOptionsIn, type Option } from './options.ts';
import { partsOf } from './parts.ts';
import { isAboutAnswering, isTransforming, questionOf } from './question.ts';

/** What a request says, read once for prose, structured output and tools alike. Parts are read when first used. */
export interface Reading {
  readonly request: GenerationRequest;
  /** The text of the last user turn as sent. */
  readonly text: string;
  /** What is asked: the last question or command of the turn, without labels and material. At most 300 characters. */
  readonly question: string;
  /** The question as it is understood without the conversation: "Who founded Acme?" for "And who founded it?". */
  readonly standalone: string;
  /** The single questions that are asked, each as it is understood without the others. */
  readonly asked: readonly Asked[];
  /** How a question about the material is to be answered. */
  readonly manner: Manner;
  /** What the turn or the system messages let choose from by name. */
  readonly options: readonly Option[];
  /** An answer that the turn asks to improve. */
  readonly draft: string | undefined;
  /** The rest of what the turn says about the answer: instructions, rules, formats; without material. */
  readonly instructions: string;
  /** What the answer may be found in, in the order of the conversation: context, earlier turns, tool results. */
  readonly material: readonly Passage[];
  /** What form the last user turns and the system messages ask the answer to have. */
  readonly form: Form;
  /**
   * The request without what it says of the form of its answer: no schema, keys, examples of the format, sentences about
   * JSON. What is asked, and what answers it, stands in its text and material.
   */
  readonly plain: Reading;
  /** The blocks of the last user turn. */
  readonly blocks: readonly Block[];
}

/** One of the questions of a request. */
export interface Asked {
  readonly question: string;
  /** What is said with it and may decide which answer holds: "I am 30 years old.", the questions before it. */
  readonly beside: string;
}

/**
 * Reads a request. Time is constant for the parts that are not used, and linear in the length of what is read: at most
 * {@link MOST_CHARACTERS} of each end of the last request, and about {@link MOST_BESIDES} of the system turns and of the
 * latest {@link MOST_TURNS} turns together.
 *
 * @example
 * const reading = readRequest(request); // of 'Context: Ann lives in Rome.\nQuestion: Where does Ann live?\nAnswer:'
 * reading.question; // 'Where does Ann live?'
 * reading.material; // [{ text: 'Ann lives in Rome.', from: 'context' }]
 */
export function readRequest(request: GenerationRequest): Reading {
  return new LazyReading(request);
}

const MOST_CHARACTERS = 30_000;
const MOST_TURNS = 40;
const MOST_BESIDES = 60_000;

class LazyReading implements Reading {
  readonly request: GenerationRequest;
  readonly #last: number;
  #text: string | undefined;
  #blocks: readonly Block[] | undefined;
  #question: string | undefined;
  #standalone: string | undefined;
  #asked: readonly Asked[] | undefined;
  #manner: Manner | undefined;
  #options: readonly Option[] | undefined;
  #material: readonly Passage[] | undefined;
  #form: Form | undefined;
  #plain: Reading | undefined;

  constructor(request: GenerationRequest) {
    this.request = request;
    this.#last = lastRequestIndex(request.turns);
  }

  get text(): string {
    this.#text ??= textOf(this.request.turns[this.#last]);
    return this.#text;
  }

  get blocks(): readonly Block[] {
    this.#blocks ??= isStructured(this.text)
      ? blocksOf(this.text)
      : [{ role: undefined, name: '', text: this.text }];
    return this.#blocks;
  }

  get question(): string {
    this.#question ??= questionOf(this.text, this.blocks);
    return this.#question;
  }

  get standalone(): string {
    this.#standalone ??= standalone(
      referringIn(this),
      saidBefore(this.request.turns, this.#last, this.blocks),
    );
    return this.#standalone;
  }

  get asked(): readonly Asked[] {
    this.#asked ??= askedIn(this, saidBefore(this.request.turns, this.#last, this.blocks));
    return this.#asked;
  }

  get instructions(): string {
    return this.blocks
      .filter(
        ({ role, name }) =>
          (role === undefined && name !== FENCE) ||
          role === 'instruction' ||
          role === 'input' ||
          role === 'cursor',
      )
      .map(({ text }) => text.replace(this.question, ''))
      .join('\n')
      .trim();
  }

  get manner(): Manner {
    if (this.#manner === undefined) {
      const asked = this.blocks.findLast(({ role }) => role === 'question')?.text ?? '';
      const cursor = this.blocks.at(-1)?.role === 'cursor' ? lastLineOf(this.text) : '';
      // Some clients send the template and the question in turns of their own.
      const others = formTurns(this.request.turns, this.#last)
        .filter((turn) => turn !== this.request.turns[this.#last])
        .map(instructionsOf);
      this.#manner = mannerOf([this.question, this.instructions, asked, cursor, ...others].join('\n'));
    }
    return this.#manner;
  }

  get options(): readonly Option[] {
    this.#options ??= this.#optionsOf();
    return this.#options;
  }

  #optionsOf(): Option[] {
    const own = namedOptionsIn(this.text);
    if (own.length > 0) return own;
    return (
      systemTurns(this.request.turns)
        .map((turn) => namedOptionsIn(textOf(turn)))
        .find((each) => each.length > 0) ?? []
    );
  }

  get draft(): string | undefined {
    const draft = this.blocks.findLast(({ role, text }) => role === 'draft' && text !== '')?.text;
    return draft?.split(IMPROVING, 1)[0]?.trim();
  }

  get form(): Form {
    this.#form ??= formOf(
      formTurns(this.request.turns, this.#last).map(textOf),
      repliesBefore(this.request.turns, this.#last),
    );
    return this.#form;
  }

  get plain(): Reading {
    this.#plain ??= this.#withoutForm();
    return this.#plain;
  }

  #withoutForm(): Reading {
    const { turns } = this.request;
    const { source } = this.form;
    const said = new Map(formTurns(turns, this.#last).map((turn, index) => [turn, source[index]!]));
    if ([...said].every(([turn, text]) => text === textOf(turn))) return this;
    const kept = turns.flatMap((turn): Turn[] => {
      const text = said.get(turn);
      if (text === undefined || text === textOf(turn)) return [turn];
      return text === ''
        ? []
        : [{ ...turn, parts: [{ kind: 'text', text }, ...turn.parts.filter(isSilent)] }];
    });
    return new LazyReading({ ...this.request, turns: kept, format: { kind: 'text' } });
  }

  get material(): readonly Passage[] {
    this.#material ??= materialOf(this.request.turns, this.#last, this);
    return this.#material;
  }
}

/**
 * The index of the last user turn that is a request, or -1. Some agents send tool results as user turns that start with
 * "Observation:" (or "Call id:" for a failed call); those are not requests.
 */
export function lastRequestIndex(turns: readonly Turn[]): number {
  const asks = turns.findLastIndex((turn) => turn.role === 'user' && !isObservation(turn));
  return asks === -1 ? turns.findLastIndex((turn) => turn.role === 'user') : asks;
}

/** Whether a turn is a tool result, in a tool message or in a user message. */
export function isResult(turn: Turn): boolean {
  return turn.role === 'tool' || isObservation(turn);
}

function isObservation(turn: Turn): boolean {
  const [first] = turn.parts;
  return turn.role === 'user' && first?.kind === 'text' && /^(?:Observation:|Call id: )/.test(first.text);
}

/** The question that may refer to others; if the turn asks to rephrase it, that is not what the turn asks. */
function referringIn({ question, blocks }: Reading): string {
  if (!isTransforming(question)) return question;
  return (
    blocks.findLast(({ role, text }) => (role === 'input' || role === 'question') && text !== '')?.text ??
    question
  );
}

/** The questions of the paragraph or the section that has the question, and what it says beside them. */
function askedIn(reading: Reading, earlier: readonly Said[]): Asked[] {
  const { question, blocks, request } = reading;
  const block = blocks.find(
    ({ role, name, text }) => role !== 'material' && name !== FENCE && text.includes(question),
  );
  const parts = block && !isTransforming(question) ? partsOf(block.text) : [];
  // What is all that the answer may stand in is no circumstance of it.
  const isBeside = request.turns.length > 1 || blocks.some(({ role }) => role === 'material');
  const beside = block && isBeside ? withoutAsking(block.text.slice(0, LONGEST_BESIDE)) : '';
  if (parts.length < 2) return [{ question: reading.standalone, beside }];
  const said = [...earlier];
  return parts.map((part, index): Asked => {
    const before = parts.slice(0, index).join(' ');
    const full = standalone(part, said);
    said.push({ by: 'user', text: full });
    return { question: full, beside: `${beside} ${before}`.trim() };
  });
}

const LONGEST_BESIDE = 1500;

/** What a turn says but for its material. */
function instructionsOf(turn: Turn): string {
  const text = textOf(turn);
  if (!isStructured(text)) return text;
  return blocksOf(text)
    .filter(({ role, name }) => role !== 'material' && role !== 'example' && name !== FENCE)
    .map((block) => block.text)
    .join('\n');
}

/** The line behind a draft that says what to do with it. */
const IMPROVING = /\n(?=[^\n]{0,80}\b(?:refine|improve|revise|more context|new context)\b)/i;

const lastLineOf = (text: string): string => text.slice(text.trimEnd().lastIndexOf('\n') + 1);

/** The words of a turn; of a very long one, both ends. */
function textOf(turn: Turn | undefined): string {
  if (turn === undefined) return '';
  const text = turn.parts
    .map((part) => saidBy(part) ?? '')
    .filter((said) => said !== '')
    .join('\n');
  if (text.length <= 2 * MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS)}\n${text.slice(-MOST_CHARACTERS)}`;
}

/** The material of all turns that are read; of those besides the last request, {@link MOST_BESIDES} characters. */
function materialOf(turns: readonly Turn[], last: number, reading: Reading): Passage[] {
  const read = new Map<number, Passage[]>();
  let left = MOST_BESIDES;
  const add = (index: number, toPassages: (turn: Turn) => Passage[]): void => {
    if (left <= 0) return;
    const passages = toPassages(turns[index]!);
    for (const { text } of passages) left -= text.length;
    read.set(index, passages);
  };
  if (last >= 0) read.set(last, inLastTurn(reading));
  for (const turn of systemTurns(turns)) add(turns.indexOf(turn), (each) => passagesIn(each, 'system'));
  for (let index = turns.length - 1; index >= Math.max(0, turns.length - MOST_TURNS); index--) {
    const turn = turns[index]!;
    if (index === last || turn.role === 'system') continue;
    if (isResult(turn)) add(index, (each) => passagesIn(each, 'result', subjectOf(each, turns)));
    else if (turn.role === 'user' || index < last) add(index, (each) => passagesIn(each, 'earlier'));
  }
  return turns.flatMap((_, index) => read.get(index) ?? []);
}

/** The first system turns, up to as many characters as are read of one turn. */
function systemTurns(turns: readonly Turn[]): Turn[] {
  const read: Turn[] = [];
  let left = MOST_CHARACTERS;
  for (const turn of turns) {
    if (turn.role !== 'system') continue;
    if (left <= 0) break;
    left -= textOf(turn).length;
    read.push(turn);
  }
  return read;
}

/** The turns that may say what form the answer shall have: the last user turns, the latest first, and the system turns. */
function formTurns(turns: readonly Turn[], last: number): Turn[] {
  const asking: Turn[] = [];
  for (let index = last; index >= 0 && turns[index]!.role === 'user' && asking.length < MOST_ASKING; index--)
    asking.push(turns[index]!);
  return [...asking, ...systemTurns(turns)];
}

const MOST_ASKING = 4;

/** The latest replies before the last request, by which examples show what is wanted. */
function repliesBefore(turns: readonly Turn[], last: number): string[] {
  return turns
    .slice(Math.max(0, last - MOST_REFERRED), Math.max(0, last))
    .flatMap((turn) => (turn.role === 'assistant' && turn.toolCalls === undefined ? [textOf(turn)] : []));
}

const isSilent = (part: Part): boolean => saidBy(part) === undefined;

/** What a tool was asked about: the short texts among the arguments of its call. */
function subjectOf({ toolCallId }: Turn, turns: readonly Turn[]): string | undefined {
  const call = toolCallId && turns.findLast((turn) => turn.toolCalls?.some(({ id }) => id === toolCallId));
  const input = call && call.toolCalls!.find(({ id }) => id === toolCallId)!.input;
  if (!input || input.length > LONGEST_INPUT) return undefined;
  // A question that was passed on says nothing of its result.
  return [...input.matchAll(/:\s*"([^"\\]{1,60})(?<!\?)"/g)].map(([, text]) => text).join(', ') || undefined;
}

const LONGEST_INPUT = 4000;

/** What was said before the last request, in the conversation or in one that the prompt holds. */
function saidBefore(turns: readonly Turn[], last: number, blocks: readonly Block[]): Said[] {
  const history = blocks.find(
    ({ role, name }) =>
      role === 'material' && /\b(?:history|conversation|messages|chat|transcript)\b/i.test(name),
  );
  const quoted = blocks.flatMap(({ role, name, text }): Said[] =>
    role === 'input' && /^(?:human|user)$/i.test(name)
      ? [{ by: 'user', text }]
      : role === 'reply'
        ? [{ by: 'assistant', text }]
        : [],
  );
  const said = [...(history ? saidIn(history.text) : []), ...quoted];
  if (said.length > 0) return said;
  return turns.slice(Math.max(0, last - MOST_REFERRED), Math.max(0, last)).flatMap((turn): Said[] => {
    if (turn.role !== 'user' && turn.role !== 'assistant') return [];
    const text = textOf(turn).slice(0, 2000);
    const question = turn.role === 'user' && text.length > 300 ? questionOf(text, blocksOf(text)) : text;
    return text === '' ? [] : [{ by: turn.role, text: question }];
  });
}

const MOST_REFERRED = 8;

function inLastTurn({ blocks, question }: Reading): Passage[] {
  const passages: Passage[] = [];
  let said: string[] = [];
  const end = (): void => {
    const text = said.join('\n\n').trim();
    if (text !== '') passages.push({ text, from: 'stated' });
    said = [];
  };
  for (const block of blocks) {
    if (block.role === 'material') {
      end();
      passages.push(passageOf(block, 'context'));
    } else if (block.role === undefined || isListed(block, question)) {
      if (block.name === FENCE) said.push(block.text);
      // A statement beside the question: "Ann lives in Rome. Where does Ann live?"
      else if (!block.text.includes(question)) {
        if (!isAboutAnswering(block.text)) said.push(block.text);
      } else said.push(withoutAsking(block.text.replace(question, ' ')));
    }
  }
  end();
  return passages;
}

/** Whether a section for the input holds a list that the question is about: "Tasks:\n- …". */
function isListed({ role, text }: Block, question: string): boolean {
  return role === 'input' && !text.includes(question) && /^[-*\d]/.test(text) && text.includes('\n');
}

/** The sentences beside a question that state something. */
function withoutAsking(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      sentencesOf(line, MOST_SENTENCES)
        .filter((sentence) => !sentence.endsWith('?') && !isAboutAnswering(sentence) && !isCursor(sentence))
        .join(' '),
    )
    .join('\n');
}

const MOST_SENTENCES = 400;

function passagesIn(turn: Turn, from: Origin, about?: string): Passage[] {
  const text = textOf(turn);
  if (from === 'result' || !isStructured(text))
    return text.trim() === '' ? [] : [{ text, from, ...(about && { about }) }];
  const passages: Passage[] = [];
  let said: string[] = [];
  const end = (): void => {
    if (said.length > 0) passages.push({ text: said.join('\n\n'), from });
    said = [];
  };
  for (const block of blocksOf(text)) {
    if (block.role === undefined) said.push(block.text);
    else {
      end();
      if (block.role !== 'cursor' && block.role !== 'example' && block.text !== '')
        passages.push(passageOf(block, block.role === 'material' ? 'context' : from));
    }
  }
  end();
  return passages;
}

function passageOf({ text, mark, source }: Block, from: Origin): Passage {
  return { text, from, ...(mark !== undefined && { mark }), ...(source !== undefined && { source }) };
}
