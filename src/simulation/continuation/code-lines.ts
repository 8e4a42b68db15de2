import { identifierWords, toSnake } from '../prose/identifier.ts';
import type { Writing } from '../prose/scene.ts';
import type { Context } from './context.ts';
import { endsLine } from './text-end.ts';

/**
 * Continues source code: the body of a started function, the function that a comment describes, or the next
 * lines.
 */
export function codeLines(context: Context): Writing | undefined {
  const { lastLine, tail } = context.end;
  if (!looksLikeCode(lastLine, tail)) return undefined;
  const dialect = dialectOf(lastLine, tail);
  const described = COMMENT.exec(lastLine)?.[1];
  if (described !== undefined) return describedFunction(context, dialect, described);
  // The next line is not inside a block.
  if (/^(?:import|from|#include|const|let|var|\}|return)\b/.test(lastLine) && !OPENS.test(lastLine)) {
    return describedFunction(context, dialect, 'collect the items of a list');
  }
  return nextLines(context, dialect);
}

type Dialect = 'python' | 'script' | 'braces';

function looksLikeCode(lastLine: string, tail: string): boolean {
  if (DEFINITION.test(lastLine) || /\{$|[=()[\]}].{0,200};$|\)\s*=>$|=\s*\w+\s*=>$|\w\($/.test(lastLine))
    return true;
  if (BLOCK.test(lastLine)) return /\bdef \w|\bimport \w|\w\(|[=!<>]=| = /.test(tail);
  return STATEMENT.test(lastLine) || (COMMENT.test(lastLine) && CODE_WORDS.test(tail));
}

const DEFINITION = /^\s*(?:async )?(?:def \w+\(.{0,200}|class \w+(?:\(.{0,100}\))?):$/;

/** A block header, or a prose line such as "for example:", so a match needs further evidence of code. */
const BLOCK = /^\s*(?:async )?(?:if|elif|else|for|while|try|except|with)\b.{0,200}:$/;

const STATEMENT =
  /^\s*(?:import [\w.{*]+(?: as \w+| from .{1,80})?;?$|from [\w.]+ import\b|(?:const|let|var) \w+ ?=|return \w|function \w+\(|fn \w+\(|func \w+\(|#include\b|export (?:default|const|function|class)\b)/;

const COMMENT = /^\s*(?:#|\/\/|--) ?(\p{L}.{3,160})$/u;

const CODE_WORDS =
  /\b(?:python|javascript|typescript|function|code|program|script|class|method|import|def|const|print|return)\b/i;

const OPENS = /[:{(]$|=>$/;

function dialectOf(lastLine: string, tail: string): Dialect {
  if (
    /^\s*#(?!include)/.test(lastLine) ||
    /^[ \t]*(?:def |elif |from [\w.]+ import|import [\w.]+(?: as \w+)?$)/m.test(tail)
  ) {
    return 'python';
  }
  if (DEFINITION.test(lastLine) || BLOCK.test(lastLine)) return 'python';
  return /\b(?:const|let|var|function|javascript|typescript)\b|=>|^\/\//m.test(tail) ? 'script' : 'braces';
}

/** A complete function, with the code fence of an answer removed. */
function* describedFunction({ compose, end }: Context, dialect: Dialect, what: string): Writing {
  const language = dialect === 'python' ? 'Python' : 'JavaScript';
  const purpose = what.charAt(0).toLowerCase() + what.slice(1);
  const fenced = compose(`Write with no explanation a ${language} function to ${purpose}`);
  const code = fenced.replace(/^```\w*\n/, '').replace(/\n?```\s*$/, '');
  yield `${endsLine(end.tail) ? '' : '\n'}${code}\n`;
}

function* nextLines({ end }: Context, dialect: Dialect): Writing {
  const { lastLine, tail } = end;
  const opens = OPENS.test(lastLine);
  const indent = (/^\s*/.exec(lastLine) as RegExpExecArray)[0];
  const inner = opens ? indent + (dialect === 'script' ? '  ' : '    ') : indent;
  const standing = tail.slice(tail.lastIndexOf('\n') + 1);
  // Indentation that is already present is not written again.
  const lead = standing.trim() === '' ? inner.slice(standing.length) : `\n${inner}`;
  yield lead + bodyFor(lastLine, dialect).join(`\n${inner}`);
  if (lastLine.endsWith('{')) yield `\n${indent}}`;
  yield '\n';
}

/** A plausible body for a function with this name and these parameters. */
function bodyFor(signature: string, dialect: Dialect): readonly string[] {
  const found = /(\w+)\s*\(([^()]{0,200})\)/.exec(signature);
  const name = found?.[1]?.toLowerCase() ?? '';
  const params = (found?.[2] ?? '')
    .split(',')
    .map((one) => /^\W*(?:\w+\s+)?(\w+)\s*(?:[:=].*)?$/.exec(one.trim())?.[1] ?? '')
    .filter((one) => one !== '' && one !== 'self');
  const end = dialect === 'python' ? '' : ';';
  const [a = 'value', b = a] = params;
  const known = OPERATIONS.find(([pattern]) => pattern.test(name));
  if (known && params.length > 0) return [`return ${known[1].replaceAll('$a', a).replaceAll('$b', b)}${end}`];
  if (/hello|greet/.test(name)) {
    const whom = params[0] ?? '"world"';
    return [dialect === 'python' ? `print("Hello, " + ${whom})` : `console.log("Hello, " + ${whom});`];
  }
  return genericBody(params[0] ?? 'items', dialect, toSnake(identifierWords(name || 'collect items')));
}

function genericBody(items: string, dialect: Dialect, about: string): readonly string[] {
  switch (dialect) {
    case 'python':
      return [
        `# ${about.replaceAll('_', ' ')}`,
        'result = []',
        `for item in ${items}:`,
        '    if item is not None:',
        '        result.append(item)',
        'return result',
      ];
    case 'script':
      return [
        'const result = [];',
        `for (const item of ${items}) {`,
        '  if (item != null) result.push(item);',
        '}',
        'return result;',
      ];
    case 'braces':
      return ['int count = 0;', 'for (int i = 0; i < 10; i++) {', '    count += i;', '}', 'return count;'];
  }
}

const OPERATIONS: readonly (readonly [RegExp, string])[] = [
  [/^(?:add|sum|plus)/, '$a + $b'],
  [/^(?:sub|minus|diff)/, '$a - $b'],
  [/^(?:mul|times|prod)/, '$a * $b'],
  [/^(?:div|quot)/, '$a / $b'],
  [/^square/, '$a * $a'],
  [/^double/, '$a * 2'],
  [/^(?:is_?even)/, '$a % 2 == 0'],
  [/^(?:is_?odd)/, '$a % 2 == 1'],
  [/^(?:identity|get|echo)/, '$a'],
];
