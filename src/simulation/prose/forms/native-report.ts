import type { Turn } from '../../../engine/request.ts';
import { commandResults } from '../../native/shell/shell-result.ts';
import { callsSince, type MadeCall } from '../../reading/calls.ts';
import type { Manner } from '../../reading/manner.ts';
import { joinList, toPlainLine } from '../grammar.ts';

/**
 * What the latest calls of native tools have done, in words: what commands printed and how they ended. Undefined if the latest
 * call is of another tool.
 *
 * @example
 * nativeReport(turns, reading.manner); // 'The output of `date` is: Mon Nov 30 15:20:37 UTC 2026'
 */
export function nativeReport(turns: readonly Turn[], manner: Manner): string | undefined {
  const made = callsSince(turns);
  const native = made.at(-1)?.native;
  const calls = made.filter((call) => call.native === native && call.result !== undefined);
  switch (native) {
    case 'shell':
      return calls.flatMap((call) => ofShell(call, manner.only)).join('\n\n');
    case 'apply-patch':
      return calls.map(ofPatch).join(' ');
    case 'computer':
      return ofComputer(calls, turns);
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

/** What was done with a computer, and what there is to see of it. */
function ofComputer(calls: readonly MadeCall[], turns: readonly Turn[]): string {
  const actions = calls.flatMap(({ input }) => (Array.isArray(input.actions) ? input.actions : []));
  const done = actions.slice(0, MOST_ACTIONS).map((action) => toClause(action as ActionTold));
  const said = done.filter((clause, index) => clause !== done[index - 1]);
  const { size } =
    turns.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'image' ? part : []))).at(-1) ?? {};
  const seen = size === undefined ? '' : ` The latest screenshot has ${size.width} × ${size.height} pixels.`;
  return `I ${joinList(said)}.${seen}`;
}

const MOST_ACTIONS = 40;

interface ActionTold {
  readonly type?: string;
  readonly button?: string;
  readonly x?: number;
  readonly y?: number;
  readonly text?: string;
  readonly keys?: readonly string[];
  readonly scroll_x?: number;
  readonly scroll_y?: number;
}

function toClause({
  type,
  button,
  x,
  y,
  text = '',
  keys = [],
  scroll_x = 0,
  scroll_y = 0,
}: ActionTold): string {
  const place = `at (${x}, ${y})`;
  switch (type) {
    case 'screenshot':
      return 'took a screenshot';
    case 'click':
      return button === 'right' ? `right-clicked ${place}` : `clicked ${place}`;
    case 'double_click':
      return `double-clicked ${place}`;
    case 'move':
      return `moved the pointer to (${x}, ${y})`;
    case 'type':
      return `typed “${toPlainLine(text, 200)}”`;
    case 'keypress':
      return `pressed ${keys.join('+')}`;
    case 'scroll':
      return `scrolled by (${scroll_x}, ${scroll_y})`;
    case 'drag':
      return 'dragged the pointer';
    default:
      return 'waited';
  }
}

const quoted = (output: string): string => (output.trim() === '' ? '' : `\n\n\`\`\`\n${output}\n\`\`\``);
