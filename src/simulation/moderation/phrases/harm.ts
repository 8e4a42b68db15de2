import type { Phrase } from '../phrase.ts';

const POSSESSOR = 'your|his|her|their|my|our|its|someone|somebody|people|<person>|<proper>|<insult>|the';

/** Violent acts described by more than a verb. */
export const harmPhrases: readonly Phrase[] = [
  {
    as: '<kill> <onto>',
    joined: [
      '=put|=fire|=pump|=send|=empty|=shoot|=plant|=lodge ..3 bullet|bullets|slug|slugs|lead|rounds|holes|buckshot|magazine|clip ..1 in|into|through|at|between',
      '=put|=stick|=plunge|=drive|=shove|=run|=ram|=jam|=sink|=bury|=thrust ..3 knife|blade|dagger|sword|needle|spear|screwdriver|stake|machete|shiv|axe|scissors ..1 in|into|through|between|under|across',
      '=gun|=mow|=cut down',
      'bump|bumped|bumping|bumps|=finish off',
      '=pull ..1 trigger on',
      '=open fire on',
      '=blow|=shoot|=blast|=beat ..2 brains|head out|off of',
    ],
  },
  {
    as: '<kill>',
    around: [
      '=beat|=kick|=stone|=stab|=choke|=burn|=club|=hack|=whip|=shoot|=trample|=bludgeon|=crush|=batter|=stomp|=torture|=punch|=put|=starve|=knife ..4 to|2 death',
      '=burn|=bury|=boil|=skin|=eat|=cook|=roast|=flay ..3 alive',
      '=set|=light ..4 on fire',
      '=set|=burn ..3 ablaze|alight|stake',
      '=blow ..3 to ..1 pieces|bits|smithereens|hell|dust',
      '=gun|=mow ..2 down',
      '=rip|=tear|=pull|=chop|=cut|=hack|=blow|=snap|=break ..3 apart|pieces|bits|limb|shreds|half',
      '=put|=line|=stand ..3 against|up|before|in ..3 wall|squad',
      '=string|=hang ..6 up|tree|lamppost|noose|rope|gallows|streetlight',
      '=put|=throw|=shove|=stick ..4 in|into ..2 oven|ovens|furnace|gas|camps|grave|graves|woodchipper|shredder',
      '=wipe ..3 out|off|from',
      '=throw|=push|=shove|=toss|=hurl|=fling|=dump|=kick ..4 off|from ..3 <height>',
    ],
  },
  {
    as: '<hurt> <onto>',
    joined: [
      '=take|=lay|=swing|=use ..3 <weapon>|belt|fist|fists|paddle|baton|sledgehammer to|on|at|down',
      '=beat|=kick|=knock|=smack|=slap|=stomp|=pound|=choke|=punch|=whip|=squeeze|whoop ..2 shit|crap|hell|daylights|stuffing|snot|life|piss|teeth|tar|fuck|breath out of',
      '=beat|=rough|=string up',
      'run|ran|runs|running|drive|drove|driving over',
      '=stomp|=stamp|=jump|=spit on',
      '=pour|=throw|=splash|=toss|=dump ..3 acid|boiling|gasoline|bleach|petrol|lye|scalding ..3 on|over|at|in',
      'curb|kerb|pistol|rabbit ..0 =stomp|=whip|=punch',
      '=go|went|=come|=run at|after ..4 with ..2 <weapon>',
      'lay|laid ..1 hands|fists on',
      '=throw ..2 punches|stones|rocks|bricks|bottles at',
      '=give ..2 beating|thrashing|hiding to',
    ],
  },
  {
    as: '<hurt>',
    around: [
      '=knock|=punch|=kick|=lay|=choke|=beat|=slap ..3 out|cold|unconscious|senseless|silly|flat|bloody|black|blue',
      '=mess|=fuck|=rough|=beat|=bash|=bust|=tear|=smash ..1 up',
      '=put ..3 in ..2 hospital|grave|ground|coffin|wheelchair|morgue|er|casket|box|icu|ambulance|traction|coma',
      '=run|=mow ..2 over|down',
      '=feed ..2 to ..2 dogs|pigs|sharks|crocodiles|lions|wolves|fishes|gators|fish|rats',
      '=throw|=push|=shove|=toss|=hurl|=fling|=kick|=drag ..4 down|under|through|in|into|against|front|out|onto ..4 stairs|train|window|traffic|staircase|wall|bus|tracks|fire|steps|car|truck|oven|stove|locker|door|concrete|street',
      '=pin|=tie|=chain|=nail|=strap|=handcuff ..2 to ..2 chair|radiator|tree|bed|post|pole|cross|wall|table|tracks|floor|pipe|railing',
      '=hold|=push|=shove|=force|=dunk ..4 under|underwater',
      '=drag ..3 by|behind ..2 hair|feet|legs|truck|car|horse|ear|arm|neck',
      '=cut|=slice|=chop ..1 <you>|<person> ..1 up|open',
      '=give ..2 <you>|<them>|<person> ..2 beating|thrashing|whipping|bruise|bruises|concussion',
      '=make ..2 <you>|<them>|<person>|<animal>|<folk> ..2 bleed|suffer|scream|beg|squeal|hurt|choke',
      '=stone|=pelt ..3 with',
    ],
  },
  {
    as: '<maim>',
    around: [
      `=break|=snap|=slit|=cut|=rip|=smash|=bash|=crush|=crack|=cave|=bust|=shatter|=twist|=wring|=slice|=gouge|=kick|=punch|=tear|=fracture|=knock|=slash|=blow|=chop|=split|=stomp|=smack|=hit|=carve|=rearrange|=blacken|=pull|=yank|=claw|=burn|=shove|=slam|=bang|=hack|=saw|=grind|=pound|=beat|=strangle|=choke ..3 ${POSSESSOR} ..2 <body>|bones|fingernails|kneecaps|ass|guts|windpipe|balls`,
      `hands|hand|rope|cord|wire|arm|fingers|belt ..2 around|over|on ..1 ${POSSESSOR} ..1 neck|throat|windpipe|mouth`,
      `=hold|=shove|=push|=slam|=smash|=dunk|=force ..1 ${POSSESSOR} ..1 head|face ..2 under|into|in|against|through|underwater`,
      `<weapon>|fist|boot|knee|elbow ..4 into|through|across|over|between|against|on|in ..1 ${POSSESSOR} ..1 <body>|head|ribs`,
    ],
  },
];
