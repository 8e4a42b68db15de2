/** Speed factors, with the words that ask for them. */
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

/** Maximum number of characters of the instructions that are searched. */
const LONGEST = 4096;

/**
 * The speed factor that speech instructions ask for. The first row of the table that matches applies, unless
 * its words are negated. Other wishes, such as an accent or a mood, are beyond the synthesised voices.
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
