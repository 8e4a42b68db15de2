import { flagOf, OPTION_GROUPS, type OptionName, optionDefinition, optionNames } from '../config/options.ts';
import { defaultInWords } from '../config/reference.ts';
import { version } from '../config/version.ts';
import {
  COMMANDS,
  type Command,
  commandNames,
  GENERAL_FLAGS,
  PROGRAM_FLAGS,
  type ProgramFlag,
  takesOption,
} from './commands.ts';
import { wrap } from './text.ts';

const WIDEST = 100;
const NARROWEST = 60;
const INDENT = 2;
const GAP = 2;
/** A longer flag has its description on the line below. */
const FLAG_COLUMN = 30;

/** The overview, or the help of one command, laid out for a terminal of `columns`; made from the command and option tables. */
export function helpText(topic: Command | 'all', columns = WIDEST): string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  const sections = topic === 'all' ? overview(width) : commandHelp(topic, width);
  return `${sections.join('\n\n')}\n`;
}

type Entry = readonly [string, string];

function overview(width: number): string[] {
  return [
    `FakeAI ${version}: a simulator of the OpenAI platform.`,
    'Usage: fakeai [command] [flags]',
    section(
      'Commands',
      commandNames.map((name): Entry => [name, COMMANDS[name].summary]),
      width,
    ),
    section('Flags of every command', GENERAL_FLAGS.map(flagEntry), width),
    section(
      'Examples',
      [...COMMANDS.serve.examples, ...COMMANDS.batch.examples.slice(0, 1)].map(example),
      width,
    ),
    section('Exit codes', EXIT_CODES, width),
    paragraph(
      'fakeai <command> --help describes a command; fakeai serve --help lists every option of the server.',
      width,
    ),
  ];
}

function commandHelp(command: Command, width: number): string[] {
  const { usage, summary, details, examples, flags } = COMMANDS[command];
  // The options of the server are listed once, in its own help.
  const listed = command === 'config' ? [] : optionNames.filter((name) => takesOption(command, name));
  const groups = OPTION_GROUPS.map((group): [string, Entry[]] => [
    group,
    listed.filter((name) => optionDefinition(name).group === group).map(optionEntry),
  ]);
  return [
    `Usage: fakeai ${usage} [flags]`,
    paragraph(details === undefined ? summary : `${summary} ${details}`, width),
    section('Examples', examples.map(example), width),
    section('Flags', [...flags, ...GENERAL_FLAGS].map(flagEntry), width),
    ...groups
      .filter(([, entries]) => entries.length > 0)
      .map(([group, entries]) => section(group, entries, width)),
    ...(listed.length === 0 ? [] : [paragraph(PLACES, width)]),
  ];
}

const PLACES =
  'Each option can also be set by a variable (--log-level: FAKEAI_LOG_LEVEL) or in the config file (logLevel in fakeai.config.json or fakeai.config.yaml). Flags override variables, and variables override the file. --no-NAME turns a switch off.';

const EXIT_CODES: readonly Entry[] = [
  ['0', 'success'],
  ['1', 'failure, such as a port in use or a failed request in a batch'],
  ['2', 'wrong command line, variable or config file'],
  ['130', 'interrupted by Ctrl+C (143: by SIGTERM)'],
];

function example([argv, what]: Entry): Entry {
  return [`fakeai ${argv}`.trimEnd(), what];
}

function section(title: string, entries: readonly Entry[], width: number): string {
  return [`${title}:`, ...entries.map(([left, right]) => layOut(left, right, width))].join('\n');
}

function paragraph(text: string, width: number): string {
  return wrap(text, width).join('\n');
}

function optionEntry(name: OptionName): Entry {
  const { form, description, default: written } = optionDefinition(name);
  const flag = written === true ? `--[no-]${flagOf(name).slice(2)}` : flagOf(name);
  const fallback = written === false ? '' : ` (default: ${defaultOf(name)})`;
  return [`${flag} ${form.placeholder}`.trimEnd(), inFlags(`${description}${fallback}`)];
}

function defaultOf(name: OptionName): string {
  const { secret, default: written } = optionDefinition(name);
  if (secret) return 'well-known, for testing only';
  if (written === true) return 'on';
  return Array.isArray(written) && written.length === 0 ? 'none' : defaultInWords(name);
}

/** Replaces option names in backticks by their flags: `logLevel` becomes --log-level. */
function inFlags(text: string): string {
  return text.replace(/`(\w+)`/g, (_, name: OptionName) => flagOf(name));
}

function flagEntry(name: ProgramFlag): Entry {
  const flag: { placeholder: string; description: string; short?: string } = PROGRAM_FLAGS[name];
  const short = flag.short ? `-${flag.short}, ` : '';
  return [`${short}--${name} ${flag.placeholder}`.trimEnd(), flag.description];
}

function layOut(left: string, right: string, width: number): string {
  const margin = ' '.repeat(INDENT + FLAG_COLUMN + GAP);
  const lines = wrap(right, width - margin.length);
  const head = ' '.repeat(INDENT) + left;
  const fits = left.length <= FLAG_COLUMN;
  const first = fits ? head.padEnd(margin.length) + (lines.shift() ?? '') : head;
  return [first, ...lines.map((line) => margin + line)].join('\n');
}
