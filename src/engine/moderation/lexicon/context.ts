import type { Lexicon } from './entry.ts';

/** Words that say how a text is meant: what the speaker intends, denies, tells, teaches or plays. */
export const contextLexicon: Lexicon = {
  intent: {
    verbs:
      'want plan+ intend need decide hope swear/swore promise threaten fantasize fantasise crave long imagine dream picture vow itch daydream try/tried',
    words: `going will gonna wanna shall would ready about tempted wish thinking dreaming love like should must have gotta can't-wait wait think
      dream urge could might may ought trying let willing dying imagining rather better ima keep kept`,
  },
  not: {
    words:
      'not never no without neither nor nobody none refuse refused cannot hardly nothing avoid unable barely',
  },
  fiction: {
    nouns: `novel story character chapter movie film protagonist villain screenplay script fanfic thriller plot fairytale myth legend poem song
      lyric comic anime manga sitcom episode scene opera play dragon wizard zombie vampire orc goblin monster hero knight alien detective magician`,
    words: 'fiction fictional fantasy mystery actor actress cosplay shakespeare hamlet macbeth',
  },
  news: {
    nouns: `court trial prosecutor investigator documentary headline battle museum century historian war article
      newspaper tribunal defendant ceasefire troop army veteran memorial`,
    words: `officials authorities reported according convicted sentenced arrested suspect suspects authorities investigation historical history charged police detained
      indicted accused allegedly anniversary medieval ancient verdict documented casualties news ruling lawsuit`,
  },
  education: {
    nouns: `study researcher statistic symptom lecture textbook essay definition law policy course lesson seminar factor ethic curriculum paper
      theory philosopher scholar penalty regulation`,
    words: `surgeon surgery surgical tumor incision research statistics prevention preventing awareness psychology academic legal legislation legal debate ethics ethical sociology criminology
      biology medical clinical guidelines education educational educators forensic difference differ means meaning
      causes consequences impact effects linguistics etymology museum explains stereotypes prejudice racism anatomy health
      philosophy campaign campaigns discuss discusses examines trends discrimination`,
  },
  help: {
    verbs:
      'prevent protect recover survive report avoid detect defend heal treat counsel support rescue secure recognize identify combat fight/fought',
    nouns: 'hotline helpline counselor counsellor therapist survivor charity nonprofit shelter',
    words: `recovery safety treatment prevention safely helps helping therapy healing comfort awareness against stop stopping antivirus forgive forgave respond reverse naloxone bandage nurse paramedic condemn condemned condemns
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
  everyday: {
    nouns: `pizza cake movie party invitation gift package parcel concert ticket cinema dinner lunch breakfast appointment dentist meeting
      semester puzzle colleague provider restaurant picnic wedding stands box mattress delivery photo suit album podcast playlist recipe coupon
      discount subscription dessert hotel vacation holiday flight suitcase printer homework pasta coffee beer barbecue festival scarf
      sandwich bakery store shop course`,
    words: `luck congratulations congrats birthday mail airport wet floor pizza hike christmas surprise dancing excited yay hooray
      yoga salad cookies groceries laundry netflix customer offer sale join winter summer score mac`,
  },
  day: {
    words: `monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
      october november december`,
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
    verbs: `break/broke/broken slit+/slit snap+ cut+/cut rip+ smash put+/put swing/swung slam+ drive/drove plunge bury sink/sank/sunk raise
      crack crush twist bash pull give/gave/given receive undress strip+ remove unbutton unzip+ slip+ kick throw/threw/thrown keep/kept
      ship+ clear push run+/ran shove gut+ feed/fed lay/laid hang/hanged/hung string/strung boil roast eat/ate chain nail strap+ pin+
      handcuff dunk mess wipe toss hurl fling/flung dump light/lit set/set line stand/stood bump fire pump empty stick/stuck lodge open
      finish mow/mowed ram+ come/came go/went bring/brought use wring/wrung squeeze blacken rearrange fracture shatter split/split yank
      claw bang hack saw/sawed grind/ground pound gouge slice carve hold/held force cave bust rough blow/blew/blown beat/beat/beaten
      stone jump hit/hit dance piss plant spit/spat pour splash choke jam+ stomp take/took/taken make/made tear/tore/torn send/sent
      drag+ tie stuff lock blast chase chop+ knock stamp pick climb start unlock walk disable defeat disarm silence divert skim+ tap+ move
      pocket transfer+ watch ride/rode/ridden see/saw/seen track spy monitor access record listen log+ guess harvest capture swap+
      hide/hid/hidden evade install pretend pose act stage invent exaggerate file borrow assume wash clean funnel collect cash convince
      manipulate pressure talk rig+ tamper fix lie dodge underreport grow/grew/grown mail lace turn poach hire pay/paid employ wire
      sabotage destroy place convert modify change snatch have/had dissolve dispose suppress do/did/done end crash steer point press
      drink/drank/drunk scratch punish bite/bit/bitten mark od commit+ attempt leap/leapt/leaped dive/dove/dived fall/fell/fallen
      swallow wake/woke/woken stop+ cease sleep/slept down rise/rose`,
  },
  soft: { words: 'maybe perhaps kinda sometimes somewhat slightly bit mildly' },
  wish: { verbs: 'hope wish pray', words: 'hopefully wishing' },
  ought: {
    words: 'should must ought need needs needed deserve deserves deserved deserving gotta better has have',
  },
  why: { words: 'why' },
  persist: { words: 'but wait hesitate stop only care make forget regret rest until afraid help let mind' },
};
