import { parseArgs } from 'node:util';
import { suggestion } from '../config/nearest.ts';
import { showValue } from '../config/option-error.ts';
import { flagOf, type OptionName, optionDefinition, optionNames } from '../config/options.ts';
import {
  COMMANDS,
  type Command,
  commandNames,
  GENERAL_FLAGS,
  PROGRAM_FLAGS,
  type ProgramFlag,
  spoken,
  takesOption,
} from './commands.ts';
import { UsageError } from './io.ts';

/** Meaning of the first word: a command, or a flag that is often written as a command. */
const WORDS: ReadonlyMap<string, Command | 'help' | 'version'> = new Map([
  ...commandNames.map((name) => [name, name] as const),
  ['server', 'serve'],
  ['help', 'help'],
  ['version', 'version'],
]);

export interface Arguments {
  readonly command: Command;
  /** Values by option name, not validated. */
  readonly flags: { readonly [Name in OptionName]?: unknown };
  readonly config: string | undefined;
  /** Input file of `batch run`. */
  readonly input: string | undefined;
  /** Files of `calibrate`. */
  readonly results: readonly string[];
  /** Base profile of `calibrate`. */
  readonly like: string | undefined;
  /** Name of the profile that `calibrate` fits. */
  readonly name: string | undefined;
  readonly output: string | undefined;
  readonly errors: string | undefined;
  readonly resume: boolean;
  readonly force: boolean;
  readonly json: boolean;
  /** The command to print help for, or `all` for the overview. */
  readonly help: Command | 'all' | undefined;
  readonly version: boolean;
}

const OPTION_BY_FLAG: ReadonlyMap<string, OptionName> = new Map(
  optionNames.map((name) => [flagOf(name).slice(2), name]),
);

/**
 * Parses the command line into a command and flags. Checks that the flags exist, not their values.
 *
 * @throws UsageError for an unknown command or flag, a flag that the command does not take or that lacks its
 * value, or an extra argument
 */
export function parseArguments(argv: readonly string[]): Arguments {
  const flags: { [Name in OptionName]?: unknown } = {};
  const program: Partial<Record<ProgramFlag, string | boolean>> = {};
  const words: string[] = [];
  let lastSwitch: string | undefined;
  for (const token of tokensOf(argv)) {
    if (token.kind === 'positional') {
      if (lastSwitch !== undefined && SWITCH_VALUES.has(token.value))
        throw valueOfSwitch(lastSwitch, token.value);
      words.push(token.value);
    }
    lastSwitch = undefined;
    if (token.kind !== 'option') continue;
    const negated = token.rawName.startsWith('--no-') && !isFlag(token.name);
    const name = negated ? token.name.slice(3) : token.name;
    const option = OPTION_BY_FLAG.get(name);
    if (option !== undefined) {
      flags[option] = optionValue(option, token, negated, flags[option]);
      if (isSwitch(option) && token.value === undefined) lastSwitch = name;
    } else if (isProgramFlag(name) && !negated) {
      program[name] = programValue(name, token);
    } else {
      throw unknownFlag(token.rawName);
    }
  }
  const { named, topic, input, results = [] } = commandOf(words);
  const isHelp = program.help === true || named === 'help';
  const command = named === 'help' || named === 'version' ? 'serve' : named;
  const isVersion = program.version === true || named === 'version';
  if (!isHelp && !isVersion)
    checkFlags(command, Object.keys(flags) as OptionName[], program, { input, results });
  return {
    command,
    flags,
    config: program.config as string | undefined,
    input,
    results,
    like: program.like as string | undefined,
    name: program.name as string | undefined,
    output: program.output as string | undefined,
    errors: program.errors as string | undefined,
    resume: program.resume === true,
    force: program.force === true,
    json: program.json === true,
    help: isHelp ? (topic ?? 'all') : undefined,
    version: isVersion,
  };
}

/** Rejects flags that have no effect on the command, and contradictory combinations. */
function checkFlags(
  command: Command,
  options: readonly OptionName[],
  program: Partial<Record<ProgramFlag, unknown>>,
  { input, results }: Pick<Arguments, 'input' | 'results'>,
): void {
  const taken = [...GENERAL_FLAGS, ...COMMANDS[command].flags];
  const stray =
    (Object.keys(program) as ProgramFlag[]).find((name) => !taken.includes(name)) ??
    options.find((name) => !takesOption(command, name));
  if (stray !== undefined) throw notFor(command, stray);
  if (command === 'calibrate' && results.length === 0)
    throw new UsageError(`Missing file: fakeai ${COMMANDS.calibrate.usage}`);
  if (command !== 'batch') return;
  if (input === undefined)
    throw new UsageError(`Missing input file: fakeai ${COMMANDS.batch.usage} -o out.jsonl`);
  if (program.resume === true && program.force === true) {
    throw new UsageError('--resume and --force exclude each other.');
  }
  if (program.resume === true && program.output === undefined) {
    throw new UsageError('--resume needs the output file to continue: --output <path>.');
  }
}

function notFor(command: Command, name: ProgramFlag | OptionName): UsageError {
  const flag = isProgramFlag(name) ? `--${name}` : flagOf(name);
  const takers = commandNames.filter((each) =>
    isProgramFlag(name) ? COMMANDS[each].flags.includes(name) : takesOption(each, name),
  );
  const hint = name === 'json' && command === 'serve' ? ' For JSON logs use --log-format json.' : '';
  return new UsageError(
    `${flag} does not apply to fakeai ${spoken(command)}, only to ${takers.map(spoken).join(', ')}.${hint}`,
  );
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
  // Not strict, because the error messages are built here from the option table.
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

function programValue(name: ProgramFlag, token: OptionToken): string | boolean {
  if (PROGRAM_FLAGS[name].type === 'string') return requiredValue(token);
  if (token.value !== undefined) throw new UsageError(`${token.rawName} takes no value.`);
  return true;
}

function requiredValue({ rawName, value, inlineValue }: OptionToken): string {
  // A following flag is not taken as the value, unless it is attached with an equals sign.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`${rawName} needs a value: ${rawName} ${placeholderOf(rawName)}.`);
  }
  return value;
}

function placeholderOf(rawName: string): string {
  const name = rawName.replace(/^--?/, '');
  const option = OPTION_BY_FLAG.get(name);
  if (option !== undefined) return optionDefinition(option).form.placeholder;
  return isProgramFlag(name) ? PROGRAM_FLAGS[name].placeholder : '<path>';
}

interface Named {
  readonly named: Command | 'help' | 'version';
  /** The command to show help for. */
  readonly topic?: Command;
  /** Input file, for the command that takes one. */
  readonly input?: string;
  /** Input files, for the command that takes several. */
  readonly results?: readonly string[];
}

function commandOf(words: readonly string[]): Named {
  const [first = 'serve', ...rest] = words;
  const named = WORDS.get(first);
  if (named === undefined) throw unknownCommand(first);
  if (named === 'help' && rest[0] !== undefined) return { ...commandOf(rest), named };
  const topic = words.length > 0 && named !== 'help' && named !== 'version' ? { topic: named } : {};
  if (named === 'batch') {
    const [action, input, extra] = rest;
    if (action !== undefined && action !== 'run') {
      const hint = action.endsWith('.jsonl')
        ? ` Did you mean fakeai batch run ${action}?`
        : ` Use fakeai ${COMMANDS.batch.usage}.`;
      throw new UsageError(`Unknown batch command ${showValue(action)}.${hint}`);
    }
    if (extra !== undefined) throw unexpected(extra);
    return { named, ...topic, ...(input !== undefined && { input }) };
  }
  if (named === 'calibrate') return { named, ...topic, results: rest };
  if (rest[0] !== undefined) throw unexpected(rest[0]);
  return { named, ...topic };
}

function unexpected(word: string): UsageError {
  return new UsageError(`Unexpected argument ${showValue(word)}.`);
}

function unknownCommand(word: string): UsageError {
  const file = word.endsWith('.jsonl') ? ` Did you mean fakeai batch run ${word}?` : '';
  const hint = file || suggestion(word, [...WORDS.keys()]) || ` Commands: ${commandNames.join(', ')}.`;
  return new UsageError(`Unknown command ${showValue(word)}.${hint}`);
}

/** Arguments that were probably meant as the value of the preceding switch. */
const SWITCH_VALUES: ReadonlySet<string> = new Set(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off']);

function valueOfSwitch(name: string, value: string): UsageError {
  return new UsageError(`Unexpected argument ${showValue(value)}. Use --${name} or --no-${name}.`);
}

function unknownFlag(rawName: string): UsageError {
  const known = [...OPTION_BY_FLAG.keys(), ...Object.keys(PROGRAM_FLAGS)].map((name) => `--${name}`);
  const hint = rawName.length > 2 ? suggestion(rawName, known) : '';
  return new UsageError(`Unknown flag ${showValue(rawName).slice(1, -1)}.${hint || ' See fakeai --help.'}`);
}

function isFlag(name: string): boolean {
  return OPTION_BY_FLAG.has(name) || isProgramFlag(name);
}

function isProgramFlag(name: string): name is ProgramFlag {
  return Object.hasOwn(PROGRAM_FLAGS, name);
}

function isSwitch(option: OptionName): boolean {
  return optionDefinition(option).form.placeholder === '';
}
