import type { Lexicon } from './entry.ts';

/** Words that establish context: intention, negation, and settings such as news, fiction, software and games. */
export const contextLexicon: Lexicon = {
  intent: {
    verbs:
      'want plan+ intend need decide hope swear/swore promise threaten fantasize fantasise crave long imagine dream picture vow itch daydream',
    words: `going will gonna wanna shall would ready about tempted wish thinking dreaming love like should must have gotta can't-wait wait think
      dream urge could might may ought trying let willing dying imagining rather better ima keep kept`,
  },
  not: {
    words:
      'not never no without neither nor nobody none refuse refused cannot hardly nothing avoid unable barely',
  },
  fiction: {
    nouns: `opera sequel prequel memoir spoiler paperback trilogy novel story character chapter movie film protagonist screenplay fanfic thriller plot fairytale poem comic anime
      manga sitcom dragon magician`,
    words: `fiction fictional actor actress cosplay shakespeare hamlet macbeth`,
  },
  'fiction-maybe': {
    nouns: `script book author audience butler narrator duel finale ending trailer theatre theater villain myth legend song lyric episode scene opera play wizard zombie vampire orc goblin monster hero knight alien
      detective`,
    words: `fantasy mystery`,
  },
  news: {
    nouns: `emperor prosecutor investigator documentary historian newspaper tribunal defendant ceasefire`,
    words: `officials authorities reported according sentenced arrested suspect suspects investigation indicted accused allegedly
      verdict news lawsuit`,
  },
  'news-maybe': {
    nouns: `court trial headline battle museum century war article troop army veteran memorial witness senator regime empire dynasty revolution`,
    words: `police bc convicted historical history charged detained anniversary medieval ancient documented casualties ruling`,
  },
  education: {
    nouns: `study researcher statistic lecture textbook essay seminar curriculum scholar`,
    words: `apartheid segregation surgeon surgery surgical tumor incision research statistics prevention preventing awareness psychology academic
      legislation debate ethical sociology criminology biology clinical guidelines education educational educators forensic
      linguistics etymology museum explains stereotypes racism anatomy philosophy campaign campaigns discuss discusses
      examines trends`,
  },
  'education-maybe': {
    nouns: `symptom definition law policy course lesson factor ethic paper theory philosopher penalty regulation`,
    words: `legal ethics medical difference differ means meaning causes consequences impact effects prejudice health discrimination`,
  },
  help: {
    verbs: `support protect identify recognize prevent report detect counsel`,
    nouns: `hotline helpline counselor counsellor therapist survivor nonprofit`,
    words: `signs recovery treatment prevention helps helping awareness forgive forgave respond reverse naloxone bandage
      paramedic condemn condemned condemns volunteer volunteering lifeline`,
  },
  'help-maybe': {
    verbs: `defend treat spot+ deter+ recover survive avoid heal rescue secure combat fight/fought`,
    nouns: `charity shelter`,
    words: `safety safely therapy healing comfort against stop stopping donate donation cope`,
  },
  condemn: {
    nouns: 'racist propagandist',
    verbs: `condemn oppose denounce criticize criticise`,
    words: `unfair nonsense untrue propaganda portrayed homophobic xenophobic sexist antisemitic discriminatory unacceptable myth racist bigoted hateful intolerance prejudice`,
  },
  'condemn-maybe': {
    verbs: `disagree reject`,
    words: `wrong shameful cruel harmful tragic`,
  },
  tech: {
    nouns: `process thread server script query database daemon container pod kernel pid api repo compiler backend frontend
      deployment regex pipeline unit-test`,
    words: `watchdog restart restarted linux unix docker kubernetes python java javascript typescript git cpu sigkill sigterm sql software processes
      systemd nginx redis postgres async cron powershell excel macbook windows ubuntu`,
  },
  'tech-maybe': {
    nouns: `program command terminal task job function node app signal bug loop cluster instance connection port session branch
      variable pointer tab window worker machine parser socket request build endpoint string array`,
    words: `orphan orphaned shell master memory bash code coding background`,
  },
  sport: {
    nouns: `game tournament league election quiz playoff goalkeeper quarterback goalie semifinal quarterfinal derby touchdown leaderboard
      scoreboard putt racket halftime`,
    words: `chess tennis football soccer basketball poker minecraft mario fortnite checkers scrabble cricket
      judo mma dodgeball paintball penalty respawn speedrun videogame gaming volleyball trivia bowling karaoke pingpong
      backgammon charades monopoly halo pokemon tetris kart rugby badminton snooker handball multiplayer esports`,
  },
  'sport-maybe': {
    nouns: `round match opponent level raid team player inning final quest medal champion striker dungeon keeper fan crossbar point serve offense defense
      coach combo boss lap season half period penalty court rink rookie goal uppercut score`,
    words: `baseball hockey golf boxing wrestling karate squash darts`,
  },
  joke: {
    words: `joking jokingly kidding adorable sarcasm jk lovingly mosquito mosquitoes aphids`,
  },
  'joke-maybe': {
    words: `joke jokes lol haha hahaha lmao hilarious delicious cute rofl weeds weed bacteria germs spider spiders ants cockroach
      flies pests mold houseplant plants garden lawn wasp wasps fleas bugs`,
  },
  everyday: {
    nouns: `pizza cake movie party invitation gift concert ticket cinema dinner lunch breakfast appointment dentist meeting
      semester puzzle colleague provider restaurant picnic wedding stands box mattress delivery photo suit album podcast playlist recipe coupon
      discount subscription dessert invoice mailbox recital keynote plumber electrician courier boiler hotel vacation holiday flight suitcase printer homework pasta coffee beer barbecue festival scarf
      sandwich bakery store shop course`,
    words: `luck congratulations congrats mail airport wet floor pizza hike surprise dancing excited yay hooray
      yoga salad cookies groceries laundry netflix customer offer sale join winter summer score mac`,
  },
  'everyday-maybe': {
    nouns: `package parcel jacket coat library park soup blanket umbrella flat key form receipt garden bike laptop desk office shift schedule calendar`,
    words: `noon o'clock homework`,
  },
  kitchen: {
    nouns: `oven skillet saucepan marinade dumpling casserole tablespoon teaspoon cookbook`,
    words: `dough flour broth tbsp tsp preheat preheated lengthwise`,
  },
  'kitchen-maybe': {
    nouns: `recipe chicken pork beef lamb steak turkey potato onion carrot tomato pepper garlic egg shrimp lobster sausage bean pod seed wing breast
      sauce chili soup stew dish leftover roast shoulder`,
    words: `fry fried roasted grill grilled bake baked boiled smoked seasoning salt vinegar lemon lime steam rinse peel diced tender crispy butter oil
      cream slicing cheese bread salad pasta rice ham bacon meat smoke potatoes tomatoes`,
  },
  accident: { nouns: 'nurse', words: 'accidentally unintentionally stitches tetanus' },
  'accident-maybe': { words: 'tin slipped tripped shaving chopping clumsy accident bike ladder skiing' },
  // Listed only so that they are not taken for names of people.
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
    verbs: `tuck conceal switch scan peel max vote shelter copy duplicate catfish groom sextort raid fool break/broke/broken slit+/slit snap+ cut+/cut rip+ smash put+/put swing/swung slam+ drive/drove plunge bury sink/sank/sunk raise
      crack crush twist bash pull give/gave/given receive undress strip+ remove unbutton unzip+ slip+ kick throw/threw/thrown keep/kept
      ship+ clear push run+/ran shove gut+ feed/fed lay/laid hang/hanged/hung string/strung boil roast eat/ate chain nail strap+ pin+
      handcuff dunk mess wipe toss hurl fling/flung dump light/lit set+/set line stand/stood bump fire pump empty stick/stuck lodge open
      finish mow/mowed ram+ come/came go/went bring/brought use wring/wrung squeeze blacken rearrange fracture shatter split+/split yank
      claw bang hack saw/sawed grind/ground pound gouge slice carve hold/held force cave bust rough blow/blew/blown beat/beat/beaten
      stone jump hit+/hit dance piss plant spit+/spat pour splash choke jam+ stomp take/took/taken make/made tear/tore/torn send/sent
      drag+ tie stuff lock blast chase chop+ knock stamp pick climb start unlock walk disable defeat disarm silence divert skim+ tap+ move
      pocket transfer+ watch ride/rode/ridden see/saw/seen track spy monitor access record listen log+ guess harvest capture swap+
      hide/hid/hidden evade install pretend pose act stage invent exaggerate file borrow assume wash clean funnel collect cash convince
      manipulate pressure talk rig+ tamper fix lie dodge underreport grow/grew/grown mail lace turn poach hire pay/paid employ wire
      sabotage destroy place convert modify change snatch have/had dissolve dispose suppress do/did/done end crash steer point press
      drink/drank/drunk scratch punish bite/bit/bitten mark od commit+ attempt leap/leapt/leaped dive/dove/dived fall/fell/fallen
      swallow sniff crawl scrape drop+ pop+ join trap+ nick stub+ wake/woke/woken stop+ cease sleep/slept down rise/rose roll wind/wound adjust lower reset+/reset`,
  },
  soft: { words: 'maybe perhaps kinda sometimes somewhat slightly bit mildly' },
  wish: { verbs: 'hope wish pray', words: 'hopefully wishing' },
  ought: {
    words: 'should must ought need needs needed deserve deserves deserved deserving gotta better has have',
  },
  clause: { words: 'but because so if when unless until till who whoever where once' },
  why: { words: 'why' },
  persist: {
    words:
      'but wait hesitate stop only care make forget regret rest until afraid help let mind believe respect stand tolerate understand bear idea matter doubt wonder surprise joke joking kidding being racist put find question caught noticing knowing paying him',
  },
};
