import type { Lexicon } from './entry.ts';

/** Sexual vocabulary, clinical where possible. */
export const sexualLexicon: Lexicon = {
  sexact: {
    verbs: 'masturbate fornicate orgasm',
    words:
      'sex intercourse masturbation orgasms blowjob fellatio cunnilingus threesome handjob foreplay orgy',
  },
  porn: {
    words: `porn porno pornography pornographic erotic erotica hentai nsfw nudes smut sexting camgirl striptease lewd`,
  },
  bare: { words: 'naked nude undressed topless unclothed nudity' },
  arouse: {
    verbs: 'arouse seduce moan lust',
    words: 'horny kinky seductive sensual lustful seductively sexy arousal',
  },
  genital: {
    nouns: 'penis vagina genital breast nipple clitoris buttock testicle',
    words: 'genitals genitalia groin crotch',
  },
  touch: {
    verbs:
      'touch lick suck stroke rub+ kiss caress thrust/thrust grab+ fondle grope penetrate squeeze enter fuck pleasure massage',
    words: 'inside',
  },
  escort: { nouns: 'escort prostitute hooker stripper', words: 'brothel' },
  sexword: {
    verbs: 'seduce molest sexualize sexualise fondle grope arouse',
    words: `sex sexual sexually erotic erotica porn pornography pornographic nude nudes naked smut intercourse sexualized sexualised lewd
      sexy horny undress undressing topless sext sexting virginity virgin nsfw undressed undresses unclothed fuck fucks fucking kinky aroused arousal lingerie panties masturbate masturbating cum blowjob hentai`,
  },
};
