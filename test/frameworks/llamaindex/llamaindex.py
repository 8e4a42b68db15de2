"""LlamaIndex's starter examples: a query engine over documents, agents with tools, a structured model."""

from harness import equal, facts, has, quickstart
from llama_index.core import Document, Settings, VectorStoreIndex
from llama_index.core.agent.workflow import AgentWorkflow, FunctionAgent, ReActAgent
from llama_index.core.workflow import Context
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.llms.openai import OpenAI
from pydantic import BaseModel

FRAMEWORK = "LlamaIndex Python"
PACKAGE = "llama-index-core"

Settings.llm = OpenAI(model="gpt-4o-mini")
Settings.embed_model = OpenAIEmbedding()


def multiply(a: float, b: float) -> float:
    """Useful for multiplying two numbers."""
    return a * b


@quickstart("query engine")
def query_engine():
    documents = [
        Document(text=f"The capital of {facts['country']} is {facts['town']}."),
        Document(text=f"{facts['company']} was founded by {facts['fullName']} in a garage."),
        Document(text="The warranty lasts three years."),
    ]
    engine = VectorStoreIndex.from_documents(documents).as_query_engine()
    has(engine.query(f"What is the capital of {facts['country']}?"), facts["town"])
    has(engine.query(f"Who founded {facts['company']}?"), facts["fullName"])


@quickstart("FunctionAgent")
async def function_agent():
    agent = FunctionAgent(
        tools=[multiply],
        llm=OpenAI(model="gpt-4o-mini"),
        system_prompt="You are a helpful assistant that can multiply two numbers.",
    )
    response = await agent.run(f"What is {facts['age']} * {facts['factor']}?")
    has(response, facts["age"] * facts["factor"])


@quickstart("FunctionAgent with memory")
async def memory():
    agent = FunctionAgent(tools=[multiply], llm=OpenAI(model="gpt-4o-mini"))
    context = Context(agent)
    await agent.run(f"My name is {facts['name']}", ctx=context)
    has(await agent.run("What is my name?", ctx=context), facts["name"])


@quickstart("ReActAgent")
async def react_agent():
    called = []

    def get_weather(city: str) -> str:
        """Get the current weather of a city."""
        called.append(city)
        return f"It is {facts['degrees']} degrees in {city}."

    agent = ReActAgent(tools=[get_weather, multiply], llm=OpenAI(model="gpt-4o-mini"))
    response = await agent.run(f"What is the weather in {facts['town']}?")
    equal(called, [facts["town"]])
    has(response, facts["degrees"])


@quickstart("hand-off in a workflow")
async def handoff():
    def add(a: int, b: int) -> int:
        """Add two numbers."""
        return a + b

    def subtract(a: int, b: int) -> int:
        """Subtract two numbers."""
        return a - b

    llm = OpenAI(model="gpt-4o-mini")
    calculator_agent = FunctionAgent(
        name="calculator",
        description="Performs basic arithmetic operations",
        system_prompt="You are a calculator assistant.",
        tools=[add, subtract],
        llm=llm,
    )
    retriever_agent = FunctionAgent(
        name="retriever",
        description="Manages data retrieval",
        system_prompt="You are a retrieval assistant.",
        tools=[],
        llm=llm,
        can_handoff_to=["calculator"],
    )
    workflow = AgentWorkflow(agents=[calculator_agent, retriever_agent], root_agent="retriever")
    response = await workflow.run(user_msg=f"Can you add {facts['age']} and {facts['otherAge']}?")
    equal(response.current_agent_name, "calculator")
    has(response, facts["age"] + facts["otherAge"])


@quickstart("structured output")
def structured_output():
    class Song(BaseModel):
        """Data model for a song."""

        title: str
        length_seconds: int

    llm = OpenAI(model="gpt-4o-mini").as_structured_llm(Song)
    response = llm.complete(f"The song is called {facts['town']} and is {facts['degrees']} seconds long.")
    equal(response.raw, Song(title=facts["town"], length_seconds=facts["degrees"]))
