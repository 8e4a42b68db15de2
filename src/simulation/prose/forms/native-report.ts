import { commandResults } from '../../native/shell/shell-result.ts';
import type { MadeCall } from '../../reading/calls.ts';
import type { Manner } from '../../reading/manner.ts';
import { joinList, toPlainLine } from '../grammar.ts';

/**
 * What the latest calls of native tools have done, in words: what commands printed and how they ended. Undefined if the latest
 * call is of another tool.
 *
 * @example
 * nativeReport(callsSince(turns), reading.manner); // 'The output of `date` is: Mon Nov 30 15:20:37 UTC 2026'
 */
export function nativeReport(made: readonly MadeCall[], manner: Manner): string | undefined {
  const native = made.at(-1)?.native;
  const calls = made.filter((call) => call.native === native && call.result !== undefined);
  switch (native) {
    case 'shell':
      return calls.flatMap((call) => ofShell(call, manner.only)).join('\n\n');
    case 'apply-patch':
      return calls.map(ofPatch).join(' ');
    default:
      return undefined;
  }
}

/** Characters of an output that are quoted. */
const LONGEST_OUTPUT = 3_000;

function ofShell({ input, result = '' }: MadeCall, isBare: boolean): string[] {
  const commands = Array.isArray(input.commands) ? input.commands.map(String) : [];
  const results = commandResults(result);
  return results.map((each, index) => {
    const all = results.length === 1 ? commands : commands.slice(index, index + 1);
    const named = all.map((command) => `\`${toPlainLine(command, 120)}\``);
    const subject = named.length === 0 ? 'The command' : joinList(named);
    const output = each.output.slice(0, LONGEST_OUTPUT);
    const isShort = !output.includes('\n') && output.length <= 200;
    if (each.timedOut) return `${subject} did not end in time.${quoted(output)}`;
    if (each.exitCode !== undefined && each.exitCode !== 0) {
      const failure = `${subject} failed with exit code ${each.exitCode}`;
      return isShort && output !== '' ? `${failure}: ${output}` : `${failure}.${quoted(output)}`;
    }
    if (output.trim() === '') return `${subject} ended without output.`;
    if (isBare) return output;
    if (isShort) return `The output of ${named.length === 0 ? 'the command' : subject} is: ${output}`;
    return `${subject} printed:${quoted(output)}`;
  });
}

const DONE: Readonly<Record<string, string>> = {
  create_file: 'created',
  update_file: 'updated',
  delete_file: 'deleted',
};

function ofPatch({ input, result = '' }: MadeCall): string {
  const file = `\`${toPlainLine(String(input.path), 200)}\``;
  const text = toPlainLine(result, 400);
  if (!/^failed\b/i.test(text)) return `I have ${DONE[String(input.type)] ?? 'changed'} ${file}.`;
  const reason = text.replace(/^failed[:.]?\s*/i, '');
  return `I could not change ${file}${reason === '' ? '.' : `: ${reason}${/[.!?]$/.test(reason) ? '' : '.'}`}`;
}

const quoted = (output: string): string => (output.trim() === '' ? '' : `\n\n\`\`\`\n${output}\n\`\`\``);
