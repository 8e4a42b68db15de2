import { CODE_LANGUAGES, type CodeLanguage, type CodeLanguageId, KNOWN_TASKS } from '../code-languages.ts';
import { capitalise, toPlainLine } from '../grammar.ts';
import { identifierWords, toCamel, toPascal, toSnake } from '../identifier.ts';
import type { Form, Scene, Writing } from '../scene.ts';
import { withoutManner } from '../topic.ts';

/** A fenced block of code in the requested language, between an introductory and a closing sentence. */
export const code: Form = {
  name: 'code',
  clues: {
    opens: 'hello write create generate implement code build make develop show give provide design what how',
    mentions:
      'function code script program snippet class method algorithm regex query component endpoint unit ' +
      'web webpage world linked loop implement python typescript ts javascript js node react java c cpp ' +
      'csharp golang go rust ruby php sql postgres postgresql mysql sqlite bash shell sh html css kotlin ' +
      'swift',
  },
  recognise: ({ command, lower }) => {
    if (!ASKS_TO_WRITE.test(lower)) return undefined;
    const language = languageIn(command);
    const program = PROGRAM.test(lower);
    const known = KNOWN_TASKS.some((task) => task.asked.test(lower));
    if (
      !program &&
      (language === undefined || !/\b(?:in|using|with) |example|program/.test(lower)) &&
      !(known && /^implement/.test(lower))
    ) {
      return undefined;
    }
    if (/^(?:what|how|why) /.test(lower) && language === undefined) return undefined;
    if (/\b(?:poem|haiku|essay|story|article|song|email|letter|joke)\b/.test(lower)) return undefined;
    return (scene) => writeCode(scene, language ?? 'python', lower);
  },
};

function* writeCode(scene: Scene, id: CodeLanguageId, lower: string): Writing {
  const { random } = scene;
  const language: CodeLanguage = CODE_LANGUAGES[id];
  const about = descriptionOf(lower);
  const source = /\bhello,? world\b/.test(lower)
    ? language.hello
    : (solved(id, lower) ?? sketched(scene, language, about));
  if (!/\b(?:only|just) (?:the )?code\b|\bno explanation\b|\bcode only\b/.test(lower)) {
    yield `${random.pick([
      `Here is a version in ${language.title}:`,
      `This ${language.title} example does the job:`,
      `One way to write it in ${language.title}:`,
      `The following ${language.title} code is a good starting point:`,
      `A short ${language.title} solution could look like this:`,
    ])}\n\n`;
    yield* lines(language.fence, source);
    yield `\n\n${random.pick(AFTERWORDS)}`;
    if (scene.wish.factor >= 1 && random.chance(0.5)) yield ` ${random.pick(FURTHER)}`;
    return;
  }
  yield* lines(language.fence, source);
}

function* lines(fence: string, source: string): Writing {
  yield `\`\`\`${fence}\n`;
  for (const line of source.split('\n')) yield `${line}\n`;
  yield '```';
}

function solved(id: CodeLanguageId, lower: string): string | undefined {
  if (id !== 'python' && id !== 'javascript' && id !== 'typescript') return undefined;
  const task = KNOWN_TASKS.find((each) => each.asked.test(lower));
  if (task === undefined) return undefined;
  if (id === 'python') return task.python;
  return task.script.replace(/<([:!]| as )([^>]*)>/g, (_, sign: string, type: string) =>
    id === 'typescript' ? sign + type : '',
  );
}

function sketched({ random }: Scene, language: CodeLanguage, about: string): string {
  const words = identifierWords(about);
  const name =
    language.style === 'snake'
      ? toSnake(words)
      : language.style === 'camel'
        ? toCamel(words)
        : toPascal(words);
  return random
    .pick(language.bodies)
    .replaceAll('{fn}', () => name)
    .replaceAll('{Type}', () => toPascal(words))
    .replaceAll('{About}', () => capitalise(about))
    .replaceAll('{about}', () => about);
}

/** The purpose of the code, as one line that is safe inside any comment or heading. */
function descriptionOf(lower: string): string {
  const bare = withoutManner(toPlainLine(lower, 160))
    .replace(ASKS_TO_WRITE, '')
    .replace(/^ ?(?:me |us )?(?:a |an |the |some )?/, '')
    .replace(
      /\b(?:in|using|with) (?:python|javascript|typescript|java|kotlin|swift|rust|go|golang|ruby|php|sql|bash|html|css|c\+\+|c#|c)\b/g,
      '',
    )
    .replace(/[^a-z0-9 ,'-]+/g, ' ')
    .replace(/-{2,}|'/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  const purpose =
    /\b(?:function|script|program|method|code|class|query|snippet|page|component|app|form)s? (?:that|which|to|for) (.+)$/.exec(
      bare,
    )?.[1];
  return toPlainLine(purpose ?? bare, 72) || 'a small example';
}

function languageIn(command: string): CodeLanguageId | undefined {
  for (const [pattern, id] of NAMES) if (pattern.test(command)) return id;
  return undefined;
}

const ASKS_TO_WRITE =
  /^(?:hello,? world (?=in|program|with)|write|create|generate|implement|code|build|make|develop|show|give|provide|design|what(?:'s| is) the (?:code|sql)|how (?:do|can|would|to)(?: i| you)? (?:write|implement|code))\b/;

const PROGRAM =
  /\b(?:function|code|script|program|snippet|class|method|algorithm|regex|query|component|endpoint|unit tests?|web ?page|hello,? world|linked list|for loop)\b/;

const NAMES: readonly (readonly [RegExp, CodeLanguageId])[] = [
  [/\bpython3?\b/i, 'python'],
  [/\b(?:typescript|ts)\b/i, 'typescript'],
  [/\b(?:javascript|js|node(?:\.js)?|react)\b/i, 'javascript'],
  [/\bjava\b/i, 'java'],
  [/\bc\+\+|\bcpp\b/i, 'cpp'],
  [/\bc#|\bcsharp\b|\bc sharp\b/i, 'csharp'],
  [/\bgolang\b|\bin go\b|\bgo (?:function|code|program|script|method)\b/i, 'go'],
  [/\brust\b/i, 'rust'],
  [/\bruby\b/i, 'ruby'],
  [/\bphp\b/i, 'php'],
  [/\b(?:sql|postgres(?:ql)?|mysql|sqlite)\b/i, 'sql'],
  [/\b(?:bash|shell|sh)\b/i, 'bash'],
  [/\bhtml\b|\bweb ?page\b/i, 'html'],
  [/\bcss\b/i, 'css'],
  [/\bkotlin\b/i, 'kotlin'],
  [/\bswift\b/i, 'swift'],
  [/\b(?:in|using) c\b|\bc (?:function|code|program)\b|\bC\b/, 'c'],
];

const AFTERWORDS = [
  'The logic is kept in one place, so it is easy to read and to test.',
  'The code keeps to the standard library and should be easy to adapt.',
  'Each step is small, which makes it simple to change one part without touching the rest.',
  'Run it as it is to see the result, then replace the sample data with your own.',
  'I kept the names plain and the parts small, so you can follow it from top to bottom.',
  'It is meant as a starting point: adjust the names and the sample data to your own case.',
];
const FURTHER = [
  'Let me know if you would like tests for it.',
  'For real use you may want to add checks for bad input.',
  'If your data is very large, reading it in parts would save memory.',
  'I can also show a shorter version if you prefer.',
  'A few comments may help if others will maintain it.',
];
