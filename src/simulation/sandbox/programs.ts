import { utcTime } from '../../runtime/utc-time.ts';
import { FILE_PROGRAMS } from './file-programs.ts';
import type { Machine, Program } from './machine.ts';
import { TEXT_PROGRAMS } from './text-programs.ts';

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** The time in the format of `date`, in UTC. */
function dateIn(format: string, epoch: number): string {
  const time = utcTime(epoch);
  const values: Readonly<Record<string, string>> = {
    Y: pad(time.year, 4),
    m: pad(time.month),
    d: pad(time.day),
    H: pad(time.hours),
    M: pad(time.minutes),
    S: pad(time.seconds),
    a: DAYS[time.weekday] as string,
    b: MONTHS[time.month - 1] as string,
    e: String(time.day).padStart(2),
    s: String(Math.floor(epoch / 1000)),
    Z: 'UTC',
    '%': '%',
  };
  const whole = format.replaceAll('%F', '%Y-%m-%d').replaceAll('%T', '%H:%M:%S');
  return whole.replace(/%([A-Za-z%])/g, (same, letter: string) => values[letter] ?? same);
}

/** `test`: whether a condition holds; undefined if it is none that is known. */
function holds(
  args: readonly string[],
  { files, path }: Pick<Machine, 'files' | 'path'>,
): boolean | undefined {
  const negations = args.findIndex((arg) => arg !== '!');
  if (negations > 0) {
    const rest = holds(args.slice(negations), { files, path });
    return rest === undefined ? undefined : rest === (negations % 2 === 0);
  }
  const [one = '', operator = '', other = ''] = args;
  if (args.length <= 1) return one !== '';
  if (args.length === 2) {
    if (one === '-z') return operator === '';
    if (one === '-n') return operator !== '';
    const kind = files.kind(path(operator));
    switch (one) {
      case '-e':
        return kind !== undefined;
      case '-f':
        return kind === 'file';
      case '-d':
        return kind === 'directory';
      default:
        return undefined;
    }
  }
  const [left, right] = [Number(one), Number(other)];
  switch (operator) {
    case '=':
    case '==':
      return one === other;
    case '!=':
      return one !== other;
    case '-eq':
      return left === right;
    case '-ne':
      return left !== right;
    case '-lt':
      return left < right;
    case '-le':
      return left <= right;
    case '-gt':
      return left > right;
    case '-ge':
      return left >= right;
    default:
      return undefined;
  }
}

const tested: Program = (args, _, machine) => {
  const result = holds(args, { files: machine.files, path: (name) => machine.path(name) });
  return result === undefined
    ? { error: 'bash: test: unknown condition\n', code: 2 }
    : { code: result ? 0 : 1 };
};

const MACHINE_PROGRAMS: Readonly<Record<string, Program>> = {
  true: () => ({}),
  false: () => ({ code: 1 }),
  ':': () => ({}),
  pwd: (_, __, { directory }) => ({ out: `${directory}\n` }),
  whoami: () => ({ out: 'root\n' }),
  id: () => ({ out: 'uid=0(root) gid=0(root) groups=0(root)\n' }),
  hostname: () => ({ out: 'container\n' }),
  nproc: () => ({ out: '1\n' }),
  uname: (args) => ({
    out: args.includes('-a') ? 'Linux container 6.1.0 #1 SMP x86_64 GNU/Linux\n' : 'Linux\n',
  }),
  date: (args, _, { options: { clock } }) => {
    const format = args.find((each) => each.startsWith('+'))?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y';
    return { out: `${dateIn(format, clock.epoch())}\n` };
  },
  sleep: ([seconds = ''], _, machine) => {
    const [, amount, unit = 's'] = /^(\d{1,6}(?:\.\d{1,3})?)([smh]?)$/.exec(seconds) ?? [];
    if (amount === undefined) return { error: `sleep: invalid time interval '${seconds}'\n`, code: 1 };
    machine.slept += Number(amount) * 1000 * ({ m: 60, h: 3600 }[unit] ?? 1);
    return {};
  },
  env: (_, __, machine) => {
    const out = [...machine.variables].map(([name, value]) => `${name}=${value}\n`);
    for (const line of out) machine.spend(line.length);
    return { out: out.join('') };
  },
  printenv: ([name = ''], __, { variables }) => {
    const value = variables.get(name);
    return value === undefined ? { code: 1 } : { out: `${value}\n` };
  },
  export: (args, __, machine) => {
    for (const each of args.slice(0, 20)) {
      const equals = each.indexOf('=');
      if (equals > 0) machine.assign(each.slice(0, equals), each.slice(equals + 1));
    }
    return {};
  },
  which: ([name = '']) => (PROGRAMS.has(name) ? { out: `/usr/bin/${name}\n` } : { code: 1 }),
  free: (_, __, { options: { memory } }) => {
    const total = memory * 1_048_576;
    const used = 65_536;
    const row = (label: string, ...values: (number | string)[]) =>
      label.padEnd(8) + values.map((value) => String(value).padStart(12)).join('');
    return { out: `${row('', 'total', 'used', 'free')}\n${row('Mem:', total, used, total - used)}\n` };
  },
  test: tested,
  '[': (args, input, machine) =>
    args.at(-1) === ']'
      ? tested(args.slice(0, -1), input, machine)
      : { error: "bash: [: missing `]'\n", code: 2 },
};

/** The programs of the machine, by name. */
export const PROGRAMS: ReadonlyMap<string, Program> = new Map(
  Object.entries({ ...MACHINE_PROGRAMS, ...FILE_PROGRAMS, ...TEXT_PROGRAMS }),
);
