import { unquoted } from '../quotations.ts';
import { isProgram } from './programs.ts';

/**
 * The command that a sentence or clause asks for; undefined if it asks for none. `restore` puts back the quotations that single
 * marks stand for.
 *
 * @example
 * inSentence('List the files in src', (text) => text); // 'ls src'
 */
export function inSentence(sentence: string, restore: (text: string) => string): string | undefined {
  const bare = sentence.trim().replace(COURTESY, '').slice(0, 600);
  if (bare === '' || EXPLAINING.test(bare)) return undefined;
  const stated = statedIn(bare, restore);
  if (stated !== undefined) return stated;
  for (const [pattern, command] of RULES) {
    const match = pattern.exec(bare);
    if (match === null) continue;
    const groups = match.slice(1).map((group) => unquoted(restore(group ?? '')));
    const found = command(groups, bare);
    if (found !== undefined) return found;
  }
  return undefined;
}

const COURTESY =
  /^(?:(?:please|kindly|now|first|next|finally|also|ok|okay|hi|hello|hey|so)[,:]?\s+|(?:can|could|would|will) you (?:please )?|i(?:'d| would) like (?:you )?to |i (?:want|need) (?:you )?to |help me (?:to )?|let's |use (?:the )?(?:local )?(?:shell|terminal|bash)(?: tool)? (?:to |and )|in the (?:shell|terminal|container),? )+/i;
/** Questions about commands, and not for what they print. */
const EXPLAINING =
  /^(?:explain|describe|what does .{0,80}\b(?:do|mean)\b|how (?:do|can|would|should) (?:i|you|we)\b|why|don't|do not|never)\b/i;

/** A command that is stated: quoted after "run", or without quotes if it begins with a program. */
function statedIn(bare: string, restore: (text: string) => string): string | undefined {
  const [, before = '', quote] = /^(.{0,80}?)([\ue000-\ue0c7])/.exec(bare) ?? [];
  if (quote !== undefined) {
    const text = restore(quote);
    const command = unquoted(text);
    const isMeant =
      /\b(?:run|runs|running|execute|executing|command|output of|result of|try|invoke|issue)\b[^.]{0,60}$/i.test(
        before,
      );
    if (isMeant && !/\b(?:file|script|folder|directory)\s+$/i.test(before)) return command;
    if (before.trim() === '' && text.startsWith('`') && isProgram(command)) return command;
  }
  const [, rest = ''] =
    /\b(?:run|execute)\s+(?:(?:the|this|a)\s+)?(?:(?:shell|bash|terminal|following)\s+)?(?:command\s*)?:?\s*(.{1,400})$/i.exec(
      bare,
    ) ?? [];
  const command = restore(rest)
    .replace(
      /\s+(?:for me|please|in (?:the|a|my) (?:local )?(?:shell|terminal|container|sandbox)|(?:using|with) the (?:local )?shell(?: tool)?)\s*$/i,
      '',
    )
    .replace(REPORTING, '')
    .trim();
  if (isProgram(command)) return command;
  return isProgram(bare) && /^[a-z0-9_./-]+(?:\s+(?:[-./~*$]|\S+[./]\S)|$)/.test(bare)
    ? restore(bare)
    : undefined;
}

/** What is to be done with the output is no part of a command. */
const REPORTING = /[,;]?\s+(?:and|then)\s+(?:tell|show|give|explain|report|summari[sz]e|describe|say)\b.*$/i;

type Rule = readonly [
  pattern: RegExp,
  command: (groups: readonly string[], bare: string) => string | undefined,
];

/** A quotation or a word. */
const NAMED = String.raw`([\ue000-\ue0c7]|[\w@~./*-]*[\w/*])`;
/**
 * A path that looks like one: with an extension or a slash, or quoted. Dots are read in one way only: patterns that go on behind a
 * path would otherwise try all ways.
 */
const FILE = String.raw`([\ue000-\ue0c7]|[\w@~*-]*[./][\w@~.*-]+(?:\/[\w@~.*-]+)*|~?\/[\w./-]*|Makefile|Dockerfile|README|LICENSE)`;
const THE_FILE = String.raw`(?:the\s+)?(?:file\s+)?(?:named\s+|called\s+)?${FILE}`;
const rule = (pattern: string, command: Rule[1]): Rule => [new RegExp(pattern, 'i'), command];

/** The first that applies decides: those that change something or count come before those that show. */
const RULES: readonly Rule[] = [
  rule(
    String.raw`\b(?:create|make|add)\b.{0,40}\b(?:director(?:y|ies)|folder)\s+(?:named |called )?${NAMED}`,
    ([name = '']) => `mkdir -p ${word(name)}`,
  ),
  rule(
    String.raw`\b(?:write|save|put|echo|print)\s+([\ue000-\ue0c7])\s+(?:in|into|to)\s+${THE_FILE}`,
    ([text = '', file = '']) => writing(text, file),
  ),
  rule(
    String.raw`\b(?:create|write|make|add)\b.{0,40}?\bfile\b.{0,40}?${FILE}.{0,60}?\b(?:contain(?:s|ing)|content|contents|text|saying|says|with)\b[^\ue000-\ue0c7]{0,40}([\ue000-\ue0c7])`,
    ([file = '', text = '']) => writing(text, file),
  ),
  rule(String.raw`\bappend\s+([\ue000-\ue0c7])\s+to\s+${THE_FILE}`, ([text = '', file = '']) =>
    writing(text, file, '>>'),
  ),
  rule(
    String.raw`\b(?:create|touch|make|add)\b.{0,40}?\bfile\b.{0,40}?${FILE}`,
    ([file = '']) => `touch ${word(file)}`,
  ),
  rule(
    String.raw`\b(?:delete|remove|erase)\s+(?:the\s+)?(?:file|script)?\s*${FILE}`,
    ([file = '']) => `rm ${word(file)}`,
  ),
  rule(
    String.raw`\b(?:delete|remove)\s+(?:the\s+)?(?:directory|folder)\s+${NAMED}|\b(?:delete|remove)\s+(?:the\s+)?${NAMED}\s+(?:directory|folder)`,
    ([one = '', other = '']) => `rm -r ${word(one || other)}`,
  ),
  rule(
    String.raw`\bcopy\s+${THE_FILE}\s+(?:in)?to\s+${NAMED}`,
    ([from = '', to = '']) => `cp ${word(from)} ${word(to)}`,
  ),
  rule(
    String.raw`\b(?:move|rename)\s+${THE_FILE}\s+(?:in)?to\s+${NAMED}`,
    ([from = '', to = '']) => `mv ${word(from)} ${word(to)}`,
  ),
  rule(
    String.raw`\b(?:first|top)\s+(\d{1,5})?\s*lines?\s+(?:of|in|from)\s+${THE_FILE}`,
    ([count = '', file = '']) => `head -n ${count || 10} ${word(file)}`,
  ),
  rule(
    String.raw`\b(?:last|bottom)\s+(\d{1,5})?\s*lines?\s+(?:of|in|from)\s+${THE_FILE}`,
    ([count = '', file = '']) => `tail -n ${count || 10} ${word(file)}`,
  ),
  rule(
    String.raw`\b(?:count|number of|how many)\b.{0,30}\b(lines|words|characters|bytes)\b.{0,40}?${FILE}`,
    ([what = '', file = '']) => `wc -${COUNTED[what.toLowerCase()] ?? 'l'} ${word(file)}`,
  ),
  rule(
    String.raw`\b(?:search|grep|look)\b.{0,20}\bfor\s+([\ue000-\ue0c7]|\w+)\s+in\s+${THE_FILE}`,
    ([text = '', file = '']) => `grep -n ${word(text)} ${word(file)}`,
  ),
  rule(String.raw`\b(?:search|grep|look)\b.{0,40}\bfor\s+([\ue000-\ue0c7]|\w+)`, ([text = '']) =>
    text === '' ? undefined : `grep -rn ${word(text)} .`,
  ),
  rule(
    String.raw`\b(?:find|which|list)\b.{0,30}\bfiles?\b.{0,30}\b(?:contain(?:s|ing)?|mention(?:s|ing)?)\b[^\ue000-\ue0c7]{0,30}([\ue000-\ue0c7])`,
    ([text = '']) => `grep -rl ${word(text)} .`,
  ),
  rule(
    String.raw`\b(?:find|list|locate)\s+(?:all\s+)?(?:the\s+)?(?:files\s+(?:ending (?:in|with)|with the extension|named)\s+)?(\*?\.\w{1,8})\b`,
    ([end = '']) => `find . -name '*${end.replace(/^\*/, '')}'`,
  ),
  rule(
    String.raw`\b(?:find|list|locate)\s+(?:all\s+)?(?:the\s+)?(python|javascript|typescript|markdown|json|csv|text|yaml|rust|go)\s+files\b`,
    ([kind = '']) => `find . -name '*${EXTENSIONS[kind.toLowerCase()]}'`,
  ),
  rule(String.raw`\bhow many files\b`, (_, bare) => `ls ${inFolder(bare)}| wc -l`),
  rule(
    String.raw`\b(?:list|show|what|which|see|display|print|view|tell me (?:what|which|the))\b.{0,40}\b(?:files|folders|directories|contents? of (?:the |this |my )?(?:current |working )?(?:directory|folder))\b|^what(?:'s| is) in (?:the |this |my )?(?:current |working )?(?:directory|folder)|^list (?:the |this |my )?(?:current |working )?(?:directory|folder)\b`,
    (_, bare) =>
      `ls ${/\b(?:hidden|all|details?|sizes?|permissions|long)\b/i.test(bare) ? '-la ' : ''}${inFolder(bare)}`.trim(),
  ),
  rule(
    String.raw`\b(?:current|working|present)\s+(?:working\s+)?(?:directory|folder)\b|\bwhere (?:am i|are (?:you|we))\b`,
    () => 'pwd',
  ),
  rule(
    String.raw`\b(?:what(?:'s| is)|print|show|get|tell|give|check|output|display)\b.{0,40}\b(?:date|time)\b(?! ?zone)`,
    () => 'date',
  ),
  rule(String.raw`\bwho am i\b|\b(?:current|which|what) user(?:name)?\b`, () => 'whoami'),
  rule(String.raw`\b(?:free |disk )(?:disk )?(?:space|usage)\b`, () => 'df -h'),
  rule(String.raw`\b(?:free|available|how much) (?:memory|ram)\b|\bmemory usage\b`, () => 'free -h'),
  rule(String.raw`\b(?:running |list )(?:the )?(?:running )?processes\b`, () => 'ps aux'),
  rule(String.raw`\b(?:operating system|kernel|os version|which os|what os)\b`, () => 'uname -a'),
  rule(String.raw`\b(?:environment variables?)\b`, () => 'env'),
  rule(
    String.raw`\b(?:version of (node|python|npm|git|go|java|rust|docker)|(node|python|npm|git|go|java|rust|docker)(?:\.js)?(?:'s)? version)\b`,
    ([one = '', other = '']) => versionOf((one || other).toLowerCase()),
  ),
  rule(
    String.raw`\bgit status\b|\bstatus of (?:the|my|this) (?:git )?repo|\buncommitted changes\b`,
    () => 'git status',
  ),
  rule(String.raw`\b(?:current|which|what) (?:git )?branch\b`, () => 'git branch --show-current'),
  rule(
    String.raw`\b(?:recent|last|latest) (?:(\d{1,3}) )?commits?\b`,
    ([count = '']) => `git log --oneline -n ${count || 10}`,
  ),
  rule(String.raw`\brun (?:all )?(?:the |my |our )?(?:unit |python )?tests?\b`, (_, bare) =>
    /\bpython|pytest\b/i.test(bare) ? 'pytest' : 'npm test',
  ),
  rule(
    String.raw`\b(?:run|execute)\s+(?:the\s+)?(?:python\s+)?(?:script|file|program)?\s*(?:named |called )?([\ue000-\ue0c7]|[\w./-]+\.(?:py|js|ts|sh|rb|mjs))`,
    ([file = '']) => running(file),
  ),
  rule(
    String.raw`\b(?:print|count|output|list)\b.{0,20}\bnumbers?\b.{0,10}?(-?\d{1,6})\s*(?:to|through|-|up to)\s*(-?\d{1,6})`,
    ([from = '', to = '']) => `seq ${from} ${to}`,
  ),
  rule(String.raw`\b(?:print|echo|output|say)\s+([\ue000-\ue0c7])`, ([text = '']) => `echo ${word(text)}`),
  rule(String.raw`\becho\s+(.{1,200})$`, ([text = '']) => `echo ${text}`),
  rule(
    String.raw`\b(?:read|show|display|print|view|open|cat|see|output|check|inspect)\b.{0,40}?${FILE}`,
    ([file = '']) => `cat ${word(file)}`,
  ),
  rule(String.raw`\bwhat(?:'s| is| does| are)\b.{0,40}?${FILE}`, ([file = '']) => `cat ${word(file)}`),
  rule(String.raw`\b(?:calculate|compute|evaluate)\s+((?:\d{1,12}|[-+*/%() ]){3,80})$`, ([sum = '']) =>
    /\d\s*[-+*/%]\s*\(?\d/.test(sum) ? `echo $((${sum.trim()}))` : undefined,
  ),
];

const COUNTED: Readonly<Record<string, string>> = { lines: 'l', words: 'w', characters: 'm', bytes: 'c' };
const EXTENSIONS: Readonly<Record<string, string>> = {
  python: '.py',
  javascript: '.js',
  typescript: '.ts',
  markdown: '.md',
  json: '.json',
  csv: '.csv',
  text: '.txt',
  yaml: '.yaml',
  rust: '.rs',
  go: '.go',
};

/** The folder that a sentence names, with a space behind it; empty for the current one. */
function inFolder(bare: string): string {
  const [, folder] =
    /\b(?:in|of|inside|under)\s+(?:the\s+)?(?:directory\s+|folder\s+)?(~?\/?[\w.-]+(?:\/[\w.-]*)*)(?:\s+(?:directory|folder))?\s*$/i.exec(
      bare,
    ) ?? [];
  const isHere =
    folder === undefined ||
    /^(?:the|this|my|current|working|here|directory|folder|repo(?:sitory)?|project|container)$/i.test(folder);
  return isHere || /\b(?:current|this|working)\b/i.test(bare) ? '' : `${folder.replace(/\.$/, '')} `;
}

function versionOf(program: string): string {
  if (program === 'go') return 'go version';
  return program === 'rust' ? 'rustc --version' : `${program} --version`;
}

function running(file: string): string {
  const runner = RUNNERS.get(file.split('.').at(-1) ?? '');
  return runner === undefined ? file : `${runner} ${word(file)}`;
}

const RUNNERS: ReadonlyMap<string, string> = new Map([
  ['py', 'python3'],
  ['js', 'node'],
  ['mjs', 'node'],
  ['ts', 'node'],
  ['sh', 'bash'],
  ['rb', 'ruby'],
]);

const writing = (text: string, file: string, to = '>'): string =>
  `printf '%s\\n' ${word(text, true)} ${to} ${word(file)}`;

/** A text as one word of a shell: in single quotes if it needs them. */
function word(text: string, isQuoted = false): string {
  return !isQuoted && /^[\w@%+=:,./~*-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
