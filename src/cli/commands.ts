import type { OptionName } from '../config/options.ts';

/** Flags that are not options: they have no environment variable and no key in the config file. */
export const PROGRAM_FLAGS = {
  output: {
    type: 'string',
    placeholder: '<path>',
    short: 'o',
    description: 'Write the answers to this file instead of standard output.',
  },
  errors: {
    type: 'string',
    placeholder: '<path>',
    description: 'Write failed requests to this file. (default with -o out.jsonl: out.errors.jsonl)',
  },
  resume: {
    type: 'boolean',
    placeholder: '',
    description:
      'Continue an interrupted run: skip requests that the output and error files already contain.',
  },
  force: {
    type: 'boolean',
    placeholder: '',
    description: 'Replace existing output and error files.',
  },
  like: {
    type: 'string',
    placeholder: '<name>',
    description: 'Built-in engine profile that has what the results do not tell. (default: llama-8b-h100)',
  },
  name: {
    type: 'string',
    placeholder: '<name>',
    description: 'Name of the profile. (default: calibrated)',
  },
  json: { type: 'boolean', placeholder: '', description: 'Print JSON instead of a table.' },
  config: {
    type: 'string',
    placeholder: '<path>',
    description:
      'Read options from this file. (default: fakeai.config.json, .yaml or .yml in the working directory)',
  },
  help: { type: 'boolean', placeholder: '', short: 'h', description: 'Print help for a command.' },
  version: { type: 'boolean', placeholder: '', short: 'v', description: 'Print the version.' },
} as const;
export type ProgramFlag = keyof typeof PROGRAM_FLAGS;

/** Accepted by every command. */
export const GENERAL_FLAGS: readonly ProgramFlag[] = ['config', 'help', 'version'];

/** A command, its flags and its help. */
export interface CommandDefinition {
  /** The words after `fakeai`, before the flags. */
  readonly usage: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Additional sentences for the command's own help. */
  readonly details?: string;
  /** Pairs of arguments to `fakeai` and a description of what they do. */
  readonly examples: readonly (readonly [string, string])[];
  /** Flags in addition to {@link GENERAL_FLAGS}. */
  readonly flags: readonly ProgramFlag[];
  /** Options that affect the command. */
  readonly options: readonly OptionName[] | 'all';
}

const COMMAND_TABLE = {
  serve: {
    usage: 'serve',
    summary: 'Start the server (the default command).',
    details:
      'Ctrl+C stops the server once open requests have finished; a second Ctrl+C stops it immediately.',
    examples: [
      ['', 'listen on http://127.0.0.1:8000'],
      ['--port 9000 --fast', 'another port, no latency'],
      ['--ttft 300ms --itl 15ms:20%', '300 ms to the first token, then 15 ms ± 20 %'],
      ['--data ./fakeai-data', 'keep files and batches across restarts'],
    ],
    flags: [],
    options: 'all',
  },
  models: {
    usage: 'models',
    summary: 'List the models in the catalogue.',
    examples: [
      ['models', 'a table of limits and prices'],
      ['models --json', 'everything known about each model'],
    ],
    flags: ['json'],
    options: ['debug'],
  },
  config: {
    usage: 'config',
    summary: 'Show the value of every option and where it comes from.',
    details: 'Takes every option of fakeai serve. API keys and secrets of your own are masked.',
    examples: [
      ['config', 'values from variables, the config file and defaults'],
      ['config --config ci.yaml --json', 'check another config file'],
    ],
    flags: ['json'],
    options: 'all',
  },
  openapi: {
    usage: 'openapi',
    summary: 'Print the OpenAPI document of the API.',
    examples: [['openapi > openapi.json', 'save it to a file']],
    flags: [],
    options: ['docs', 'apiKeys', 'debug'],
  },
  batch: {
    usage: 'batch run <input.jsonl>',
    summary: 'Answer the requests in a batch file, without a server.',
    details:
      'Checks the whole file first and lists what is wrong with it. Ctrl+C cancels the run and keeps the answers so far; --resume continues it. The exit code is 0 if every request succeeded and 1 if any failed.',
    examples: [
      ['batch run in.jsonl -o out.jsonl', 'write the answers to a file'],
      ['batch run in.jsonl -o out.jsonl --resume', 'continue an interrupted run'],
      ['batch run in.jsonl --fast | jq .custom_id', 'no latency, answers to standard output'],
    ],
    flags: ['output', 'errors', 'resume', 'force'],
    options: [
      'latency',
      'fast',
      'ttft',
      'itl',
      'responseDelay',
      'randomDelay',
      'maxVariance',
      'seed',
      'strictModels',
      'strictSchemas',
      'batchConcurrency',
      'batchWindow',
      'batchStage',
      'webhooks',
      'webhookSecret',
      'bodyLimit',
      'maxDepth',
      'debug',
    ],
  },
  calibrate: {
    usage: 'calibrate <results.json>...',
    summary: 'Fit an engine profile to the results of load tests.',
    details:
      'Reads what AIPerf, GenAI-Perf, guidellm and vllm bench serve save, one file for each concurrency or all in one. Prints the error of the fit and the profile for engineProfiles in the config file.',
    examples: [
      ['calibrate c1.json c16.json c64.json', 'runs at three concurrencies'],
      ['calibrate c1.json --like gpt-oss-20b-h100', 'another base, one run'],
      ['calibrate benchmarks.json --json > fit.json', 'for programs'],
    ],
    flags: ['like', 'name', 'json'],
    options: ['debug'],
  },
} as const satisfies { readonly [name: string]: CommandDefinition };

export type Command = keyof typeof COMMAND_TABLE;

/** All commands. */
export const COMMANDS: { readonly [Name in Command]: CommandDefinition } = COMMAND_TABLE;

export const commandNames = Object.keys(COMMANDS) as Command[];

/** The command as typed: `batch run`. */
export function spoken(command: Command): string {
  return COMMANDS[command].usage.replace(/ <.*/, '');
}

/** Whether an option affects the command. */
export function takesOption(command: Command, name: OptionName): boolean {
  const { options } = COMMANDS[command];
  return options === 'all' || options.includes(name);
}
