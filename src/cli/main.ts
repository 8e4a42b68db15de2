import { type LoadedOptions, loadOptions } from '../config/load.ts';
import { OptionError } from '../config/option-error.ts';
import { version } from '../config/version.ts';
import { type Arguments, parseArguments } from './arguments.ts';
import { helpText } from './help.ts';
import { CommandError, EXIT, type Io, UsageError } from './io.ts';

/**
 * Runs one command line and resolves to the exit code (see {@link EXIT}). Never rejects; errors are printed
 * to `io.err`, one line per problem, with the stack trace if debugging is on.
 *
 * @example
 * process.exitCode = await main(['config', '--json'], createProcessIo());
 */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await run(parseArguments(argv), io);
  } catch (error) {
    io.err(errorText(error, asksForDebug(argv, io)));
    return error instanceof UsageError || error instanceof OptionError ? EXIT.usage : EXIT.failure;
  }
}

/**
 * Formats an error: one line per problem for expected errors; for others one line, followed by the stack if
 * `debug` is on.
 */
export function errorText(error: unknown, debug: boolean): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const lines = message.split('\n').map((line) => `fakeai: ${line}\n`);
  if (error instanceof OptionError || error instanceof CommandError) return lines.join('');
  const [line = ''] = lines;
  if (!debug) return `${line.trimEnd()} (--debug shows the stack trace)\n`;
  return error instanceof Error && error.stack ? `${line}${error.stack}\n` : line;
}

/** Read from the raw arguments, because an error can occur before options are parsed. */
export function asksForDebug(argv: readonly string[], io: Pick<Io, 'env'>): boolean {
  return argv.includes('--debug') || /^(true|1|yes|on)$/i.test(io.env.FAKEAI_DEBUG ?? '');
}

async function run(args: Arguments, io: Io): Promise<number> {
  if (args.version) {
    io.out(`${version}\n`);
    return 0;
  }
  if (args.help !== undefined) {
    io.out(helpText(args.help, io.columns));
    return 0;
  }
  const loaded = await loadOptions({
    flags: args.flags,
    env: io.env,
    cwd: io.cwd,
    ...(args.config !== undefined && { file: args.config }),
  });
  for (const warning of loaded.warnings) io.err(`fakeai: ${warning}\n`);
  return await COMMAND[args.command](loaded, args, io);
}

type Carry = (loaded: LoadedOptions, args: Arguments, io: Io) => Promise<number>;

// Imported lazily, so that help, version and config do not load the simulator.
const COMMAND: Record<Arguments['command'], Carry> = {
  serve: async (loaded, _args, io) => (await import('./serve.ts')).serve(loaded, io),
  models: async (loaded, args, io) =>
    (await import('./models.ts')).printModels(loaded.options, args.json, io),
  config: async (loaded, args, io) => (await import('./show-config.ts')).printConfig(loaded, args.json, io),
  openapi: async (loaded, _args, io) => (await import('./openapi.ts')).printOpenapi(loaded.options, io),
  batch: async (loaded, args, io) => (await import('./batch.ts')).runBatchFile(loaded.options, args, io),
  calibrate: async (_loaded, args, io) => (await import('./calibrate.ts')).printCalibration(args, io),
};
