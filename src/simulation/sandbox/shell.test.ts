import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../../runtime/virtual-clock.ts';
import { createSandboxes } from './shell.ts';

const clock = { ...createVirtualClock(), epoch: () => Date.UTC(2026, 10, 30, 15, 20, 37) };

function open() {
  const files = [
    { name: 'names.txt', content: { text: 'Bo\nAda\nBo\nCy' } },
    { name: 'photo.png', content: { bytes: 1234 } },
  ];
  return createSandboxes().open({ files, memory: 4, clock });
}

const ran = (command: string) => open().run(command);

describe('the shell of a sandbox', () => {
  it.each([
    ['echo hi', 'hi\n'],
    ['echo "a  b" c\\ d \'$HOME\' $HOME', 'a  b c d $HOME /root\n'],
    ['pwd', '/mnt/data\n'],
    ['ls', 'names.txt\nphoto.png\n'],
    ['ls *.txt nothing* 2> /dev/null; true', 'names.txt\n'],
    ['wc -l names.txt', '3 names.txt\n'],
    ['wc < names.txt', '3 4 12\n'],
    ['wc photo.png 2>&1; true', 'wc: photo.png: cannot read a binary file\n'],
    ['sort names.txt | uniq -c | head -n 1', '      1 Ada\n'],
    ['sort -r names.txt | tail -n 1', 'Ada\n'],
    ['grep -n o names.txt', '1:Bo\n3:Bo\n'],
    ['grep -c "^Bo$" names.txt', '2\n'],
    ['mkdir -p a/b && echo 1 > a/b/c.txt && find a -name "*.txt"', 'a/b/c.txt\n'],
    ['cp names.txt other.txt; rm names.txt; ls', 'other.txt\nphoto.png\n'],
    ['mkdir d && mv names.txt d && ls d', 'names.txt\n'],
    ['cd /tmp && touch x && ls -a', 'x\n'],
    ["printf '%s is %d\\n' one 1 two 2", 'one is 1\ntwo is 2\n'],
    ['echo $((2 + 3 * (4 - 1)))', '11\n'],
    ['X=5; echo "$X $(echo nested)"', '5 nested\n'],
    ['date', 'Mon Nov 30 15:20:37 UTC 2026\n'],
    ["date '+%F %T'", '2026-11-30 15:20:37\n'],
    ['seq 3 | tee n.txt | wc -l; cat n.txt', '3\n1\n2\n3\n'],
    ['echo a > l; echo b | tee -a l; ls; cat l', 'b\nl\nnames.txt\nphoto.png\na\nb\n'],
    ['false || echo no; true && echo yes', 'no\nyes\n'],
    ['false; echo $?', '1\n'],
    ['[ -f names.txt ] && echo there', 'there\n'],
    ['echo a >> l.txt; echo b >> l.txt; cat -n l.txt', '     1\ta\n     2\tb\n'],
    ['free', '               total        used        free\nMem:         4194304       65536     4128768\n'],
  ])('%s', (command, stdout) => {
    expect(ran(command)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
  });

  it.each([
    ['foo', 'bash: foo: command not found\n', 127],
    ['cat missing.txt', 'cat: missing.txt: No such file or directory\n', 1],
    ['ls missing', 'ls: missing: No such file or directory\n', 2],
    ['cd names.txt', 'bash: cd: names.txt: Not a directory\n', 1],
    ['rm -r /', 'rm: /: refusing to remove the working directory\n', 1],
    ['mkdir /mnt', 'mkdir: /mnt: File exists\n', 1],
    ['for x in 1; do echo $x; done', "bash: syntax error near unexpected token `for'\n", 2],
    ['echo "open', 'bash: unexpected EOF while looking for matching `"\'\n', 2],
    ['echo hi |', "bash: syntax error near unexpected token `end of file'\n", 2],
    ['python3 -c "print(1)"', 'bash: python3: command not found\n', 127],
    ['cat > out < missing', 'bash: missing: No such file or directory\n', 1],
    ['test a constructor b', 'bash: test: unknown condition\n', 2],
    ['test __proto__ b', 'bash: test: unknown condition\n', 2],
    ['cat < missing', 'bash: missing: No such file or directory\n', 1],
  ])('%s fails', (command, stderr, exitCode) => {
    expect(ran(command)).toMatchObject({ stdout: '', stderr, exitCode });
  });

  it('keeps files, variables and the directory from one command to the next', () => {
    const sandbox = open();
    sandbox.run('mkdir w && cd w && export N=1 && echo hi > a.txt');
    expect(sandbox.run('pwd; cat a.txt; echo $N').stdout).toBe('/mnt/data/w\nhi\n1\n');
  });

  it('takes the time that it sleeps', () => {
    expect(ran('sleep 2 && echo done')).toMatchObject({ stdout: 'done\n', duration: 2040 });
  });

  it.each([
    [`seq 20000 > a; ${'sort a > b; '.repeat(9)}`, 137],
    ['true;'.repeat(150), 254],
    ['echo '.padEnd(30_000, 'x'), 126],
    ['echo $(echo $(echo $(echo $(echo $(echo deep)))))', 0],
  ])('bounds its work: %#', (command, exitCode) => {
    expect(ran(command).exitCode).toBe(exitCode);
  });
});

describe('a shell with hostile commands', () => {
  const FILES = `touch ${Array.from({ length: 480 }, (_, index) => `f${index}`).join(' ')}`;
  const y = 'y'.repeat(9_000);

  it.each([
    ['a variable that doubles', `a=${y}; ${'a=$a$a; '.repeat(90)}`],
    ['a long word', `a=${y}; echo ${'$a'.repeat(5_000)}`],
    ['a long word for export', `a=${y}; export b=${'$a'.repeat(5_000)}`],
    ['patterns', `echo ${'* '.repeat(9_000)}`],
    ['searches of all files', `grep -r a ${'. '.repeat(9_000)}`],
    ['lists of all files', `ls -l ${'. '.repeat(9_000)}`],
    ['walks over all files', `find ${'. '.repeat(9_000)}`],
    ['a format for each argument', `a=${y}%s; printf "$a" *`],
    ['numbers', 'seq 20000 > n; '.repeat(90)],
    ['long numbers', `a=${'7'.repeat(9_000)}; echo $((${'a+'.repeat(480)}a))`],
    [
      'environments',
      `a=${y}; ${Array.from({ length: 40 }, (_, index) => `a${index}=$a; env > n; `).join('')}`,
    ],
  ])('kills %s', (_, command) => {
    const shell = open();
    shell.run(FILES);
    const { stderr, exitCode } = shell.run(command);
    expect([exitCode, stderr.slice(0, 7)]).toEqual([137, 'Killed\n']);
    expect(shell.run('echo on').stdout).toBe('on\n');
  });

  it.each([
    ['a long name of a file', `touch ${'a'.repeat(256)}`, 'File name too long'],
    ['a long path', `mkdir -p ${'a/'.repeat(3_000)}`, 'File name too long'],
    ['a long name for an output', `echo a > ${'a'.repeat(256)}`, 'File name too long'],
  ])('refuses %s', (_, command, message) => {
    expect(ran(command)).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(message) });
  });

  it('counts negations without going deeper', () => {
    expect(ran(`test ${'! '.repeat(9_000)}a && echo even`).stdout).toBe('even\n');
    expect(ran(`test ${'! '.repeat(9_001)}a || echo odd`).stdout).toBe('odd\n');
  });

  it('reads lines that are empty but for the last once', () => {
    const files = [{ name: 'n', content: { text: `${'\n'.repeat(150_000)}x` } }];
    const shell = createSandboxes().open({ files, memory: 4, clock });
    expect(shell.run('echo "$(cat n)" | wc -l').stdout).toBe('150001\n');
  });

  it('has variables with the names of members of objects', () => {
    expect(ran('__proto__=5; constructor=6; echo $__proto__ $constructor $toString.').stdout).toBe('5 6 .\n');
    expect(ran('__proto__').exitCode).toBe(127);
  });

  it('has files that there is no room for, or with long names', () => {
    const text = 'a'.repeat(600_000);
    const files = ['one', 'two', `${'b'.repeat(300)}.txt`].map((name) => ({ name, content: { text } }));
    const shell = createSandboxes().open({ files, memory: 4, clock });
    expect(shell.run('ls').stdout).toBe(`${'b'.repeat(251)}.txt\none\ntwo\n`);
    expect(shell.run('wc -c one').stdout).toBe('600000 one\n');
    expect(shell.run('wc -c two').stderr).toBe('wc: two: cannot read a binary file\n');
  });
});

it('sets variables to what variables, commands and quotations stand for', () => {
  expect(ran('A=1; B="$A 2"; C=$(pwd)/x=y; echo "$B" $C').stdout).toBe('1 2 /mnt/data/x=y\n');
});
