import type { CodeWork } from '../../../../engine/ports/work.ts';
import type { Told, WorkForm } from './work-encoder.ts';

/** Code that the model writes and runs. Its outputs are shown only if the request includes them. */
export const codeForm: WorkForm<CodeWork> = {
  type: 'code_interpreter_call',
  begin: ({ containerId }) => ({
    status: 'in_progress',
    container_id: containerId,
    code: '',
    outputs: null,
  }),
  encoder: ({ code: whole, outputs, isFailed }, { item, told, padded }) => {
    let isBegun = false;
    let code = '';
    const input = (text: string): readonly Told[] => {
      code += text;
      item.code = code;
      const delta = told('response.code_interpreter_call_code.delta', { delta: text, ...padded(text) });
      if (isBegun) return [delta];
      isBegun = true;
      return [told('response.code_interpreter_call.in_progress'), delta];
    };
    const done = (): Told => told('response.code_interpreter_call_code.done', { code });
    return {
      input,
      stage: ({ name }) => {
        const progress = told(`response.code_interpreter_call.${name}`);
        if (name !== 'interpreting') return [progress];
        item.status = name;
        // The model does not write the code that a program runs: it is told at once.
        const written = isBegun ? [] : input(whole);
        return [...written, done(), progress];
      },
      end: (isWhole) => {
        item.status = isWhole ? (isFailed ? 'failed' : 'completed') : 'incomplete';
        if (!isWhole) return isBegun ? [done()] : [];
        item.outputs = outputs.map(({ kind: type, ...output }) => ({ type, ...output }));
        return [];
      },
    };
  },
};
