import { kinOf } from './kinship.ts';
import { roleOf } from './labels.ts';
import { Roots } from './roots.ts';

/** One of the things that a prompt lets choose from. */
export interface NamedOption {
  /** Its letter, number or name, which an answer gives. */
  readonly mark: string;
  readonly text: string;
  /** Whether the mark says nothing of it: a letter or a number. */
  readonly isLetter: boolean;
}

/**
 * The options that a prompt lists, one on a line: `A) soldiers`, `- billing: invoices and refunds`, `sales - new offers`.
 * None if it does not ask to choose.
 *
 * @example
 * namedOptionsIn('Choose a letter.\nA) yes\nB) no'); // [{ mark: 'A', text: 'yes', isLetter: true }, …]
 */
export function namedOptionsIn(prompt: string): NamedOption[] {
  const read = prompt.slice(0, LONGEST);
  if (!CHOOSING.test(read)) return [];
  const options: NamedOption[] = [];
  for (const line of read.split('\n')) {
    const letter = LETTER.exec(line);
    const named = letter ? null : nameIn(line);
    if (letter) options.push({ mark: letter[1]!, text: letter[2]!, isLetter: true });
    else if (named) options.push({ mark: named[1]!, text: `${named[1]} ${named[2]}`, isLetter: false });
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

/** The option that shares most words with a text, also words of the same meaning; undefined if none does. */
export function bestOption(text: string, options: readonly NamedOption[]): NamedOption | undefined {
  const words = new Roots();
  const said = words.of(text);
  const listed = options.map((option) => words.of(option.text));
  const missing = [...said].filter((root) => !listed.some((roots) => roots.has(root)));
  const kin = kinOf(missing, text, words);
  let best: NamedOption | undefined;
  let most = 0;
  for (const [index, roots] of listed.entries()) {
    let score = 0;
    for (const root of said) {
      if (roots.has(root)) score += 1;
      else if ([...(kin.get(root) ?? [])].some((other) => roots.has(other))) score += KIN;
    }
    if (score > most) {
      most = score;
      best = options[index];
    }
  }
  return best;
}

const KIN = 0.7;
const MOST = 40;
const LONGEST = 8000;

const CHOOSING =
  /\b(?:letter|options?|choices?|(?:choose|select|pick) (?:only |exactly |just )?(?:one|the (?:best|most|right|correct))|the (?:name|id|key) of the (?:data ?source|option|choice|tool|agent|category|index|team|department)|decide which|rout(?:e|es|ing|er) (?:\w+ ){0,6}(?:to|questions?|messages?|queries|requests?)|which (?:department|agent|team|tool|index|category|data ?source|queue|expert))\b/i;
const LETTER = /^\s*\(?([A-H])[).:]\s+(\S.{0,200})$/;
const NAMED =
  /^\s*(?:[-*•]|\d{1,2}[.)])?\s*["'`*]{0,3}([A-Za-z][\w-]{1,40}(?: [\w-]{1,20})?)["'`*]{0,3}(?::| [-–—]) +(\S.{7,300})$/;
