import type { Sandbox, SandboxFile } from '../../../../engine/ports/sandbox.ts';
import type { FunctionTool, HostedCall, HostedRun, Turn } from '../../../../engine/request.ts';
import { invalid } from '../../invalid.ts';
import { malformedId } from '../../object-id.ts';
import type { ToolEnvironment } from '../schema/containers.ts';
import { type CommandRun, shellText } from './shell-history.ts';
import type { ToolScope } from './tool-kind.ts';

/** What the model writes to call a shell. */
export interface WrittenCommands {
  readonly commands: readonly string[];
  readonly timeout_ms?: number;
  readonly max_output_length?: number;
}

/** The schema of {@link WrittenCommands}. */
export const SHELL_PARAMETERS = {
  type: 'object',
  properties: {
    commands: { type: 'array', items: { type: 'string' } },
    timeout_ms: { type: 'integer' },
    max_output_length: { type: 'integer' },
  },
  required: ['commands'],
};

type Hosted = Exclude<ToolEnvironment, { readonly type: 'local' }>;

/**
 * Checks where commands are to run: containers have no network and no skills.
 *
 * @throws Fault that names the member
 */
export function checkEnvironment(environment: ToolEnvironment | undefined, at: string): void {
  if (environment?.type === 'container_reference') {
    const fault = malformedId(`${at}.container_id`, environment.container_id, 'cntr_');
    if (fault) throw fault;
  }
  if (environment?.type !== 'container_auto') return;
  if (environment.network_policy?.type === 'allowlist') {
    throw invalid(
      `${at}.network_policy`,
      `Invalid '${at}.network_policy': simulated containers have no network. Use the type 'disabled', or leave it out.`,
      'unsupported_value',
    );
  }
  if (environment.skills && environment.skills.length > 0) {
    throw invalid(
      `${at}.skills`,
      `Invalid '${at}.skills': skills are not simulated in containers. Leave them out, or use the environment 'local'.`,
      'unsupported_value',
    );
  }
}

/** The files that are in a container. */
export function fileIdsOf(environment: ToolEnvironment | undefined): readonly string[] {
  return environment?.type === 'container_auto' ? (environment.file_ids ?? []) : [];
}

/** Characters of an output that are kept if the model says nothing about it. */
const LONGEST_OUTPUT = 20_000;
/** Milliseconds after which commands are stopped if the model says nothing about it. */
const TIMEOUT = 60_000;
/** Earlier commands of a conversation that are run again to find its container as they left it. */
const MOST_EARLIER = 50;

/**
 * A shell in a container. It is opened at the first call and kept for the response; one that is referred to is found as the commands of
 * the conversation have left it.
 */
export function hostedShell(environment: Hosted, scope: ToolScope): FunctionTool {
  const { ids, clock, turns } = scope.services;
  const containerId =
    environment.type === 'container_reference' ? environment.container_id : ids.hex('cntr_');
  let opening: Promise<Sandbox> | undefined;
  const open = async (): Promise<Sandbox> => {
    const sandboxes = await scope.services.sandboxes();
    const auto = environment.type === 'container_auto' ? environment : undefined;
    const files = fileIdsOf(environment).flatMap((id): SandboxFile[] => {
      const file = scope.files.get(id);
      return file ? [{ name: file.name ?? id, content: file.content }] : [];
    });
    const sandbox = sandboxes.open({ files, memory: Number.parseInt(auto?.memory_limit ?? '1', 10), clock });
    if (auto) return sandbox;
    for (const command of earlierCommands(scope.turns, containerId)) {
      const pause = turns.pause(scope.call.abort);
      if (pause) await pause;
      sandbox.run(command);
    }
    return sandbox;
  };
  return {
    kind: 'function',
    native: 'shell',
    name: 'shell',
    description: 'Runs commands in a shell in a container without network. Files are in /mnt/data.',
    parameters: SHELL_PARAMETERS,
    strict: false,
    run: async (call) => {
      opening ??= open();
      const pause = () => turns.pause(call.abort);
      return runIn(await opening, { containerId, callId: ids.next('call_', 24), pause }, call);
    },
  };
}

interface Place {
  readonly containerId: string;
  readonly callId: string;
  /** A promise if it is time to give way. */
  readonly pause: () => Promise<void> | undefined;
}

async function runIn(
  sandbox: Sandbox,
  { containerId, callId, pause }: Place,
  { input }: HostedCall,
): Promise<HostedRun> {
  const written = JSON.parse(input) as WrittenCommands;
  const { commands, timeout_ms: timeout, max_output_length: longestOutput } = written;
  const most = longestOutput ?? LONGEST_OUTPUT;
  const outputs: CommandRun[] = [];
  let left = timeout ?? TIMEOUT;
  let duration = 0;
  for (const command of commands) {
    const due = pause();
    if (due) await due;
    const {
      stdout,
      stderr,
      exitCode,
      duration: own,
    } = left > 0 ? sandbox.run(command) : { stdout: '', stderr: '', exitCode: 0, duration: 0 };
    duration += Math.min(own, left);
    left -= own;
    outputs.push(
      left > 0
        ? { stdout: stdout.slice(0, most), stderr: stderr.slice(0, most), exitCode }
        : { stdout: '', stderr: '' },
    );
  }
  const limits = {
    ...(timeout !== undefined && { timeout }),
    ...(longestOutput !== undefined && { longestOutput }),
  };
  return {
    works: [
      {
        work: { tool: 'shell', callId, containerId, commands, ...limits },
        stages: [{ name: 'written', after: 0 }],
      },
      {
        work: {
          tool: 'shell-output',
          callId,
          outputs,
          ...(longestOutput !== undefined && { longestOutput }),
        },
        stages: [{ name: 'completed', after: duration }],
      },
    ],
    read: [{ kind: 'text', text: shellText(outputs) }],
  };
}

/** What has been run in a container, by the model or by its programs. */
function earlierCommands(turns: readonly Turn[], containerId: string): string[] {
  const all = turns.flatMap(({ toolCalls = [] }) =>
    toolCalls.flatMap((call) => [call, ...(call.made ?? [])]),
  );
  const calls = all.filter(({ native, container }) => native === 'shell' && container === containerId);
  return calls
    .slice(-MOST_EARLIER)
    .flatMap(({ input }) => (JSON.parse(input) as WrittenCommands).commands)
    .slice(-MOST_EARLIER);
}
