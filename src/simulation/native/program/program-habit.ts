import type { NativeHabit } from '../native-habit.ts';
import { codeOf } from './code.ts';

/**
 * Programs are written around calls that are decided as all others (`enclosed.ts`). One that has to be written though it can call
 * nothing does nothing.
 */
export const programHabit: NativeHabit = {
  next: ({ request: { tools } }, _reading, { isForced }) => {
    const canCall = tools.some(({ callers = 'model' }) => callers !== 'model');
    return isForced && !canCall ? codeOf([]) : undefined;
  },
};
