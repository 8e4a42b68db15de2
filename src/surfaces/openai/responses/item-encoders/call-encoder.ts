import type { ProgramCallWork } from '../../../../engine/ports/work.ts';
import type { CustomCallItem, FunctionCallItem } from '../answer-items.ts';
import type { CallForm } from '../tools/call-form.ts';
import type { ItemContext, WorkContext } from '../works/work-encoder.ts';
import type { ItemEncoder } from './item-encoder.ts';

/** A call of a function or of a custom tool. */
export function callEncoder({
  item,
  told,
  padded,
}: ItemContext<FunctionCallItem | CustomCallItem>): ItemEncoder {
  return {
    input(text) {
      const delta = { delta: text, ...padded(text) };
      if (item.type === 'function_call') {
        item.arguments += text;
        return [told('response.function_call_arguments.delta', delta)];
      }
      item.input += text;
      return [told('response.custom_tool_call_input.delta', delta)];
    },
    end(isWhole) {
      item.status = isWhole ? 'completed' : 'incomplete';
      if (item.type === 'function_call') {
        const { name, arguments: input } = item;
        return [told('response.function_call_arguments.done', { name, arguments: input })];
      }
      return [told('response.custom_tool_call_input.done', { input: item.input })];
    },
  };
}

/** A call of a program: nobody writes it, so it is told at once. */
export function programCallEncoder(
  { call }: ProgramCallWork,
  context: ItemContext<FunctionCallItem | CustomCallItem>,
): ItemEncoder {
  const { input, end } = callEncoder(context);
  return { stage: () => input?.(call.input) ?? [], end };
}

/** A call that the caller runs and that has a form of its own: it is told when it is complete. */
export function formedCallEncoder(form: CallForm, context: WorkContext): ItemEncoder {
  let input = '';
  return {
    input(text) {
      input += text;
      return [];
    },
    end: (isWhole) => form.end(input, context, isWhole),
  };
}
