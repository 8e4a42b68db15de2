import type { PlainAnswer } from '../../engine/ports/content.ts';
import type { Declined } from '../../engine/ports/refuser.ts';
import type { OutputFormat } from '../../engine/request.ts';
import type { Random } from '../../runtime/random.ts';

const SENTENCES: Readonly<Record<Declined, readonly string[]>> = {
  harmful: [
    "I'm sorry, but I can't help with that.",
    "I'm sorry, but I can't assist with that request.",
    "Sorry, I can't help with this.",
  ],
  'self-harm': [
    "I'm really sorry that you're feeling this way, but I can't help with that. Please talk to someone you trust, or to a crisis line near you.",
    "I can't help with that, and I'm sorry that things are so hard right now. Please reach out to someone you trust or to a local crisis line.",
  ],
};

/** The answer to a request that is declined: in words, or as a refusal where the answer had to meet a schema. */
export function declining(reason: Declined, format: OutputFormat, random: Random): PlainAnswer {
  const text = random.pick(SENTENCES[reason]);
  return format.kind === 'schema' ? { refusal: text } : { text };
}
