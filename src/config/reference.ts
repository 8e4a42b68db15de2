import { CONFIG_FILES } from './file.ts';
import { CONFIG_VARIABLE } from './load.ts';
import {
  flagOf,
  OPTION_GROUPS,
  type OptionName,
  optionDefinition,
  optionNames,
  variableOf,
} from './options.ts';

/** Generates the option reference as Markdown from the option table. */
export function optionReference(): string {
  const parts = [INTRODUCTION];
  for (const group of OPTION_GROUPS) {
    const names = optionNames.filter((name) => optionDefinition(name).group === group);
    parts.push(`## ${group}`, ...names.map(section));
  }
  return `${parts.join('\n\n')}\n`;
}

/** The default in written form, or a description of what happens without a value. */
export function defaultInWords(name: OptionName): string {
  const { form, default: written, absent = 'none' } = optionDefinition(name);
  return written === undefined ? absent : form.write(form.read(written));
}

function section(name: OptionName): string {
  const { form, description, default: written, example } = optionDefinition(name);
  const fallback = defaultInWords(name);
  return [
    `### \`${name}\``,
    '',
    description,
    '',
    '| | |',
    '|---|---|',
    `| flag | \`${cell(`${flagOf(name)} ${form.placeholder}`.trim())}\`${form.placeholder === '' ? ` or \`--no-${flagOf(name).slice(2)}\`` : ''} |`,
    `| variable | \`${variableOf(name)}=${cell(example)}\` |`,
    `| default | ${written === undefined ? cell(fallback) : `\`${cell(fallback)}\``} |`,
    `| allowed | ${cell(form.allowed)} |`,
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

const INTRODUCTION = `# Options

Generated from the option table in \`src/config/options.ts\` by \`npm run generate\`.

An option's value comes from the first of these that sets it:

1. a flag on the command line, \`--port 9000\`;
2. an environment variable, \`FAKEAI_PORT=9000\` (empty means not set);
3. the config file, by the option's name, \`port: 9000\`;
4. the default.

The config file is one of ${CONFIG_FILES.map((name) => `\`${name}\``).join(', ')} in the working directory,
or the file named by \`--config\` or \`${CONFIG_VARIABLE}\`. \`npx fakeai config\` prints the value of every
option and where it comes from.
In code, pass options to \`createFakeAI({ fast: true })\` under the same names; it reads no variables or files.

**Times** have a unit, \`20ms\`, \`0.5s\`, \`1m\` or \`24h\`; a bare number is milliseconds, except for \`responseDelay\`, where it is
seconds. \`ttft\` and \`itl\` can be distributions: \`20ms:10%\` is lognormal with a mean of 20 ms and a standard deviation of 10 %;
\`20ms:10%:gaussian\`, \`20ms:10%:uniform\` (within 10 %) and \`20ms:10%:none\` (constant) select another distribution.

**Sizes** have a unit, \`kb\`, \`mb\`, \`gb\` (powers of 1000) or \`kib\`, \`mib\`, \`gib\` (powers of 1024). **Lists** are separated by
commas or are JSON arrays. **Booleans** are \`true\` or \`false\` in variables and files; their flags need no value.`;
