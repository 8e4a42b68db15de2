import type { CodeRun } from '../../../../engine/ports/code-runner.ts';
import type { CodeWork } from '../../../../engine/ports/work.ts';
import type { HostedCall, HostedRun, Part } from '../../../../engine/request.ts';
import { toMediaFault } from '../../media-fault.ts';
import { malformedId } from '../../object-id.ts';
import type { InputItem } from '../schema/items.ts';
import type { CodeInterpreterTool } from '../schema/tools.ts';
import { callersOf } from './callers.ts';
import type { Recall } from './recall.ts';
import type { ToolKind, ToolServices } from './tool-kind.ts';

/** What the model calls. */
const CODE_INTERPRETER = 'code_interpreter';

/** Code that the model writes and the platform runs in a container, with the files in it. */
export const codeInterpreterKind: ToolKind<'code_interpreter'> = {
  name: CODE_INTERPRETER,
  check: ({ container }, at) => {
    if (typeof container !== 'string') return;
    const fault = malformedId(`${at}.container`, container, 'cntr_');
    if (fault) throw fault;
  },
  fileIds: (tool) => ({ member: 'container.file_ids', ids: fileIdsOf(tool) }),
  declare: (tool, { items, files, services }) => {
    const { container } = tool;
    const containerId =
      typeof container === 'string' ? container : (latestContainer(items) ?? services.ids.hex('cntr_'));
    return {
      files: [...new Set(fileIdsOf(tool))].flatMap((id) => files.get(id) ?? []),
      tools: [
        {
          kind: 'function',
          native: 'code-interpreter',
          name: CODE_INTERPRETER,
          description: '',
          strict: false,
          ...callersOf(tool),
          run: (call) => run(call, containerId, services),
        },
      ],
    };
  },
};

function fileIdsOf({ container }: CodeInterpreterTool): readonly string[] {
  return typeof container === 'string' ? [] : (container.file_ids ?? []);
}

/** What the model reads of a call: what its code has printed. */
function codeResult(logs: readonly string[]): Part[] {
  const text = logs.join('\n');
  return text === '' ? [] : [{ kind: 'text', text }];
}

/** A conversation goes on in the container that it has. */
function latestContainer(items: readonly InputItem[]): string | undefined {
  const call = items.findLast((item) => item.type === 'code_interpreter_call');
  return call && !malformedId('', call.container_id, 'cntr_') ? call.container_id : undefined;
}

async function run(call: HostedCall, containerId: string, services: ToolServices): Promise<HostedRun> {
  const { logs, isFailed, charts } = services.codeRunner.run(call.input, call.request);
  const outputs: CodeWork['outputs'][number][] = logs === '' ? [] : [{ kind: 'logs', logs }];
  for (const chart of charts) outputs.push({ kind: 'image', url: await drawn(chart, call, services) });
  return {
    works: [
      {
        work: { tool: 'code-interpreter', containerId, code: call.input, outputs, isFailed },
        stages: [
          { name: 'interpreting', after: call.random.between(40, 120) },
          { name: 'completed', after: call.random.between(300, 900) },
        ],
      },
    ],
    read: codeResult(logs === '' ? [] : [logs]),
    sources: charts.map(({ filename }) => ({
      source: { fileId: services.ids.hex('cfile_'), filename, containerId },
      passage: '',
    })),
  };
}

/** Pixels of a chart, as `figsize=(8, 5)` makes them. */
const WIDTH = 800;
const HEIGHT = 500;

async function drawn(
  chart: CodeRun['charts'][number],
  { abort }: HostedCall,
  { renderer }: ToolServices,
): Promise<string> {
  try {
    const job = { chart, width: WIDTH, height: HEIGHT, output: { format: 'png' } } as const;
    const png = await renderer.chart(job, abort);
    return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
  } catch (error) {
    throw toMediaFault(error);
  }
}

export const recallCode: Recall<'code_interpreter_call'> = (item, to) => {
  const { id = to.newId('hosted'), code, outputs } = item;
  to.call({ id, kind: 'function', name: CODE_INTERPRETER, input: code ?? '' });
  const logs = outputs?.flatMap((output) => (output.type === 'logs' ? [output.logs] : []));
  to.result(id, codeResult(logs ?? []));
};
