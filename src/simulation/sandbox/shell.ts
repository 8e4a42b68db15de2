import type {
  Sandbox,
  Sandboxes,
  SandboxFile,
  SandboxOptions,
  SandboxRun,
} from '../../engine/ports/sandbox.ts';
import { arithmetic } from './arithmetic.ts';
import { absolute, FileError, FileSystem, LONGEST_NAME, sizeOf, textOf } from './file-system.ts';
import { isLike } from './glob.ts';
import { Killed, type Machine, type Outcome } from './machine.ts';
import { endOfPiece, type Pipeline, parse, type SimpleCommand, SyntaxFault } from './parse.ts';
import { PROGRAMS } from './programs.ts';
import { withoutEnd } from './without-end.ts';

/** Where files of a request are, and where commands begin. */
const HOME = '/mnt/data';
/** Characters of a command, of what it writes to each stream, and programs that it runs. */
const LONGEST_COMMAND = 20_000;
const LONGEST_OUTPUT = 100_000;
const MOST_RUNS = 100;
/** Characters that the programs of a command work on. */
const MOST_WORK = 3_000_000;
const DEEPEST = 4;
/** Variables, and characters of each. */
const MOST_VARIABLES = 200;
const LONGEST_VALUE = 20_000;
/** Milliseconds that a program takes. */
const EACH = 20;

/** Simulated machines with a shell: see {@link Sandbox}. */
export function createSandboxes(): Sandboxes {
  return { open: (options) => new Shell(options) };
}

class Shell implements Sandbox, Machine {
  readonly files = new FileSystem((characters) => this.spend(characters));
  readonly options: SandboxOptions;
  readonly variables = new Map([
    ['HOME', '/root'],
    ['USER', 'root'],
    ['PATH', '/usr/local/bin:/usr/bin:/bin'],
  ]);
  directory = HOME;
  slept = 0;
  #runs = 0;
  #work = 0;
  #last = 0;

  constructor(options: SandboxOptions) {
    this.options = options;
    for (const path of ['/mnt', HOME, '/tmp', '/root', '/etc', '/usr', '/bin'])
      this.files.makeDirectory(path);
    this.files.write('/etc/hostname', { text: 'container\n' });
    for (const file of options.files) this.#put(file);
  }

  /** Only the size of a file that there is no room for is kept; files beyond the last entry are left out. */
  #put({ name, content }: SandboxFile): void {
    const path = absolute(name.replaceAll('/', '_').slice(-LONGEST_NAME), HOME);
    for (const kept of [content, { bytes: sizeOf(content) }]) {
      try {
        this.files.write(path, kept);
        return;
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
      }
    }
  }

  spend(characters: number): void {
    this.#work += characters;
    if (this.#work > MOST_WORK) throw new Killed();
  }

  assign(name: string, value: string): void {
    if (value.length > LONGEST_VALUE) throw new Killed();
    if (this.variables.size < MOST_VARIABLES || this.variables.has(name)) this.variables.set(name, value);
  }

  path(name: string): string {
    return absolute(name.replace(/^~(?=\/|$)/, '/root'), this.directory);
  }

  run(command: string): SandboxRun {
    this.#runs = 0;
    this.#work = 0;
    this.slept = 0;
    const { out = '', error = '', code = 0 } = this.#script(command, 0);
    this.#last = code;
    return {
      stdout: out.slice(0, LONGEST_OUTPUT),
      stderr: error.slice(0, LONGEST_OUTPUT),
      exitCode: code,
      duration: this.slept + EACH * Math.max(1, this.#runs),
    };
  }

  #script(script: string, depth: number): Outcome {
    if (script.length > LONGEST_COMMAND || depth > DEEPEST)
      return { error: 'bash: argument list too long\n', code: 126 };
    let pipelines: Pipeline[];
    try {
      pipelines = parse(script);
    } catch (error) {
      if (!(error instanceof SyntaxFault)) throw error;
      return { error: `bash: ${error.message}\n`, code: 2 };
    }
    let out = '';
    let error = '';
    for (const { when, commands } of pipelines) {
      if ((when === '&&' && this.#last !== 0) || (when === '||' && this.#last === 0)) continue;
      let input = '';
      for (const [index, command] of commands.entries()) {
        const done = this.#bounded(command, input, depth);
        error += done.error ?? '';
        this.#last = done.code ?? 0;
        if (index === commands.length - 1) out += done.out ?? '';
        else input = done.out ?? '';
      }
      if (out.length + error.length > 2 * LONGEST_OUTPUT) break;
    }
    return { out, error, code: this.#last };
  }

  #bounded(command: SimpleCommand, input: string, depth: number): Outcome {
    try {
      return this.#simple(command, input, depth);
    } catch (error) {
      if (error instanceof Killed) return { error: 'Killed\n', code: 137 };
      throw error;
    }
  }

  #simple({ words, redirections }: SimpleCommand, input: string, depth: number): Outcome {
    if (++this.#runs > MOST_RUNS)
      return { error: 'bash: fork: resource temporarily unavailable\n', code: 254 };
    const expanded = words.flatMap((word) => this.#expand(word, depth));
    while (expanded[0] !== undefined && /^[A-Za-z_]\w{0,60}=/.test(words[0] ?? '')) {
      const equals = expanded[0].indexOf('=');
      this.assign(expanded[0].slice(0, equals), expanded[0].slice(equals + 1));
      expanded.shift();
      if (expanded.length === 0) return {};
      words = words.slice(1);
    }
    let stdin = input;
    for (const { kind, target } of redirections) {
      if (kind !== '<') continue;
      try {
        stdin = textOf(this.files.read(this.path(this.#expand(target, depth).join(' '))));
      } catch (error) {
        return { error: `bash: ${target}: ${messageOf(error)}\n`, code: 1 };
      }
    }
    let { out = '', error = '', code = 0 } = this.#program(expanded, stdin);
    for (const { kind, target } of redirections) {
      if (kind === '<') continue;
      if (kind === '2>&1') {
        out += error;
        error = '';
        continue;
      }
      const path = this.path(this.#expand(target, depth).join(' '));
      const written = kind.startsWith('2') ? error : kind === '&>' ? out + error : out;
      if (kind.startsWith('2') || kind === '&>') error = '';
      if (!kind.startsWith('2')) out = '';
      if (path === '/dev/null') continue;
      try {
        const before =
          kind.endsWith('>>') && this.files.kind(path) === 'file' ? textOf(this.files.read(path)) : '';
        this.files.write(path, { text: before + written });
      } catch (fault) {
        error += `bash: ${target}: ${messageOf(fault)}\n`;
        code = 1;
      }
    }
    return { out, error, code };
  }

  #program([name = '', ...args]: readonly string[], input: string): Outcome {
    if (name === '') return {};
    const program = PROGRAMS.get(name.replace(/^(?:\/usr)?\/bin\//, ''));
    if (program === undefined) return { error: `bash: ${name}: command not found\n`, code: 127 };
    try {
      const done = program(args, input, this);
      return (done.out ?? '').length > 2 * LONGEST_OUTPUT
        ? { ...done, out: done.out?.slice(0, 2 * LONGEST_OUTPUT) ?? '' }
        : done;
    } catch (error) {
      return { error: `${name}: ${messageOf(error)}\n`, code: 1 };
    }
  }

  /** The words that a word stands for: quotations without their marks, variables, sums, outputs of commands, names of files. */
  #expand(word: string, depth: number): string[] {
    let text = '';
    let hasPattern = false;
    for (let at = 0; at < word.length; ) {
      const end = endOfPiece(word, at);
      const piece = word.slice(at, end);
      if (piece.startsWith("'")) text += piece.slice(1, -1);
      else if (piece.startsWith('"')) text += this.#inQuotes(piece.slice(1, -1), depth);
      else if (piece.startsWith('\\')) text += piece.slice(1);
      else if (piece.startsWith('$')) {
        const [value, length] = this.#dollar(word, at, depth);
        this.spend(value.length);
        text += value;
        at += length;
        continue;
      } else {
        hasPattern ||= piece === '*' || piece === '?';
        text += piece;
      }
      at = end;
    }
    return hasPattern ? this.#matching(text) : [text];
  }

  #inQuotes(text: string, depth: number): string {
    let expanded = '';
    for (let at = 0; at < text.length; ) {
      if (text[at] === '\\' && '"\\$`'.includes(text[at + 1] ?? ' ')) {
        expanded += text[at + 1];
        at += 2;
      } else if (text[at] === '$') {
        const [value, length] = this.#dollar(text, at, depth);
        this.spend(value.length);
        expanded += value;
        at += length;
      } else expanded += text[at++];
    }
    return expanded;
  }

  /** What stands for `$…` at a place, and how long that is. */
  #dollar(text: string, at: number, depth: number): [value: string, length: number] {
    if (text.startsWith('$((', at)) {
      const end = endOfPiece(text, at);
      const value = arithmetic(text.slice(at + 3, end - 2), (name) => {
        const given = this.variables.get(name) ?? '0';
        this.spend(given.length);
        return Number(given);
      });
      return [value === undefined ? '' : String(value), end - at];
    }
    if (text.startsWith('$(', at)) {
      const end = endOfPiece(text, at);
      const { out = '' } = this.#script(text.slice(at + 2, end - 1), depth + 1);
      return [withoutEnd(out, '\n'), end - at];
    }
    const [whole, name = ''] = /^\$\{?(\w{1,60}|\?)\}?/.exec(text.slice(at, at + 80)) ?? [];
    if (whole === undefined) return ['$', 1];
    return [name === '?' ? String(this.#last) : (this.variables.get(name) ?? ''), whole.length];
  }

  /** The files of one directory that a pattern means; the pattern itself if it means none. */
  #matching(pattern: string): string[] {
    const slash = pattern.lastIndexOf('/');
    const directory = pattern.slice(0, slash + 1);
    const name = pattern.slice(slash + 1);
    const found = this.files
      .list(this.path(directory === '' ? '.' : directory))
      .filter((each) => !each.startsWith('.') && isLike(each, name, this));
    return found.length === 0 ? [pattern] : found.map((each) => directory + each);
  }
}

/** @throws what is no failure of a program */
function messageOf(error: unknown): string {
  if (error instanceof FileError) return error.message;
  throw error;
}
