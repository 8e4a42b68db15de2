import { describe, expect, it } from 'vitest';
import type { GenerationRequest, Turn } from '../../engine/request.ts';
import { readRequest } from '../reading/reading.ts';
import { readAsk } from './ask.ts';
import { type Language, languageOf } from './language.ts';

type Said = readonly [role: Turn['role'], text: string];

function languageIn(...said: readonly Said[]): Language {
  const turns = said.map(([role, text]): Turn => ({ role, parts: [{ kind: 'text', text }] }));
  return languageOf(readAsk(readRequest({ turns } as unknown as GenerationRequest)));
}

/**
 * Prompts that do not identify a language: letters, and words that are common in several or look like those
 * of another.
 */
const UNTOLD = [
  ...'abcdefghijklmnopqrstuvwxyzéñß?',
  ...'no ok si sí la un per con son die DAS come in es mi sag war me dove via tag dem den mit ja non'.split(
    ' ',
  ),
  ...['Fotosíntesis', 'Docker', '42', '👍', '...', 'más', 'Why not?', 'que'],
];

describe('the language of an answer', () => {
  it.each(UNTOLD)('to "%s" is English when it stands alone', (text) => {
    expect(languageIn(['user', text])).toBe('en');
    expect(languageIn(['system', 'You are a helpful assistant.'], ['user', text])).toBe('en');
  });

  it.each(UNTOLD)('to "%s" is that of the earlier turns, else of the system turn', (text) => {
    for (const [language, question] of [
      ['es', '¿Qué es la fotosíntesis?'],
      ['fr', "Qu'est-ce que la photosynthèse ?"],
      ['de', 'Was ist die Photosynthese und wie funktioniert sie?'],
      ['it', 'Che cosa è la fotosintesi e come funziona?'],
      ['en', 'What is photosynthesis?'],
    ] as const) {
      expect(languageIn(['user', question], ['assistant', 'OK.'], ['user', text])).toBe(language);
      expect(languageIn(['user', 'ok'], ['assistant', question], ['user', text])).toBe(language);
      expect(languageIn(['system', question], ['user', text])).toBe(language);
      // The user's own text counts more than the answers, and the latest most.
      expect(languageIn(['user', question], ['assistant', 'El sol y la luna.'], ['user', text])).toBe(
        language,
      );
      expect(languageIn(['user', 'Was ist das und wie?'], ['user', question], ['user', text])).toBe(language);
    }
  });

  it.each([
    ['Hola', 'es'],
    ['gracias', 'es'],
    ['¡Buenos días!', 'es'],
    ['Bonjour !', 'fr'],
    ['merci beaucoup', 'fr'],
    ['Hallo', 'de'],
    ['danke', 'de'],
    ['Ciao', 'it'],
    ['Was ist ein Compiler?', 'de'],
    ['¿Qué es?', 'es'],
    ["c'est quoi", 'fr'],
    ['Chi è?', 'it'],
  ] as const)('to "%s" is that of the text: %s', (text, language) => {
    expect(languageIn(['user', text])).toBe(language);
    expect(languageIn(['user', 'What is photosynthesis?'], ['user', text])).toBe(language);
  });

  it.each([
    'What is AI?',
    'dove soap',
    'merciless killers',
    'hallowed ground',
    'Thanks a lot!',
    'Come here now',
  ])('to "%s" is English regardless of earlier turns', (text) => {
    expect(languageIn(['user', '¿Qué es la fotosíntesis?'], ['user', text])).toBe('en');
  });

  it('is the one the system turn asks for', () => {
    for (const text of [...UNTOLD, 'Hola', 'What is gravity?']) {
      expect(languageIn(['system', 'Always answer in Italian.'], ['user', text])).toBe('it');
    }
  });
});
