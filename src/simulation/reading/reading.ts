import { type GenerationRequest, saidBy, type Turn } from '../../engine/request.ts';
import { sentencesOf } from '../prose/grammar.ts';
import { type Block, blocksOf, isStructured } from './blocks.ts';
import { commandOf } from './command.ts';
import { type Form, formOf } from './form.ts';
import { isCursor } from './labels.ts';

/** What a request says, read once for prose, structured output and tools alike. Parts are read when first used. */
export interface Reading {
  readonly request: GenerationRequest;
  /** The text of the last user turn as sent. */
  readonly text: string;
  /** What is asked: the last question or command of the turn, without labels and material. At most 300 characters. */
  readonly question: string;
  /** The rest of what the turn says about the answer: instructions, rules, formats; without material. */
  readonly instructions: string;
  /** What the answer may be found in, in the order of the conversation: context, earlier turns, tool results. */
  readonly material: readonly Passage[];
  /** What form the last user turn and the system messages ask the answer to have. */
  readonly form: Form;
  /** The blocks of the last user turn. */
  readonly blocks: readonly Block[];
}

/** A paragraph of the material. */
export interface Passage {
  readonly text: string;
  /** What the prompt calls its source by, e.g. `2` or `report.pdf`. */
  readonly mark?: string;
  readonly from: Origin;
}

/** `context`: given for the purpose, by label or announcement; `stated`: said beside the question. */
export type Origin = 'context' | 'stated' | 'system' | 'earlier' | 'result';

/**
 * Reads a request. Time is constant for the parts that are not used, and linear in the length of the turns that are
 * read: at most {@link MOST_CHARACTERS} of each end of a turn, and {@link MOST_TURNS} turns.
 *
 * @example
 * const reading = readRequest(request); // of 'Context: Ann lives in Rome.\nQuestion: Where does Ann live?\nAnswer:'
 * reading.question; // 'Where does Ann live?'
 * reading.material; // [{ text: 'Ann lives in Rome.', from: 'context' }]
 */
export function readRequest(request: GenerationRequest): Reading {
  return new LazyReading(request);
}

const MOST_CHARACTERS = 100_000;
const MOST_TURNS = 40;

class LazyReading implements Reading {
  readonly request: GenerationRequest;
  readonly #last: number;
  #text: string | undefined;
  #blocks: readonly Block[] | undefined;
  #question: string | undefined;
  #material: readonly Passage[] | undefined;
  #form: Form | undefined;

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

  get instructions(): string {
    return this.blocks
      .filter(({ role }) => role === undefined || role === 'instruction')
      .map(({ text }) => text.replace(this.question, ''))
      .join('\n')
      .trim();
  }

  get form(): Form {
    const { turns } = this.request;
    this.#form ??= formOf([
      this.text,
      ...turns
        .filter(({ role }) => role === 'system')
        .slice(0, MOST_TURNS)
        .map(textOf),
    ]);
    return this.#form;
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

function questionOf(text: string, blocks: readonly Block[]): string {
  if (blocks.length < 2) return commandOf(blocks[0]?.text ?? '');
  const prose = blocks
    .filter(({ role }) => role === undefined || role === 'instruction')
    .map((block) => block.text);
  const command = commandOf(prose.join('\n'));
  const asked = blocks.findLast(({ role, text: said }) => role === 'question' && said !== '');
  if (asked && !TRANSFORMING.test(command)) return commandOf(asked.text);
  if (blocks.some(({ role }) => role === 'material')) {
    const question = prose.findLast((paragraph) => paragraph.endsWith('?'));
    if (question !== undefined && !TRANSFORMING.test(command)) return commandOf(lastQuestionIn(question));
  }
  if (command !== '' && !ABOUT_ANSWERING.test(command)) return command;
  const input = blocks.findLast(({ role, text: said }) => role === 'input' && said !== '');
  return input ? commandOf(input.text) : command || commandOf(text);
}

function lastQuestionIn(paragraph: string): string {
  return sentencesOf(paragraph, MOST_SENTENCES).findLast((sentence) => sentence.endsWith('?')) ?? paragraph;
}

const MOST_SENTENCES = 64;

/** Commands whose object is the text or the question that follows: it is worked on, not answered. */
const TRANSFORMING =
  /^(?:translate|summari[sz]e|shorten|condense|rewrite|rephrase|paraphrase|classify|categori[sz]e|label|rate|grade|judge|evaluate|score|compare|proofread|correct|fix|improve|extract|generate|convert|decompose|simplify|reformulate)\b/i;

/** Sentences that say how to answer and not what. */
const ABOUT_ANSWERING =
  /^(?:answer|respond|reply|use|using|given|based on|with|provide|return|output|you are|you will|your (?:task|job)|please answer|if you)\b/i;

function materialOf(turns: readonly Turn[], last: number, reading: Reading): Passage[] {
  const passages: Passage[] = [];
  const first = Math.max(0, turns.length - MOST_TURNS);
  for (const [index, turn] of turns.entries()) {
    if (index === last) passages.push(...inLastTurn(reading));
    else if (turn.role === 'system') passages.push(...passagesIn(textOf(turn), 'system'));
    else if (index < first) continue;
    else if (isResult(turn)) passages.push(...passagesIn(textOf(turn), 'result'));
    else if (turn.role === 'user') passages.push(...passagesIn(textOf(turn), 'earlier'));
  }
  return passages;
}

function inLastTurn({ blocks, question }: Reading): Passage[] {
  return blocks.flatMap((block): Passage[] => {
    if (block.role === 'material') return paragraphs(block, 'context');
    if (block.role !== undefined) return [];
    // A statement beside the question: "Ann lives in Rome. Where does Ann live?"
    const said = block.text.replace(question, ' ');
    const statements = sentencesOf(said, MOST_SENTENCES).filter(
      (sentence) => !sentence.endsWith('?') && !ABOUT_ANSWERING.test(sentence) && !isCursor(sentence),
    );
    return statements.length === 0 ? [] : [{ text: statements.join(' '), from: 'stated' }];
  });
}

function passagesIn(text: string, from: Origin): Passage[] {
  const blocks = isStructured(text) ? blocksOf(text) : [{ role: undefined, name: '', text } as Block];
  return blocks.flatMap((block) =>
    paragraphs(block, from === 'system' && block.role === 'material' ? 'context' : from),
  );
}

function paragraphs({ text, mark }: Block, from: Origin): Passage[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => ({ text: paragraph.trim(), from, ...(mark !== undefined && { mark }) }));
}
