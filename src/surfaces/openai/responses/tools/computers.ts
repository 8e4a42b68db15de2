import type { FunctionTool, ToolCall } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import type { InputItem } from '../schema/items.ts';
import type { CallForm } from './call-form.ts';
import { nativeCall, type Recall, stated } from './recall.ts';
import type { ToolKind } from './tool-kind.ts';

/** A computer of the caller, which does several actions in a row. */
export const computerKind: ToolKind<'computer'> = {
  name: 'computer',
  declare: () => ({ tools: [toolOf('A computer of the user. Each call returns a screenshot.', {})] }),
  callForm: (_, name) => (name === 'computer' ? formOf(false) : undefined),
};

/** The same with one action in each call, on a display of a known size. */
export const computerPreviewKind: ToolKind<'computer_use_preview'> = {
  name: 'computer',
  check: (tool, at) => {
    for (const name of ['display_width', 'display_height'] as const) {
      if (tool[name] >= 1 && tool[name] <= MOST_PIXELS) continue;
      throw invalid(
        `${at}.${name}`,
        `Invalid '${at}.${name}': ${tool[name]}. Expected a number of pixels from 1 to ${MOST_PIXELS}.`,
        'invalid_value',
      );
    }
  },
  declare: ({ environment, display_width: width, display_height: height }) => {
    const maximum = (size: number) => ({ type: 'integer', minimum: 0, maximum: size - 1 });
    const items = { type: 'object', properties: { x: maximum(width), y: maximum(height) } };
    const description = `A computer of the user (${environment}, ${width} x ${height} pixels). Each call returns a screenshot.`;
    return { tools: [toolOf(description, { items, maxItems: 1 })] };
  },
  callForm: (_, name) => (name === 'computer' ? formOf(true) : undefined),
};

const MOST_PIXELS = 32_768;

function toolOf(description: string, actions: object): FunctionTool {
  return {
    kind: 'function',
    native: 'computer',
    name: 'computer',
    description,
    parameters: {
      type: 'object',
      properties: { actions: { type: 'array', items: { type: 'object' }, ...actions } },
      required: ['actions'],
    },
    strict: false,
  };
}

/** What the model writes to use a computer. */
interface Written {
  readonly actions: readonly { readonly type: string }[];
  readonly safety_checks?: readonly string[];
}

const formOf = (takesOne: boolean): CallForm => ({
  type: 'computer_call',
  begin: ({ id }) => ({
    status: 'in_progress',
    call_id: id,
    ...(!takesOne && { actions: [] }),
    pending_safety_checks: [],
  }),
  end: (input, { item }, isWhole) => {
    item.status = isWhole ? 'completed' : 'incomplete';
    if (!isWhole) return [];
    const { actions, safety_checks: codes = [] } = JSON.parse(input) as Written;
    const shown = actions.map((action) =>
      action.type === 'double_click' ? { ...action, keys: null } : action,
    );
    Object.assign(item, takesOne ? { action: shown[0] } : { actions: shown });
    item.pending_safety_checks = codes.map((code, index) => ({
      id: safetyCheckId(item.call_id as string, index),
      code,
      message: MESSAGES[code] ?? 'The user has to decide whether to go on.',
    }));
    return [];
  },
});

const MESSAGES: Readonly<Record<string, string>> = {
  sensitive_domain:
    'On this website money or personal data may be at risk. Let the user decide whether to go on.',
};

/** The id of a safety check of a call. */
function safetyCheckId(callId: string, index: number): string {
  return `cu_sc_${callId.replace(/^call_/, '')}${index === 0 ? '' : index}`;
}

/**
 * Safety checks of a call have to be acknowledged with its output.
 *
 * @throws Fault for the first that is not
 */
export function checkAcknowledged(item: InputItem, index: number, made: ReadonlyMap<string, ToolCall>): void {
  if (item.type !== 'computer_call_output') return;
  const { call_id: callId, acknowledged_safety_checks: acknowledged = [] } = item;
  const call = made.get(callId);
  if (call?.native !== 'computer') return;
  const { safety_checks: codes = [] } = JSON.parse(call.input) as {
    readonly safety_checks?: readonly string[];
  };
  const missing = codes
    .map((_, number) => safetyCheckId(callId, number))
    .filter((id) => !acknowledged.some((check) => check.id === id));
  if (missing.length === 0) return;
  throw invalid(
    `input[${index}].acknowledged_safety_checks`,
    `Missing 'input[${index}].acknowledged_safety_checks': the computer call ${callId} has pending safety checks that are not acknowledged: ${missing.join(', ')}.`,
  );
}

export const recallComputer: Recall<'computer_call'> = (item, to) => {
  const { action, actions = action ? [action] : [], pending_safety_checks: checks = [] } = item;
  const codes = checks.map(({ code }) => code);
  const written = {
    actions: actions.map(stated),
    ...(codes.length > 0 && { safety_checks: codes }),
  };
  to.call(nativeCall(item.call_id, 'computer', 'computer', written));
};

export const recallScreenshot: Recall<'computer_call_output'> = ({ call_id: id, output }, to) =>
  to.result(id, to.partsOf([output]));
