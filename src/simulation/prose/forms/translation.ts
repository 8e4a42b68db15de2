import { givenText } from '../given.ts';
import { GLOSSARY_LANGUAGES, type GlossaryLanguage, LONGEST_PHRASE, translated } from '../glossary.ts';
import { capitalise, toPlainLine } from '../grammar.ts';
import type { Form } from '../scene.ts';

/** "Translate … to French": word by word and phrase by phrase from a small glossary. */
export const translation: Form = {
  name: 'translation',
  clues: { mentions: 'translate translator translation say french spanish german italian' },
  recognise: (ask) => {
    const { command, lower } = ask;
    const asked =
      /^translate\b/.test(lower) ||
      /^how (?:do|would|can) (?:you|i|we) say\b/.test(lower) ||
      /^what(?:'s| is) .{1,200} in (?:french|spanish|german|italian)\b/.test(lower);
    const standing = /\btranslat(?:e|or|ion)\b/i.test(ask.system);
    if (!asked && !standing) return undefined;
    const name =
      / (?:in)?to ([a-z]{3,20})\b/i.exec(asked ? command : ask.system)?.[1] ??
      / in ([A-Z][a-z]{2,20})\b|\b(french|spanish|german|italian)\b/i.exec(command)?.[0];
    const language =
      name
        ?.toLowerCase()
        .replace(/^ ?(?:in )?/, '')
        .trim() ?? 'french';
    const text = asked ? textOf(command, givenText(ask)) : ask.text;
    if (text === '') return undefined;
    return ({ random }) => {
      const wanted = GLOSSARY_LANGUAGES.find((each) => each === language);
      if (wanted === undefined) {
        const shown = toPlainLine(text, 160);
        return [
          random.pick([
            `I can only imitate a translation into ${capitalise(language)}: the words of "${shown}" are not in my glossary for that language.`,
            `My small glossary does not cover ${capitalise(language)}, so I can only repeat the text here: "${shown}".`,
          ]),
        ];
      }
      const { rendering, known } = render(text.slice(0, 3000), wanted);
      if (known >= 0.6) return [rendering];
      return [
        random.pick([
          `Here is a rough rendering in ${capitalise(language)}; words outside my glossary are left as they are:\n\n${rendering}`,
          `In ${capitalise(language)}, as far as my glossary goes:\n\n${rendering}`,
        ]),
      ];
    };
  },
};

function textOf(command: string, given: string): string {
  const inline =
    /^translate (?:(?:the|this) (?:following|text|sentence|phrase|word)s? )?["“']?(.+?)["”']? (?:in)?to [a-z]+[.?!]?$/i.exec(
      command,
    )?.[1] ??
    /^how (?:do|would|can) (?:you|i|we) say ["“']?(.+?)["”']? in [a-z]+[.?!]?$/i.exec(command)?.[1] ??
    /^what(?:'s| is) (?:the [a-z]+ (?:word|translation) (?:for|of) )?["“']?(.+?)["”']? in [a-z]+[.?!]?$/i.exec(
      command,
    )?.[1];
  if (
    inline !== undefined &&
    !/^(?:this|that|it|the following|this text|the text|from [a-z]+)$/i.test(inline)
  )
    return inline.replace(/^from [a-z]+[:,]? /i, '');
  return given;
}

/** The translation, and the fraction of words found in the glossary. */
function render(text: string, language: GlossaryLanguage): { rendering: string; known: number } {
  let total = 0;
  let known = 0;
  const sentences = text.split(/(?<=[.!?,;:\n])/).map((sentence) => {
    const [, before, body, after] = /^(\s*)([\s\S]*?)([.!?,;:\s]*)$/.exec(sentence)!;
    const words = body!.split(/\s+/);
    if (body === '') return sentence;
    const out: string[] = [];
    for (let index = 0; index < words.length; ) {
      let size = Math.min(LONGEST_PHRASE, words.length - index);
      let found: string | undefined;
      for (; size > 0; size--) {
        found = translated(
          words
            .slice(index, index + size)
            .join(' ')
            .toLowerCase(),
          language,
        );
        if (found !== undefined) break;
      }
      total += Math.max(1, size);
      if (found === undefined) {
        // Names stay the same in any language.
        if (index > 0 && /^\p{Lu}/u.test(words[index]!)) known++;
        out.push(words[index]!);
        index++;
      } else {
        known += size;
        out.push(found);
        index += size;
      }
    }
    let joined = out.join(' ');
    if (/^\p{Lu}/u.test(body!)) joined = capitalise(joined);
    const mark = after!.trim();
    if (language === 'spanish' && mark.startsWith('?')) joined = `¿${joined}`;
    if (language === 'spanish' && mark.startsWith('!')) joined = `¡${joined}`;
    const gap = language === 'french' && /^[?!;:]/.test(mark) ? ' ' : '';
    return `${before}${joined}${gap}${after}`;
  });
  return { rendering: sentences.join(''), known: total === 0 ? 0 : known / total };
}
