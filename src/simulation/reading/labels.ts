/** What a section of a prompt is there for, judging by its label. */
export type Role =
  | 'question'
  | 'input'
  | 'material'
  | 'cursor'
  | 'instruction'
  | 'example'
  | 'reply'
  /** An answer that is to be improved. */
  | 'draft'
  /** Ends the section before it. */
  | 'end';

export interface Label {
  readonly role: Role;
  /** As written, without its marks and number: `Passage` for `### Passage [2]:`. */
  readonly name: string;
  /** The number or letter of the section, by which an answer cites it. */
  readonly mark?: string;
  /** What stands in parentheses behind it: `Document 2 (report.pdf):`. */
  readonly source?: string;
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
  const first = line.charCodeAt(0);
  // Most lines have neither a colon near their beginning nor a mark of a heading.
  const colon = line.indexOf(':');
  if (first !== HASH && first !== BRACKET && (colon === -1 || colon > FARTHEST_COLON)) {
    return RULED.has(first) ? ruledLabel(line) : undefined;
  }
  const match = WITH_COLON.exec(line) ?? HEADING.exec(line) ?? BRACKETED.exec(line);
  if (match === null) return undefined;
  const [, name = '', mark, source, rest = ''] = match;
  const role = roleOf(name, rest === '');
  return (
    role && {
      role,
      name,
      rest: rest.trim(),
      ...(mark !== undefined && { mark }),
      ...(source && { source }),
    }
  );
}

/** `--- Document 2 ---`, `=== CONTEXT ===`, `----- END OF CONTEXT -----`; the last has the role `end`. */
function ruledLabel(line: string): Label | undefined {
  const [, words, mark] = RULED_LABEL.exec(line) ?? [];
  if (words === undefined) return undefined;
  const [, edge, name = words] = EDGE.exec(words) ?? [];
  if (edge?.toLowerCase() === 'end') return { role: 'end', name, rest: '' };
  const role = roleOf(name);
  return role && { role, name, rest: '', ...(mark !== undefined && { mark }) };
}

/**
 * The role of a label by its last word: "Relevant search results" are results. Only a label that stands alone on its
 * line may have more than {@link MOST_WORDS} words.
 */
export function roleOf(name: string, isAlone = true): Role | undefined {
  const words = name
    .replace(CAMEL, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/);
  const last = words.at(-1)!;
  if (!isAlone && words.length > 1 && FORMER.has(words[words.length - 2]!) && last === 'answer')
    return 'draft';
  if (words.length > (isAlone ? MOST_WORDS_ALONE : MOST_WORDS)) return undefined;
  if (words.length > 1 && words[0]!.startsWith('example')) return 'example';
  return ROLES.get(last) ?? ROLES.get(last.replace(/s$/, ''));
}

/** A last line with nothing after its colon, which the answer is to continue. */
export function isCursor(line: string): boolean {
  return /^[^\w\n]{0,4}[A-Za-z][\w '/()-]{0,40}:\W{0,4}$/.test(line);
}

/** Between the words of `SQLResult`. */
const CAMEL = /(\p{Ll}|[A-Z]{2})(?=[A-Z]\p{Ll})(\p{Lu})/u;

const HASH = 35;
const BRACKET = 91;
const FARTHEST_COLON = 90;
const MOST_WORDS = 3;
const MOST_WORDS_ALONE = 6;

/** Units that a line of a rule begins with: - = * _ ~ < */
const RULED = new Set([45, 61, 42, 95, 126, 60]);

/** "existing answer: …" is the answer so far. */
const FORMER = new Set('existing original previous current initial earlier first'.split(' '));

const NAME = "[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'_ -]{0,60}?";
const NUMBER = String.raw`(?:(?:\s*[#[(]{1,2}\s*|\s+)(\d{1,4}|[A-Z]|[A-Za-z]{1,8}[-_]\d{1,6})\s*[\])]?)?`;
const OPENING = String.raw`^(?:#{1,6}\s+|[-*>]\s+)?(?:\*\*|__|\[)?`;
const WITH_COLON = new RegExp(
  String.raw`${OPENING}(${NAME})${NUMBER}(?:\*\*|__|\])?\s*(?:\(([^()\n]{1,60})\))?\s*[:：](?:\*\*|__)?(?:\s+(.*)|)$`,
);
const HEADING = new RegExp(String.raw`^#{1,6}\s+(?:\*\*)?(${NAME})${NUMBER}(?:\*\*)?()()$`);
/** `[Document 2] …`, `[CONTEXT]` */
const BRACKETED = new RegExp(String.raw`^\[(${NAME})\s*[#:]?\s*(\d{1,4}|[A-Z])?\]()(?:\s+(.*)|)$`);
const RULED_LABEL = /^[-=*_~<]{2,}\s*([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ '_]{1,50}?)\s*#?(\d{1,4})?\s*[-=*_~>]{2,}$/;
const EDGE = /^(begin|start|end)(?:ning)?(?: of)?(?: the)? (.+)$/i;

const WORDS: Readonly<Record<Exclude<Role, 'end'>, string>> = {
  question: 'question query q follow-up followup frage pregunta domanda pergunta',
  input: 'input request task user human message prompt problem',
  material:
    'context passage document doc source information info text article excerpt snippet result evidence fact knowledge ' +
    'base data reference background note content chunk paragraph history conversation transcript email report ' +
    'file page story review sentence comment post material memory memories resume cv summary summarie abstract faq policy ' +
    'manual record kontext contexte contexto contesto dokument dokumente documento texte texto testo quelle',
  cursor:
    'answer a response output completion sql label category sentiment verdict class antwort réponse respuesta risposta resposta',
  instruction:
    'instruction instructions rule rules guideline format constraint requirement step schema criteria',
  example: 'example sample demonstration',
  reply: 'assistant ai bot model',
  draft: '',
};

const ROLES = new Map(
  Object.entries(WORDS).flatMap(([role, words]) =>
    words.split(' ').map((word) => [word, role as Role] as const),
  ),
);
