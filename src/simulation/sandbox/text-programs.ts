import { FileError, sizeOf, textOf } from './file-system.ts';
import { type Machine, type Outcome, optionsIn, type Program } from './machine.ts';
import { withoutEnd } from './without-end.ts';

interface Source {
  readonly name: string;
  readonly text: string;
}

/** Gives a program the texts of the files that are named, or its input. */
function reading(
  program: string,
  names: readonly string[],
  input: string,
  machine: Machine,
  use: (sources: readonly Source[]) => Outcome,
): Outcome {
  const cost = COSTS[program] ?? 1;
  machine.spend(input.length * cost);
  if (names.length === 0) return use([{ name: '', text: input }]);
  let error = '';
  const sources = names.flatMap((name): Source[] => {
    try {
      const text = name === '-' ? input : textOf(machine.files.read(machine.path(name)));
      machine.spend(text.length * cost);
      return [{ name, text }];
    } catch (fault) {
      if (!(fault instanceof FileError)) throw fault;
      error += `${program}: ${name}: ${fault.message}\n`;
      return [];
    }
  });
  const done: Outcome = sources.length === 0 ? {} : use(sources);
  return { ...done, error: error + (done.error ?? ''), code: error === '' ? (done.code ?? 0) : 1 };
}

/** How much more than reading a program does with each character. */
const COSTS: Readonly<Record<string, number>> = { sort: 10, wc: 3, grep: 2, uniq: 2 };

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const joined = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

/** `head` and `tail`: the first or last lines, ten unless `-n` says how many. */
const end =
  (program: 'head' | 'tail', take: (lines: string[], count: number) => string[]): Program =>
  (args, input, machine) => {
    const at = args.findIndex((arg) => /^-n$|^-n?\d+$/.test(arg));
    const given = args[at] ?? '';
    const count = Number(at === -1 ? 10 : given === '-n' ? args[at + 1] : given.replace(/\D/g, ''));
    if (!Number.isInteger(count) || count < 0)
      return { error: `${program}: invalid number of lines\n`, code: 1 };
    const names = args.filter(
      (arg, index) => !(index === at || (given === '-n' && index === at + 1) || /^-\D/.test(arg)),
    );
    return reading(program, names, input, machine, (sources) => ({
      out: sources
        .map(
          ({ name, text }) =>
            (sources.length > 1 ? `==> ${name} <==\n` : '') + joined(take(linesOf(text), count)),
        )
        .join(sources.length > 1 ? '\n' : ''),
    }));
  };

/** Replaces the escapes of a format. */
const unescaped = (text: string): string =>
  text.replace(/\\([nt\\])/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? '\\');

/** `printf`: the format once for all of its arguments. */
function formatted(format: string, args: readonly string[], machine: Machine): string {
  const told = unescaped(format);
  let out = '';
  let next = 0;
  for (let round = 0; round === 0 || next < Math.min(args.length, 1_000); round++) {
    const before = next;
    machine.spend(told.length);
    out += told.replace(/%(?:([sdi])|\.(\d)f|%)/g, (whole, letter?: string, digits?: string) => {
      if (whole === '%%') return '%';
      const value = args[next++] ?? '';
      if (digits !== undefined) return Number(value).toFixed(Number(digits));
      return letter === 's' ? value : String(Math.trunc(Number(value)) || 0);
    });
    if (next === before) break;
  }
  return out;
}

/** Whether a line has what `grep` looks for: a text, with `^` and `$` for the ends of the line. */
function matcher(pattern: string, ignoresCase: boolean): (line: string) => boolean {
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const begins = pattern.startsWith('^');
  const ends = pattern.endsWith('$') && !pattern.endsWith('\\$');
  const text = fold(pattern.slice(begins ? 1 : 0, ends ? -1 : undefined)).replace(/\\(.)/g, '$1');
  return (line) => {
    const given = fold(line);
    if (begins && ends) return given === text;
    return begins ? given.startsWith(text) : ends ? given.endsWith(text) : given.includes(text);
  };
}

const grep: Program = (args, input, machine) => {
  const { flags, names } = optionsIn(args);
  const [pattern, ...files] = names;
  if (pattern === undefined) return { error: 'usage: grep [-cilnrv] pattern [file ...]\n', code: 2 };
  const isRecursive = /[rR]/.test(flags);
  const found = isRecursive
    ? (files.length === 0 ? ['.'] : files).flatMap((name) => {
        const start = machine.path(name);
        const below = machine.files.below(start).filter((path) => machine.files.kind(path) === 'file');
        return below.map((path) => name.replace(/\/$/, '') + path.slice(start.length));
      })
    : files;
  if (isRecursive && found.length === 0) return { code: 1 };
  const matches = matcher(pattern, flags.includes('i'));
  return reading('grep', found, input, machine, (sources) => {
    let count = 0;
    const out = sources.map(({ name, text }) => {
      const hits = linesOf(text).flatMap((line, index) =>
        matches(line) !== flags.includes('v') ? [{ line, number: index + 1 }] : [],
      );
      count += hits.length;
      const prefix = sources.length > 1 || isRecursive ? `${name}:` : '';
      if (flags.includes('l')) return hits.length > 0 ? `${name}\n` : '';
      if (flags.includes('c')) return `${prefix}${hits.length}\n`;
      return joined(
        hits.map(({ line, number }) => `${prefix}${flags.includes('n') ? `${number}:` : ''}${line}`),
      );
    });
    return { out: out.join(''), code: count > 0 ? 0 : 1 };
  });
};

const wc: Program = (args, input, machine) => {
  const { flags, names } = optionsIn(args);
  const shown = flags === '' ? 'lwc' : 'lwmc'.replace(/./g, (flag) => (flags.includes(flag) ? flag : ''));
  return reading('wc', names, input, machine, (sources) => {
    const counts = sources.map(({ text }) =>
      [...shown].map((flag) => {
        if (flag === 'l') return text.split('\n').length - 1;
        if (flag === 'w') return text.split(/\s+/).filter((word) => word !== '').length;
        return flag === 'm' ? [...text].length : sizeOf({ text });
      }),
    );
    const rows = counts.map((row, index) => [...row, sources[index]?.name ?? ''].join(' ').trim());
    if (sources.length > 1)
      rows.push(
        [...shown]
          .map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0))
          .join(' ')
          .concat(' total'),
      );
    return { out: joined(rows) };
  });
};

const seq: Program = (args, _, machine) => {
  const numbers = args.map(Number);
  const [first = 1, step = 1, last = 1] =
    numbers.length === 1 ? [1, 1, ...numbers] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (numbers.length === 0 || numbers.some((each) => !Number.isFinite(each)) || step === 0)
    return { error: 'seq: invalid arguments\n', code: 1 };
  const count = Math.min(Math.max(0, Math.floor((last - first) / step) + 1), MOST_NUMBERS);
  machine.spend(count * COST_OF_NUMBER);
  return { out: joined(Array.from({ length: count }, (_, index) => String(first + index * step))) };
};

const MOST_NUMBERS = 20_000;
/** What it costs to write a number, in characters. */
const COST_OF_NUMBER = 10;

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** Programs that read and write text. */
export const TEXT_PROGRAMS: Readonly<Record<string, Program>> = {
  echo: (args) => {
    const options = args.slice(0, 2).filter((arg) => /^-[neE]+$/.test(arg));
    const text = args.slice(options.length).join(' ');
    const told = options.some((option) => option.includes('e')) ? unescaped(text) : text;
    return { out: options.some((option) => option.includes('n')) ? told : `${told}\n` };
  },
  printf: ([format = '', ...args], _, machine) => ({ out: formatted(format, args, machine) }),
  cat: (args, input, machine) => {
    const { flags, names } = optionsIn(args);
    return reading('cat', names, input, machine, (sources) => {
      const text = sources.map((source) => source.text).join('');
      if (!flags.includes('n')) return { out: text };
      return { out: joined(linesOf(text).map((line, index) => `${String(index + 1).padStart(6)}\t${line}`)) };
    });
  },
  head: end('head', (lines, count) => lines.slice(0, count)),
  tail: end('tail', (lines, count) => (count === 0 ? [] : lines.slice(-count))),
  wc,
  grep,
  seq,
  sort: (args, input, machine) => {
    const { flags, names } = optionsIn(args);
    return reading('sort', names, input, machine, (sources) => {
      const lines = linesOf(sources.map(({ text }) => text).join(''));
      const order = flags.includes('n')
        ? (one: string, other: string) =>
            (Number.parseFloat(one) || 0) - (Number.parseFloat(other) || 0) || compare(one, other)
        : compare;
      const sorted = lines.toSorted(order);
      if (flags.includes('r')) sorted.reverse();
      return { out: joined(flags.includes('u') ? [...new Set(sorted)] : sorted) };
    });
  },
  uniq: (args, input, machine) => {
    const { flags, names } = optionsIn(args);
    return reading('uniq', names, input, machine, ([source]) => {
      const groups: { line: string; count: number }[] = [];
      for (const line of linesOf(source?.text ?? '')) {
        const last = groups.at(-1);
        if (last?.line === line) last.count++;
        else groups.push({ line, count: 1 });
      }
      return {
        out: joined(
          groups.map(({ line, count }) =>
            flags.includes('c') ? `${String(count).padStart(7)} ${line}` : line,
          ),
        ),
      };
    });
  },
  tee: (args, input, machine) => {
    const { flags, names } = optionsIn(args);
    for (const name of names) {
      const path = machine.path(name);
      const isAdded = flags.includes('a') && machine.files.kind(path) === 'file';
      const before = isAdded ? textOf(machine.files.read(path)) : '';
      machine.spend(before.length);
      machine.files.write(path, { text: before + input });
    }
    return { out: input };
  },
  basename: ([path = '']) => ({ out: `${withoutEnd(path, '/').split('/').at(-1)}\n` }),
  dirname: ([path = '']) => ({
    out: `${path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '.'}\n`,
  }),
};
