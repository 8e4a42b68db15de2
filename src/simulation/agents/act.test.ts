import { describe, expect, it } from 'vitest';
import { Effort } from '../../engine/effort.ts';
import { CARD } from '../../engine/models/card.cases.ts';
import type { Turn } from '../../engine/request.ts';
import { createTokenizers } from '../../engine/tokenizer/create-tokenizers.ts';
import { createRandom } from '../../runtime/random.ts';
import { createSimulatedGenerator } from '../simulated-generator.ts';

const tokenizer = await createTokenizers().load('o200k_base');
const generator = createSimulatedGenerator();

const turn = (role: Turn['role'], text: string): Turn => ({ role, parts: [{ kind: 'text', text }] });

function say(...turns: readonly Turn[]): string {
  return generator.compose({
    request: {
      model: CARD,
      turns,
      tools: [],
      toolChoice: { mode: 'auto' },
      parallelToolCalls: true,
      format: { kind: 'text' },
      choices: 1,
      limits: { minTokens: 0, ignoreEos: false, stop: [] },
      sampling: { temperature: 1, topP: 1, frequencyPenalty: 0, presencePenalty: 0, logitBias: new Map() },
      verbosity: 'medium',
    },
    choice: 0,
    random: createRandom(1),
    tokenizer,
    budget: { minimum: 0, maximum: 500 },
    effort: new Effort(),
  }).text!;
}

const REACT = `You have these tools:

get_weather(city: str) -> str - Weather of a city

Use this format:

Question: the question
Thought: what to do
Action: the action, one of [get_weather]
Action Input: the input to the action
Observation: the result
Thought: I now know the final answer
Final Answer: the answer

Begin!

Question: What is the weather in Paris?
Thought:`;

const BLOB = `Tools:

get_weather: Weather of a city, args: {"city": {"type": "string"}}

Use a JSON blob with the tool:
\`\`\`
{"action": $TOOL_NAME, "action_input": $INPUT}
\`\`\`
and for the end {"action": "Final Answer", "action_input": "the answer"}.`;

const CODE = `You solve tasks by Python code between <code> and </code>.
<code>
final_answer(5 + 3)
</code>
You can call these functions:
<code>
def get_weather(city: str) -> str:
    """Weather of a city.

    Args:
        city: The name of the city
    """

def final_answer(answer):
    """Ends the task."""
</code>`;

const FIELDS = `All interactions will be structured in the following way.

[[ ## question ## ]]
{question}

[[ ## trajectory ## ]]
{trajectory}

[[ ## next_thought ## ]]
{next_thought}

[[ ## next_tool_name ## ]]
{next_tool_name}

[[ ## next_tool_args ## ]]
{next_tool_args}

[[ ## completed ## ]]
In adhering to this structure, your objective is: Use the tools:
(1) get_weather, whose description is <desc>Weather of a city.</desc>. It takes arguments {'city': {'type': 'string'}}.
(2) finish, whose description is <desc>Ends the task.</desc>. It takes arguments {}.`;

const ASKED = 'What is the weather in Paris?';

describe('agents in text', () => {
  it('act by lines, and answer from the observation', () => {
    expect(say(turn('user', REACT))).toMatch(/^ .*\nAction: get_weather\nAction Input: Paris$/);
    const steps = ' I look.\nAction: get_weather\nAction Input: Paris\nObservation: 21 degrees\nThought:';
    expect(say(turn('user', REACT + steps))).toMatch(/^ .*\nFinal Answer: .*\b21\b/);
  });

  it('act by JSON', () => {
    const call = say(turn('system', BLOB), turn('user', ASKED));
    expect(JSON.parse(/\{[\s\S]*\}/.exec(call)![0])).toEqual({
      action: 'get_weather',
      action_input: { city: 'Paris' },
    });
    const steps = `${ASKED}\n\nAction:\n${JSON.stringify({ action: 'get_weather', action_input: { city: 'Paris' } })}\nObservation: 21 degrees\nThought: `;
    const end = JSON.parse(/\{[\s\S]*\}/.exec(say(turn('system', BLOB), turn('user', steps)))![0]) as Record<
      string,
      string
    >;
    expect(end.action).toBe('Final Answer');
    expect(end.action_input).toContain('21');
  });

  it('act by code', () => {
    const task = turn('user', ASKED);
    const first = say(turn('system', CODE), task);
    expect(first).toContain('<code>\nresult = get_weather(city="Paris")\nprint(result)\n</code>');
    const last = say(turn('system', CODE), task, turn('assistant', first), turn('user', 'Observation:\n21'));
    expect(last).toContain('<code>\nfinal_answer(21)\n</code>');
  });

  it('act by fields', () => {
    const input = (trajectory: string): Turn =>
      turn(
        'user',
        `[[ ## question ## ]]\n${ASKED}\n\n[[ ## trajectory ## ]]\n${trajectory}\n\nRespond with the fields.`,
      );
    expect(say(turn('system', FIELDS), input(''))).toMatch(
      /\[\[ ## next_tool_name ## \]\]\nget_weather\n\n\[\[ ## next_tool_args ## \]\]\n\{"city":"Paris"\}\n\n\[\[ ## completed ## \]\]\n$/,
    );
    const made =
      '[[ ## thought_0 ## ]]\nI look.\n\n[[ ## tool_name_0 ## ]]\nget_weather\n\n[[ ## tool_args_0 ## ]]\n{"city": "Paris"}\n\n[[ ## observation_0 ## ]]\n21 degrees';
    expect(say(turn('system', FIELDS), input(made))).toContain('next_tool_name ## ]]\nfinish\n');
  });

  it('are not seen in other requests', () => {
    expect(say(turn('user', 'What is an action? Action: a thing that is done.'))).not.toContain(
      'Action Input',
    );
  });
});
