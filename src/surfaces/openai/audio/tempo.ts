/** How much faster or slower words ask for, and where they stand. */
const TEMPI: readonly (readonly [RegExp, number])[] = [
  [/\b(?:very|extremely|really) (?:slow|slowly)\b/i, 0.7],
  [
    /\b(?:slow|slowly|slower|unhurried|measured|deliberate|deliberately|drowsy|sleepy|solemn|meditative)\b/i,
    0.85,
  ],
  [/\b(?:very|extremely|really) (?:fast|quick|quickly|rapid|rapidly)\b/i, 1.4],
  [
    /\b(?:fast|faster|quick|quickly|rapid|rapidly|hurried|brisk|briskly|excited|energetic|breathless)\b/i,
    1.18,
  ],
];

/** Instructions that are read for a tempo. */
const LONGEST = 4096;

/**
 * The tempo that instructions for speech ask for, as a factor of the speed: the first that is named counts, and a denied one does not.
 * Other wishes (an accent, a mood) cannot be followed by voices made of numbers.
 *
 * @example
 * tempoOf('Speak slowly and warmly.'); // 0.85
 */
export function tempoOf(instructions: string): number {
  const text = instructions.slice(0, LONGEST);
  for (const [pattern, factor] of TEMPI) {
    const found = pattern.exec(text);
    if (
      found &&
      !/\b(?:not|never|n't|don't|without|avoid)\W+(?:\w+\W+){0,2}$/i.test(
        text.slice(Math.max(0, found.index - 40), found.index),
      )
    )
      return factor;
  }
  return 1;
}
