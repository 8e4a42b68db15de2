import type { AgentCallWork, AgentMessageWork, AgentResultWork } from '../../../../engine/ports/work.ts';
import type { WorkForm } from './work-encoder.ts';

/** What agents do about each other has no events of its own: the items are added and done. */

/** An agent starts another one, or waits for others. */
export const agentCallForm: WorkForm<AgentCallWork> = {
  type: 'multi_agent_call',
  begin: ({ callId, action }) => ({ call_id: callId, action, arguments: '' }),
  encoder: (_, { item }) => ({
    input: (text) => {
      item.arguments = `${item.arguments}${text}`;
      return [];
    },
    end: () => [],
  }),
};

export const agentResultForm: WorkForm<AgentResultWork> = {
  type: 'multi_agent_call_output',
  begin: ({ callId, action }) => ({ call_id: callId, action, output: [] }),
  encoder: ({ output }, { item }) => ({
    end: (isWhole) => {
      if (isWhole) item.output = [{ type: 'output_text', text: output, annotations: [], logprobs: [] }];
      return [];
    },
  }),
};

/** A message from one agent to another, which clients cannot read. */
export const agentMessageForm: WorkForm<AgentMessageWork> = {
  type: 'agent_message',
  begin: ({ author, recipient, sealed }) => ({
    author,
    recipient,
    content: [{ type: 'encrypted_content', encrypted_content: sealed }],
  }),
  encoder: () => ({ end: () => [] }),
};
