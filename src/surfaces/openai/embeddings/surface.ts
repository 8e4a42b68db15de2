import { Fault, type FaultDetail } from '../../../kernel/fault.ts';
import type { Surface } from '../../../kernel/operation.ts';
import { openai } from '../surface.ts';

/** The dialect of embeddings, whose error about an empty text is unlike that of other endpoints. */
export const openaiEmbeddings: Surface = {
  ...openai,
  encodeFault: (fault) => openai.encodeFault(isEmptyText(fault.detail) ? EMPTY_TEXT : fault),
};

function isEmptyText(detail: FaultDetail): boolean {
  return detail.kind === 'wrong_length' && detail.of === 'string' && /^input(\[\d+\])?$/.test(detail.param);
}

const EMPTY_TEXT = new Fault({
  kind: 'invalid_value',
  param: null,
  message:
    "'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.",
  code: null,
});
