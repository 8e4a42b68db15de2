import type { CallForm } from './call-form.ts';
import { nativeCall, type Recall } from './recall.ts';
import type { ToolKind } from './tool-kind.ts';

/** Changes of files on the caller's machine. */
export const applyPatchKind: ToolKind<'apply_patch'> = {
  name: 'apply_patch',
  declare: () => ({
    tools: [
      {
        kind: 'function',
        native: 'apply-patch',
        name: 'apply_patch',
        description: 'Creates, updates or deletes a file on the machine of the user.',
        parameters: {
          type: 'object',
          properties: {
            type: { type: 'string', enum: ['create_file', 'update_file', 'delete_file'] },
            path: { type: 'string' },
            diff: { type: 'string' },
          },
          required: ['type', 'path'],
        },
        strict: false,
      },
    ],
  }),
  callForm: (_, name) => (name === 'apply_patch' ? applyPatchForm : undefined),
};

const applyPatchForm: CallForm = {
  type: 'apply_patch_call',
  begin: ({ id }) => ({
    status: 'in_progress',
    call_id: id,
    operation: { type: 'update_file', path: '', diff: '' },
  }),
  // What was cut off stays in progress: there is no status for it.
  end: (input, { item }, isWhole) => {
    if (isWhole) Object.assign(item, { status: 'completed', operation: JSON.parse(input) });
    return [];
  },
};

export const recallPatch: Recall<'apply_patch_call'> = ({ call_id: id, operation }, to) =>
  to.call(nativeCall(id, 'apply-patch', 'apply_patch', operation));

export const recallPatchOutput: Recall<'apply_patch_call_output'> = (item, to) => {
  const { call_id: id, output, status } = item;
  const said = output ?? '';
  const text = status === 'completed' ? said : said === '' ? 'Failed.' : `Failed: ${said}`;
  to.result(id, to.partsOf(text));
};
