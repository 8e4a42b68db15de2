import { parseArgs } from 'node:util';
import { nearest } from '../config/nearest.ts';
import { showValue } from '../config/option-error.ts';
import { flagOf, type OptionName, optionDefinition, optionNames } from '../config/options.ts';
import { UsageError } from './io.ts';

/** The words that can stand first on the command line, and what they are for. */
export const COMMANDS = {
  serve: 'Start the server. The default; server means the same.',
  models: 'Print the models in the catalogue.',
  config: 'Print the options in force and where each came from.',
  openapi: 'Print the OpenAPI document of the API.',
  batch: 'Run a batch file on an instance of its own: batch run <input.jsonl> [-o <output.jsonl>].',
} as const;
export type Command = keyof typeof COMMANDS;

const ALIASES: ReadonlyMap<string, Command | 'help'> = new Map([
  ...(Object.keys(COMMANDS) as Command[]).map((name) => [name, name] as const),
  ['server', 'serve'],
  ['help', 'help'],
]);

/** Flags of the program itself; they are no options and have no variable. */
export const PROGRAM_FLAGS = {
  config: {
    type: 'string',
    placeholder: '<path>',
    description: 'The config file, instead of fakeai.config.*.',
  },
  output: {
    type: 'string',
    placeholder: '<path>',
    short: 'o',
    description: 'Where results go instead of the standard output (batch run).',
  },
  errors: {
    type: 'string',
    placeholder: '<path>',
    description: 'Where lines that failed go, instead of beside the results (batch run).',
  },
  json: { type: 'boolean', placeholder: '', description: 'JSON instead of a table (models, config).' },
  help: { type: 'boolean', placeholder: '', short: 'h', description: 'Print this help.' },
  version: { type: 'boolean', placeholder: '', short: 'v', description: 'Print the version.' },
} as const;

export interface Arguments {
  readonly command: Command;
  /** Values by option name, unchecked. */
  readonly flags: { readonly [Name in OptionName]?: unknown };
  readonly config: string | undefined;
  /** The file that `batch run` is given. */
  readonly input: string | undefined;
  readonly output: string | undefined;
  readonly errors: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

const OPTION_BY_FLAG: ReadonlyMap<string, OptionName> = new Map(
  optionNames.map((name) => [flagOf(name).slice(2), name]),
);

/**
 * Splits the command line into a command and flags. Knows which flags there are, not what their values may be.
 *
 * @throws UsageError for an unknown command or flag, a flag without its value, or a word too many.
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const flags: { [Name in OptionName]?: unknown } = {};
  const program: Partial<Record<keyof typeof PROGRAM_FLAGS, string | boolean>> = {};
  const words: string[] = [];
  for (const token of tokensOf(argv)) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const negated = token.rawName.startsWith('--no-') && !isFlag(token.name);
    const name = negated ? token.name.slice(3) : token.name;
    const option = OPTION_BY_FLAG.get(name);
    if (option !== undefined) {
      flags[option] = optionValue(option, token, negated, flags[option]);
    } else if (isProgramFlag(name) && !negated) {
      program[name] = programValue(name, token);
    } else {
      throw unknownFlag(token.rawName);
    }
  }
  const { named, input } = commandOf(words);
  if (program.json && named !== 'models' && named !== 'config' && named !== 'help') {
    throw new UsageError('--json is for the commands models and config. JSON log lines: --log-format json.');
  }
  const isHelp = program.help === true || named === 'help';
  if (named === 'batch' && input === undefined && !isHelp) {
    throw new UsageError('batch needs a file: fakeai batch run input.jsonl -o output.jsonl');
  }
  if (named !== 'batch' && (program.output ?? program.errors) !== undefined) {
    throw new UsageError('--output and --errors are for the command batch run.');
  }
  return {
    command: named === 'help' ? 'serve' : named,
    flags,
    config: program.config as string | undefined,
    input,
    output: program.output as string | undefined,
    errors: program.errors as string | undefined,
    json: program.json === true,
    help: isHelp,
    version: program.version === true,
  };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];
type OptionToken = Extract<Token, { kind: 'option' }>;

function tokensOf(argv: readonly string[]): Token[] {
  const options: Record<string, { type: 'string' | 'boolean'; short?: string }> = {};
  for (const [flag, option] of OPTION_BY_FLAG)
    options[flag] = { type: isSwitch(option) ? 'boolean' : 'string' };
  for (const [flag, { type, ...rest }] of Object.entries(PROGRAM_FLAGS)) {
    options[flag] = { type, ...('short' in rest && { short: rest.short }) };
  }
  // Not strict: the messages for what is wrong are made here, in the words of the option table.
  return (
    parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true }).tokens ?? []
  );
}

function optionValue(option: OptionName, token: OptionToken, negated: boolean, before: unknown): unknown {
  if (isSwitch(option)) {
    if (negated && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
    return negated ? false : (token.value ?? true);
  }
  if (negated) throw unknownFlag(token.rawName);
  const value = requiredValue(token);
  const repeatable = Array.isArray(optionDefinition(option).default);
  return repeatable && before !== undefined ? [before, value].flat() : value;
}

function programValue(name: keyof typeof PROGRAM_FLAGS, token: OptionToken): string | boolean {
  if (PROGRAM_FLAGS[name].type === 'string') return requiredValue(token);
  if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
  return true;
}

function requiredValue({ rawName, value, inlineValue }: OptionToken): string {
  // A flag that follows is not the value, unless it was tied to this one with an equals sign.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`${rawName} needs a value: ${rawName}=VALUE.`);
  }
  return value;
}

/** The command, and the file of the one that takes a file. */
function commandOf(words: readonly string[]): { named: Command | 'help'; input: string | undefined } {
  const [first = 'serve', second, third, fourth] = words;
  const command = ALIASES.get(first);
  if (command === undefined) {
    const near = nearest(first, [...ALIASES.keys()]);
    const hint = near ? `Did you mean ${near}?` : `Commands: ${Object.keys(COMMANDS).join(', ')}.`;
    throw new UsageError(`Unknown command ${showValue(first)}. ${hint}`);
  }
  if (command === 'batch' && (second === undefined || second === 'run') && fourth === undefined) {
    return { named: command, input: third };
  }
  // `fakeai help serve` is the one form with two words.
  const extra = command === 'help' && ALIASES.has(second ?? '') ? third : second;
  if (extra !== undefined) {
    throw new UsageError(
      `Unexpected word ${showValue(extra)} after ${first}. A switch is turned off with --no-NAME.`,
    );
  }
  return { named: command, input: undefined };
}

function unknownFlag(rawName: string): UsageError {
  const known = [...OPTION_BY_FLAG.keys(), ...Object.keys(PROGRAM_FLAGS)].map((name) => `--${name}`);
  const near = rawName.length > 2 ? nearest(rawName, known) : undefined;
  const hint = near ? `Did you mean ${near}?` : 'fakeai --help lists them.';
  return new UsageError(`Unknown flag ${showValue(rawName).slice(1, -1)}. ${hint}`);
}

function isFlag(name: string): boolean {
  return OPTION_BY_FLAG.has(name) || isProgramFlag(name);
}

function isProgramFlag(name: string): name is keyof typeof PROGRAM_FLAGS {
  return Object.hasOwn(PROGRAM_FLAGS, name);
}

function isSwitch(option: OptionName): boolean {
  return optionDefinition(option).form.placeholder === '';
}
