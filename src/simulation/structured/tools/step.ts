import type { Condition } from '../../calls/segments.ts';
import type { Parameter, Profile } from './profile.ts';

/** One call that a request needs, or one for each thing that it is about. */
export interface Step {
  readonly profile: Profile;
  /** The text that the arguments are taken from. */
  readonly focus: string;
  /** Of several calls of the same tool, what this one is about. */
  readonly item?: string;
  /** Indexes of the steps that come before it. */
  readonly after: readonly number[];
  /** Parameters whose values come from the results of these. */
  readonly needs: readonly Parameter[];
  readonly condition?: Condition;
  /** Values of parameters that are known without reading the focus. */
  readonly given?: Given;
  /** Required parameters whose values are stated nowhere and found by no tool. */
  readonly missing: readonly Parameter[];
}

/** Values of parameters by the keys of their names. */
export type Given = ReadonlyMap<string, string>;

/** Whether a step is done for each of the things that were found. */
export function isForEach({ needs, focus }: Step): boolean {
  return needs.length > 0 && EACH.test(focus);
}

const EACH = /\b(?:each|every|all|both|them|those|these)\b/i;
