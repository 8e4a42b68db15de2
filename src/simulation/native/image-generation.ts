import {
  type FunctionTool,
  type GenerationRequest,
  type Part,
  type Turn,
  textOf,
} from '../../engine/request.ts';
import type { NativeHabit } from './native-habit.ts';
import { changeIn, promptIn, refersToPicture, wantsChange, wantsPicture } from './picture-wish.ts';

/** Characters of a request that are looked at. */
const LONGEST_WISH = 4000;

/** Makes a picture where one is asked for, or changes one of the conversation, and then says what it shows. */
export const imageHabit: NativeHabit = {
  next({ request }, { text }, { isForced }) {
    if (!isForced && resultIn(request)) return undefined;
    const wish = text.slice(0, LONGEST_WISH);
    const actions = actionsOf(request);
    const hasPicture = request.turns.some(({ parts }) => parts.some(isPicture));
    const refers = hasPicture && refersToPicture(wish);
    const isNew = wantsPicture(wish);
    const isChange = hasPicture && (isForced || wantsChange(wish) || (isNew && refers));
    if (!isNew && !isChange && !isForced) return undefined;
    const isEdit = isChange && !(isNew && !refers);
    const wanted = isEdit ? 'edit' : 'generate';
    const action = actions.includes(wanted) ? wanted : (actions[0] ?? wanted);
    const prompt = action === 'edit' ? changeIn(wish) : promptIn(wish);
    return JSON.stringify({ action, prompt: prompt || 'A picture' });
  },

  answer({ request, random }) {
    const result = resultIn(request);
    if (result === undefined) return undefined;
    const { turn, call } = result;
    if (!turn.parts.some(isPicture)) return { text: textOf([turn]) };
    const { action, prompt } = call;
    const subject = `${prompt.charAt(0).toLowerCase()}${prompt.slice(1, LONGEST_SUBJECT)}`;
    const openings = action === 'edit' ? EDITED : MADE;
    return { text: `${random.fork('picture').pick(openings)}: ${subject}.` };
  },
};

const MADE = ['Here is your picture', 'I have made the picture', 'Here it is'];
const EDITED = ['Here is the edited picture', 'I have edited the picture', 'Here is the changed picture'];

/** Characters of a prompt that an answer repeats. */
const LONGEST_SUBJECT = 200;

const isPicture = (part: Part): boolean =>
  part.kind === 'image' || (part.kind === 'file' && part.imageId !== undefined);

function toolOf({ tools }: GenerationRequest): FunctionTool | undefined {
  return tools.filter((tool) => tool.kind === 'function').find(({ native }) => native === 'image-generation');
}

interface Parameters {
  readonly properties?: { readonly action?: { readonly enum?: readonly string[] } };
}

/** What the tool can be asked to do. */
function actionsOf(request: GenerationRequest): readonly string[] {
  const { properties } = (toolOf(request)?.parameters ?? {}) as Parameters;
  return properties?.action?.enum ?? ['generate'];
}

interface PictureCall {
  readonly action: string;
  readonly prompt: string;
}

/**
 * The latest result of the tool that the last request has led to. Without the tool, which may not be called any more, a
 * result is known by its picture.
 */
function resultIn(
  request: GenerationRequest,
): { readonly turn: Turn; readonly call: PictureCall } | undefined {
  const { turns } = request;
  const turn = turns.at(-1);
  if (turn?.role !== 'tool') return undefined;
  const tool = toolOf(request);
  const calls = turns.flatMap(({ toolCalls = [] }) => toolCalls);
  const written = calls.findLast(({ id }) => id === turn.toolCallId);
  if (written === undefined || (tool ? written.name !== tool.name : !turn.parts.some(isPicture)))
    return undefined;
  const call = readCall(written.input);
  return call && { turn, call };
}

function readCall(input: string): PictureCall | undefined {
  try {
    const { action, prompt } = JSON.parse(input) as Partial<PictureCall>;
    return typeof action === 'string' && typeof prompt === 'string' ? { action, prompt } : undefined;
  } catch {
    return undefined;
  }
}
