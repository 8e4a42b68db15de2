import type { GenerationRequest } from '../../../engine/request.ts';
import { filesIn, type GivenFile } from '../../edits/files.ts';
import { callsSince } from '../../reading/calls.ts';
import type { NativeHabit } from '../native-habit.ts';
import { commandResults } from '../shell/shell-result.ts';
import { type Operation, operationsIn } from './asked-operations.ts';

/**
 * The simulated model makes one change after the other: each in a call of its own, and each once. If it has to change a file for a
 * request that asks for no change, it keeps the request in a note.
 */
export const patchHabit: NativeHabit = {
  next: ({ request }, { text }, { isForced }) => {
    const { next, unread } = pendingIn(request, text);
    const canRead = request.tools.some((tool) => tool.kind === 'function' && tool.native === 'shell');
    if (unread !== undefined && canRead && !isForced) return undefined;
    if (next !== undefined) return JSON.stringify(next);
    if (!isForced) return undefined;
    const note = text.trim().split('\n', 1)[0]?.slice(0, 200) ?? '';
    return JSON.stringify({ type: 'create_file', path: 'notes.md', diff: `+${note}` });
  },
};

/** The next change that a request asks for, or the file that has to be read before. */
export function pendingIn(
  request: GenerationRequest,
  text: string,
): { readonly next: Operation | undefined; readonly unread: string | undefined } {
  const made = callsSince(request.turns).filter(({ native }) => native === 'apply-patch');
  const known = knownFiles(request);
  const { operations, unread } = operationsIn(text, known);
  const next = operations.find(
    ({ path, type }) => !made.some(({ input }) => input.path === path && input.type === type),
  );
  const isRead = made.length > 0 || known.some(({ path }) => path === unread);
  return { next, unread: isRead ? undefined : unread };
}

/** The files whose content the conversation shows: in its texts, attached, or printed by a command. */
function knownFiles({ turns }: GenerationRequest): GivenFile[] {
  const attached = turns.flatMap(({ parts }) =>
    parts.flatMap((part) =>
      part.kind === 'file' && part.name !== undefined && 'text' in part.content
        ? [{ path: part.name, language: '', content: part.content.text.slice(0, LONGEST) }]
        : [],
    ),
  );
  const printed = callsSince(turns).flatMap(({ native, input, result = '' }) => {
    if (native !== 'shell' || !Array.isArray(input.commands)) return [];
    const commands = input.commands.map(String);
    return commandResults(result).flatMap(({ output, exitCode }, index) => {
      const [, path] = /^cat '?([\w@./-]+)'?$/.exec(commands[index] ?? '') ?? [];
      return path === undefined || (exitCode ?? 0) !== 0 ? [] : [{ path, language: '', content: output }];
    });
  });
  return [...printed, ...attached, ...filesIn(turns)];
}

const LONGEST = 20_000;
