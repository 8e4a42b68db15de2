import { roleOf } from './labels.ts';

/** One of the answers that a prompt lets choose from: `B. Rome`, `billing: invoices and refunds`. */
export interface Option {
  /** Its letter, number or name, which an answer gives. */
  readonly mark: string;
  /** What it stands for; with its name, if it has one. */
  readonly text: string;
}

/**
 * The options of a prompt: at least two lines, or parts of a line, that begin with A and B, 1 and 2 and so on.
 *
 * @example
 * optionsIn('A) Rome\nB) Paris'); // [{ mark: 'A', text: 'Rome' }, { mark: 'B', text: 'Paris' }]
 */
export function optionsIn(text: string): Option[] {
  if (!SECOND.test(text)) return [];
  const lines = [...text.matchAll(LINE)];
  const found = runOf(lines);
  return found.length >= 2 ? found : runOf([...text.matchAll(INLINE)]);
}

/** A prompt without the lines and parts of lines that offer some texts. */
export function withoutLines(prompt: string, texts: ReadonlySet<string>): string {
  const left = (whole: string, _mark: string, text: string): string => (texts.has(text.trim()) ? '' : whole);
  return prompt.replace(LINE, left).replace(INLINE, left);
}

const SECOND = /(?:^|[\s(])(?:B|b|2)(?:[).:\]])\s/m;
const LINE = /^[ \t]{0,12}(?:[-*][ \t]+)?[([]?([A-Ja-j]|\d{1,2})[).:\]][ \t]+(\S[^\n]{0,400})$/gm;
const INLINE =
  /(?:^|[\s(,;])[([]?([A-Ja-j]|\d)[).:\]]\s{1,20}([^\n]{1,200}?)(?=[,;]?\s{1,20}[([]?(?:[A-Ja-j]|\d)[).:\]]\s|[.;?]?\s*(?:\n|$))/g;

/** The last run of marks that follow each other from the first. */
function runOf(matches: readonly RegExpMatchArray[]): Option[] {
  let run: Option[] = [];
  let best: Option[] = [];
  for (const [, mark = '', text = ''] of matches) {
    if (mark === 'A' || mark === 'a' || mark === '1') run = [];
    else if (run.length === 0 || mark !== nextOf(run.at(-1)!.mark)) {
      run = [];
      continue;
    }
    run.push({ mark, text: text.trim() });
    if (run.length >= 2) best = [...run];
  }
  return best;
}

function nextOf(mark: string): string {
  return /^\d+$/.test(mark) ? String(Number(mark) + 1) : String.fromCharCode(mark.charCodeAt(0) + 1);
}

/**
 * The options that a prompt lists by name, one on a line: `- billing: invoices and refunds`, `sales - new offers`. None if it
 * does not ask to choose.
 *
 * @example
 * namedOptionsIn('Choose one.\nsales: new offers\nhelp: other requests'); // [{ mark: 'sales', text: 'sales new offers' }, …]
 */
export function namedOptionsIn(prompt: string): Option[] {
  const read = prompt.slice(0, LONGEST);
  if (!CHOOSING.test(read)) return [];
  const options: Option[] = [];
  for (const line of read.split('\n')) {
    const [, name, text] = nameIn(line) ?? [];
    if (name !== undefined) options.push({ mark: name, text: `${name} ${text}` });
    else if (options.length === 1 && line.trim() !== '') options.pop();
    else if (options.length > 1) break;
  }
  return options.length > 1 && options.length <= MOST ? options : [];
}

/** A line of a name and what it stands for; labels of sections are no names. */
function nameIn(line: string): RegExpExecArray | undefined {
  const named = NAMED.exec(line);
  return named === null || roleOf(named[1]!) !== undefined ? undefined : named;
}

const MOST = 40;
const LONGEST = 8000;

const CHOOSING =
  /\b(?:letter|options?|choices?|(?:choose|select|pick) (?:only |exactly |just )?(?:one|the (?:best|most|right|correct))|the (?:name|id|key) of the (?:data ?source|option|choice|tool|agent|category|index|team|department)|decide which|rout(?:e|es|ing|er) (?:\w+ ){0,6}(?:to|questions?|messages?|queries|requests?)|which (?:department|agent|team|tool|index|category|data ?source|queue|expert))\b/i;
const NAMED =
  /^\s*(?:[-*•]|\d{1,2}[.)])?\s*["'`*]{0,3}([A-Za-z][\w-]{1,40}(?: [\w-]{1,20})?)["'`*]{0,3}(?::| [-–—]) +(\S.{7,300})$/;
