import type { FunctionTool, Opening } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import type { InputItem } from '../schema/items.ts';
import type { Tool } from '../schema/tools.ts';
import { goOn, openPlan, runProgram } from './program-run.ts';
import type { ItemOf, Recall } from './recall.ts';
import { nativeCall } from './recall.ts';
import type { ToolKind, ToolScope } from './tool-kind.ts';

/** What the model calls. */
const PROGRAMS = 'programmatic_tool_calling';

/** Programs that one request goes on with. */
const MOST_OPEN = 16;

/**
 * Programs that the model writes to call tools. They are not run: what a program does comes with it from where it was written,
 * and is sealed in its fingerprint, so that it can go on when the results of its calls are sent.
 */
export const programsKind: ToolKind<'programmatic_tool_calling'> = {
  name: PROGRAMS,
  declare(_, scope) {
    const program: FunctionTool = {
      kind: 'function',
      native: 'program',
      name: PROGRAMS,
      description: 'Runs a program in JavaScript, in which tools are functions: await tools.name(arguments).',
      strict: false,
      run: (call) => runProgram(call, scope),
    };
    return { tools: [program], openings: openPrograms(scope).map((item) => resuming(item, scope)) };
  },
};

/**
 * Checks that programs which have to go on can do so, and that what is from a program names one of the conversation.
 *
 * @throws Fault that names the item
 */
export function checkPrograms(
  known: readonly InputItem[],
  items: readonly InputItem[],
  tools: readonly Tool[],
): void {
  const programs = new Set(
    [...known, ...items].flatMap((item) => (item.type === 'program' ? item.call_id : [])),
  );
  for (const [index, item] of items.entries()) {
    const caller = 'caller' in item && item.caller?.type === 'program' ? item.caller.caller_id : undefined;
    const id = item.type === 'program_output' ? item.call_id : caller;
    if (id === undefined || programs.has(id)) continue;
    const member = item.type === 'program_output' ? 'call_id' : 'caller.caller_id';
    throw invalid(`input[${index}].${member}`, `No program found with call_id '${id}'.`, 'invalid_value');
  }
  const [open, ...others] = openPrograms({ known, items });
  if (others.length >= MOST_OPEN) {
    throw invalid('input', `At most ${MOST_OPEN} programs can be open at the same time.`, 'invalid_value');
  }
  if (open === undefined || tools.some(({ type }) => type === PROGRAMS)) return;
  throw invalid(
    'tools',
    `The program '${open.call_id}' has not ended. Put the tool '${PROGRAMS}' into 'tools', so that it can go on.`,
    'invalid_value',
  );
}

/** The programs of a conversation that have not ended. */
function openPrograms({ known, items }: Pick<ToolScope, 'known' | 'items'>): readonly ItemOf<'program'>[] {
  const all = [...known, ...items];
  const ended = new Set(all.flatMap((item) => (item.type === 'program_output' ? item.call_id : [])));
  const open = all.flatMap((item) => (item.type === 'program' && !ended.has(item.call_id) ? [item] : []));
  return [...new Map(open.map((item) => [item.call_id, item])).values()];
}

/** A program goes on with the results that its calls have. */
function resuming(item: ItemOf<'program'>, scope: ToolScope): Opening {
  const { call_id: id, code, fingerprint } = item;
  const plan = openPlan(fingerprint, scope.sealer);
  const index = scope.items.indexOf(item);
  if (plan === undefined || !plan.code.startsWith(code)) {
    throw invalid(
      index < 0 ? 'input' : `input[${index}].fingerprint`,
      `The fingerprint of the program '${id}' could not be verified. Send programs as they were received, 'code' included.`,
      'invalid_value',
    );
  }
  const isWhole = plan.code === code;
  return { answers: id, run: (call) => goOn({ id, plan, isWhole }, call, scope) };
}

export const recallProgram: Recall<'program'> = ({ call_id: id, code }, to) => {
  to.call({ ...nativeCall(id, 'program', PROGRAMS, {}), input: code });
  to.enterProgram(id);
};

export const recallProgramOutput: Recall<'program_output'> = ({ call_id: id, result }, to) => {
  to.enterProgram(undefined);
  to.result(id, to.partsOf(result));
};
