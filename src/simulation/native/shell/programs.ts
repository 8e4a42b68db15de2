/** Programs that requests name without saying that they are programs. */
const PROGRAMS = new Set(
  (
    'ls cat echo pwd cd grep rg find head tail wc sort uniq date whoami id uname hostname uptime ps df du free env printenv ' +
    'touch mkdir rmdir rm cp mv ln chmod git npm npx pnpm yarn node deno bun python python3 pip pip3 pytest make cargo go ' +
    'rustc javac java ruby perl docker kubectl curl wget ping tar zip unzip sed awk cut tr seq printf which tree diff file ' +
    'stat test sleep bash sh true false yes jq tee nproc cal less lsof netstat ss ifconfig ip systemctl exit tsc vitest jest'
  ).split(' '),
);

/** Whether a text begins like a command: with a program or a path to one, or an assignment before it. */
export function isProgram(text: string): boolean {
  const [first = ''] = text.trim().split(/\s/, 1);
  return PROGRAMS.has(first) || /^\.{0,2}\/[\w./-]+$/.test(first) || /^[A-Z_]{1,40}=\S{0,200}$/.test(first);
}
