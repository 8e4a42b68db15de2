import { checkLength, FileError, parentOf, sizeOf } from './file-system.ts';
import { isLike } from './glob.ts';
import { type Machine, type Outcome, optionsIn, type Program } from './machine.ts';

/** Does something for each name, and collects what fails. */
function each(program: string, names: readonly string[], act: (name: string) => string | undefined): Outcome {
  let out = '';
  let error = '';
  for (const name of names) {
    try {
      out += act(name) ?? '';
    } catch (fault) {
      if (!(fault instanceof FileError)) throw fault;
      error += `${program}: ${name}: ${fault.message}\n`;
    }
  }
  return { out, error, code: error === '' ? 0 : 1 };
}

const missing = (program: string): Outcome => ({ error: `${program}: missing operand\n`, code: 1 });

function listed(path: string, flags: string, { files }: Machine): string {
  const kind = files.kind(path);
  if (kind === undefined) throw new FileError('No such file or directory');
  const inside = kind === 'file' ? [path.slice(path.lastIndexOf('/') + 1)] : files.list(path);
  const names = inside.filter((name) => flags.includes('a') || !name.startsWith('.'));
  if (!flags.includes('l')) return names.map((name) => `${name}\n`).join('');
  const rows = names.map((name) => {
    const whole = kind === 'file' ? path : `${path === '/' ? '' : path}/${name}`;
    const isDirectory = files.kind(whole) === 'directory';
    const size = isDirectory ? 4096 : sizeOf(files.read(whole));
    return `${isDirectory ? 'drwxr-xr-x' : '-rw-r--r--'} 1 root root ${String(size).padStart(8)} ${name}\n`;
  });
  return `total ${rows.length}\n${rows.join('')}`;
}

/** Copies or moves files and directories. */
const transfer =
  (program: 'cp' | 'mv'): Program =>
  (args, _, machine) => {
    const { files } = machine;
    const { flags, names } = optionsIn(args);
    const target = names.at(-1);
    if (target === undefined || names.length < 2) return missing(program);
    return each(program, names.slice(0, -1), (name) => {
      const from = machine.path(name);
      const kind = files.kind(from);
      if (kind === undefined) throw new FileError('No such file or directory');
      if (kind === 'directory' && program === 'cp' && !/[rRa]/.test(flags))
        throw new FileError('-r not specified; omitting directory');
      const base = machine.path(target);
      const to = files.kind(base) === 'directory' ? `${base}/${from.slice(from.lastIndexOf('/') + 1)}` : base;
      if (to === from || to.startsWith(`${from}/`)) throw new FileError('cannot be put into itself');
      for (const path of files.below(from)) {
        const next = to + path.slice(from.length);
        if (files.kind(path) === 'file') files.write(next, files.read(path));
        else if (files.kind(next) !== 'directory') files.makeDirectory(next);
      }
      if (program === 'mv') files.remove(from);
      return undefined;
    });
  };

/** Programs that work with files and directories. */
export const FILE_PROGRAMS: Readonly<Record<string, Program>> = {
  cd: ([name = '~'], _, machine) => {
    const path = machine.path(name);
    const kind = machine.files.kind(path);
    if (kind !== 'directory')
      return {
        error: `bash: cd: ${name}: ${kind === undefined ? 'No such file or directory' : 'Not a directory'}\n`,
        code: 1,
      };
    machine.directory = path;
    return {};
  },
  ls: (args, _, machine) => {
    const { flags, names } = optionsIn(args);
    const all = names.length === 0 ? ['.'] : names;
    const done = each('ls', all, (name) => {
      const rows = listed(machine.path(name), flags, machine);
      return all.length > 1 && machine.files.kind(machine.path(name)) === 'directory'
        ? `${name}:\n${rows}`
        : rows;
    });
    return { ...done, code: done.code === 0 ? 0 : 2 };
  },
  mkdir: (args, _, machine) => {
    const { flags, names } = optionsIn(args);
    if (names.length === 0) return missing('mkdir');
    return each('mkdir', names, (name) => {
      const path = machine.path(name);
      checkLength(path);
      const parents: string[] = [];
      for (let above = path; machine.files.kind(above) === undefined; above = parentOf(above))
        parents.unshift(above);
      if (!flags.includes('p')) machine.files.makeDirectory(path);
      else for (const each of parents) machine.files.makeDirectory(each);
      return undefined;
    });
  },
  touch: (args, _, machine) => {
    const { names } = optionsIn(args);
    if (names.length === 0) return missing('touch');
    return each('touch', names, (name) => {
      const path = machine.path(name);
      if (machine.files.kind(path) === undefined) machine.files.write(path, { text: '' });
      return undefined;
    });
  },
  rm: (args, _, machine) => {
    const { flags, names } = optionsIn(args);
    if (names.length === 0) return flags.includes('f') ? {} : missing('rm');
    return each('rm', names, (name) => {
      const path = machine.path(name);
      const kind = machine.files.kind(path);
      if (kind === undefined && flags.includes('f')) return undefined;
      if (kind === undefined) throw new FileError('No such file or directory');
      if (kind === 'directory' && !/[rR]/.test(flags)) throw new FileError('Is a directory');
      if (machine.directory === path || machine.directory.startsWith(`${path === '/' ? '' : path}/`))
        throw new FileError('refusing to remove the working directory');
      machine.files.remove(path);
      return undefined;
    });
  },
  rmdir: (args, _, machine) =>
    each('rmdir', args, (name) => {
      const path = machine.path(name);
      if (machine.files.kind(path) !== 'directory') throw new FileError('Not a directory');
      if (machine.files.list(path).length > 0) throw new FileError('Directory not empty');
      machine.files.remove(path);
      return undefined;
    }),
  cp: transfer('cp'),
  mv: transfer('mv'),
  find: (args, _, machine) => {
    const first = args.findIndex((arg) => arg.startsWith('-'));
    const roots = first === -1 ? args : args.slice(0, first);
    const valueIn = (name: string): string | undefined =>
      args.includes(name) ? args[args.indexOf(name) + 1] : undefined;
    const pattern = valueIn('-name');
    const kind = valueIn('-type');
    return each('find', roots.length === 0 ? ['.'] : roots, (root) => {
      const start = machine.path(root);
      if (machine.files.kind(start) === undefined) throw new FileError('No such file or directory');
      return machine.files
        .below(start)
        .filter(
          (path) => pattern === undefined || isLike(path.slice(path.lastIndexOf('/') + 1), pattern, machine),
        )
        .filter((path) => kind === undefined || machine.files.kind(path)?.startsWith(kind) === true)
        .map((path) => `${root.replace(/\/$/, '')}${path.slice(start === '/' ? 0 : start.length)}\n`)
        .join('');
    });
  },
};
