import type { ModerationCategory } from '../../engine/ports/moderator.ts';

/** What a rule's match means by default. Each kind is weakened by different settings (see `setting.ts`). */
export type RuleKind =
  /** Harm to others is announced, wanted or called for. */
  | 'threat'
  /** A veiled threat; everyday things nearby make it harmless. */
  | 'menace'
  /** Violence is depicted. */
  | 'depiction'
  /** A person is insulted. */
  | 'insult'
  /** A protected group is attacked. */
  | 'hate'
  /** Someone asks how to break the law, or is about to. */
  | 'request'
  /** The same for violent crimes, whose words are also used for software and games. */
  | 'plot'
  /** Someone speaks of harming themselves. */
  | 'intent'
  /** The same, only implied. */
  | 'despair'
  /** Someone asks or explains how to harm oneself. */
  | 'method'
  /** Someone is urged to harm themselves. */
  | 'urging'
  /** Sexual content, or a request for it. */
  | 'sexual'
  /** A topic is mentioned. */
  | 'mention';

/** One finding, in several wordings. */
export interface Rule {
  /** Readable description of what it finds; the name of its cues. */
  readonly name: string;
  readonly kind: RuleKind;
  /** See `parsePattern` for the notation. */
  readonly patterns: readonly string[];
  /** How strongly a match indicates each category, from 0 to 1. */
  readonly strengths: Readonly<Partial<Record<ModerationCategory, number>>>;
}
