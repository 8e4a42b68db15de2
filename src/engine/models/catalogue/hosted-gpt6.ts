import type { ModelCard } from '../card.ts';
import { family, type Traits, usd } from '../row.ts';
import { ALWAYS_REASONS, gpt56, hidden } from './hosted-reasoning.ts';

/** Reasoning can be turned off, as in the previous family. */
const gpt6: Traits = { ...gpt56, knowledgeCutoff: undefined, price: undefined, steering: true };
/** Rejects the effort `none`. */
const gpt6Reasoning: Traits = {
  ...gpt6,
  reasoning: hidden(['low', 'medium', 'high', 'xhigh', 'max'], 'medium'),
  refuses: ALWAYS_REASONS,
};
/** For approved organizations only. Prices and release dates are not published; the dates are those of the family. */
const restricted: Partial<Traits> = { responsesOnly: true };

/** OpenAI's GPT-6 models. Astra is the largest size, then Sol, Terra and Luna. */
export const hostedGpt6Models: readonly ModelCard[] = [
  ...family(
    gpt6Reasoning,
    ['gpt-6.2-astra', '2026-11-17', { price: usd(8, 40, 0.4) }],
    ['gpt-6.2-astra-law', '2026-11-17', restricted],
    ['gpt-6.2-sol', '2026-11-17', { price: usd(2, 10, 0.1) }],
    ['gpt-6.1-sol', '2026-09-29', { price: usd(2, 10, 0.1) }],
    ['gpt-6-astra', '2026-09-03', { knowledgeCutoff: '2026-04', price: usd(10, 50, 1) }],
    ['gpt-6-cyber', '2026-09-03', restricted],
    ['gpt-6-rosalind', '2026-09-03', restricted],
    ['gpt-rosalind-research', '2026-09-03', restricted],
  ),
  ...family(
    gpt6,
    ['gpt-6.1-terra', '2026-10-26', { knowledgeCutoff: '2026-06', price: usd(1, 5, 0.05) }],
    ['gpt-6-sol', '2026-09-22', { knowledgeCutoff: '2026-04', price: usd(2, 10, 0.2) }],
    ['gpt-6-luna', '2026-09-22', { price: usd(0.1, 0.5, 0.01) }],
  ),
];
