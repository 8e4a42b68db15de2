import { commandEvents } from '../works/shell.ts';
import type { CallForm } from './call-form.ts';
import { callersOf } from './callers.ts';
import {
  checkEnvironment,
  fileIdsOf,
  hostedShell,
  SHELL_PARAMETERS,
  type WrittenCommands,
} from './hosted-shell.ts';
import type { ToolKind } from './tool-kind.ts';

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
        parameters: SHELL_PARAMETERS,
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
    const { commands, timeout_ms } = JSON.parse(input) as WrittenCommands;
    item.action = {
      type: 'exec',
      command: ['bash', '-lc', commands.join(' && ')],
      env: {},
      ...(timeout_ms !== undefined && { timeout_ms }),
    };
    return [];
  },
};

/** A shell: on the caller's machine, or in a container that is simulated here. */
export const shellKind: ToolKind<'shell'> = {
  name: 'shell',
  check: ({ environment }, at) => checkEnvironment(environment, `${at}.environment`),
  fileIds: ({ environment }) => ({ member: 'environment.file_ids', ids: fileIdsOf(environment) }),
  declare: (tool, scope) => {
    const { environment } = tool;
    if (environment && environment.type !== 'local')
      return { tools: [{ ...hostedShell(environment, scope), ...callersOf(tool) }] };
    const skills = environment?.skills ?? [];
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
          parameters: SHELL_PARAMETERS,
          strict: false,
        },
      ],
    };
  },
  callForm: ({ environment }, name) =>
    name === 'shell' && (environment === undefined || environment.type === 'local') ? shellForm : undefined,
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
    const { commands, timeout_ms = null, max_output_length = null } = JSON.parse(input) as WrittenCommands;
    item.action = { commands, timeout_ms, max_output_length };
    return commandEvents(commands, context);
  },
};
