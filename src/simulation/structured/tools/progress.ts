import { isMet } from '../../calls/conditions.ts';
import type { MadeCall } from '../../reading/calls.ts';
import { isForEach, type Step } from './step.ts';

/** A step that can be done now, with the calls whose results it uses. */
export interface Ready {
  readonly step: Step;
  readonly sources: readonly MadeCall[];
}

/** How far a plan has come: which of its steps the calls of the conversation have done. */
export class Progress {
  readonly #plan: readonly Step[];
  /** The calls of each step. */
  readonly #calls: MadeCall[][];

  constructor(plan: readonly Step[], made: readonly MadeCall[]) {
    this.#plan = plan;
    this.#calls = plan.map(() => []);
    for (const call of made) {
      const index = this.#stepOf(call);
      if (index >= 0) this.#calls[index]!.push(call);
    }
  }

  /** The steps that are not done, and wait for nothing or for what has been found. */
  next(): Ready[] {
    return this.#plan.flatMap((step, index): Ready[] => {
      const isOpen = this.#calls[index]!.length === 0 || isForEach(step);
      if (!isOpen) return [];
      const sources = step.after.map((each) => this.#calls[each]!);
      if (sources.some((calls) => calls.length === 0)) return [];
      const latest = sources.flatMap((calls) => calls.slice(isForEach(step) ? 0 : -1));
      if (latest.some(({ outcome }) => outcome === 'failed') && step.condition === undefined) return [];
      // What is done if nothing is found needs nothing of it.
      if (
        step.condition === undefined &&
        step.needs.length > 0 &&
        latest.every(({ outcome }) => outcome !== 'found')
      )
        return [];
      if (step.condition && !isMet(step.condition, latest)) return [];
      return [{ step, sources: latest }];
    });
  }

  /** The step that a call did: one about what is among its arguments, else the first of its tool that is not done. */
  #stepOf({ name, input }: MadeCall): number {
    const said = JSON.stringify(input).toLowerCase();
    let open = -1;
    for (const [index, { profile, item }] of this.#plan.entries()) {
      if (profile.tool.name !== name) continue;
      const isDone = this.#calls[index]!.length > 0;
      if (!isDone && item !== undefined && said.includes(item.toLowerCase())) return index;
      if (open < 0 && !isDone) open = index;
    }
    return open >= 0 ? open : this.#plan.findLastIndex(({ profile }) => profile.tool.name === name);
  }
}
