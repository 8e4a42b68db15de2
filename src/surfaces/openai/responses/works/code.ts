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
  encoder: ({ outputs, isFailed }, { item, told, padded }) => {
    let isBegun = false;
    let code = '';
    const done = (): Told => told('response.code_interpreter_call_code.done', { code });
    return {
      input: (text) => {
        code += text;
        item.code = code;
        const members = { delta: text, ...padded(text) };
        const delta = told('response.code_interpreter_call_code.delta', members);
        if (isBegun) return [delta];
        isBegun = true;
        return [told('response.code_interpreter_call.in_progress'), delta];
      },
      stage: ({ name }) => {
        const progress = told(`response.code_interpreter_call.${name}`);
        if (name !== 'interpreting') return [progress];
        item.status = name;
        return [done(), progress];
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
