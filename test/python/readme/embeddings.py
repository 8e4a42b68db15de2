from openai import OpenAI

# Initialize the client with the FakeAI server URL
client = OpenAI(
    api_key="sk-fakeai-1234567890abcdef",  # Any key from the allowed list
    base_url="http://localhost:8000",
)

# Example 7: Embeddings
response = client.embeddings.create(
    model="sentence-transformers/all-mpnet-base-v2",
    input="The quick brown fox jumps over the lazy dog."
)
print(f"Embedding dimensions: {len(response.data[0].embedding)}")
