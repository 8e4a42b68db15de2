import { nearestProfile } from '../latency/profiles.ts';
import type { ModelCard, ReasoningTraits } from './card.ts';
import { FOLLOWS_SCHEMAS } from './catalogue/rules.ts';
import type { Traits } from './row.ts';

/**
 * Creates a card for an id that is not in the catalogue. A fine-tuned id (`ft:base:organization:suffix:id`) copies
 * its base model and is owned by the organization. A known id with a publisher prefix or a date suffix
 * (`openai/gpt-4o`, `gpt-4o-2099-01-01`) copies the known model. Any other id gets {@link UNKNOWN}, with owner,
 * latency and reasoning from the first matching {@link FAMILIES} row. If no row sets the latency, the parameter
 * count in the name does (`acme/helper-70b`).
 *
 * @param created Unix seconds.
 * @param known Looks up the catalogue.
 *
 * @example
 * createDynamicCard('ft:gpt-4o-mini:acme::abc', 1_735_689_600, () => undefined).ownedBy; // 'acme'
 */
export function createDynamicCard(
  id: string,
  created: number,
  known: (id: string) => ModelCard | undefined,
): ModelCard {
  const tuned = FINE_TUNED.exec(id);
  const base = tuned?.[1] ?? id;
  const like = findLike(base, known);
  const card: ModelCard = {
    ...withoutSnapshot(like ?? toTraits(base)),
    id,
    root: id,
    created,
    fineTuned: false,
  };
  if (tuned) return { ...card, root: base, ownedBy: tuned[2] || 'user', fineTuned: true };
  return like ? card : { ...card, dynamic: true };
}

/** A copy of an alias stands for itself. */
function withoutSnapshot({ snapshot, ...traits }: Traits & Pick<ModelCard, 'snapshot'>): Traits {
  return traits;
}

/** Whether an id has the form of a fine-tuned model id. */
export function isFineTunedId(id: string): boolean {
  return FINE_TUNED.test(id);
}

const FINE_TUNED = /^ft:([^:]+):([^:]*)/;
const DATE_BEHIND = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4})$/;

function findLike(id: string, known: (id: string) => ModelCard | undefined): ModelCard | undefined {
  const bare = id.slice(id.lastIndexOf('/') + 1);
  return (
    known(id) ?? known(bare) ?? known(id.replace(DATE_BEHIND, '')) ?? known(bare.replace(DATE_BEHIND, ''))
  );
}

function toTraits(id: string): Traits {
  const family = FAMILIES.find((row) => row.match.test(id));
  const size = /(?:^|[^\d.])(\d{1,4}(?:\.\d{1,2})?)b(?![a-z\d])/i.exec(id)?.[1];
  return {
    ...UNKNOWN,
    ...(size ? { latency: nearestProfile(Number(size)) } : {}),
    ...family?.traits,
  };
}

/** Generous, so that no application hits a limit that its real model may not have. */
const UNKNOWN: Traits = {
  ownedBy: 'custom',
  selfHosted: true,
  kind: 'chat',
  contextWindow: 131_072,
  maxOutputTokens: 16_384,
  input: { image: true, audio: true, file: true },
  output: { audio: true },
  tools: true,
  tokenizer: 'o200k_base',
  approximateTokens: true,
  latency: 'default',
  vision: { kind: 'tiles', base: 85, tile: 170 },
  refuses: [],
};

const VISIBLE_REASONING: ReasoningTraits = {
  efforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
  defaultEffort: 'medium',
  visible: true,
};

/** Traits inferred from the model name. The first matching row applies. */
const FAMILIES: readonly { readonly match: RegExp; readonly traits: Partial<Traits> }[] = [
  {
    match: /gpt-oss.*20b/i,
    traits: { ownedBy: 'openai', latency: 'gpt-oss-20b', reasoning: VISIBLE_REASONING },
  },
  { match: /gpt-oss/i, traits: { ownedBy: 'openai', latency: 'gpt-oss-120b', reasoning: VISIBLE_REASONING } },
  { match: /deepseek.*distill/i, traits: { ownedBy: 'deepseek-ai', reasoning: VISIBLE_REASONING } },
  {
    match: /deepseek.*(?:r1|reason)/i,
    traits: { ownedBy: 'deepseek-ai', latency: 'deepseek-671b', reasoning: VISIBLE_REASONING },
  },
  { match: /deepseek/i, traits: { ownedBy: 'deepseek-ai', latency: 'deepseek-671b' } },
  { match: /mixtral.*8x22b/i, traits: { ownedBy: 'mistralai', latency: 'mixtral-8x22b' } },
  { match: /mixtral/i, traits: { ownedBy: 'mistralai', latency: 'mixtral-8x7b' } },
  { match: /mistral-large/i, traits: { ownedBy: 'mistralai', latency: 'mistral-large' } },
  { match: /mistral-7b/i, traits: { ownedBy: 'mistralai', latency: 'mistral-7b' } },
  { match: /mistral|ministral|codestral/i, traits: { ownedBy: 'mistralai' } },
  { match: /nemotron.*70b/i, traits: { ownedBy: 'nvidia', latency: 'nemotron-70b' } },
  { match: /nemotron|^nvidia\//i, traits: { ownedBy: 'nvidia' } },
  { match: /llama-2.*70b/i, traits: { ownedBy: 'meta', latency: 'llama-2-70b' } },
  { match: /llama-2.*13b/i, traits: { ownedBy: 'meta', latency: 'llama-2-13b' } },
  { match: /llama-2.*7b/i, traits: { ownedBy: 'meta', latency: 'llama-2-7b' } },
  { match: /llama/i, traits: { ownedBy: 'meta' } },
  { match: /claude.*opus/i, traits: { selfHosted: false, ownedBy: 'anthropic', latency: 'claude-3-opus' } },
  { match: /claude.*haiku/i, traits: { selfHosted: false, ownedBy: 'anthropic', latency: 'claude-3-haiku' } },
  { match: /claude/i, traits: { selfHosted: false, ownedBy: 'anthropic', latency: 'claude-3-sonnet' } },
  {
    match: /gemini.*vision/i,
    traits: { selfHosted: false, ownedBy: 'google', latency: 'gemini-pro-vision' },
  },
  { match: /gemini.*flash/i, traits: { selfHosted: false, ownedBy: 'google', latency: 'hosted-small' } },
  { match: /gemini/i, traits: { selfHosted: false, ownedBy: 'google', latency: 'gemini-pro' } },
  { match: /gemma/i, traits: { ownedBy: 'google' } },
  { match: /command-r-plus/i, traits: { ownedBy: 'cohere', latency: 'command-r-plus' } },
  { match: /command-r/i, traits: { ownedBy: 'cohere', latency: 'command-r' } },
  { match: /qwen-?2.*72b/i, traits: { ownedBy: 'qwen', latency: 'qwen2-72b' } },
  { match: /qwen-?2.*7b/i, traits: { ownedBy: 'qwen', latency: 'qwen2-7b' } },
  { match: /qwq|qwen.*think/i, traits: { ownedBy: 'qwen', reasoning: VISIBLE_REASONING } },
  { match: /qwen/i, traits: { ownedBy: 'qwen' } },
  { match: /yi-34b/i, traits: { ownedBy: '01-ai', latency: 'yi-34b' } },
  { match: /phi-3-mini/i, traits: { ownedBy: 'microsoft', latency: 'phi-3-mini' } },
  { match: /phi-3-medium/i, traits: { ownedBy: 'microsoft', latency: 'phi-3-medium' } },
  { match: /phi-\d/i, traits: { ownedBy: 'microsoft' } },
  {
    match: /^(?:openai\/)?gpt-.*(?:mini|nano)/i,
    traits: { selfHosted: false, ownedBy: 'openai', latency: 'hosted-small', rules: FOLLOWS_SCHEMAS },
  },
  {
    match: /^(?:openai\/)?gpt-/i,
    traits: { selfHosted: false, ownedBy: 'openai', latency: 'hosted-large', rules: FOLLOWS_SCHEMAS },
  },
  {
    match: /^(?:openai\/)?o\d(?:-|$)/i,
    traits: { selfHosted: false, ownedBy: 'openai', latency: 'hosted-reasoning', rules: FOLLOWS_SCHEMAS },
  },
  { match: /^(?:openai\/)?sora-/i, traits: { ownedBy: 'openai' } },
  { match: /embed/i, traits: { latency: 'embedding' } },
  { match: /rerank/i, traits: { latency: 'ranking' } },
  { match: /reasoning|thinking/i, traits: { reasoning: VISIBLE_REASONING } },
];
