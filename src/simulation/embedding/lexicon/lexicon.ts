import { hash32 } from '../../../runtime/random.ts';
import { stem } from '../../stem.ts';
import { food } from './food.ts';
import { general } from './general.ts';
import { knowledge } from './knowledge.ts';
import { leisure } from './leisure.ts';
import { nature } from './nature.ts';
import { people } from './people.ts';
import { society } from './society.ts';

/** A possible meaning of a word, as features: its group of near-synonyms, and the group's subject. */
export interface Sense {
  readonly group: number;
  /** Absent in groups without a subject. */
  readonly subject?: number;
  /** Weight of this sense. The squares of the shares of all senses of a word add up to 1. */
  readonly share: number;
}

/**
 * The senses of a word or of two adjacent words, by their stems; empty for unknown words.
 *
 * @example
 * sensesOf(stem('physicians')); // the group of doctors, in medicine
 * sensesOf(pairKey(stem('heart'), stem('attack')));
 */
export function sensesOf(key: string): readonly Sense[] {
  senses ??= readLexicon(TABLES);
  return senses.get(key) ?? NONE;
}

/** The key of two adjacent words. */
export function pairKey(first: string, second: string): string {
  return `${first}_${second}`;
}

const TABLES: readonly string[] = [nature, people, food, society, knowledge, leisure, general];

const NONE: readonly Sense[] = [];

// Constant data, computed on first use.
let senses: ReadonlyMap<string, readonly Sense[]> | undefined;

/**
 * Each line is a group, named by its first word. A line `# name` starts a subject, `#` alone the groups
 * without one. `ice_cream` is two adjacent words; `bridge~` marks a secondary sense of the word.
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
    // A group may contain inflected forms of one word; they have the same key.
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
