import { hash32 } from '../../../runtime/random.ts';
import { stem } from '../stem.ts';
import { food } from './food.ts';
import { general } from './general.ts';
import { knowledge } from './knowledge.ts';
import { leisure } from './leisure.ts';
import { nature } from './nature.ts';
import { people } from './people.ts';
import { society } from './society.ts';

/** What a word may be about, as features: its group of near-synonyms, and the subject that the group belongs to. */
export interface Sense {
  readonly group: number;
  /** Absent in groups that belong to no subject. */
  readonly subject?: number;
  /** How much of the word this sense has. The squares of all its senses' shares add up to 1. */
  readonly share: number;
}

/**
 * The senses of a word or of two words in a row, by their stems; empty for words that the lexicon lacks.
 *
 * @example
 * sensesOf(stem('physicians')); // the group of doctors, in medicine
 * sensesOf(pairKey(stem('heart'), stem('attack')));
 */
export function sensesOf(key: string): readonly Sense[] {
  senses ??= readLexicon(TABLES);
  return senses.get(key) ?? NONE;
}

/** The key of two words in a row. */
export function pairKey(first: string, second: string): string {
  return `${first}_${second}`;
}

const TABLES: readonly string[] = [nature, people, food, society, knowledge, leisure, general];

const NONE: readonly Sense[] = [];

// Constant, worked out when first asked for.
let senses: ReadonlyMap<string, readonly Sense[]> | undefined;

/**
 * Each line is a group, named by its first word. A line `# name` begins a subject, `#` alone the groups without one. `ice_cream` is
 * two words in a row; `bridge~` says that the word has this sense beside a more usual one.
 */
function readLexicon(tables: readonly string[]): ReadonlyMap<string, readonly Sense[]> {
  const found = new Map<string, Sense[]>();
  for (const section of tables.join('\n').split(/^#/m)) {
    const [name = '', ...groups] = section.split('\n');
    const subject = name.trim();
    for (const group of groups) addGroup(subject, group.split(/\s+/).filter(Boolean), found);
  }
  for (const [key, list] of found) found.set(key, shared(list));
  return found;
}

function addGroup(subject: string, words: readonly string[], found: Map<string, Sense[]>): void {
  const group = hash32(`group:${subject}/${words[0]}`);
  const about = subject === '' ? {} : { subject: hash32(`subject:${subject}`) };
  const inGroup = new Set<string>();
  for (const word of words) {
    const isMinor = word.endsWith(MINOR);
    const key = (isMinor ? word.slice(0, -1) : word).split('_').map(stem).join('_');
    // Inflected forms of one word may stand in a group: they are one key.
    if (inGroup.has(key)) continue;
    inGroup.add(key);
    const sense: Sense = { group, ...about, share: isMinor ? MINOR_SHARE : 1 };
    const known = found.get(key);
    if (known) known.push(sense);
    else found.set(key, [sense]);
  }
}

const MINOR = '~';
const MINOR_SHARE = 0.6;

function shared(list: readonly Sense[]): Sense[] {
  const length = Math.sqrt(list.reduce((sum, { share }) => sum + share * share, 0));
  return list.map((sense) => ({ ...sense, share: sense.share / length }));
}
