import type { NativeTool, ToolCall } from '../../../engine/request.ts';
import type { InputItem } from './schema/items.ts';

/**
 * Calls of native tools that the caller runs, and what came of them, as the model reads them. An item that comes back means what
 * it meant when the model wrote it.
 */

type Item<Type> = Extract<InputItem, { readonly type: Type }>;

/** The call that an item holds; undefined if it holds none. */
export function nativeCallOf(item: InputItem): ToolCall | undefined {
  switch (item.type) {
    case 'local_shell_call':
      return callOf(item.call_id, 'shell', 'local_shell', { commands: [toCommand(item.action.command)] });
    case 'shell_call':
      return callOf(item.call_id, 'shell', 'shell', stated(item.action));
    case 'apply_patch_call':
      return callOf(item.call_id, 'apply-patch', 'apply_patch', item.operation);
    case 'computer_call': {
      const { action, actions = action ? [action] : [], pending_safety_checks: checks = [] } = item;
      const codes = checks.map(({ code }) => code);
      return callOf(item.call_id, 'computer', 'computer', {
        actions: actions.map(stated),
        ...(codes.length > 0 && { safety_checks: codes }),
      });
    }
    default:
      return undefined;
  }
}

/** The members that are given: items that were kept state what they leave out. */
function stated(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null));
}

function callOf(id: string, native: NativeTool, name: string, input: object): ToolCall {
  return { id, kind: 'function', name, native, input: JSON.stringify(input) };
}

/** The result that an item holds, as text; undefined if it holds none. */
export function nativeResultOf(
  item: InputItem,
): { readonly callId: string; readonly text: string } | undefined {
  switch (item.type) {
    case 'local_shell_call_output':
      // Without `call_id`, the item has the id of the call.
      return { callId: item.call_id ?? item.id, text: item.output };
    case 'shell_call_output':
      return { callId: item.call_id, text: shellText(item.output.map(toRun)) };
    case 'apply_patch_call_output': {
      const { call_id: callId, output, status } = item;
      const said = output ?? '';
      return { callId, text: status === 'completed' ? said : said === '' ? 'Failed.' : `Failed: ${said}` };
    }
    default:
      return undefined;
  }
}

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

function toRun({ stdout, stderr, outcome }: Item<'shell_call_output'>['output'][number]): CommandRun {
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
