"""LangChain's front page, and its guides to structured output, tool calling, retrieval and the Responses API."""

from harness import equal, facts, has, quickstart
from langchain.agents import create_agent
from langchain.agents.structured_output import ToolStrategy
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough
from langchain_core.tools import tool
from langchain_core.vectorstores import InMemoryVectorStore
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel, Field

FRAMEWORK = "LangChain Python"
PACKAGE = "langchain"


@quickstart("agent with a tool")
def agent():
    cities = []

    def get_weather(city: str) -> str:
        """Get weather for a given city."""
        cities.append(city)
        return f"It's always sunny in {city}!"

    agent = create_agent(
        model="openai:gpt-5.2",
        tools=[get_weather],
        system_prompt="You are a helpful assistant",
    )
    result = agent.invoke({"messages": [{"role": "user", "content": f"what is the weather in {facts['town']}"}]})
    equal(cities, [facts["town"]])
    has(result["messages"][-1].text, "sunny", facts["town"])


@quickstart("structured output by a tool")
def tool_strategy():
    class ContactInfo(BaseModel):
        """Contact information for a person."""

        name: str = Field(description="The name of the person")
        email: str = Field(description="The email address of the person")
        phone: str = Field(description="The phone number of the person")

    agent = create_agent(model="openai:gpt-5.2", response_format=ToolStrategy(ContactInfo))
    result = agent.invoke(
        {
            "messages": [
                {
                    "role": "user",
                    "content": f"Extract contact info from: {facts['fullName']}, {facts['email']}, (555) 123-4567",
                }
            ]
        }
    )
    expected = ContactInfo(name=facts["fullName"], email=facts["email"], phone="(555) 123-4567")
    equal(result["structured_response"], expected)


@quickstart("JSON mode")
def json_mode():
    llm = ChatOpenAI(model="gpt-4o-mini")
    structured_llm = llm.with_structured_output(None, method="json_mode")
    joke = structured_llm.invoke("Tell me a joke about cats, respond in JSON with `setup` and `punchline` keys")
    equal(sorted(joke), ["punchline", "setup"])
    assert all(isinstance(text, str) and text for text in joke.values()), joke


@quickstart("two tool calls")
def parallel_calls():
    @tool
    def add(a: int, b: int) -> int:
        """Adds a and b."""
        return a + b

    @tool
    def multiply(a: int, b: int) -> int:
        """Multiplies a and b."""
        return a * b

    llm_with_tools = ChatOpenAI(model="gpt-4o-mini").bind_tools([add, multiply])
    a, b, c, d = facts["factor"], facts["age"], facts["otherAge"], facts["otherFactor"]
    answer = llm_with_tools.invoke(f"What is {a} * {b}? Also, what is {c} + {d}?")
    calls = {call["name"]: call["args"] for call in answer.tool_calls}
    equal(calls, {"multiply": {"a": a, "b": b}, "add": {"a": c, "b": d}})


@quickstart("retrieval")
def retrieval():
    # Token arrays need a vocabulary that tiktoken downloads; this is the documented switch for texts.
    embedding = OpenAIEmbeddings(check_embedding_ctx_length=False)
    vectorstore = InMemoryVectorStore.from_texts(
        [
            f"{facts['name']} worked at {facts['company']}",
            f"{facts['otherName']} likes to eat pizza",
            "The powerhouse of the cell is the mitochondria",
        ],
        embedding=embedding,
    )
    template = """Answer the question based only on the following context:
{context}

Question: {question}
"""
    chain = (
        {"context": vectorstore.as_retriever(), "question": RunnablePassthrough()}
        | ChatPromptTemplate.from_template(template)
        | ChatOpenAI(model="gpt-4o-mini")
        | StrOutputParser()
    )
    has(chain.invoke(f"where did {facts['name']} work?"), facts["company"])


@quickstart("agent with the Responses API")
def responses_agent():
    cities = []

    def get_weather(city: str) -> str:
        """Get weather for a given city."""
        cities.append(city)
        return f"It's always sunny in {city}!"

    llm = ChatOpenAI(model="gpt-5.2", use_responses_api=True)
    agent = create_agent(model=llm, tools=[get_weather])
    result = agent.invoke({"messages": [{"role": "user", "content": f"what is the weather in {facts['town']}"}]})
    equal(cities, [facts["town"]])
    has(result["messages"][-1].text, "sunny", facts["town"])


@quickstart("stream of the Responses API")
def responses_stream():
    llm = ChatOpenAI(model="gpt-5.2", use_responses_api=True)
    full = None
    for chunk in llm.stream(f"Say '{facts['code']}'"):
        full = chunk if full is None else full + chunk
    has(full.text, facts["code"])
    assert full.usage_metadata["output_tokens"] > 0, full


@quickstart("structured output of the Responses API")
def responses_structured_output():
    class Person(BaseModel):
        name: str
        age: int

    llm = ChatOpenAI(model="gpt-5.2", use_responses_api=True)
    person = llm.with_structured_output(Person).invoke(f"{facts['name']} is {facts['age']} years old.")
    equal(person, Person(name=facts["name"], age=facts["age"]))


@quickstart("chained responses")
def chained_responses():
    llm = ChatOpenAI(model="gpt-5.2", use_responses_api=True)
    first = llm.invoke(f"My name is {facts['name']}.")
    second = llm.invoke("What is my name?", previous_response_id=first.response_metadata["id"])
    has(second.text, facts["name"])
