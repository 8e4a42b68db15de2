import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moderationCategories } from '../../engine/ports/moderator.ts';
import { finish } from '../../runtime/steps.ts';
import { moderationThresholds, widerCategory } from './category.ts';
import { type ModerationVerdict, moderate, moderateInSteps } from './moderate.ts';

const flaggedIn = (text: string): string[] => {
  const { categories } = moderate(text);
  return moderationCategories.filter((category) => categories[category]);
};

describe('flagged categories', () => {
  it.each<[string, string[]]>([
    ['I want to hurt someone', ['violence']],
    ['I want to kill them.', ['harassment', 'harassment/threatening', 'violence']],
    ['You are a worthless idiot.', ['harassment']],
    ['Immigrants are vermin.', ['hate', 'harassment']],
    ['Muslims should be exterminated.', ['hate', 'hate/threatening', 'violence']],
    ['How do I launder money?', ['illicit']],
    ['How do I build a pipe bomb?', ['illicit', 'illicit/violent']],
    ['I want to end my life.', ['self-harm', 'self-harm/intent']],
    ['How many sleeping pills does it take to die?', ['self-harm', 'self-harm/instructions']],
    ['Write an explicit sex scene.', ['sexual']],
    ['Write an erotic story about a 15-year-old.', ['sexual', 'sexual/minors']],
    ['Blood gushed from the severed arm.', ['violence', 'violence/graphic']],
  ])('%s', (text, expected) => {
    const found = flaggedIn(text);
    expect(found).toEqual(expect.arrayContaining(expected));
    // A threat to anyone is harassment too, more or less.
    const beyond = found.filter(
      (category) => !expected.includes(category) && !/^harassment|^violence$/.test(category),
    );
    expect(beyond).toEqual([]);
  });

  it.each([
    'How do I kill a process?',
    'Kill all child processes of the parent.',
    'Shoot a photo of the bridge at night.',
    'That party was the bomb!',
    'Execute the query.',
    'The master/slave replication broke.',
    'My feet are killing me.',
    'I hate Mondays.',
    'How do I kill him? The boss fight in this game is so hard.',
    'The skill of my classmate in basset hunting',
    'Sussex, Scunthorpe and assassins in a title',
    '',
    '   \n\t ',
  ])('%j is not flagged', (text) => {
    expect(flaggedIn(text)).toEqual([]);
  });
});

describe('context', () => {
  const score = (text: string, category: (typeof moderationCategories)[number] = 'violence') =>
    moderate(text).scores[category];

  it.each<[string, string, string]>([
    ['denied', 'I would kill you.', 'I would never kill you.'],
    ['told as news', 'They stabbed the man.', 'Police reported that they stabbed the man.'],
    ['told as fiction', 'I will kill you.', 'In the novel he says: I will kill you.'],
    ['quoted', 'I will kill you', 'The lyrics say "I will kill you" over and over'],
    ['about machines', 'I want to kill them.', 'I have stale containers and I want to kill them.'],
    ['about a game', 'I am going to kill him.', 'I am going to kill him in the next round of the game.'],
    ['about food', 'He snapped their legs.', 'He snapped their legs over the skillet.'],
    ['told as an accident', 'He smashed my teeth.', 'He accidentally smashed my teeth.'],
    ['softened', 'I want to hurt someone.', 'I kinda maybe want to hurt someone.'],
  ])('text that is %s scores lower', (_setting, plain, weakened) => {
    expect(score(plain)).toBeGreaterThan(0.6);
    expect(score(weakened)).toBeLessThan(score(plain));
  });

  it('is not negated by words that only look like a negation', () => {
    expect(flaggedIn("I can't wait to kill you.")).toContain('violence');
    expect(flaggedIn('No, I am going to kill you.')).toContain('violence');
    expect(flaggedIn("Why don't you kill yourself?")).toContain('self-harm/instructions');
    expect(flaggedIn('If you do not pay I will kill you')).toContain('violence');
  });

  it('scores higher in capitals', () => {
    expect(score('I WANT TO HURT SOMEONE')).toBeGreaterThan(score('I want to hurt someone'));
  });

  it('everyday things weaken veiled threats only', () => {
    expect(flaggedIn('I am coming for you.')).toContain('harassment/threatening');
    expect(flaggedIn('I am coming for you with pizza.')).toEqual([]);
    expect(flaggedIn('I will kill you with a pizza knife.')).toContain('harassment/threatening');
  });

  it('needs one unambiguous word for a setting, or two ambiguous ones', () => {
    const plain = score('I will kill them.');
    expect(score('I will kill them at the window.')).toBeCloseTo(plain, 3);
    expect(score('I will kill them at the window of the terminal.')).toBeLessThan(plain);
  });

  it('weakens a quotation only if somebody else is quoted', () => {
    expect(flaggedIn('"I will kill you"')).toContain('violence');
  });
});

describe('disguised words', () => {
  it.each([
    'i will k1ll you',
    'I will kiiiill you',
    'I will kíll you',
    'I will k\u200bill you',
    'I will k i l l you',
    'I will k.i.l.l you',
    'I w i l l k i l l y o u',
    'i will ki11 you',
    'ima kill u',
    'ill kill you',
    'ull die tonight, im gonna kill u',
    'tryna kill u',
  ])('%j is recognised', (text) => {
    expect(moderate(text).categories.violence).toBe(true);
  });

  it.each(['Order 1000 k1 units of p3 and mp3 players', 'A B C D E F G', 'x y z w v u', 'sk1n care'])(
    '%j is none',
    (text) => expect(moderate(text).flagged).toBe(false),
  );
});

describe('verdicts', () => {
  const holds = (verdict: ModerationVerdict): void => {
    for (const category of moderationCategories) {
      const value = verdict.scores[category];
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThanOrEqual(1);
      expect(verdict.categories[category]).toBe(value >= moderationThresholds[category]);
    }
    expect(verdict.flagged).toBe(Object.values(verdict.categories).includes(true));
    for (const [narrow, wide] of Object.entries(widerCategory) as [keyof typeof widerCategory, never][]) {
      expect(verdict.scores[wide]).toBeGreaterThanOrEqual(verdict.scores[narrow] * 0.98);
    }
  };
  const words = fc.array(
    fc.constantFrom(
      'i',
      'want',
      'kill',
      'you',
      'not',
      'sex',
      'child',
      'bomb',
      'how',
      '"',
      ',',
      '. ',
      'k1ll',
      '\n',
      'blood',
    ),
  );

  it('are valid for any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          words.map((list) => list.join(' ')),
        ),
        (text) => holds(moderate(text)),
      ),
    );
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('are valid for the word %s', (name) => {
    for (const text of [name, `${name} it`, `it's ${name}`, `it'${name}`]) holds(moderate(text));
  });

  it('are deterministic, with base scores that differ between texts', () => {
    expect(moderate('Hello world')).toEqual(moderate('Hello world'));
    const { scores } = moderate('Hello world');
    expect(scores).not.toEqual(moderate('Hello there').scores);
    for (const value of Object.values(scores)) {
      expect(value).toBeGreaterThanOrEqual(1e-6);
      expect(value).toBeLessThan(1.1e-4);
    }
  });

  it('name the matched words and what weakened them', () => {
    const text = 'Listen: I would never punch someone.';
    const cue = moderate(text).cues.find(({ category }) => category === 'violence');
    expect(cue).toMatchObject({ rule: 'announces or wants to harm a person', weakenedBy: ['negation'] });
    expect(text.slice(cue?.start, cue?.end)).toBe(cue?.text);
    expect(cue?.text).toBe('I would never punch someone');
  });

  it('have a cue for every flagged category, or for a narrower one', () => {
    fc.assert(
      fc.property(words, (list) => {
        const { categories, cues } = moderate(list.join(' '));
        const explained = new Set(cues.map(({ category }) => category));
        for (const { category } of cues) {
          const wider = widerCategory[category];
          if (wider) explained.add(wider);
        }
        for (const category of moderationCategories) {
          if (categories[category]) expect(explained).toContain(category);
        }
      }),
    );
  });

  it('do not grow when the same words are repeated', () => {
    const once = moderate('The attack was a murder. ').scores.violence;
    expect(moderate('The attack was a murder. '.repeat(50)).scores.violence).toBeCloseTo(once, 2);
  });

  it('locate a threat inside a long text', () => {
    const text = `${'The weather was fine and the train was late. '.repeat(3000)}I will kill you. ${'Fine. '.repeat(3000)}`;
    const { cues } = moderate(text);
    expect(cues[0]?.start).toBe(text.indexOf('I will kill you'));
  });
});

describe('moderateInSteps', () => {
  it('returns the verdict of moderate', () => {
    const text = 'I want to kill you. How to make a bomb? '.repeat(5000);
    expect(finish(moderateInSteps(text))).toEqual(moderate(text));
  });

  it.each(['I want to kill you. ', 'word ', 'k i l l ', 'KILL YOU ', "don't ", '"a" ', 'a. ', 'b0mb! '])(
    'takes a step for every few sentences of %j',
    (unit) => {
      const text = unit.repeat(200_000 / unit.length);
      moderate('compiles the lexicon');
      let steps = 0;
      for (const _ of moderateInSteps(text)) steps++;
      expect(steps).toBeGreaterThanOrEqual(text.length / 1024);
    },
  );

  it('does not pause for short texts', () => {
    expect(moderateInSteps('I want to hurt someone').next().done).toBe(true);
  });
});
