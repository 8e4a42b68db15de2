import type { Work } from '../../../../engine/ports/work.ts';
import type { RepliedTool, Tool } from '../schema/tools.ts';

/** What hosted tools have used besides the tokens of the model that calls them. */
export interface ToolUsage {
  /** Tokens of the models that make images. */
  readonly text: number;
  readonly image: number;
  readonly output: number;
  readonly searches: number;
}

export const NO_TOOL_USAGE: ToolUsage = { text: 0, image: 0, output: 0, searches: 0 };

/** Adds what one work has used. */
export function withWork(usage: ToolUsage, work: Work): ToolUsage {
  if (work.tool === 'web-search') return { ...usage, searches: usage.searches + 1 };
  if (work.tool !== 'image-generation' || work.tokens === undefined) return usage;
  const { text, image, output } = work.tokens;
  return {
    ...usage,
    text: usage.text + text,
    image: usage.image + image,
    output: usage.output + output,
  };
}

/** Whether the responses to a request tell what tools have used. */
export function tellsToolUsage(tools: readonly (Tool | RepliedTool)[]): boolean {
  return tools.some(({ type }) => type === 'image_generation' || type.startsWith('web_search'));
}

/** The member of a response. */
export function toToolUsage({ text, image, output, searches }: ToolUsage) {
  return {
    image_gen: {
      input_tokens: text + image,
      input_tokens_details: { image_tokens: image, text_tokens: text },
      output_tokens: output,
      output_tokens_details: { image_tokens: output, text_tokens: 0 },
      total_tokens: text + image + output,
    },
    web_search: { num_requests: searches },
  };
}
