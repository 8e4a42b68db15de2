import { describe, expect, it } from 'vitest';
import { NO_TOPIC, topicOf } from './topic.ts';

describe('topicOf', () => {
  it.each([
    ['What is Docker?', 'Docker'],
    ['what are neural networks', 'neural networks'],
    ['What is a black hole?', 'black holes'],
    ['What is an API?', 'APIs'],
    ['Tell me about the history of jazz', 'jazz'],
    ['Explain quantum computing in simple terms', 'quantum computing'],
    ['Explain to me how photosynthesis works', 'photosynthesis'],
    ['How does a jet engine work?', 'jet engines'],
    ['How do I center a div?', 'centering a div'],
    ['how to stop worrying', 'stopping worrying'],
    ['Why is the sky blue?', 'the sky'],
    ['Why is Python so popular?', 'Python'],
    ['why do cats purr?', 'cats'],
    ['Who was Marie Curie?', 'Marie Curie'],
    ['What causes rain?', 'the causes of rain'],
    ['Write a detailed essay on friendship', 'friendship'],
    ['Describe the water cycle in 50 words.', 'the water cycle'],
    ['What is my best option?', 'your best option'],
    ['EXPLAIN THE THEORY OF EVOLUTION', 'the theory of evolution'],
    ['Is coffee good for you?', 'coffee'],
    ['Write a vegetarian lasagna recipe for 4 people.', 'vegetarian lasagna recipes'],
    ['Plan a hike for two adults', 'hikes'],
  ])('%s: %s', (command, name) => {
    expect(topicOf(command).name).toBe(name);
  });

  it.each(['Tell me more', 'Explain it', '???', ''])('finds none in "%s"', (command) => {
    expect(topicOf(command).name).toBe(NO_TOPIC);
  });

  it('recognises topics that take a plural verb', () => {
    const plural = (command: string): boolean => topicOf(command).plural;
    expect(plural('What are black holes?')).toBe(true);
    expect(plural('What are the benefits of yoga in winter?')).toBe(false);
    expect(plural('Explain cats and dogs')).toBe(true);
    expect(plural('What is physics?')).toBe(false);
    expect(plural('What is the glass of water effect?')).toBe(false);
  });

  it('removes markup and control characters', () => {
    const { name } = topicOf('Explain **bold** <script>\u0000 `code` [link](x)');
    expect(name).not.toMatch(/[*<>`[\]\u0000]/);
  });
});
