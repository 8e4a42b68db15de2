import type { Lexicon } from './entry.ts';

/** Words that insult a person or a group. Slurs are deliberately left out: hate is recognised by what is said about a group. */
export const abuseLexicon: Lexicon = {
  insult: {
    nouns: `idiot moron loser imbecile cretin bitch bastard asshole dumbass dimwit scumbag dirtbag freak creep coward pig
      worm rat clown failure disgrace embarrassment fool jerk simpleton halfwit nobody parasite cow joke weirdo brat crybaby nitwit dunce maggot hypocrite douchebag liar leech slob pest
      snake sheep monster hag troll swine oaf buffoon blockhead bonehead numbskull knucklehead dolt dullard dope airhead bimbo tramp weasel
      lowlife deadbeat sleazebag slimeball prick wanker dickhead jackass asshat arsehole douche fraud poser wannabe sociopath psychopath
      narcissist lunatic nutcase nutjob troglodyte neanderthal bozo doofus dork dweeb twit twerp runt wimp wuss vulture sellout
      backstabber disappointment laughingstock eyesore turd retard hippo gargoyle gremlin snob bore pushover goon skank sponge snowflake dweller digger peon grifter imposter flop fossil golddigger`,
    words: `scum trash garbage filth vermin stupid dumb worthless pathetic useless ugly disgusting brainless incompetent miserable repulsive
      spineless talentless hideous idiotic moronic insufferable despicable vile contemptible gutless unlovable clueless revolting
      laughable fat lazy dumbest ugliest stupidest stupider laziest dense ignorant ridiculous inept fugly gross foul rotten nasty
      mediocre inferior unwanted disgraceful shameless filthy smelly clumsy braindead subhuman obnoxious cringe cringey whiny arrogant smug
      conceited ungrateful sleazy slimy illiterate unattractive obese stinky stinking trashy immature lowly
      insignificant replaceable unlikable unloved awful selfish clownish thickheaded dimwitted halfwitted
      two-faced lowest crybabies losers retarded`,
  },
  name: {
    nouns: `idiot moron loser imbecile cretin bitch bastard asshole dumbass dimwit scumbag dirtbag freak creep coward fool jerk simpleton
      halfwit weirdo brat crybaby nitwit dunce hypocrite pervert maggot worm douchebag oaf buffoon blockhead numbskull dolt bimbo tramp
      weasel lowlife deadbeat sleazebag prick wanker dickhead jackass arsehole douche nutcase bozo doofus dweeb twit twerp wimp
      laughingstock turd slob liar clown`,
  },
  flaw: {
    nouns: `burden mistake problem drag bore mess disaster joke nerd loner dropout reject accident pain virus disease cancer plague fake phony cheat nuisance tool danger hazard menace liability caricature stereotype punchline fraud downgrade insult imbecility zero failure letdown pest parody waste`,
    words: `annoying irritating lame sad bitter jealous petty entitled toxic dishonest lying cheating creepy desperate crazy insane psychotic
      delusional mental slow dim dull boring chubby scrawny bald greasy crusty dusty childish sorry irrelevant forgettable terrible
      horrible dreadful pointless hopeless friendless dirt shit ass thick clueless trash awful nothing unbearable embarrassing empty
      meaningless unstable psycho broke hated ungrateful washed unwanted selfish shallow vain ugliest dumbest fattest laziest worst bottom`,
  },
  looks: {
    nouns: `face voice mug mouth nose body brain skull breath hair haircut laugh smile personality existence singing cooking opinion outfit writing
      accent mother attitude thinking`,
    words: 'teeth ears legs clothes looks art music iq kind',
  },
  swear: { words: 'fuck fucking fucker shit shitty damn goddamn bloody fuckin effing crap' },
  dehuman: {
    nouns: `animal parasite rat cockroach roach pig dog ape monkey savage plague disease cancer virus pest leech invader barbarian infestation
      insect beast mongrel germ locust robot subspecies swarm horde tumor tumour rabbit goat`,
    words: `vermin subhuman subhumans scum filth trash garbage inferior cockroaches degenerate degenerates poison swine inhuman savages mutts
      lice defective barbaric evolved mice`,
  },
  low: {
    nouns: `criminal thief liar terrorist rapist pervert freak predator crook murderer abomination burden idiot moron threat mistake drain
      parasite servant slave leech savage coward cheat pedophile groomer devil demon pickpocket cultist menace terror robber prostitute gangster conspirator failure defect invader joke beggar sinner disorder
      sickness perversion child`,
    words: `lazy stupid dirty thieves greedy dangerous evil disgusting sick dumb uncivilized uncivilised untrustworthy worthless primitive
      violent filthy unnatural immoral backward dishonest sinful cheap stupider weak irrational hysterical incapable useless unfit ill
      ruining mentally waste plague disgrace delusional emotional illiterate barbaric savage mental perverted uneducated subservient weaker
      slower lesser lower smelly stink smell rob steal cheating scheming sneaky disorder sickness confused gross repulsive brainwashed
      crazy freaks crime filth disease cancer diseased inbred hygiene intelligent broken ghetto loud insult heathen satanic possessed vile cursed damned subnormal`,
  },
  bad: {
    nouns: `drunk freeloader handout gang rapist predator mistake thug crook pimp looter squatter welfare addict scammer trafficker molester alcoholic dropout
      mouth drain breeder moocher layabout troublemaker fanatic jihadist bomber savage curse scourge liability scum filth stain joke lie trick attention
      hormone criminal delusion perversion abomination degenerate indecency`,
    words: `aggressive hormonal irrational promiscuous hysterical ruining ruined ruin poisoning corrupting grooming falling apart haggles haggle penny pennies
      rot smell smells stink stinks stinking filthy dirty lazy stupid greedy violent unclean uncivilized inferior
      sickening perverted unnatural sinful immoral savage primitive backward barbaric untrustworthy sneaky worthless useless disgusting crazy
      illiterate uneducated unhygienic incapable unfit brainless soulless godless lesser weaker subservient cursed cringe pathetic freakish
      crime criminals wiped replacing replaced replacement invading taking`,
  },
  expel: {
    verbs:
      'deport ban+ expel+ banish exile sterilize sterilise enslave segregate imprison cage remove round exclude fire jail eject',
    words:
      'locked rounded cleansed silenced shipped kicked thrown sent outlawed castrated quarantined sterilized separated',
  },
  despise: { verbs: 'hate despise detest loathe', words: 'disgust disgusts hates' },
};
