import { maskQuotations } from '../quotations.ts';
import { inSentence } from './command-rules.ts';
import { isProgram } from './programs.ts';

/**
 * The commands that a request asks for, in order: those that it states, and those that do what its words say. Empty if it asks
 * for nothing that a shell does.
 *
 * @example
 * commandsIn('List the files and show me the first 5 lines of README.md.'); // ['ls', 'head -n 5 README.md']
 */
export function commandsIn(request: string): string[] {
  const text = request.slice(0, LONGEST);
  const fenced = [...text.matchAll(FENCE)].flatMap(([, language = '', body = '']) =>
    isScript(language, body, text) ? linesOf(body) : [],
  );
  if (fenced.length > 0) return fenced.slice(0, MOST_COMMANDS);
  const masked = maskQuotations(text.replace(FENCE, ' '));
  const found = masked.text.split(SENTENCE_END).flatMap((sentence) => commandsOf(sentence, masked.restore));
  return [...new Set(found)].slice(0, MOST_COMMANDS);
}

const LONGEST = 4_000;
const MOST_COMMANDS = 8;
const FENCE = /```([\w-]{0,20})[^\n]{0,40}\n([\s\S]{1,3000}?)```/g;
const SENTENCE_END = /[.;!?]+(?:\s+|$)|\n+/;
const CLAUSE_END = /,?\s+(?:and then|and also|then|and|after that|afterwards)\s+|,\s+/;

function isScript(language: string, body: string, text: string): boolean {
  if (/^(?:ba|z|da)?sh$|^(?:shell|console|terminal)$/.test(language)) return true;
  return language === '' && /\b(?:run|execute)\b/i.test(text) && isProgram(body.trim().replace(/^\$ /, ''));
}

/** The lines of a script, each a command; one command if lines belong together. */
function linesOf(script: string): string[] {
  const whole = script.trim();
  if (/\\\n|<<|^\s*(?:for|while|until|if|case|function)\b|[{(]$/m.test(whole)) return [whole];
  return whole
    .split('\n')
    .map((line) => line.replace(/^\$ /, '').trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

/** The commands of a sentence as a whole, or of its clauses if it says none as a whole or several. */
function commandsOf(sentence: string, restore: (text: string) => string): string[] {
  const clauses = sentence.split(CLAUSE_END);
  if (clauses.length > 1) {
    const each = clauses.map((clause) => inSentence(clause, restore));
    if (each.filter((command) => command !== undefined).length > 1)
      return each.filter((command) => command !== undefined);
  }
  const whole = inSentence(sentence, restore);
  if (whole !== undefined) return [whole];
  return clauses.flatMap((clause) => inSentence(clause, restore) ?? []);
}
