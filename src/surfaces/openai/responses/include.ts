import type { AnswerItem } from './answer-items.ts';
import type { Progress, ResponseObject } from './response-object.ts';
import type { ConversationItem } from './schema/items.ts';
import type { INCLUDABLE, Include } from './schema/request.ts';

/** What items show only if a request names it in `include`. */

type Includable = (typeof INCLUDABLE)[number];

/** An item with all that it holds, as it is kept. */
type Kept = ConversationItem;

/** The item without what has to be asked for. */
export function withoutIncludable(item: Kept): Kept {
  switch (item.type) {
    case 'file_search_call':
      return { ...item, results: null };
    case 'code_interpreter_call':
      return { ...item, outputs: null };
    case 'reasoning': {
      const { encrypted_content: _, ...shown } = item;
      return shown;
    }
    case 'web_search_call': {
      if (item.action.type !== 'search') return item;
      const { sources: _, ...action } = item.action;
      return { ...item, action };
    }
    case 'computer_call_output': {
      const { image_url: _, ...output } = item.output;
      return { ...item, output };
    }
    case 'message':
      return {
        ...item,
        content: item.content.map((part) => {
          if (part.type === 'input_image') return { ...part, image_url: null };
          return part.type === 'output_text' ? { ...part, logprobs: [] } : part;
        }),
      };
    default:
      return item;
  }
}

/**
 * Adds to an item what `include` names, from the item as it is kept.
 *
 * @example
 * INCLUDES['reasoning.encrypted_content'](withoutIncludable(kept), kept);
 */
export const INCLUDES: Readonly<Record<Includable, (shown: Kept, kept: Kept) => Kept>> = {
  'file_search_call.results': (shown, kept) =>
    shown.type === 'file_search_call' && kept.type === shown.type
      ? { ...shown, results: kept.results ?? null }
      : shown,
  // Calls have no results of their own beside the sources.
  'web_search_call.results': (shown) => shown,
  'web_search_call.action.sources': (shown, kept) =>
    shown.type === 'web_search_call' && kept.type === shown.type ? { ...shown, action: kept.action } : shown,
  'message.input_image.image_url': (shown, kept) =>
    withParts(shown, kept, (part, whole) =>
      part.type === 'input_image' && whole.type === part.type
        ? { ...part, image_url: whole.image_url ?? null }
        : part,
    ),
  'computer_call_output.output.image_url': (shown, kept) =>
    shown.type === 'computer_call_output' && kept.type === shown.type
      ? { ...shown, output: kept.output }
      : shown,
  'code_interpreter_call.outputs': (shown, kept) =>
    shown.type === 'code_interpreter_call' && kept.type === shown.type
      ? { ...shown, outputs: kept.outputs }
      : shown,
  'reasoning.encrypted_content': (shown, kept) =>
    shown.type === 'reasoning' && kept.type === shown.type
      ? { ...shown, encrypted_content: kept.encrypted_content ?? null }
      : shown,
  'message.output_text.logprobs': (shown, kept) =>
    withParts(shown, kept, (part, whole) =>
      part.type === 'output_text' && whole.type === part.type ? { ...part, logprobs: whole.logprobs } : part,
    ),
};

/** The item with what `include` names. */
export function withIncluded(kept: Kept, include: Include = []): Kept {
  return include.reduce((shown, value) => INCLUDES[value](shown, kept), withoutIncludable(kept));
}

/** Types of items of answers that hold more than they show. Log probabilities are made only if they are included. */
const HOLDING: ReadonlySet<string> = new Set([
  'code_interpreter_call',
  'file_search_call',
  'reasoning',
  'web_search_call',
]);

/** An item of an answer with what `include` names. */
export function shownItem<Item extends Pick<AnswerItem, 'type'>>(item: Item, include: Include = []): Item {
  if (!HOLDING.has(item.type)) return item;
  if (item.type === 'reasoning' && !('encrypted_content' in item)) return item;
  return withIncluded(item as unknown as Kept, include) as unknown as Item;
}

/** A response, or where it stands, with what `include` names. */
export function shown<Made extends Progress | ResponseObject>(made: Made, include: Include = []): Made {
  const { output } = made;
  if (!output?.some(({ type }) => HOLDING.has(type))) return made;
  return { ...made, output: output.map((item) => shownItem(item, include)) };
}

type Part = Extract<Kept, { readonly type: 'message' }>['content'][number];

function withParts(shown: Kept, kept: Kept, change: (part: Part, kept: Part) => Part): Kept {
  if (shown.type !== 'message' || kept.type !== 'message') return shown;
  return {
    ...shown,
    content: shown.content.map((part, index) => change(part, kept.content[index] as Part)),
  };
}
