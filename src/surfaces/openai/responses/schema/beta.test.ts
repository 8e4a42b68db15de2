import type { TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import type { Fault, FaultDetail } from '../../../../kernel/fault.ts';
import { validate } from '../../../../kernel/steps/validate.ts';
import { BetaCreateResponseRequest } from './beta.ts';
import { itemExamples } from './item-examples.cases.ts';
import { CreateResponseRequest } from './request.ts';

/** What requests to `?beta=true` can contain, and others cannot. */

function refusal(schema: TSchema, body: object): FaultDetail | undefined {
  try {
    validate(schema, { model: 'gpt-6-sol', ...body });
    return undefined;
  } catch (error) {
    return (error as Fault).detail;
  }
}

const agent = { agent_name: 'researcher' };

describe('an item of an agent', () => {
  it.each(Object.entries(itemExamples))('may be a %s, with the name of the agent', (_, { full }) => {
    const body = { input: [{ ...full, agent }] };
    expect(refusal(BetaCreateResponseRequest, body)).toBeUndefined();
    expect(refusal(CreateResponseRequest, body)).toEqual({
      kind: 'unknown_parameter',
      param: 'input[0].agent',
    });
    expect(refusal(BetaCreateResponseRequest, { input: [{ ...full, agent: { name: 'x' } }] })).toMatchObject({
      param: 'input[0].agent.agent_name',
    });
  });

  it.each([
    {
      type: 'agent_message',
      author: 'a',
      recipient: 'b',
      content: [
        { type: 'input_text', text: 'x' },
        { type: 'encrypted_content', encrypted_content: 'abc' },
      ],
    },
    { type: 'multi_agent_call', call_id: 'call_1', action: 'spawn_agent', arguments: '{}' },
    {
      type: 'multi_agent_call_output',
      call_id: 'call_1',
      action: 'wait_agent',
      output: [{ type: 'output_text', text: 'x' }],
    },
  ])('may be $type', (item) => {
    expect(refusal(BetaCreateResponseRequest, { input: [{ ...item, agent: null }] })).toBeUndefined();
    expect(refusal(BetaCreateResponseRequest, { input: [{ ...item, surprise: 1 }] })).toEqual({
      kind: 'unknown_parameter',
      param: 'input[0].surprise',
    });
    expect(refusal(CreateResponseRequest, { input: [item] })).toMatchObject({
      kind: 'invalid_choice',
      param: 'input[0]',
      given: item.type,
    });
  });

  it('is among the types that an error lists', () => {
    const fault = refusal(BetaCreateResponseRequest, { input: [{ type: 'thought' }] });
    const { allowed } = fault as Extract<FaultDetail, { kind: 'invalid_choice' }>;
    expect(allowed).toEqual([...allowed].sort());
    expect(allowed).toEqual(expect.arrayContaining(['agent_message', 'multi_agent_call', 'message']));
  });
});

it('settings of several agents are for them alone', () => {
  const body = { input: 'Hi', multi_agent: { enabled: true, max_concurrent_subagents: 2 } };
  expect(refusal(BetaCreateResponseRequest, body)).toBeUndefined();
  expect(refusal(CreateResponseRequest, body)).toMatchObject({ param: 'multi_agent' });
  expect(
    refusal(BetaCreateResponseRequest, { multi_agent: { enabled: true, max_concurrent_subagents: 0 } }),
  ).toMatchObject({ kind: 'out_of_range', param: 'multi_agent.max_concurrent_subagents' });
});
