import { ENGLISH_WORDS } from '../phones/english-words.ts';

/**
 * Estimates how likely a sequence of words is English rather than another language in Latin script, 0 to 1,
 * by the frequent words of each and by letters that English does not use. 1 if there is no evidence.
 */
export function englishShare(words: readonly string[]): number {
  let english = 0;
  let foreign = 0;
  for (const word of words) {
    const lower = word.toLowerCase();
    const listed = ENGLISH_WORDS[lower] !== undefined;
    if (FOREIGN_WORDS.has(lower)) foreign++;
    else if (/[^\x00-\x7f’]/.test(lower) && /\p{Script=Latin}/u.test(lower)) foreign += 1;
    if (listed) english++;
  }
  return foreign === 0 ? 1 : english / (english + foreign);
}

/** Frequent short words of German, French, Spanish, Portuguese, Italian, Dutch, Polish, Swedish, Turkish. */
const FOREIGN_WORDS: ReadonlySet<string> = new Set(
  `der die das und ist nicht ein eine einen mit auf von dem den im zu sich auch wie wir ihr sie wird sind war hat
  aber oder nach bei aus wenn mein dein guten tag danke bitte
  le la les un une des du et est dans pour que qui sur pas avec sont nous vous ils elle cette mais ou je tu il au aux
  ce bonjour merci oui
  el los las del al y en es por con para como pero su se lo yo muy hola gracias buenos buenas mundo
  o os as uma um em no na do da dos das com por para que mais ele ela obrigado
  il lo gli di e che non per con sono una questo ciao grazie buongiorno
  de het een en van ik je dat niet op te voor met zijn
  jest nie na się w z że to jak jestem
  och det att som en av ett jag inte
  ve bir bu için çok merhaba ben sen`
    .split(/\s+/)
    .filter(
      (word) => !['a', 'as', 'do', 'no', 'to', 'on', 'me', 'he', 'war', 'die', 'im', 'but'].includes(word),
    ),
);
