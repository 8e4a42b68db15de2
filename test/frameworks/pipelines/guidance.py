"""Guidance with an OpenAI model: a conversation in which one generation is part of the next prompt."""

from guidance import assistant, gen, models, system, user
from harness import facts, has, quickstart

FRAMEWORK = "Guidance"
PACKAGE = "guidance"


@quickstart("conversation")
def conversation():
    lm = models.OpenAI("gpt-4o-mini")
    with system():
        lm += "You are a helpful assistant"
    with user():
        lm += f"My name is {facts['name']}. What is the capital of France?"
    with assistant():
        lm += gen(name="capital")
    has(lm["capital"], "Paris")
    with user():
        lm += "What is my name?"
    with assistant():
        lm += gen(name="name")
    has(lm["name"], facts["name"])
