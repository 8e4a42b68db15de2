import { describe, expect, it } from 'vitest';
import { agentsIn, agentTool } from './agents.ts';
import type { Turn } from './request.ts';

let calls = 0;

/** A call about agents with its result. */
function acted(action: string, input: object, result = '{}'): Turn[] {
  const id = `call_${calls++}`;
  const call = { id, kind: 'function', name: agentTool(action), native: 'agents' } as const;
  return [
    { role: 'assistant', parts: [], toolCalls: [{ ...call, input: JSON.stringify(input) }] },
    { role: 'tool', toolCallId: id, parts: [{ kind: 'text', text: result }] },
  ];
}

const user: Turn = { role: 'user', parts: [{ kind: 'text', text: 'Go on' }] };
const spawned = acted('spawn_agent', { task_name: 'a', message: 'Read' });

describe('the agents of a conversation', () => {
  it.each<[string, readonly Turn[], readonly object[]]>([
    ['are none at first', [user], []],
    ['are at work when they have been started', spawned, [{ name: '/root/a', task: 'Read', isAtWork: true }]],
    ['rest when they have been waited for', [...spawned, ...acted('wait_agent', {})], [{ isAtWork: false }]],
    ['rest when somebody asks something else', [...spawned, user], [{ isAtWork: false }]],
    [
      'are given other tasks',
      [...spawned, user, ...acted('followup_task', { target: '/root/a', message: 'Write' })],
      [{ name: '/root/a', task: 'Write', isAtWork: true }],
    ],
    [
      'are not started if that was refused',
      acted('spawn_agent', { task_name: 'b' }, '{"error":"All agents are at work"}'),
      [],
    ],
    ['are not those of other tools', [{ role: 'tool', toolCallId: 'x', parts: [] }], []],
  ])('%s', (_, turns, agents) => {
    expect(agentsIn(turns)).toMatchObject(agents);
    expect(agentsIn(turns)).toHaveLength(agents.length);
  });

  it('are not found in what is no JSON', () => {
    const [asked, told] = spawned as [Turn, Turn];
    const toolCalls = asked.toolCalls?.map((call) => ({ ...call, input: 'a task' }));
    expect(agentsIn([{ role: 'assistant', parts: [], ...(toolCalls && { toolCalls }) }, told])).toEqual([]);
  });
});
