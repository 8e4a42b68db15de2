/** What a section of a prompt is there for, judging by its label. */
export type Role = 'question' | 'input' | 'material' | 'cursor' | 'instruction' | 'example' | 'reply';

export interface Label {
  readonly role: Role;
  /** As written, without its marks and number: `Passage` for `### Passage [2]:`. */
  readonly name: string;
  /** The number or letter of the section, by which an answer cites it. */
  readonly mark?: string;
  /** What follows the label on its line. */
  readonly rest: string;
}

/**
 * Reads a line that begins with a label, such as `Question: …`, `**Context**:`, `## Passage 2` or `[Source A]:`.
 * Undefined for a line of text.
 *
 * @example
 * labelOf('Document 3: The tower is 80 m high.'); // { role: 'material', name: 'Document', mark: '3', rest: 'The tower …' }
 */
export function labelOf(line: string): Label | undefined {
  const match = WITH_COLON.exec(line) ?? HEADING.exec(line);
  if (match === null) return undefined;
  const [, name = '', mark, rest = ''] = match;
  const role = roleOf(name, rest === '');
  return role && { role, name, rest: rest.trim(), ...(mark !== undefined && { mark }) };
}

/**
 * The role of a label by its last word: "Relevant search results" are results. Only a label that stands alone on its
 * line may have more than {@link MOST_WORDS} words.
 */
export function roleOf(name: string, isAlone = true): Role | undefined {
  const words = name.toLowerCase().split(/[\s_-]+/);
  if (words.length > (isAlone ? MOST_WORDS_ALONE : MOST_WORDS)) return undefined;
  return ROLES.get(words.at(-1)!) ?? ROLES.get(words.at(-1)!.replace(/s$/, ''));
}

/** A last line with nothing after its colon, which the answer is to continue. */
export function isCursor(line: string): boolean {
  return /^[^\w\n]{0,4}[A-Za-z][\w '/()-]{0,40}:\W{0,4}$/.test(line);
}

const MOST_WORDS = 3;
const MOST_WORDS_ALONE = 6;

const NUMBER = String.raw`(?:\s*[#[(]{0,2}\s*(\d{1,4}|[A-Z])\s*[\])]?)?`;
const OPENING = String.raw`^(?:#{1,6}\s+|[-*>]\s+)?(?:\*\*|__|\[)?`;
const WITH_COLON = new RegExp(
  String.raw`${OPENING}([A-Za-z][A-Za-z'_ -]{0,60}?)${NUMBER}(?:\*\*|__|\])?\s*(?:\([^()\n]{1,60}\))?\s*:(?:\*\*|__)?(?:\s+(.*)|)$`,
);
const HEADING = new RegExp(String.raw`^#{1,6}\s+(?:\*\*)?([A-Za-z][A-Za-z'_ -]{0,60}?)${NUMBER}(?:\*\*)?()$`);

const WORDS: Readonly<Record<Role, string>> = {
  question: 'question query',
  input: 'input request task user human message prompt problem',
  material:
    'context passage document doc source information info text article excerpt snippet result evidence fact knowledge ' +
    'base data reference background note content chunk paragraph history conversation transcript email report ' +
    'file page story review sentence comment post material memory memories resume cv summary abstract faq policy manual',
  cursor: 'answer response output completion sql label category sentiment verdict class',
  instruction:
    'instruction instructions rule rules guideline format constraint requirement step schema criteria',
  example: 'example sample demonstration',
  reply: 'assistant ai bot model',
};

const ROLES = new Map(
  Object.entries(WORDS).flatMap(([role, words]) => words.split(' ').map((word) => [word, role as Role])),
);
