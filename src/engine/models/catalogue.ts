import type { ModelCard } from './card.ts';
import { hostedChatModels } from './catalogue/hosted-chat.ts';
import { hostedGpt6Models } from './catalogue/hosted-gpt6.ts';
import { hostedReasoningModels } from './catalogue/hosted-reasoning.ts';
import { mediaModels } from './catalogue/media.ts';
import { openModels } from './catalogue/open.ts';
import { retrievalModels } from './catalogue/retrieval.ts';
import { shutdowns } from './catalogue/shutdowns.ts';
import { snapshots } from './catalogue/snapshots.ts';

const shutdownDates = new Map(
  Object.entries(shutdowns).flatMap(([date, ids]) => ids.map((id) => [id, date] as const)),
);

/**
 * Every built-in model, one row of data each: OpenAI's current families and the models that the original FakeAI
 * listed. Limits, prices and refused parameters are the published ones. A figure that was never published has
 * the best known value or is left out. The open models keep their prices from the original's catalogue.
 *
 * @example
 * modelCatalogue.find((card) => card.id === 'gpt-4o')?.contextWindow; // 128000
 */
export const modelCatalogue: readonly ModelCard[] = withSnapshots([
  ...hostedGpt6Models,
  ...hostedReasoningModels,
  ...hostedChatModels,
  ...openModels,
  ...retrievalModels,
  ...mediaModels,
]).map((card) => {
  const shutdownDate = shutdownDates.get(card.id);
  return shutdownDate === undefined ? card : { ...card, shutdownDate };
});

/** An alias stands for the version whose id is the alias and a date, if there is only one. */
function withSnapshots(cards: readonly ModelCard[]): ModelCard[] {
  const dated = new Map<string, string[]>();
  for (const { id } of cards) {
    const alias = /^(.+)-\d{4}-\d{2}-\d{2}$/.exec(id)?.[1];
    if (alias !== undefined) dated.set(alias, [...(dated.get(alias) ?? []), id]);
  }
  return cards.map((card) => {
    const versions = dated.get(card.id);
    const snapshot = snapshots[card.id] ?? (versions?.length === 1 ? versions[0] : undefined);
    return snapshot === undefined ? card : { ...card, snapshot };
  });
}
