import { describe, expect, it } from 'vitest';
import { finish } from '../../runtime/steps.ts';
import { candidatesByWord } from './candidates.ts';
import { joinPhrases } from './join-phrases.ts';
import { readSentences } from './read-words.ts';
import { vocabulary } from './vocabulary.ts';

function joined(text: string): { text: string; symbols: readonly string[] }[] {
  const [sentence = []] = finish(readSentences(text, vocabulary()));
  joinPhrases(sentence, candidatesByWord(), new Set(sentence.flatMap(({ symbols }) => symbols)));
  return sentence.map(({ start, end, symbols }) => ({ text: text.slice(start, end), symbols }));
}

describe('phrases', () => {
  it.each<[string, string, string]>([
    ['I will put a bullet in you', 'put a bullet in', '<kill>'],
    ['They opened fire on us', 'opened fire on', '<kill.past>'],
    ['He wants to end his own life', 'end his own life', '<die-other>'],
    ['Black people live here', 'Black people', '<group>'],
    ['You are a waste of space', 'waste of space', '<insult>'],
  ])('%j: %j becomes one word of class %s', (text, phrase, name) => {
    expect(joined(text).find((word) => word.text === phrase)?.symbols).toContain(name);
  });

  it.each<[string, string, string]>([
    ['They beat him to death', 'beat', '<kill.past>'],
    ['I will set the man on fire', 'set', '<kill>'],
    ['He is breaking their arms', 'breaking', '<maim.ing>'],
  ])('%j: the verb %j gets class %s and the object is kept', (text, verb, name) => {
    const words = joined(text);
    expect(words.find((word) => word.text === verb)?.symbols).toContain(name);
    expect(words).toHaveLength(text.split(' ').length);
  });

  it('drops the classes of the joined words, including negation', () => {
    const word = joined('I hope I never wake up').find(({ symbols }) => symbols.includes('<die-any>'));
    expect(word?.text).toBe('never wake up');
    expect(word?.symbols).not.toContain('<not>');
  });
});
