import type { ReasoningItem } from '../answer-items.ts';
import type { ItemContext } from '../works/work-encoder.ts';
import type { ItemEncoder } from './item-encoder.ts';

/**
 * What the model thinks: shown, told in a summary, or sealed.
 *
 * @param thought the whole text
 * @param encrypt seals it, if the response keeps it
 */
export function reasoningEncoder(
  { item, told, padded }: ItemContext<ReasoningItem>,
  thought: string,
  encrypt: ((thought: string) => string) | undefined,
): ItemEncoder {
  return {
    openPart(part) {
      item.summary.push({ type: 'summary_text', text: '' });
      const empty = { type: 'summary_text', text: '' };
      return [told('response.reasoning_summary_part.added', { summary_index: part, part: empty })];
    },
    summary(text) {
      (item.summary[0] as { text: string }).text += text;
      const delta = { summary_index: 0, delta: text, ...padded(text) };
      return [told('response.reasoning_summary_text.delta', delta)];
    },
    closePart(part) {
      const summary = item.summary[part] as { text: string };
      const at = { summary_index: part };
      return [
        told('response.reasoning_summary_text.done', { ...at, text: summary.text }),
        told('response.reasoning_summary_part.done', { ...at, part: { ...summary } }),
      ];
    },
    reasoning(text) {
      const delta = told('response.reasoning_text.delta', { content_index: 0, delta: text, ...padded(text) });
      if (item.content) {
        (item.content[0] as { text: string }).text += text;
        return [delta];
      }
      item.content = [{ type: 'reasoning_text', text }];
      const empty = { type: 'reasoning_text', text: '' };
      return [told('response.content_part.added', { content_index: 0, part: empty }), delta];
    },
    end() {
      if (encrypt) item.encrypted_content = encrypt(thought);
      if (item.content === undefined) return [];
      const content = item.content[0] as { text: string };
      return [
        told('response.reasoning_text.done', { content_index: 0, text: content.text }),
        told('response.content_part.done', { content_index: 0, part: { ...content } }),
      ];
    },
  };
}
