"""The OpenAI Agents SDK's quick start, tools, output types, handoffs, agents as tools, streams and sessions.

It uses the Responses API by default.
"""

from agents import Agent, ItemHelpers, OpenAIConversationsSession, Runner, SQLiteSession, function_tool
from agents.memory import OpenAIResponsesCompactionSession
from harness import equal, facts, has, quickstart
from openai import AsyncOpenAI
from openai.types.responses import ResponseTextDeltaEvent
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


def airline():
    """The agents of the SDK's customer service example, and the seats that they book."""
    seats = []

    @function_tool(name_override="faq_lookup_tool", description_override="Lookup frequently asked questions.")
    async def faq_lookup_tool(question: str) -> str:
        return f"You are allowed to bring one bag on the plane. It must be under {facts['degrees']} pounds."

    @function_tool
    async def update_seat(confirmation_number: str, new_seat: str) -> str:
        """
        Update the seat for a given confirmation number.

        Args:
            confirmation_number: The confirmation number for the flight.
            new_seat: The new seat to update to.
        """
        seats.append((confirmation_number, new_seat))
        return f"Updated seat to {new_seat} for confirmation number {confirmation_number}"

    faq_agent = Agent(
        name="FAQ Agent",
        handoff_description="A helpful agent that can answer questions about the airline.",
        instructions="Use the faq lookup tool to answer the question. Do not rely on your own knowledge.",
        tools=[faq_lookup_tool],
    )
    seat_booking_agent = Agent(
        name="Seat Booking Agent",
        handoff_description="A helpful agent that can update a seat on a flight.",
        instructions="Use the update seat tool to update the seat on the flight.",
        tools=[update_seat],
    )
    triage_agent = Agent(
        name="Triage Agent",
        instructions="You are a helpful triaging agent. You can use your tools to delegate questions to other agents.",
        handoffs=[faq_agent, seat_booking_agent],
    )
    return triage_agent, seats


SEAT_REQUEST = f"Please change my seat on the flight to 12A. My confirmation number is {facts['code']}."


@quickstart("handoff to an agent with a tool")
async def handoff_to_an_agent_with_a_tool():
    triage_agent, seats = airline()
    result = await Runner.run(triage_agent, SEAT_REQUEST)
    equal(result.last_agent.name, "Seat Booking Agent")
    equal(seats, [(facts["code"], "12A")])
    has(result.final_output, "seat")


@quickstart("streamed text")
async def streamed_text():
    agent = Agent(name="Joker", instructions="You are a helpful assistant.")
    result = Runner.run_streamed(agent, input=f"Please tell me a joke about {facts['name']}.")
    deltas = []
    async for event in result.stream_events():
        if event.type == "raw_response_event" and isinstance(event.data, ResponseTextDeltaEvent):
            deltas.append(event.data.delta)
    assert len(deltas) > 1, deltas
    equal("".join(deltas), result.final_output)


@quickstart("streamed handoff with a tool")
async def streamed_handoff_with_a_tool():
    triage_agent, seats = airline()
    result = Runner.run_streamed(triage_agent, SEAT_REQUEST)
    names, agents, messages = [], [], []
    async for event in result.stream_events():
        if event.type == "agent_updated_stream_event":
            agents.append(event.new_agent.name)
        elif event.type == "run_item_stream_event":
            names.append(event.name)
            if event.name == "message_output_created":
                messages.append(ItemHelpers.text_message_output(event.item))
    equal(agents, ["Triage Agent", "Seat Booking Agent"])
    calls = [name for name in names if name not in ("message_output_created", "reasoning_item_created")]
    equal(calls, ["handoff_requested", "handoff_occured", "tool_called", "tool_output"])
    equal(seats, [(facts["code"], "12A")])
    equal(messages[-1], result.final_output)


@quickstart("conversation session")
async def conversation_session():
    @function_tool
    def get_weather(city: str) -> str:
        """Get the current weather information for a specified city."""
        return f"{facts['degrees']} degrees, sunny with wind"

    agent = Agent(name="Assistant", instructions="Reply very concisely.", tools=[get_weather])
    session = OpenAIConversationsSession()
    await Runner.run(agent, f"My name is {facts['name']} and I live in {facts['town']}.", session=session)
    result = await Runner.run(agent, f"What's the weather in {facts['town']}?", session=session)
    has(result.final_output, facts["degrees"])
    result = Runner.run_streamed(agent, "What is my name?", session=session)
    async for _ in result.stream_events():
        pass
    has(result.final_output, facts["name"])
    again = OpenAIConversationsSession(conversation_id=session.session_id)
    items = await again.get_items()
    questions = [item for item in items if item.get("role") == "user"]
    equal(len(questions), 3)
    calls = [item["call_id"] for item in items if item["type"] == "function_call"]
    equal([item["call_id"] for item in items if item["type"] == "function_call_output"], calls)
    equal(len(calls), 1)
    equal((await session.pop_item())["id"], items[-1]["id"])
    equal(len(await again.get_items()), len(items) - 1)
    await session.clear_session()


@quickstart("compaction session")
async def compaction_session():
    agent = Agent(name="Assistant", instructions="Reply very concisely.")
    session = OpenAIResponsesCompactionSession(
        "compacted",
        SQLiteSession("compacted"),
        should_trigger_compaction=lambda context: len(context["compaction_candidate_items"]) >= 2,
    )
    await Runner.run(agent, f"My name is {facts['name']} and I live in {facts['town']}.", session=session)
    await Runner.run(agent, "Tell me a joke.", session=session)
    await Runner.run(agent, "Another one, please.", session=session)
    has([item.get("type") for item in await session.get_items()], "compaction")
    result = await Runner.run(agent, "What is my name?", session=session)
    has(result.final_output, facts["name"])


@quickstart("conversation kept by the server")
async def conversation_kept_by_the_server():
    agent = Agent(name="Assistant", instructions="Reply very concisely.")
    conversation = await AsyncOpenAI().conversations.create()
    await Runner.run(agent, f"My name is {facts['name']}.", conversation_id=conversation.id)
    result = await Runner.run(agent, "What is my name?", conversation_id=conversation.id)
    has(result.final_output, facts["name"])


@quickstart("chained responses")
async def chained_responses():
    agent = Agent(name="Assistant", instructions="Reply very concisely.")
    first = await Runner.run(agent, f"My name is {facts['name']}.", auto_previous_response_id=True)
    result = await Runner.run(agent, "What is my name?", previous_response_id=first.last_response_id)
    has(result.final_output, facts["name"])
