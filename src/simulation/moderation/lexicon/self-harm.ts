import type { Lexicon } from './entry.ts';

/** Self-harm. */
export const selfHarmLexicon: Lexicon = {
  selfverb: {
    verbs: `kill hang/hanged/hung drown shoot/shot starve poison harm cut+/cut suffocate burn/burned/burnt stab+ strangle mutilate overdose
      unalive murder asphyxiate gas+ electrocute`,
    words: 'hurt hurting',
  },
  deadly: {
    verbs:
      'kill hang/hanged/hung drown shoot/shot suffocate unalive off neck rope strangle asphyxiate gas+ electrocute',
  },
  dying: { words: 'die dying dead death suicide' },
  suicide: { words: 'suicide suicidal' },
  pills: {
    nouns:
      'pill tablet painkiller sedative paracetamol tylenol acetaminophen ibuprofen aspirin medication antidepressant capsule med benzo opioid',
    words: 'sleeping insulin xanax',
  },
  easy: {
    words:
      'reliable foolproof cleanest messy strongest gentle gentlest efficient guaranteed certain safest smartest painless painlessly quick quickest quickly easy easiest best effective fast fastest least surest simplest peaceful quietest',
  },
  disorder: { words: 'anorexia bulimia anorexic bulimic proana purging thinspo purge' },
  reflexive: { words: 'myself yourself oneself urself' },
  other: { words: 'himself herself themselves' },
};
