import type { ImageSize } from '../../../engine/tokenizer/vision.ts';
import { Fault } from '../../../kernel/fault.ts';
import type { FreeSizes, ImageRules } from './rules.ts';

/** Words in a prompt that ask for a shape. */
const WIDE = /\b(?:landscape|panoram\w*|wide(?:screen)?|banner|horizontal|skyline|desktop)\b/i;
const TALL = /\b(?:portrait|tall|vertical|poster|full[- ]body|phone wallpaper|book cover)\b/i;

/** What the choice of an automatic size depends on. */
export interface SizeHints {
  readonly prompt: string;
  /** The size of the image to edit. */
  readonly source?: ImageSize;
}

/**
 * Resolves a requested size to pixels. `auto` follows the shape of the image to edit, else the words of the
 * prompt, else it is square.
 *
 * @throws Fault for a size that the model does not support
 */
export function resolveSize(wanted: string | undefined, rules: ImageRules, hints: SizeHints): ImageSize {
  const size = wanted ?? rules.defaultSize;
  const listed = rules.sizes;
  if (listed.includes(size)) return toSize(size) ?? chosen(listed, hints);
  const free = toSize(size);
  if (!free || !rules.freeSizes) {
    throw new Fault({ kind: 'invalid_choice', param: 'size', given: size, allowed: listed });
  }
  const complaint = complaintOf(free, rules.freeSizes);
  if (complaint) {
    throw new Fault({
      kind: 'invalid_value',
      param: 'size',
      message: `Invalid size '${size}'. ${complaint}`,
    });
  }
  return free;
}

function toSize(text: string): ImageSize | undefined {
  const match = /^([1-9]\d{1,4})x([1-9]\d{1,4})$/.exec(text);
  return match ? { width: Number(match[1]), height: Number(match[2]) } : undefined;
}

function complaintOf({ width, height }: ImageSize, rules: FreeSizes): string | undefined {
  const { step, longestSide, ratio, leastPixels, mostPixels } = rules;
  if (width % step !== 0 || height % step !== 0) return `Width and height must both be divisible by ${step}.`;
  if (Math.max(width, height) > longestSide) return `The longest edge must be at most ${longestSide} pixels.`;
  if (Math.max(width, height) > ratio * Math.min(width, height)) {
    return `The aspect ratio must be between 1:${ratio} and ${ratio}:1.`;
  }
  const pixels = width * height;
  if (pixels < leastPixels) return 'Requested resolution is below the current minimum pixel budget.';
  if (pixels > mostPixels) return 'Requested resolution is above the current maximum pixel budget.';
  return undefined;
}

/** The largest of the listed sizes with the nearest shape. */
function chosen(listed: readonly string[], { prompt, source }: SizeHints): ImageSize {
  const shape = source
    ? source.width / source.height
    : WIDE.test(prompt)
      ? 1.5
      : TALL.test(prompt)
        ? 1 / 1.5
        : 1;
  const sizes = listed.map(toSize).filter((size) => size !== undefined);
  const strayOf = ({ width, height }: ImageSize): number => Math.abs(Math.log(width / height / shape));
  return sizes.reduce((best, size) => {
    const nearer = strayOf(size) - strayOf(best);
    const isLarger = size.width * size.height > best.width * best.height;
    return nearer < -1e-9 || (nearer < 1e-9 && isLarger) ? size : best;
  });
}
