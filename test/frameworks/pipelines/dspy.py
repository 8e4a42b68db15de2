"""DSPy's front page: a predictor, math, retrieval, classification, and an agent that calls tools."""

import dspy
from harness import equal, facts, has, quickstart

FRAMEWORK = "DSPy"
PACKAGE = "dspy"

dspy.configure(lm=dspy.LM("openai/gpt-5-mini", cache=False))


@quickstart("ChainOfThought")
def chain_of_thought():
    math = dspy.ChainOfThought("question -> answer: float")
    prediction = math(question=f"What is {facts['age']} times {facts['otherAge']}?")
    equal(prediction.answer, facts["age"] * facts["otherAge"])
    equal(len(dspy.settings.lm.history), 1)


@quickstart("retrieval")
def retrieval():
    rag = dspy.ChainOfThought("context, question -> response")
    context = [
        f"The capital of {facts['country']} is {facts['town']}.",
        f"{facts['company']} was founded by {facts['fullName']}.",
    ]
    has(rag(context=context, question=f"What is the capital of {facts['country']}?").response, facts["town"])


@quickstart("classification")
def classification():
    from typing import Literal

    class Classify(dspy.Signature):
        """Classify sentiment of a given sentence."""

        sentence: str = dspy.InputField()
        sentiment: Literal["positive", "negative", "neutral"] = dspy.OutputField()
        confidence: float = dspy.OutputField()

    classify = dspy.Predict(Classify)
    prediction = classify(sentence="This book was super fun to read, though not the last chapter.")
    equal(prediction.sentiment, "positive")
    assert isinstance(prediction.confidence, float)


@quickstart("extraction")
def extraction():
    class ExtractInfo(dspy.Signature):
        """Extract structured information from text."""

        text: str = dspy.InputField()
        title: str = dspy.OutputField()
        headings: list[str] = dspy.OutputField()
        entities: list[dict[str, str]] = dspy.OutputField(desc="a list of entities and their metadata")

    module = dspy.Predict(ExtractInfo)
    text = (
        f"{facts['company']} announced its latest product today. The CEO, {facts['fullName']}, highlighted its new "
        "features in a press release."
    )
    response = module(text=text)
    has(response.entities, facts["company"], facts["fullName"])


@quickstart("ReAct")
def react():
    cities = []

    def get_weather(city: str) -> str:
        """Get the current weather for a city."""
        cities.append(city)
        return f"The weather in {city} is sunny and {facts['degrees']} degrees"

    agent = dspy.ReAct("question -> answer", tools=[get_weather], max_iters=5)
    result = agent(question=f"What is the weather in {facts['town']}?")
    equal(cities, [facts["town"]])
    has(result.answer, facts["degrees"])
