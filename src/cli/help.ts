import { flagOf, OPTION_GROUPS, type OptionName, optionDefinition, optionNames } from '../config/options.ts';
import { defaultInWords } from '../config/reference.ts';
import { version } from '../config/version.ts';
import { COMMANDS, PROGRAM_FLAGS } from './arguments.ts';
import { wrap } from './text.ts';

const WIDEST = 100;
const NARROWEST = 60;
const INDENT = 2;
const GAP = 2;
/** A longer flag has its description on the line below. */
const FLAG_COLUMN = 30;

/** The help page, laid out for a terminal of `columns`; made from the option table. */
export function helpText(columns = WIDEST): string {
  const width = Math.min(Math.max(columns, NARROWEST), WIDEST);
  const entry = ([left, right]: readonly [string, string]) => layOut(left, right, width);
  const sections = OPTION_GROUPS.map((group) => {
    const names = optionNames.filter((name) => optionDefinition(name).group === group);
    return [`${group}:`, ...names.map((name) => entry(optionEntry(name)))].join('\n');
  });
  return `${[
    `FakeAI ${version}: the OpenAI platform, simulated.`,
    'Usage: fakeai [command] [flags]',
    ['Commands:', ...Object.entries(COMMANDS).map(entry)].join('\n'),
    [
      'Flags of every command:',
      ...Object.entries(PROGRAM_FLAGS).map(([name, flag]) => entry(flagEntry(name, flag))),
    ].join('\n'),
    ...sections,
    [
      ...wrap(
        'Every option is also a variable (--log-level is FAKEAI_LOG_LEVEL) and a key of the config file (logLevel in fakeai.config.json or .yaml). A flag wins over a variable, a variable over the file. A switch is turned off with --no-NAME.',
        width,
      ),
    ].join('\n'),
  ].join('\n\n')}\n`;
}

function optionEntry(name: OptionName): readonly [string, string] {
  const { form, description, secret, default: written } = optionDefinition(name);
  const shown = secret ? 'known to everybody, for testing' : defaultInWords(name);
  const flag = written === true ? `--[no-]${flagOf(name).slice(2)}` : flagOf(name);
  return [
    `${flag} ${form.placeholder}`.trimEnd(),
    `${description} [${written === undefined ? `default: ${shown}` : shown}]`,
  ];
}

function flagEntry(
  name: string,
  flag: { placeholder: string; description: string; short?: string },
): readonly [string, string] {
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
