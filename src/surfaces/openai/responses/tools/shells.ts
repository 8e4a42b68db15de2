import type { CallForm } from '../call-forms.ts';
import { commandEvents } from '../works/shell.ts';
import type { ToolKind } from './tool-kind.ts';

/** What the model writes to call a shell. */
interface Written {
  readonly commands: readonly string[];
  readonly timeout_ms?: number;
  readonly max_output_length?: number;
}

const PARAMETERS = {
  type: 'object',
  properties: {
    commands: { type: 'array', items: { type: 'string' } },
    timeout_ms: { type: 'integer' },
    max_output_length: { type: 'integer' },
  },
  required: ['commands'],
};

/** A shell on the caller's machine that takes one command at a time. */
export const localShellKind: ToolKind<'local_shell'> = {
  name: 'local_shell',
  declare: () => ({
    tools: [
      {
        kind: 'function',
        native: 'shell',
        name: 'local_shell',
        description: 'Runs a command in a shell on the machine of the user.',
        parameters: PARAMETERS,
        strict: false,
      },
    ],
  }),
  callForm: (_, name) => (name === 'local_shell' ? localShellForm : undefined),
};

const localShellForm: CallForm = {
  type: 'local_shell_call',
  begin: ({ id }) => ({ status: 'in_progress', call_id: id, action: { type: 'exec', command: [], env: {} } }),
  end: (input, { item }, isWhole) => {
    item.status = isWhole ? 'completed' : 'incomplete';
    if (!isWhole) return [];
    const { commands, timeout_ms } = JSON.parse(input) as Written;
    item.action = {
      type: 'exec',
      command: ['bash', '-lc', commands.join(' && ')],
      env: {},
      ...(timeout_ms !== undefined && { timeout_ms }),
    };
    return [];
  },
};

/** A shell: on the caller's machine. */
export const shellKind: ToolKind<'shell'> = {
  name: 'shell',
  declare: ({ environment }) => {
    const skills = environment?.type === 'local' ? (environment.skills ?? []) : [];
    return {
      tools: [
        {
          kind: 'function',
          native: 'shell',
          name: 'shell',
          description: [
            'Runs commands in a shell on the machine of the user.',
            ...skills.map(({ name, description, path }) => `Skill ${name} (${path}): ${description}`),
          ].join('\n'),
          parameters: PARAMETERS,
          strict: false,
        },
      ],
    };
  },
  callForm: (_, name) => (name === 'shell' ? shellForm : undefined),
};

const shellForm: CallForm = {
  type: 'shell_call',
  begin: ({ id }) => ({
    status: 'in_progress',
    call_id: id,
    action: { commands: [], timeout_ms: null, max_output_length: null },
    environment: { type: 'local' },
  }),
  end: (input, context, isWhole) => {
    const { item } = context;
    item.status = isWhole ? 'completed' : 'incomplete';
    if (!isWhole) return [];
    const { commands, timeout_ms = null, max_output_length = null } = JSON.parse(input) as Written;
    item.action = { commands, timeout_ms, max_output_length };
    return commandEvents(commands, context);
  },
};
