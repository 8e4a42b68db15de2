import type { ModelCard } from './card.ts';
import { hostedChatModels } from './catalogue/hosted-chat.ts';
import { hostedGpt6Models } from './catalogue/hosted-gpt6.ts';
import { hostedReasoningModels } from './catalogue/hosted-reasoning.ts';
import { mediaModels } from './catalogue/media.ts';
import { openModels } from './catalogue/open.ts';
import { retrievalModels } from './catalogue/retrieval.ts';
import { shutdowns } from './catalogue/shutdowns.ts';

const shutdownDates = new Map(
  Object.entries(shutdowns).flatMap(([date, ids]) => ids.map((id) => [id, date] as const)),
);

/**
 * Every model known from the start, one row of data each: OpenAI's current families and the models that the
 * original FakeAI listed. Limits, prices and refused parameters are the published ones; where a figure was
 * never published, the row carries the best known value or leaves it out. The open models keep the prices
 * of the original's catalogue.
 *
 * @example
 * modelCatalogue.find((card) => card.id === 'gpt-4o')?.contextWindow; // 128000
 */
export const modelCatalogue: readonly ModelCard[] = [
  ...hostedGpt6Models,
  ...hostedReasoningModels,
  ...hostedChatModels,
  ...openModels,
  ...retrievalModels,
  ...mediaModels,
].map((card) => {
  const shutdownDate = shutdownDates.get(card.id);
  return shutdownDate === undefined ? card : { ...card, shutdownDate };
});
