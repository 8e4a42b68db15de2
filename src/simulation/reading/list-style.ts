/** How a request wants a list to be written. */
export interface ListStyle {
  readonly kind: 'numbers' | 'bullets' | 'commas' | 'semicolons' | 'lines' | undefined;
  /** How many items it asks for. */
  readonly count: number | undefined;
  /** Nothing before and after the list. */
  readonly isAlone: boolean;
  /** In the order of the alphabet. */
  readonly isSorted: boolean;
}

/**
 * Reads the style of a list from instructions.
 *
 * @example
 * listStyleIn('List the 3 shops as a numbered list, one per line. Names only.'); // { kind: 'numbers', count: 3, isAlone: true, isSorted: false }
 */
export function listStyleIn(instructions: string): ListStyle {
  const text = instructions.slice(0, LONGEST);
  const kind = KINDS.find(([pattern]) => pattern.test(text))?.[1];
  const [, digits] = COUNT.exec(text) ?? [];
  return {
    kind,
    count: digits === undefined ? undefined : (NUMBERS.get(digits.toLowerCase()) ?? Number(digits)),
    isAlone: kind === 'commas' || kind === 'semicolons' || ALONE.test(text),
    isSorted: SORTED.test(text),
  };
}

/** The items as a list of a kind. */
export function listOf(items: readonly string[], kind: ListStyle['kind']): string {
  if (kind === 'commas') return items.join(', ');
  if (kind === 'semicolons') return items.join('; ');
  return items
    .map((item, index) =>
      kind === 'numbers' ? `${index + 1}. ${item}` : kind === 'bullets' ? `- ${item}` : item,
    )
    .join('\n');
}

const LONGEST = 4000;

const KINDS: readonly (readonly [RegExp, NonNullable<ListStyle['kind']>])[] = [
  [/\bcomma[- ](?:separated|delimited)\b|\bseparated by (?:a )?commas?\b/i, 'commas'],
  [/\bsemicolon[- ](?:separated|delimited)\b|\bseparated by (?:a )?semicolons?\b/i, 'semicolons'],
  [
    /\b(?:numbered|ordered|enumerated) (?:list|items|lines?)\b|\bnumber (?:them|each|the items)\b/i,
    'numbers',
  ],
  [/\bbullet(?:ed)?(?:[- ]points?| list|s)?\b/i, 'bullets'],
  [
    /\b(?:one|each) (?:\w+ )?(?:per|on (?:a|its own|a new|a separate)|a) (?:own |new |separate )?line\b|\bseparated by (?:new ?lines?|line breaks?)\b|\bnewline[- ]separated\b/i,
    'lines',
  ],
];

const COUNT =
  /\b(\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)\s(?:of (?:them|these|those)\b|(?!or\b|of\b|to\b|words?\b|sentences?\b|lines? of\b|years?\b|minutes?\b|hours?\b|days?\b|%)(?:[\p{L}'-]+\s){0,3}?[\p{L}'-]*s\b)/iu;

const SORTED = /\b(?:in |into )?alphabetical(?:ly)?\b|\bsorted (?:by name|from a to z)\b/i;

const ALONE =
  /\b(?:no|without(?: any| an)?) (?:introduc\w+|preamble|intro|explanations?|other (?:words|text)|extra|additional|commentary|heading)\b|\bnothing else\b|\b(?:names?|items?|titles?|list|words) only\b|\b(?:only|just) (?:the )?(?:list|names?|items?|titles?|lines)\b|\b(?:return|give|output|write|answer with|respond with|reply with) (?:me )?only\b/i;

const NUMBERS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve'
    .split(' ')
    .map((word, number) => [word, number] as const),
);
