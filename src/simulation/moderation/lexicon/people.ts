import type { Lexicon } from './entry.ts';

/** People, groups, places and parts of the body. */
export const peopleLexicon: Lexicon = {
  you: { words: 'you yourself yall' },
  they: { words: 'him her them he she they himself herself themselves' },
  them: { words: 'him her them' },
  person: {
    nouns: `someone somebody anyone anybody person guy girl boy kid child neighbor neighbour boss coworker colleague wife husband ex
      girlfriend boyfriend partner mother father mom mum dad parent brother sister sibling cousin teacher student classmate roommate
      flatmate friend cop officer policeman politician president senator governor minister mayor judge landlord tenant stranger victim
      journalist reporter enemy bully driver manager supervisor son daughter baby uncle aunt doctor nurse lawyer soldier guard hostage
      passenger shopper customer employee worker prisoner king queen traitor prophet celebrity streamer referee player coach civilian
      pedestrian attacker intruder witness infant grandmother grandfather grandma opponent rival protester activist voter commuter
      dude bro man clerk cellmate inmate diner cashier bartender banker ceo stepfather stepmother stepdad stepmom stepson niece nephew
      grandpa grandson granddaughter principal pupil cyclist jogger beggar thug burglar robber kidnapper witch rapist snitch tourist villager lad
      gentleman captive informant sheriff deputy priest pastor imam rabbi nun monk waiter waitress chef patient widow bride groom captain
      sailor recruit sergeant bouncer influencer teammate heir pedophile racist fascist nazi capitalist billionaire landlady
      caretaker executive hangman gladiator hiker climber fisherman trucker hunter peasant slave refugee guest interpreter messenger suspect assailant gunman bastard fella creep nanny`,
    words: `people men women man woman everyone everybody children police family families wives crowd crowds folks persons thieves
      thief human humans humanity kids teens neighborhood bystanders ppl homeless elderly rich wounded fans whoever gentlemen`,
  },
  minor: {
    nouns: `child kid minor toddler infant schoolgirl schoolboy teen teenager preteen tween schoolchild pupil preschooler`,
    words: 'children underage schoolchildren prepubescent teenage kindergartner',
  },
  animal: { nouns: 'dog cat puppy kitten animal horse pet bird squirrel', words: 'puppies livestock' },
  kin: {
    nouns:
      'mother father mom mum dad wife husband son daughter brother sister kid child baby family parent girlfriend boyfriend dog',
  },
  group: {
    nouns: `immigrant migrant refugee foreigner jew muslim christian catholic hindu buddhist sikh mormon atheist arab mexican african
      latino hispanic indian pakistani nigerian russian ukrainian german italian pole turk kurd iranian israeli palestinian syrian
      afghan somali haitian american european gypsy homosexual lesbian gay transsexual bisexual minority dalit aborigine korean
      filipino cuban brazilian outsider infidel heathen bosnian albanian romanian bulgarian serb eritrean ethiopian
      moroccan algerian tunisian egyptian libyan saudi yemeni iraqi lebanese jordanian bangladeshi nepali thai burmese indonesian
      malaysian colombian venezuelan salvadoran guatemalan honduran peruvian jamaican dominican hutu tutsi rohingya uyghur tibetan
      jewess protestant pagan evangelical jehovah cripple feminist zionist islamist homo
      greek swede dane finn spaniard austrian belgian czech slovak hungarian croat georgian armenian uzbek kazakh chechen tatar
      bengali punjabi tamil kashmiri cambodian laotian mongol maori samoan bolivian ecuadorian chilean argentinian latina canadian
      australian briton scot kenyan ghanaian congolese tanzanian ugandan zimbabwean rwandan arabian bedouin berber copt yazidi shia shiite
      sunni scientologist mennonite jain parsi zoroastrian satanist hasid schizophrenic amputee paraplegic dwarf midget epileptic
      expat alien illegal caucasian halfbreed transvestite eskimo inuit hijabi newcomer untouchable brahmin nonbeliever unbeliever crossdresser`,
    words: `blacks whites asians chinese japanese vietnamese roma lgbt lgbtq queers gays women females transgenders immigrants
      homosexuals foreigners autistics romani gypsies islam judaism hinduism homosexuality lgbtq+ transgenderism womankind handicapped sinti travellers natives irish swiss dutch portuguese french british welsh amish nonwhites browns latinx nonbinary enbies islamists`,
  },
  trait: {
    words: `black white asian jewish muslim christian arab african latino hispanic indian gay lesbian trans transgender queer bisexual
      disabled autistic deaf blind brown immigrant foreign mexican chinese hindu sikh roma indigenous native homosexual catholic female
      refugee handicapped paralyzed migrant colored coloured aboriginal pakistani turkish kurdish nigerian somali syrian afghan
      iranian polish russian israeli palestinian buddhist dalit nonbinary bi mixed interracial eastern western hasidic orthodox sunni shia irish greek vietnamese korean filipino thai caribbean slavic albanian ukrainian romanian bulgarian italian french british lebanese cuban`,
  },
  folk: {
    words:
      'boss bosses doctor doctors driver drivers politician politicians coworker coworkers leader leaders judge judges manager managers nurse nurses professor professors landlord landlords employee employees character characters freak freaks people ppl person folks races dude dudes men women man woman kids children families family community communities workers students guy guys girl girls boy boys kid immigrant immigrants neighbor neighbors teacher teachers couple couples lady ladies',
  },
  worship: { nouns: 'mosque synagogue temple church shrine gurdwara' },
  place: {
    nouns: `school office building mall church hospital airport station stadium courthouse embassy bank store shop theater theatre house
      home apartment headquarters plant bridge bus train plane subway concert parade university college campus club market pharmacy car
      warehouse garage safe`,
    words: 'downtown workplace',
  },
  thing: {
    nouns: `restaurant team language embassy army company movie film border market dish holiday festival recipe
      newspaper currency airline car writer author poet artist composer scientist accent song singer actor history`,
    words:
      'food cuisine government tea coffee wine literature music art history economy embassy independence studies cooking culture parliament military navy side',
  },
  /** What people fall or jump from. */
  height: {
    nouns: `roof rooftop bridge cliff balcony building overpass window train tower mountain ledge storey floor platform`,
  },
  body: {
    nouns: `head face throat neck chest stomach belly arm leg hand finger eye skull limb bone rib jaw tooth knee nose ear tongue back wrist
      gut kidney heart spine torso scalp kneecap shin temple elbow toe ankle windpipe lung cheek knuckle forehead brow thumb hip collarbone organ`,
    words: 'teeth flesh skin brains guts intestines',
  },
};
