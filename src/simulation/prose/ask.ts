import { type GenerationRequest, type Part, saidBy, type Turn } from '../../engine/request.ts';
import { sentencesOf, withoutHalfCharacter } from './grammar.ts';
import { type Language, languageOf } from './language.ts';
import { readWords, type Words } from './words.ts';

/** The caller's request, read from the last user turn, with hints from the system turns. */
export interface Ask {
  /** The turn's text; a long one is reduced to its beginning and end, with a line break in between. */
  readonly text: string;
  /** The sentence with the request, without "please" and the like. */
  readonly command: string;
  /** `command` in lower case. */
  readonly lower: string;
  /** The words of `command`. */
  readonly words: Words;
  /** Words of the system turns, and of the text around the command near the beginning and end of `text`. */
  readonly around: Words;
  /** The beginning of the system turns. */
  readonly system: string;
  readonly language: Language;
  /** Images, audio and files of the turn. */
  readonly attachments: readonly Part[];
  readonly request: GenerationRequest;
}

/** Reads the last user turn, in constant time whatever its length. */
export function readAsk(request: GenerationRequest): Ask {
  const turn = lastUserTurn(request.turns);
  const text = turn === undefined ? '' : clippedText(turn, WINDOW);
  return new ReadAsk(request, turn, text, systemText(request.turns));
}

class ReadAsk implements Ask {
  readonly request: GenerationRequest;
  readonly text: string;
  readonly system: string;
  readonly command: string;
  readonly lower: string;
  readonly words: Words;
  readonly around: Words;
  readonly attachments: readonly Part[];
  #language: Language | undefined;

  constructor(request: GenerationRequest, turn: Turn | undefined, text: string, system: string) {
    this.request = request;
    this.text = text;
    this.system = system;
    this.command = commandOf(text);
    this.lower = this.command.toLowerCase();
    this.words = readWords(this.lower);
    this.around = readWords(`${system}\n${besides(this.command, text)}`);
    this.attachments = turn === undefined ? NONE : attachmentsOf(turn);
  }

  get language(): Language {
    this.#language ??= languageOf(this);
    return this.#language;
  }
}

/** The text of a turn; if long, up to `window` characters from each end. */
export function clippedText(turn: Turn, window: number): string {
  let text = '';
  let tail = '';
  for (const part of turn.parts) {
    const said = saidBy(part);
    if (said === undefined) continue;
    const separator = text === '' ? '' : '\n';
    if (text.length + said.length < window * 2 && tail === '') text += separator + said;
    else {
      const room = Math.max(0, window - text.length);
      text += withoutHalfCharacter(separator + said.slice(0, room));
      tail = (tail + said.slice(-window)).slice(-window);
    }
  }
  return (tail === '' ? text : `${text}\n${tail}`).trim();
}

/** The beginning and end of `text`, without `command` (which is read separately) where possible. */
function besides(command: string, text: string): string {
  if (command === text) return '';
  const beginning = text.length > BEGINNING ? `${text.slice(0, BEGINNING)}\n${text.slice(-ENDING)}` : text;
  // A command cut at the maximum length may end inside a word, so it is not removed.
  return command.length === LONGEST_COMMAND ? beginning : beginning.replace(command, '\n');
}

/** The latest user turn, if any. */
export function lastUserTurn(turns: readonly Turn[]): Turn | undefined {
  for (let index = turns.length - 1; index >= 0; index--) {
    if (turns[index]!.role === 'user') return turns[index];
  }
  return undefined;
}

/** `sentence` without a polite opening, if the remainder is still a request. */
function withoutCourtesy(sentence: string): string {
  let rest = sentence;
  for (let round = 0; round < 4 && COURTEOUS.has(firstWordOf(rest)); round++) {
    const shorter = rest.replace(COURTESY, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest === sentence || asks(rest) ? rest : sentence;
}

function asks(sentence: string): boolean {
  return ASKING.has(firstWordOf(sentence));
}

/** The letters and apostrophes at the beginning, in lower case. */
function firstWordOf(sentence: string): string {
  let end = 0;
  for (; end < sentence.length; end++) {
    const unit = sentence.charCodeAt(end);
    const letter = unit | 0x20;
    if ((letter < 97 || letter > 122 || unit > 122) && unit !== 39) break;
  }
  return sentence.slice(0, end).toLowerCase();
}

/** The first sentence that is a request, in a long text also near its end; else the first question or sentence. */
export function commandOf(text: string): string {
  const opening = text.length <= 600 ? text : text.slice(0, 600);
  const sentences = sentencesOf(opening, 12);
  for (const sentence of sentences) {
    const bare = withoutCourtesy(sentence).slice(0, LONGEST_COMMAND);
    if (/^how are you/i.test(bare) && sentences.length > 2) continue;
    if (asks(bare)) return bare;
  }
  if (text.length > 600) {
    const closing = sentencesOf(text.slice(-400), 24).map(withoutCourtesy);
    const asking = closing.findLast((sentence) => asks(sentence) || sentence.endsWith('?'));
    if (asking !== undefined) return asking.slice(0, LONGEST_COMMAND);
  }
  const question = sentences.find((sentence) => sentence.endsWith('?'));
  return withoutCourtesy(question ?? sentences[0] ?? '').slice(0, LONGEST_COMMAND);
}

function systemText(turns: readonly Turn[]): string {
  let text = '';
  for (const turn of turns) {
    if (turn.role !== 'system') continue;
    for (const part of turn.parts) if (part.kind === 'text') text += `${part.text.slice(0, 600)}\n`;
    if (text.length > 600) break;
  }
  return text;
}

function attachmentsOf(turn: Turn): readonly Part[] {
  for (const part of turn.parts) {
    if (isAttachment(part)) {
      return turn.parts.filter(isAttachment);
    }
  }
  return NONE;
}

const isAttachment = (part: Part): boolean => part.kind !== 'refusal' && saidBy(part) === undefined;

/** Maximum characters of a command. */
const LONGEST_COMMAND = 300;

/** Characters read from each end of the turn. */
const WINDOW = 2000;

/** Characters at the beginning of the turn, and at the end of a longer one, that are searched for hints. */
const BEGINNING = 500;
const ENDING = 100;

const NONE: readonly Part[] = [];

const COURTESY =
  /^(?:(?:hi|hello|hey|ok|okay|so|now|please|kindly|also|then|thanks)(?: there)?[,!.:;]* |(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i (?:want|need) (?:you )?to |help me (?:to )?|i(?:'d| would) like )/i;

/** The first words of {@link COURTESY}. */
const COURTEOUS = new Set(
  "hi hello hey ok okay so now please kindly also then thanks can could would will i i'd help".split(' '),
);

const ASKING = new Set(
  (
    "what what's whats how how's why who who's when where where's which whose whom is are was were am do does did can could " +
    'should would will has have may explain describe define tell write list name give show compare contrast translate ' +
    'summarize summarise shorten condense tldr tl classify categorize categorise label rate rewrite rephrase paraphrase ' +
    'fix correct improve proofread edit say repeat echo reply respond answer output print return calculate compute solve ' +
    'evaluate count create make generate compose draft build implement code develop design discuss outline suggest ' +
    'recommend brainstorm teach plan convert add multiply divide subtract recite sing share provide enumerate analyze ' +
    'analyse review extract find identify determine decide choose pick guess imagine pretend think talk elaborate ' +
    'introduce prepare propose detail sort simplify spell continue complete let remember know learn understand get help'
  ).split(' '),
);
