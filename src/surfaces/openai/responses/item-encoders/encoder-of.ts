import type { OpenedItem } from '../../../../engine/event.ts';
import type {
  AnswerItem,
  CustomCallItem,
  FunctionCallItem,
  MessageItem,
  ReasoningItem,
} from '../answer-items.ts';
import type { Speaking } from '../speech.ts';
import type { CallForms } from '../tools/call-form.ts';
import { formOf } from '../works/forms.ts';
import type { GrowingItem, ItemContext } from '../works/work-encoder.ts';
import { callEncoder, formedCallEncoder, programCallEncoder } from './call-encoder.ts';
import type { ItemEncoder } from './item-encoder.ts';
import { messageEncoder } from './message-encoder.ts';
import { reasoningEncoder } from './reasoning-encoder.ts';

export interface EncoderOptions {
  readonly callForms: CallForms;
  /** Encrypts reasoning, if the request includes that. */
  readonly encrypt?: ((thought: string) => string) | undefined;
  /** Present: messages are spoken. */
  readonly speaking?: Speaking | undefined;
}

/**
 * What tells the progress of an item.
 *
 * @param context of the item that has begun with `opened`
 */
export function encoderOf(
  opened: OpenedItem,
  context: ItemContext<AnswerItem>,
  { callForms, encrypt, speaking }: EncoderOptions,
): ItemEncoder {
  const of = <Item extends AnswerItem>() => context as ItemContext<Item>;
  switch (opened.kind) {
    case 'reasoning':
      return reasoningEncoder(of<ReasoningItem>(), opened.thought, encrypt);
    case 'message':
      return messageEncoder(of<MessageItem>(), speaking);
    case 'work': {
      const { work } = opened;
      return work.tool === 'program-call'
        ? programCallEncoder(work, of<FunctionCallItem | CustomCallItem>())
        : formOf(work).encoder(work, of<GrowingItem>());
    }
    case 'call': {
      const form = callForms(opened.call.name);
      if (form) return formedCallEncoder(form, of<GrowingItem>());
      return callEncoder(of<FunctionCallItem | CustomCallItem>());
    }
  }
}
