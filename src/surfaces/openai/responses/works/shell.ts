import type { ShellOutputWork, ShellWork } from '../../../../engine/ports/work.ts';
import type { GrowingItem, Told, WorkContext, WorkForm } from './work-encoder.ts';

/** Commands that the model runs in a container. */
export const shellForm: WorkForm<ShellWork> = {
  type: 'shell_call',
  begin: ({ callId, containerId, timeout = null, longestOutput = null, caller }) => ({
    status: 'in_progress',
    call_id: callId,
    action: { commands: [], timeout_ms: timeout, max_output_length: longestOutput },
    environment: { type: 'container_reference', container_id: containerId },
    ...calledBy(caller),
  }),
  encoder: ({ commands }, context) => ({
    end: (isWhole) => {
      const { item } = context;
      item.status = isWhole ? 'completed' : 'incomplete';
      if (!isWhole) return [];
      item.action = { ...(item.action as object), commands };
      return commandEvents(commands, context);
    },
  }),
};

/** The events that tell the commands of a call. */
export function commandEvents(commands: readonly string[], { padded, outputIndex }: WorkContext): Told[] {
  return commands.flatMap((command, command_index) => {
    const place = { output_index: outputIndex, command_index };
    return [
      { type: 'response.shell_call_command.added', ...place, command: '' },
      { type: 'response.shell_call_command.delta', ...place, delta: command, ...padded(command) },
      { type: 'response.shell_call_command.done', ...place, command },
    ];
  });
}

/** What these commands have written. */
export const shellOutputForm: WorkForm<ShellOutputWork> = {
  type: 'shell_call_output',
  begin: ({ callId, longestOutput = null, caller }) => ({
    status: 'in_progress',
    call_id: callId,
    output: [],
    max_output_length: longestOutput,
    ...calledBy(caller),
  }),
  encoder: ({ outputs }, { item, told }) => ({
    end: () => {
      const output = outputs.map(({ exitCode, ...written }) => ({
        ...written,
        outcome: exitCode === undefined ? { type: 'timeout' } : { type: 'exit', exit_code: exitCode },
      }));
      complete(item, { output });
      return output.flatMap((one, command_index) => {
        const { stdout, stderr } = one;
        return [
          told('response.shell_call_output_content.delta', { command_index, delta: { stdout, stderr } }),
          told('response.shell_call_output_content.done', { command_index, output: [one] }),
        ];
      });
    },
  }),
};

/** The program that has made a call; empty if the model has. */
function calledBy(caller: string | undefined): object {
  return caller === undefined ? {} : { caller: { type: 'program', caller_id: caller } };
}

function complete(item: GrowingItem, members: object): void {
  Object.assign(item, { status: 'completed', ...members });
}
