from openai import OpenAI

client = OpenAI(
    api_key="sk-fakeai-1234567890abcdef",
    base_url="http://localhost:8000",
)

# Moderate text content
response = client.moderations.create(
    input="I want to hurt someone"
)

result = response.results[0]
print(f"Flagged: {result.flagged}")
print(f"Categories: {result.categories}")
print(f"Scores: {result.category_scores}")

# Moderate multiple inputs
response = client.moderations.create(
    input=["Hello world", "Violent content here", "Another text"]
)

for idx, result in enumerate(response.results):
    print(f"Input {idx}: flagged={result.flagged}")
