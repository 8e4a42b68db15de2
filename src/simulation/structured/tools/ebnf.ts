/**
 * A grammar in the EBNF of inference engines (`::=`, as XGrammar and llama.cpp read it) as a Lark grammar. Its rule `root`
 * becomes `start`. Literals, character classes, groups, alternatives, `*`, `+`, `?`, `{m,n}` and comments are translated.
 * Undefined if it has anything else.
 *
 * @example
 * larkOfEbnf('root ::= "yes" | [0-9]+'); // 'start: "yes" | /[0-9]/+'
 */
export function larkOfEbnf(definition: string): string | undefined {
  const tokens: string[] = [];
  const lexer = new RegExp(TOKEN, 'y');
  while (lexer.lastIndex < definition.length) {
    const [whole, name, other] = lexer.exec(definition) ?? [];
    if (whole === undefined) return undefined;
    const token = name ?? other;
    if (token !== undefined) tokens.push(token);
  }
  const rules: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token === '::=') continue;
    if (tokens[index + 1] === '::=') {
      if (!NAME.test(token)) return undefined;
      rules.push(`${rules.length > 0 ? '\n' : ''}${nameOf(token)}:`);
    } else if (rules.length === 0) return undefined;
    else if (REPEATED.test(token)) rules.push(repetitionOf(token));
    else rules.push(` ${translated(token)}`);
  }
  return rules.join('');
}

/** White space or a comment; a name; or a literal, a class or an operator. */
const TOKEN =
  /(?:\s+|#[^\n]*)|([A-Za-z_][\w-]*)|(::=|"(?:[^"\\\n]|\\.)*"|\[(?:[^\]\\\n]|\\.)+\]|\{\d+(?:,\d*)?\}|[|()*+?])/;
const NAME = /^[A-Za-z_][\w-]*$/;
const REPEATED = /^(?:[*+?]|\{\d+(?:,\d*)?\})$/;

/** Lark tells rules from terminals by their case. */
function nameOf(name: string): string {
  return name === 'root'
    ? 'start'
    : `r_${name.replace(/[A-Z-]/g, (character) => `_${character.toLowerCase().replace('-', '0')}`)}`;
}

function translated(token: string): string {
  if (NAME.test(token)) return nameOf(token);
  return token.startsWith('[') ? `/${token.replaceAll('/', '\\/')}/` : token;
}

/** `{2}` becomes `~2`, `{2,5}` becomes `~2..5`; more than `{2,}` needs are tried up to as many again and ten. */
function repetitionOf(token: string): string {
  const [, least, comma, most] = /^\{(\d+)(?:(,)(\d*))?\}$/.exec(token) ?? [];
  if (least === undefined) return token;
  if (comma === undefined) return `~${least}`;
  return `~${least}..${most || Number(least) + 10}`;
}
