import type { ModerationCategory } from './category.ts';

/** How a rule's words are meant when nothing speaks against it; each kind is weakened by other surroundings. */
export type RuleKind =
  /** Someone announces or wants harm to another, or calls for it. */
  | 'threat'
  /** A threat by what is left unsaid, so that everyday things nearby change what is meant. */
  | 'menace'
  /** Violence is told or shown. */
  | 'depiction'
  /** A person is put down. */
  | 'insult'
  /** A protected group is put down. */
  | 'hate'
  /** Someone wants to know how, or is about, to break the law. */
  | 'request'
  /** The same of violence, which is also a word of machines and games. */
  | 'plot'
  /** Someone speaks of harming themselves. */
  | 'intent'
  /** The same by what is left unsaid. */
  | 'despair'
  /** Someone wants to know, or tells, how to harm oneself. */
  | 'method'
  /** Someone is urged to harm themselves. */
  | 'urging'
  /** Sexual content, or a wish for it. */
  | 'sexual'
  /** A subject is named. */
  | 'mention';

/** One thing to look for, in several wordings. */
export interface Rule {
  /** What it finds, in words for people: the name of a cue. */
  readonly name: string;
  readonly kind: RuleKind;
  /** In the notation of `parsePattern`. */
  readonly patterns: readonly string[];
  /** How strongly it speaks for each category, from 0 to 1. */
  readonly strengths: Readonly<Partial<Record<ModerationCategory, number>>>;
}
