"""The OpenAI Agents SDK's quick start, tools, output types, handoffs, agents as tools, streams and sessions.

It uses the Responses API by default.
"""

from agents import Agent, Runner, function_tool
from harness import equal, facts, has, quickstart
from pydantic import BaseModel

FRAMEWORK = "OpenAI Agents Python"
PACKAGE = "openai-agents"


@quickstart("hello world")
async def hello_world():
    agent = Agent(name="Assistant", instructions="You are a helpful assistant")
    result = await Runner.run(agent, "Write a haiku about recursion in programming.")
    assert result.final_output
    equal(len(result.final_output.strip().splitlines()), 3)


@quickstart("function tool")
async def tools():
    cities = []

    @function_tool
    def get_weather(city: str) -> str:
        cities.append(city)
        return f"The weather in {city} is sunny."

    agent = Agent(name="Hello world", instructions="You are a helpful agent.", tools=[get_weather])
    result = await Runner.run(agent, input=f"What's the weather in {facts['town']}?")
    equal(cities, [facts["town"]])
    has(result.final_output, "sunny", facts["town"])


@quickstart("output type")
async def output_type():
    class CalendarEvent(BaseModel):
        name: str
        date: str
        participants: list[str]

    agent = Agent(
        name="Calendar extractor", instructions="Extract calendar events from text", output_type=CalendarEvent
    )
    text = f"{facts['name']} and {facts['otherName']} meet for the Budget review on {facts['date']}."
    event = (await Runner.run(agent, text)).final_output
    has(event.name, "Budget review")
    equal(event.date in (facts["date"], facts["isoDate"]), True)
    equal(event.participants, [facts["name"], facts["otherName"]])


@quickstart("output type after a tool")
async def output_type_after_a_tool():
    class Weather(BaseModel):
        city: str
        temperature: int
        conditions: str

    @function_tool
    def get_weather(city: str) -> str:
        """Get the current weather information for a specified city."""
        return f"{facts['degrees']} degrees, sunny with wind"

    agent = Agent(name="Weather", instructions="You are a helpful agent.", tools=[get_weather], output_type=Weather)
    weather = (await Runner.run(agent, f"What's the weather in {facts['town']}?")).final_output
    equal((weather.city, weather.temperature), (facts["town"], facts["degrees"]))
    has(weather.conditions, "sunny")


@quickstart("handoff by topic")
async def handoff():
    history_tutor_agent = Agent(
        name="History Tutor",
        handoff_description="Specialist agent for historical questions",
        instructions="You answer history questions clearly and concisely.",
    )
    math_tutor_agent = Agent(
        name="Math Tutor",
        handoff_description="Specialist agent for math questions",
        instructions="You explain math step by step and include worked examples.",
    )
    triage_agent = Agent(
        name="Triage Agent",
        instructions="Route each homework question to the right specialist.",
        handoffs=[history_tutor_agent, math_tutor_agent],
    )
    result = await Runner.run(triage_agent, "Who was the first president of the United States?")
    equal(result.last_agent.name, "History Tutor")
    a, b = facts["age"], facts["otherAge"]
    result = await Runner.run(triage_agent, f"What is {a} times {b}?")
    equal(result.last_agent.name, "Math Tutor")
    has(result.final_output, a * b)


@quickstart("handoff by language")
async def handoff_by_language():
    spanish_agent = Agent(name="Spanish agent", instructions="You only speak Spanish.")
    english_agent = Agent(name="English agent", instructions="You only speak English")
    triage_agent = Agent(
        name="Triage agent",
        instructions="Handoff to the appropriate agent based on the language of the request.",
        handoffs=[spanish_agent, english_agent],
    )
    result = await Runner.run(triage_agent, input="Hola, ¿cómo estás?")
    equal(result.last_agent.name, "Spanish agent")


@quickstart("agents as tools")
async def agents_as_tools():
    spanish_agent = Agent(
        name="Spanish agent", instructions="You translate the user's message to Spanish"
    )
    french_agent = Agent(name="French agent", instructions="You translate the user's message to French")
    orchestrator_agent = Agent(
        name="orchestrator_agent",
        instructions=(
            "You are a translation agent. You use the tools given to you to translate."
            "If asked for multiple translations, you call the relevant tools."
        ),
        tools=[
            spanish_agent.as_tool(
                tool_name="translate_to_spanish", tool_description="Translate the user's message to Spanish"
            ),
            french_agent.as_tool(
                tool_name="translate_to_french", tool_description="Translate the user's message to French"
            ),
        ],
    )
    result = await Runner.run(orchestrator_agent, input="Say 'Hello, how are you?' in Spanish.")
    called = [item.raw_item.name for item in result.new_items if item.type == "tool_call_item"]
    equal(called, ["translate_to_spanish"])
    has(result.final_output, "hola")
