import type { Random } from '../../../runtime/random.ts';
import type { PictureOrder } from './decode.ts';

interface Manner {
  readonly openings: readonly string[];
  readonly lights: readonly string[];
  readonly endings: readonly string[];
}

const MANNERS: Readonly<Record<PictureOrder['style'], Manner>> = {
  vivid: {
    openings: [
      'A striking, richly detailed picture of',
      'A dramatic digital painting of',
      'A bold, luminous view of',
    ],
    lights: [
      'Low golden light rakes across the scene and throws long shadows.',
      'Saturated colours glow against a deep, contrasting ground.',
      'Shafts of light break through, picking out every edge.',
    ],
    endings: [
      'The composition leads the eye to the centre, with fine texture in the foreground.',
      'Every surface is rendered crisply, from the nearest detail to the far distance.',
      'The mood is energetic and larger than life.',
    ],
  },
  natural: {
    openings: ['An unposed photograph of', 'A quiet, true-to-life picture of', 'A plain study of'],
    lights: [
      'Soft daylight falls evenly over the scene.',
      'The colours are muted and close to life.',
      'An overcast sky gives gentle, shadowless light.',
    ],
    endings: [
      'The framing is simple, with some room around the subject.',
      'Nothing is exaggerated; textures look as they would to the eye.',
      'The mood is calm and ordinary.',
    ],
  },
};

/**
 * Rewrites a prompt as a model that revises prompts would, keeping all given words.
 *
 * @example
 * revisePrompt(order, random); // 'A dramatic digital painting of a red fox. Saturated colours glow …'
 */
export function revisePrompt({ prompt, style }: PictureOrder, random: Random): string {
  const { openings, lights, endings } = MANNERS[style];
  const subject = withoutEnd(prompt.trim());
  const start = /^(?:A|An|The)\s/.test(subject)
    ? subject.charAt(0).toLowerCase() + subject.slice(1)
    : subject;
  return `${random.pick(openings)} ${start}. ${random.pick(lights)} ${random.pick(endings)}`;
}

/** Removes trailing punctuation and whitespace. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s.!?,;:]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
