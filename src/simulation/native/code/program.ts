import type { Plan } from './script.ts';
import type { Task } from './task.ts';

/**
 * One kind of task that the simulated model writes a program for.
 *
 * @example
 * const shout: Program = {
 *   name: 'shout',
 *   plan: ({ text }) => [new Script().print(literal(text), text).plan()],
 * };
 */
export interface Program {
  readonly name: string;
  /**
   * The programs that are run, one after the other: a second one if the first one fails. None if the task is of another
   * kind.
   */
  plan(task: Task): readonly Plan[];
}
