import { type ItemOf, nativeCall, type Recall, stated } from './recall.ts';

export const recallLocalShell: Recall<'local_shell_call'> = ({ call_id: id, action }, to) =>
  to.call(nativeCall(id, 'shell', 'local_shell', { commands: [toCommand(action.command)] }));

/** Without `call_id`, the item has the id of the call. */
export const recallLocalShellOutput: Recall<'local_shell_call_output'> = (item, to) =>
  to.result(item.call_id ?? item.id, to.partsOf(item.output));

export const recallShell: Recall<'shell_call'> = ({ call_id: id, action, environment }, to) => {
  const container = environment?.type === 'container_reference' ? environment.container_id : undefined;
  to.call({ ...nativeCall(id, 'shell', 'shell', stated(action)), ...(container && { container }) });
};

export const recallShellOutput: Recall<'shell_call_output'> = ({ call_id: id, output }, to) =>
  to.result(id, to.partsOf(shellText(output.map(toRun))));

/** A command as it is written in a shell: the script of `bash -lc script`, or the words, quoted where they need it. */
function toCommand(words: readonly string[]): string {
  const [program = '', flag = '', script] = words;
  if (words.length === 3 && /(?:^|\/)(?:ba|z|da)?sh$/.test(program) && /^-l?c$/.test(flag))
    return script as string;
  return words
    .map((each) => (/^[\w@%+=:,./-]+$/.test(each) ? each : `'${each.replaceAll("'", String.raw`'\''`)}'`))
    .join(' ');
}

/** What one command has written, and how it has ended: undefined if it was stopped after its time. */
export interface CommandRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode?: number;
}

function toRun({ stdout, stderr, outcome }: ItemOf<'shell_call_output'>['output'][number]): CommandRun {
  return { stdout, stderr, ...(outcome.type === 'exit' && { exitCode: outcome.exit_code }) };
}

/** What the model reads of commands that were run: what they have written and, unless it is one that succeeded, how each has ended. */
export function shellText(runs: readonly CommandRun[]): string {
  const [first] = runs;
  if (runs.length === 1 && first?.exitCode === 0) return first.stdout + first.stderr;
  return runs
    .map(({ stdout, stderr, exitCode }) => {
      const written = stdout + stderr;
      const end = exitCode === undefined ? '[timed out]' : `[exit code ${exitCode}]`;
      return written === '' || written.endsWith('\n') ? written + end : `${written}\n${end}`;
    })
    .join('\n');
}
