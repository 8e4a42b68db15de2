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

/** The option reference as Markdown: every row of the option table, nothing that is not in it. */
export function optionReference(): string {
  const parts = [INTRODUCTION];
  for (const group of OPTION_GROUPS) {
    const names = optionNames.filter((name) => optionDefinition(name).group === group);
    parts.push(`## ${group}`, ...names.map(section));
  }
  return `${parts.join('\n\n')}\n`;
}

/** The default as it would be written, or in words what happens without one. */
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

This page is generated from the option table in \`src/config/options.ts\`; \`npm run generate\` rewrites it.

Each option can be set in four places. The first that has it wins:

1. a flag on the command line, \`--port 9000\`;
2. an environment variable, \`FAKEAI_PORT=9000\` (an empty one counts as absent);
3. the config file, by the option's name, \`port: 9000\`;
4. the default.

The config file is one of ${CONFIG_FILES.map((name) => `\`${name}\``).join(', ')} in the working directory,
or the file named by \`--config\` or \`${CONFIG_VARIABLE}\`. \`npx fakeai config\` prints what is in force and where it came from.
In a program, pass the same names to \`createFakeAI({ port: 9000 })\`; variables and files are not read there.

Times take a unit, \`20ms\`, \`0.5s\`, \`1m\` or \`24h\`; a bare number is milliseconds, except for \`responseDelay\`, where it is
seconds. \`ttft\` and \`itl\` can vary: \`20ms:10%\` has a standard deviation of 10 % around 20 ms with a lognormal shape,
and \`20ms:10%:gaussian\`, \`20ms:10%:uniform\` (at most 10 % off) and \`20ms:10%:none\` name another shape. Sizes take
\`kb\`, \`mb\`, \`gb\` (powers of 1000) or \`kib\`, \`mib\`, \`gib\` (powers of 1024). Lists are separated by commas or are
JSON arrays. Switches take \`true\` or \`false\` in variables and files; as flags they need no value.`;
