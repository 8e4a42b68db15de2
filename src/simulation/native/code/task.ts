import type { FilePart, GenerationRequest } from '../../../engine/request.ts';
import { sentencesOf } from '../../prose/grammar.ts';
import { lastRequestIndex, type Reading } from '../../reading/reading.ts';

/** What a program is wanted for. */
export interface Task {
  /** What the request says, but for how it is to be done. */
  readonly text: string;
  /** `text` in lower case. */
  readonly lower: string;
  readonly sentences: readonly string[];
  /** Files with a text, the latest first. */
  readonly files: readonly TextFile[];
  /** Whether the request asks for code to be run. */
  readonly isAsked: boolean;
  readonly reading: Reading;
}

export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** Longer requests are not calculated with. */
const LONGEST = 20_000;
const LONGEST_FILE = 64_000;
const MOST_FILES = 8;
const MOST_SENTENCES = 40;

/** The task that a request sets; undefined if it is too long to be one, or if code is what it wants to read. */
export function taskOf(reading: Reading): Task | undefined {
  const { text: said, request } = reading;
  if (said.length > LONGEST || (WANTS_CODE.test(said) && !RUNS_IT.test(said))) return undefined;
  const text = said
    .replace(HOW, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/ (?=[.,?!])/g, '')
    .trim();
  return {
    text,
    lower: text.toLowerCase(),
    sentences: sentencesOf(text, MOST_SENTENCES),
    files: filesOf(request),
    isAsked: HOW.test(said),
    reading,
  };
}

/** "Use Python to", "with the code interpreter", "by running code". */
const HOW =
  /\b(?:please )?(?:(?:use|using|via|run|running|execute|(?:write and |by )(?:run|execute|running|executing)|with the help of) (?:(?:the|your|a|an|some|this) )?(?:(?:short |small )?python(?: (?:code|tool|interpreter|script|program))?|code[ _]interpreter(?: tool)?|(?:code|tool)(?=[ .,!?:]|$))|with (?:the |your )?(?:code[ _]interpreter|python tool)(?: tool)?)(?:,? (?:to|and|in order to)\b(?: (?:run|execute) it\b)?)?/i;

/** Code is the answer then, not the way to it. */
const WANTS_CODE =
  /\b(?:write|create|implement|show|give)\b[^.?!\n]{0,40}\b(?:function|class|method|script|program|snippet|code)\b|\bhow (?:do|can|would|should) (?:i|we|you)\b|\bhow to\b/i;
const RUNS_IT = /\b(?:run|execute)\b|\bcode[ _]interpreter\b/i;

function filesOf({ turns, files = [] }: GenerationRequest): TextFile[] {
  const last = lastRequestIndex(turns);
  const sent = turns
    .slice(Math.max(0, last - MOST_FILES), last + 1)
    .flatMap(({ parts }) => parts.filter((part): part is FilePart => part.kind === 'file'));
  return [...sent.toReversed(), ...files]
    .slice(0, MOST_FILES)
    .flatMap(({ name, content }) =>
      'text' in content && content.text.length <= LONGEST_FILE
        ? [{ name: name ?? 'file.txt', text: content.text }]
        : [],
    );
}
