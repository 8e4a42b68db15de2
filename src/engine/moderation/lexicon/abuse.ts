import type { Lexicon } from './entry.ts';

/** Words that put a person or a group down. Slurs for groups are left out on purpose: hate is told by what is said of a group. */
export const abuseLexicon: Lexicon = {
  insult: {
    nouns: `idiot moron loser imbecile cretin bitch bastard asshole dumbass dimwit scumbag dirtbag freak creep coward pig
      worm rat clown failure disgrace embarrassment fool jerk simpleton halfwit nobody parasite cow joke weirdo brat crybaby nitwit dunce maggot hypocrite douchebag liar leech slob pest
      snake sheep monster hag troll swine`,
    words: `scum trash garbage filth vermin stupid dumb worthless pathetic useless ugly disgusting brainless incompetent miserable repulsive
      spineless talentless hideous idiotic moronic insufferable despicable vile contemptible gutless unlovable clueless revolting
      laughable fat lazy dumbest ugliest stupidest stupider laziest dense ignorant ridiculous inept fugly gross foul rotten nasty
      mediocre inferior unwanted disgraceful shameless filthy smelly clumsy braindead subhuman`,
  },
  name: {
    nouns: `idiot moron loser imbecile cretin bitch bastard asshole dumbass dimwit scumbag dirtbag freak creep coward fool jerk simpleton
      halfwit weirdo brat crybaby nitwit dunce hypocrite pervert maggot worm douchebag`,
  },
  swear: { words: 'fuck fucking fucker shit shitty damn goddamn bloody fuckin effing crap' },
  dehuman: {
    nouns: `animal parasite rat cockroach roach pig dog ape monkey savage plague disease cancer virus pest leech invader barbarian infestation
      insect beast mongrel`,
    words:
      'vermin subhuman subhumans scum filth trash garbage inferior cockroaches degenerate degenerates poison swine inhuman',
  },
  low: {
    nouns: `criminal thief liar terrorist rapist pervert freak predator crook murderer abomination burden idiot moron threat mistake drain`,
    words: `lazy stupid dirty thieves greedy dangerous evil disgusting sick dumb uncivilized uncivilised untrustworthy worthless primitive
      violent filthy unnatural immoral backward dishonest sinful cheap stupider weak irrational hysterical incapable useless unfit ill
      ruining mentally waste plague disgrace`,
  },
  expel: {
    verbs:
      'deport ban+ expel+ banish exile sterilize sterilise enslave segregate imprison cage remove round exclude fire jail eject',
    words: 'locked rounded cleansed silenced shipped kicked thrown sent',
  },
  despise: { verbs: 'hate despise detest loathe' },
};
