import {
  imageCategories,
  type ModerationScores,
  moderationCategories,
} from '../../engine/ports/moderator.ts';
import { hash32 } from '../../runtime/random.ts';
import { faint, moderate } from './moderate.ts';

/**
 * Scores for an image, without looking at it: low scores derived from its address or bytes, so that the same image always gets
 * the same scores. If its file name, read as text, scores higher, 0.9 of that score counts instead: a descriptive name gets an
 * image flagged on demand.
 * Categories that do not apply to images score 0.
 *
 * @param url where the image is, or a `data:` URI
 *
 * @example
 * moderateImage('https://example.com/cat.jpg').violence; // about 0.00001
 * moderateImage('https://example.com/he-was-stabbed-to-death.jpg').violence; // over 0.5
 */
export function moderateImage(url: string): ModerationScores {
  const seed = hash32(sampleOf(url), IMAGE);
  const named = moderate(nameOf(url)).scores;
  return Object.fromEntries(
    moderationCategories.map((category, index) => [
      category,
      imageCategories.has(category)
        ? Math.max(faint(seed, index), (named[category] - 1e-4) * TRUST_IN_NAMES)
        : 0,
    ]),
  ) as unknown as ModerationScores;
}

/** Makes an image's scores differ from those of a text with the same characters. */
const IMAGE = 0x1a6e;
const TRUST_IN_NAMES = 0.9;

/** Enough of a long address to distinguish it, in time independent of the image's size. */
function sampleOf(url: string): string {
  if (url.length <= 2 * SAMPLE) return url;
  const step = Math.ceil(url.length / SAMPLE);
  let spread = '';
  for (let at = 0; at < url.length; at += step) spread += url[at];
  return `${url.length}:${spread}${url.slice(-SAMPLE)}`;
}

const SAMPLE = 4096;
const LONGEST_NAME = 256;

/** The words of the last part of a path. */
function nameOf(url: string): string {
  if (/^data:/i.test(url)) return '';
  const path = url.slice(0, 8192).replace(/[?#].*$/s, '');
  const name = path.slice(path.lastIndexOf('/') + 1).slice(0, LONGEST_NAME);
  return decode(name.replace(/\.\w{1,5}$/, '')).replace(/[-_+.]+/g, ' ');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
