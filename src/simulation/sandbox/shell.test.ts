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
