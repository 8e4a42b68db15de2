import type { Phrase } from '../phrase.ts';

/** Insults of more than one word. */
export const abusePhrases: readonly Phrase[] = [
  {
    as: '<insult>',
    joined: [
      'piece|sack|pile|load|heap|bag of ..1 shit|crap|garbage|trash|dirt|filth|dung|meat|scum|work',
      'waste of ..1 space|air|oxygen|skin|life|time|breath|resources|sperm',
      'excuse|apology for ..1 a? ..3 human|man|woman|person|father|mother|friend|teacher|being|boss|adult',
      'brain dead|damaged|damage',
      'good for nothing',
      'two faced',
      'low life|iq|class',
      'dumb|thick|dense|stupid|useless|sharp|bright as a|an|two ..1 rock|brick|post|rocks|bricks|plank|stump|donkey|marble|spoon|bag|potato|doorknob|fencepost|wall|chocolate',
      'laughing stock',
      'sad sack|loser',
      'spoiled|spoilt brat|child|princess',
      'son of ..1 bitch',
      'worst ..1 person|human|friend|mother|father|teacher|boss|player|coworker|employee|thing|singer|cook|sister|brother|son|daughter',
      'bottom feeder|feeders',
      'oxygen thief',
      'attention seeker|seeking|whore',
      'dumber|uglier|stupider|fatter|worse|lower|slower than',
    ],
  },
];
