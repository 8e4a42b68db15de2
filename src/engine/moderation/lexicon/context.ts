import type { Lexicon } from './entry.ts';

/** Words that say how a text is meant: what the speaker intends, denies, tells, teaches or plays. */
export const contextLexicon: Lexicon = {
  intent: {
    verbs: 'want plan+ intend need decide hope swear/swore promise threaten fantasize fantasise crave long',
    words: `going will gonna wanna shall would ready about tempted wish thinking dreaming love like should must have gotta can't-wait wait think
      dream urge vow`,
  },
  not: {
    words: 'not never no without neither nor nobody none refuse refused cannot hardly nothing avoid unable',
  },
  fiction: {
    nouns: `novel story character chapter movie film protagonist villain screenplay script fanfic thriller plot fairytale myth legend poem song
      lyric comic anime manga sitcom episode scene opera play dragon wizard zombie vampire orc goblin monster hero knight alien detective`,
    words: 'fiction fictional fantasy mystery actor actress cosplay shakespeare hamlet macbeth',
  },
  news: {
    nouns: `court trial prosecutor investigator documentary headline battle museum century historian war article
      newspaper tribunal defendant ceasefire troop army veteran memorial ambulance`,
    words: `officials authorities reported according convicted sentenced arrested suspect suspects authorities investigation historical history charged police detained
      indicted accused allegedly anniversary medieval ancient verdict documented casualties news ruling lawsuit`,
  },
  education: {
    nouns: `study researcher statistic symptom lecture textbook essay definition law policy course lesson seminar factor ethic curriculum paper
      theory philosopher scholar penalty regulation`,
    words: `research statistics prevention preventing awareness psychology academic legal legislation legal debate ethics ethical sociology criminology
      biology medical clinical guidelines education educational educators forensic difference differ means meaning
      causes consequences impact effects linguistics etymology museum explains stereotypes prejudice racism anatomy health
      philosophy campaign campaigns discuss discusses examines trends discrimination`,
  },
  help: {
    verbs:
      'prevent protect recover survive report avoid detect defend heal treat counsel support rescue secure recognize identify combat fight/fought',
    nouns: 'hotline helpline counselor counsellor therapist survivor charity nonprofit shelter',
    words: `recovery safety treatment prevention safely helps helping therapy healing comfort awareness against stop stopping antivirus condemn condemned condemns
      volunteer volunteering lifeline donate donation cope`,
  },
  condemn: {
    verbs: 'condemn oppose denounce criticize criticise disagree reject',
    words:
      'wrong unacceptable unfair untrue myth racist bigoted hateful intolerance shameful cruel harmful tragic nonsense prejudice',
  },
  tech: {
    nouns: `process thread server script program query database command terminal daemon task job function container pod node app kernel signal
      pid api bug loop cluster instance connection port session branch repo compiler variable pointer tab window backend frontend worker
      machine parser deployment socket request regex build pipeline unit-test endpoint string array`,
    words: `linux unix docker kubernetes python java javascript typescript git cpu memory sigkill sigterm bash shell sql code coding software
      processes background systemd nginx redis postgres async cron powershell excel macbook windows ubuntu`,
  },
  sport: {
    nouns: `game match tournament league election quiz opponent level raid playoff team player inning goalkeeper final
      quest medal champion quarterback striker dungeon`,
    words: `chess tennis football soccer basketball poker baseball hockey boxing golf minecraft mario fortnite checkers scrabble wrestling
      cricket karate judo mma dodgeball paintball squash penalty respawn speedrun videogame gaming volleyball trivia bowling darts karaoke pingpong backgammon charades monopoly halo pokemon`,
  },
  joke: {
    words: `joke joking jokes jokingly lol haha hahaha lmao joking kidding hilarious adorable delicious sarcasm cute rofl jk lovingly mosquito mosquitoes weeds weed bacteria germs spider spiders ants cockroach aphids flies pests mold
      houseplant plants garden lawn wasp wasps fleas bugs`,
  },
  report: {
    verbs:
      'say/said write/wrote/written text quote shout scream read/read tell/told call claim hear/heard translate chant yell ask',
    nouns:
      'word phrase sentence lyric title message note slogan sign caption quote comment quotation line headline',
  },
  intense: {
    words: `really so absolutely fucking literally brutally slowly violently totally completely utterly very damn savagely viciously mercilessly all
      every horribly badly`,
  },
  plain: {
    verbs: `break/broke/broken slit+/slit snap+ cut+/cut rip+ smash put+/put swing/swung slam+ drive/drove plunge bury sink/sank/sunk raise crack
      crush twist bash pull give/gave/given receive undress strip+ remove unbutton unzip+ slip+ kick throw/threw/thrown keep/kept ship+ clear
      push run+/ran shove pour splash choke jam+ stomp take/took/taken make/made tear/tore/torn send/sent drag+ tie stuff lock`,
  },
  soft: { words: 'maybe perhaps kinda sometimes somewhat slightly bit mildly' },
  why: { words: 'why' },
  persist: { words: 'but wait hesitate stop only care make forget regret rest until afraid help let mind' },
};
