import { type GenerationRequest, type Part, saidBy, type Turn } from '../../engine/request.ts';
import { LONGEST_COMMAND } from '../reading/command.ts';
import type { Reading } from '../reading/reading.ts';
import { withoutHalfCharacter } from './grammar.ts';
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
  readonly reading: Reading;
}

/** The request as the forms of prose see it. */
export function readAsk(reading: Reading): Ask {
  const { request } = reading;
  const turn = lastUserTurn(request.turns);
  const text = turn === undefined ? '' : clippedText(turn, WINDOW);
  return new ReadAsk(reading, turn, text, systemText(request.turns));
}

class ReadAsk implements Ask {
  readonly reading: Reading;
  readonly request: GenerationRequest;
  readonly text: string;
  readonly system: string;
  readonly command: string;
  readonly lower: string;
  readonly words: Words;
  readonly around: Words;
  readonly attachments: readonly Part[];
  #language: Language | undefined;

  constructor(reading: Reading, turn: Turn | undefined, text: string, system: string) {
    this.reading = reading;
    this.request = reading.request;
    this.text = text;
    this.system = system;
    this.command = reading.question;
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

const isAttachment = (part: Part): boolean => !('text' in part) && saidBy(part) === undefined;

/** Characters read from each end of the turn. */
const WINDOW = 2000;

/** Characters at the beginning of the turn, and at the end of a longer one, that are searched for hints. */
const BEGINNING = 500;
const ENDING = 100;

const NONE: readonly Part[] = [];
