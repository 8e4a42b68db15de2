import type { ProgramOutputWork, ProgramWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** A program that calls tools. It has no status and no events of its own: its code is shown when it is written. */
export const programForm: WorkForm<ProgramWork> = {
  type: 'program',
  begin: ({ callId, fingerprint }) => ({ call_id: callId, code: '', fingerprint }),
  encoder: (_, { item }) => {
    let code = '';
    return {
      input: (text) => {
        code += text;
        return [];
      },
      end: () => {
        item.code = code;
        return [];
      },
    };
  },
};

/** What a program ends with. */
export const programOutputForm: WorkForm<ProgramOutputWork> = {
  type: 'program_output',
  begin: ({ callId, result, isWhole }) => ({
    call_id: callId,
    result,
    status: isWhole ? 'completed' : 'incomplete',
  }),
  encoder: () => ({ end: () => [] }),
};
