import type { ToolCall } from '../../../engine/request.ts';
import { splitName } from '../../../engine/tool-group.ts';

/** What the variables of a program cannot be called. */
const TAKEN =
  /^(?:tools|text|JSON|Promise|await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|undefined|var|void|while|with|yield|eval|arguments)$/;
const LONGEST = 40;

/**
 * Names for the results of calls, each once: of the tool, and if a tool is called more than once, of what it is called with.
 *
 * @example
 * labelsOf([{ kind: 'function', name: 'get_time', input: '{"city":"Oslo"}' }]); // ['get_time']
 */
export function labelsOf(calls: readonly Pick<ToolCall, 'name' | 'input'>[]): readonly string[] {
  const used = new Set<string>();
  return calls.map(({ name, input }) => {
    const isRepeated = calls.filter((each) => each.name === name).length > 1;
    const { own } = splitName(name);
    const base = identifier(isRepeated ? `${own}_${firstValue(input)}` : own);
    let label = base;
    for (let count = 2; used.has(label); count++) label = `${base}_${count}`;
    used.add(label);
    return label;
  });
}

function identifier(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/\W+/g, '_')
    .replace(/_+$/, '')
    .slice(0, LONGEST);
  const name = /^[A-Za-z_]/.test(plain) ? plain : `_${plain}`;
  return TAKEN.test(name) ? `${name}_result` : name;
}

/** The first argument that is a text or a number. */
function firstValue(input: string): string {
  const found = /:\s*(?:"([^"\\]{1,40})"|(-?\d+(?:\.\d+)?))/.exec(input);
  return found?.[1] ?? found?.[2] ?? '';
}
