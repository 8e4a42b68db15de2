import { systemReason } from '../config/system-error.ts';
import { EXIT, type Io, type StopSignal } from './io.ts';
import { asksForDebug, errorText, main } from './main.ts';

/** Two signals within this time (milliseconds) count as one. */
const ECHO_MS = 150;

/** Runs the program in the current process: its arguments, streams and signals. Exits the process. */
export async function runAsProcess(): Promise<void> {
  const argv = process.argv.slice(2);
  const io = createProcessIo();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that closes the pipe early (`fakeai models | head`) is not an error.
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    io.err(`fakeai: Cannot write to standard output: ${systemReason(error)}.\n`);
    process.exit(EXIT.failure);
  });
  // The command continues even if nobody reads its messages: `fakeai batch run … 2>&1 | head`.
  process.stderr.on('error', () => {});
  process.on('uncaughtException', (error) => {
    io.err(errorText(error, asksForDebug(argv, io)));
    process.exit(EXIT.failure);
  });
  const code = await main(argv, io);
  // Written last, so its callback runs after all earlier output has been flushed.
  process.stdout.write('', () => process.exit(code));
}

function createProcessIo(): Io {
  return {
    env: process.env,
    cwd: process.cwd(),
    // Getters, because a terminal can be resized.
    get columns() {
      return widthOf(process.stdout);
    },
    get errColumns() {
      return widthOf(process.stderr);
    },
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onSignal,
  };
}

/** For terminals that report a width of 0. */
const USUAL_WIDTH = 80;

function widthOf(stream: NodeJS.WriteStream): number | undefined {
  return stream.isTTY ? stream.columns || USUAL_WIDTH : undefined;
}

function onSignal(listener: (signal: StopSignal) => void): () => void {
  let last = Number.NEGATIVE_INFINITY;
  const handle = (signal: StopSignal) => {
    const now = Number(process.hrtime.bigint() / 1_000_000n);
    // npm forwards a Ctrl+C that the terminal has already sent to the whole process group.
    const echo = process.env.npm_lifecycle_event !== undefined && now - last < ECHO_MS;
    last = now;
    if (!echo) listener(signal);
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
  return () => {
    process.off('SIGINT', handle);
    process.off('SIGTERM', handle);
  };
}
