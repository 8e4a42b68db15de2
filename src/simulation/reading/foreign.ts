import { languageOfText } from '../prose/language.ts';
import type { Statement } from './material.ts';

/** Whether a question is in another language than the material, so that its words tell less than names and numbers. */
export function isForeign(question: string, statements: readonly Statement[]): boolean {
  const asked = isEnglish(question);
  // Most requests are in English altogether.
  if (asked && statements.length > 0 && isEnglish(statements.at(-1)!.text)) return false;
  const said = statements
    .slice(-MOST_STATEMENTS)
    .map(({ text }) => text.slice(0, 200))
    .join('\n');
  if (asked) return !isEnglish(said) && languageOfText(said) !== 'en';
  if (question.split(' ').length < FEWEST_WORDS) return false;
  return isEnglish(said) || languageOfText(question) !== languageOfText(said);
}

const MOST_STATEMENTS = 12;
const FEWEST_WORDS = 3;

function isEnglish(text: string): boolean {
  return ENGLISH.test(text);
}

/** Words that no other of the common languages has. */
const ENGLISH =
  /\b(?:the|of|is|are|what|which|where|when|who|how|does|did|my|your|his|this|that|there|for|with|from|and|you|please)\b/i;

/** Whether two words of different languages may be the same: "Registrierung", "registration". */
export function areCognates(one: string, other: string): boolean {
  if (one.length < LEAST || other.length < LEAST || one[0] !== other[0]) return false;
  const [first, second] = [plain(one), plain(other)];
  return first.slice(0, SHARED) === second.slice(0, SHARED);
}

const LEAST = 5;
const SHARED = 4;

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');
