import { type Citation, isPage } from '../../../../engine/source.ts';
import {
  type CitationShown,
  type MessageItem,
  type RefusalContent,
  snapshot,
  type TextContent,
} from '../answer-items.ts';
import { toLogprob } from '../logprobs.ts';
import type { Speaking } from '../speech.ts';
import type { ItemContext, Told } from '../works/work-encoder.ts';
import type { ItemEncoder } from './item-encoder.ts';

/** What the assistant says, in texts and refusals, and aloud if it is `speaking`. */
export function messageEncoder(
  { item, outputIndex, told, padded }: ItemContext<MessageItem>,
  speaking?: Speaking,
): ItemEncoder {
  const { content } = item;
  const say = (words: string, aloud: Speaking) => aloud.say(words, padded(words));
  return {
    openPart(part, kind) {
      const begun: TextContent | RefusalContent =
        kind === 'refusal'
          ? { type: 'refusal', refusal: '' }
          : { type: 'output_text', annotations: [], logprobs: [], text: '' };
      content.push(begun);
      return [told('response.content_part.added', { content_index: part, part: snapshot(begun) })];
    },
    text({ part, pieces, logprob }) {
      const current = content[part] as TextContent;
      const logprobs = logprob ? [toLogprob(logprob)] : [];
      current.logprobs.push(...logprobs);
      const deltas = pieces.map((delta): Told => {
        current.text += delta;
        // Most events are these: they are made at once.
        return {
          type: 'response.output_text.delta',
          item_id: item.id,
          output_index: outputIndex,
          content_index: part,
          delta,
          logprobs,
          ...padded(delta),
        };
      });
      return speaking
        ? deltas.flatMap((each, index) => [each, ...say(pieces[index] as string, speaking)])
        : deltas;
    },
    refusal({ part, text }) {
      (content[part] as RefusalContent).refusal += text;
      const delta = told('response.refusal.delta', { content_index: part, delta: text, ...padded(text) });
      return speaking ? [delta, ...say(text, speaking)] : [delta];
    },
    cite({ part, citations }) {
      const { annotations } = content[part] as TextContent;
      return citations.map((citation) => {
        const annotation = toAnnotation(citation);
        const place = { content_index: part, annotation_index: annotations.length };
        annotations.push(annotation);
        return told('response.output_text.annotation.added', { ...place, annotation });
      });
    },
    closePart(part) {
      const current = content[part] as TextContent | RefusalContent;
      const at = { content_index: part };
      return [
        current.type === 'refusal'
          ? told('response.refusal.done', { ...at, refusal: current.refusal })
          : told('response.output_text.done', {
              ...at,
              text: current.text,
              logprobs: [...current.logprobs],
            }),
        told('response.content_part.done', { ...at, part: snapshot(current) }),
      ];
    },
    end(isWhole) {
      item.status = isWhole ? 'completed' : 'incomplete';
      return speaking?.end() ?? [];
    },
  };
}

function toAnnotation(citation: Citation): CitationShown {
  const { start: start_index, end: end_index } = citation;
  if (isPage(citation)) {
    const { url, title } = citation;
    return { type: 'url_citation', start_index, end_index, url, title };
  }
  const { fileId: file_id, filename, containerId: container_id } = citation;
  return container_id === undefined
    ? { type: 'file_citation', index: end_index, file_id, filename }
    : { type: 'container_file_citation', container_id, start_index, end_index, file_id, filename };
}
