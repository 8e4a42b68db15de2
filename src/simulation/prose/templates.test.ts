import { describe, expect, it } from 'vitest';
import { createRandom } from '../../runtime/random.ts';
import { POINTS, SENTENCES, type SentenceKind, SPECIAL_STEPS, STEPS } from './sentences.ts';
import { createTemplates } from './templates.ts';
import { topicOf } from './topic.ts';

const KINDS = Object.keys(SENTENCES) as SentenceKind[];

describe('sentence templates', () => {
  it('fills every slot of every template, singular and plural', () => {
    for (const command of ['What is Docker?', 'What are black holes?', 'Who was Ada Lovelace?']) {
      const templates = createTemplates(topicOf(command), createRandom(1));
      const all = [
        ...Object.values(SENTENCES).flat(),
        ...Object.values(POINTS).flat(),
        ...STEPS,
        ...Object.values(SPECIAL_STEPS).flat(),
      ];
      for (const template of all) {
        const sentence = templates.fill(template);
        expect(sentence).not.toMatch(/[{}]|undefined| {2}/);
        expect(sentence).toMatch(/^[A-Z]/);
      }
    }
  });

  it('makes verbs agree with the topic', () => {
    const fill = (command: string, template: string): string =>
      createTemplates(topicOf(command), createRandom(1)).fill(template);
    expect(fill('What is Docker?', '{T} {is} old and rest{s} on {its} past.')).toBe(
      'Docker is old and rests on its past.',
    );
    expect(fill('What are bees?', '{T} {is} old and rest{s} on {its} past.')).toBe(
      'Bees are old and rest on their past.',
    );
  });

  it('does not repeat a sentence within a text of hundreds', () => {
    const templates = createTemplates(topicOf('What is jazz?'), createRandom(3));
    const seen = new Set<string>();
    for (let index = 0; index < 300; index++) seen.add(templates.sentence(KINDS[index % KINDS.length]!));
    expect(seen.size).toBe(300);
  });

  it('does not repeat itself about a person in an answer of usual length', () => {
    const templates = createTemplates(topicOf('Who was Marie Curie?'), createRandom(4));
    const sentences = Array.from({ length: 20 }, (_, index) =>
      templates.sentence(KINDS[index % (KINDS.length - 1)]!),
    );
    expect(new Set(sentences).size).toBe(20);
  });
});
