"""PydanticAI's documentation: hello world, the roulette wheel, the dice game, bank support and the kinds of output.

`openai:` means the Responses API; `openai-chat:` is its name for chat completions.
"""

from dataclasses import dataclass

from harness import equal, facts, has, quickstart
from pydantic import BaseModel, Field
from pydantic_ai import Agent, PromptedOutput, RunContext

FRAMEWORK = "PydanticAI"
PACKAGE = "pydantic-ai-slim"
MODEL = "openai:gpt-5.2"


@quickstart("hello world")
def hello_world():
    agent = Agent(MODEL, instructions="Be concise, reply with one sentence.")
    result = agent.run_sync('Where does "hello world" come from?')
    assert result.output
    equal(result.output.rstrip().count(". "), 0)


@quickstart("roulette wheel")
def roulette_wheel():
    roulette_agent = Agent(
        MODEL,
        deps_type=int,
        output_type=bool,
        system_prompt=(
            "Use the `roulette_wheel` function to see if the customer has won based on the number they provide."
        ),
    )

    @roulette_agent.tool
    async def roulette_wheel(ctx: RunContext[int], square: int) -> str:
        """check if the square is a winner"""
        return "winner" if square == ctx.deps else "loser"

    success_number = 18
    equal(roulette_agent.run_sync("Put my money on square eighteen", deps=success_number).output, True)
    equal(roulette_agent.run_sync("I bet five is the winner", deps=success_number).output, False)


@quickstart("dice game")
def dice_game():
    agent = Agent(
        MODEL,
        deps_type=str,
        instructions=(
            "You're a dice game, you should roll the die and see if the number "
            "you get back matches the user's guess. If so, tell them they're a winner. "
            "Use the player's name in the response."
        ),
    )

    @agent.tool_plain
    def roll_dice() -> str:
        """Roll a six-sided die and return the result."""
        return "4"

    @agent.tool
    def get_player_name(ctx: RunContext[str]) -> str:
        """Get the player's name."""
        return ctx.deps

    dice_result = agent.run_sync("My guess is 4", deps=facts["name"])
    has(dice_result.output, facts["name"], "winner")


@quickstart("bank support")
def bank_support():
    class DatabaseConn:
        async def customer_name(self, *, id: int) -> str | None:
            return facts["name"]

        async def customer_balance(self, *, id: int, include_pending: bool) -> float:
            return facts["factor"] + 0.45

    @dataclass
    class SupportDependencies:
        customer_id: int
        db: DatabaseConn

    class SupportOutput(BaseModel):
        support_advice: str = Field(description="Advice returned to the customer")
        block_card: bool = Field(description="Whether to block the customer's card")
        risk: int = Field(description="Risk level of query", ge=0, le=10)

    support_agent = Agent(
        MODEL,
        deps_type=SupportDependencies,
        output_type=SupportOutput,
        instructions=(
            "You are a support agent in our bank, give the customer support and judge the risk level of their query."
        ),
    )

    @support_agent.instructions
    async def add_customer_name(ctx: RunContext[SupportDependencies]) -> str:
        customer_name = await ctx.deps.db.customer_name(id=ctx.deps.customer_id)
        return f"The customer's name is {customer_name!r}"

    @support_agent.tool
    async def customer_balance(ctx: RunContext[SupportDependencies], include_pending: bool) -> float:
        """Returns the customer's current account balance."""
        return await ctx.deps.db.customer_balance(id=ctx.deps.customer_id, include_pending=include_pending)

    deps = SupportDependencies(customer_id=123, db=DatabaseConn())
    result = support_agent.run_sync("What is my balance?", deps=deps)
    has(result.output.support_advice, facts["factor"] + 0.45)
    equal(result.output.block_card, False)
    result = support_agent.run_sync("I just lost my card!", deps=deps)
    equal(result.output.block_card, True)


@quickstart("structured output")
def structured_output():
    class CityLocation(BaseModel):
        city: str
        country: str

    agent = Agent(MODEL, output_type=CityLocation)
    result = agent.run_sync(f"Our office is in the city of {facts['town']} in {facts['country']}.")
    equal(result.output, CityLocation(city=facts["town"], country=facts["country"]))


@quickstart("prompted output")
def prompted_output():
    class User(BaseModel):
        name: str
        age: int

    agent = Agent(MODEL, output_type=PromptedOutput(User))
    result = agent.run_sync(f"{facts['name']} is {facts['age']} years old.")
    equal(result.output, User(name=facts["name"], age=facts["age"]))
