"""CrewAI's quick start: a crew of a researcher and a writer, a tool, and structured output."""

from crewai import LLM, Agent, Crew, Process, Task
from crewai.tools import tool
from harness import equal, facts, has, quickstart
from pydantic import BaseModel

FRAMEWORK = "CrewAI"
PACKAGE = "crewai"


def agent(model="openai/gpt-4o-mini", **options):
    return Agent(
        role="Senior Data Researcher",
        goal="Uncover cutting-edge developments",
        backstory="You're a seasoned researcher with a knack for uncovering the latest developments.",
        llm=LLM(model=model),
        **options,
    )


@quickstart("crew of two tasks")
def crew():
    researcher = agent()
    research = Task(
        description=f"State what is known: {facts['company']} was founded by {facts['fullName']}.",
        expected_output="One sentence that names the founder",
        agent=researcher,
    )
    report = Task(
        description=f"Answer from the context: who founded {facts['company']}?",
        expected_output="The name of the founder",
        agent=researcher,
        context=[research],
    )
    result = Crew(agents=[researcher], tasks=[research, report], process=Process.sequential).kickoff()
    has(result.raw, facts["fullName"])


def weather(model):
    cities = []

    @tool("get_weather")
    def get_weather(city: str) -> str:
        """Get the current weather of a city."""
        cities.append(city)
        return f"It is {facts['degrees']} degrees in {city}."

    researcher = agent(model, tools=[get_weather])
    task = Task(
        description=f"What is the weather in {facts['town']}?", expected_output="The temperature", agent=researcher
    )
    result = Crew(agents=[researcher], tasks=[task]).kickoff()
    equal(cities, [facts["town"]])
    has(result.raw, facts["degrees"])


@quickstart("agent with a tool")
def with_a_tool():
    weather("openai/gpt-4o-mini")


# It does not use the function calling of models that it takes for o1.
@quickstart("agent with a tool, by text")
def with_a_tool_by_text():
    weather("openai/o1")


@quickstart("structured output")
def structured_output():
    class Person(BaseModel):
        name: str
        age: int

    researcher = agent()
    task = Task(
        description=f"Extract the person: {facts['name']} is {facts['age']} years old.",
        expected_output="The name and the age of the person",
        agent=researcher,
        output_pydantic=Person,
    )
    result = Crew(agents=[researcher], tasks=[task]).kickoff()
    equal(result.pydantic.model_dump(), {"name": facts["name"], "age": facts["age"]})
