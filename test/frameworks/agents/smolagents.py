"""The guided tour of smolagents: a code agent, whose tool calls are Python, and an agent that calls tools by JSON."""

import os

from harness import facts, has, quickstart
from smolagents import CodeAgent, OpenAIModel, ToolCallingAgent, tool

FRAMEWORK = "smolagents"
PACKAGE = "smolagents"


def model():
    return OpenAIModel(
        model_id="gpt-4o", api_base=os.environ["OPENAI_BASE_URL"], api_key=os.environ["OPENAI_API_KEY"]
    )


@tool
def get_weather(location: str, celsius: bool = False) -> str:
    """
    Get the current weather at the given location.

    Args:
        location: the location
        celsius: whether to use Celsius for temperature
    """
    return f"The weather in {location} is sunny with temperatures around {facts['degrees']} degrees."


@quickstart("CodeAgent")
def code_agent():
    agent = CodeAgent(tools=[], model=model(), max_steps=5)
    has(agent.run("Calculate the sum of numbers from 1 to 10"), "55")


@quickstart("CodeAgent with a tool")
def code_agent_with_a_tool():
    agent = CodeAgent(tools=[get_weather], model=model(), max_steps=5)
    has(agent.run(f"What's the weather like in {facts['town']}?"), facts["degrees"], facts["town"])


@quickstart("ToolCallingAgent")
def tool_calling_agent():
    agent = ToolCallingAgent(tools=[get_weather], model=model(), max_steps=5)
    has(agent.run(f"What's the weather like in {facts['town']}?"), facts["degrees"], facts["town"])
    assert agent.memory.steps[-1].step_number <= 2, "more turns than needed"
