import type { Role } from './labels.ts';

/** A part of a prompt with one purpose: a labelled section, an element or, without a role, a paragraph. */
export interface Block {
  readonly role: Role | undefined;
  /** The label or the name of the element; empty for a paragraph, {@link FENCE} for fenced code. */
  readonly name: string;
  /** What the prompt calls the source by: `2` in `[2] …`, `Source 2:` or `<document index="2">`. */
  readonly mark?: string;
  /** The name of the source, such as `report.pdf`. */
  readonly source?: string;
  readonly text: string;
}

/** The name of fenced blocks. */
export const FENCE = '```';
