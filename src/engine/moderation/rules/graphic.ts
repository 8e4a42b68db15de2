import type { Rule } from '../rule.ts';

/** Wounds, blood and corpses in detail. */
export const graphicRules: readonly Rule[] = [
  {
    name: 'shows wounds and blood in detail',
    kind: 'depiction',
    patterns: [
      'guts|brains|intestines|entrails|limbs|organs ..3 strewn|scattered|smeared|splattered|spread|dangling|dangled|hung|slid|fell|poured ..3',
      'strewn|scattered|smeared|splattered|littered|covered ..4 guts|brains|intestines|entrails|limbs|organs|corpses|flesh',
      'eye|eyes|eyeball|eyeballs ..3 hung|dangled|popped|socket|sockets|gouged|burst|rolled|out ..3 socket|sockets|out|face|cheek',
      'chunks|pieces|bits|strips|lumps of ..1 flesh|bone|bones|brain|brains|skull|skin|meat|gore|scalp',
      'face|head|skull|body ..5 pulp|mush|paste|unrecognizable|unrecognisable',
      'rotting|decaying|decomposing|maggots ..4 flesh|corpse|corpses|bodies|body|skin|wound|face',
      'tore|ripped|sliced|cut|slashed|sawed|hacked|carved|opened|slit|bit|chewed|burned|punched ..3 through|open|off|into|away ..4 <body>|<blood>|bone|artery',
      'opened|slit|sliced|ripped|cut ..1 his|her|their|the ..1 belly|stomach|chest|throat|abdomen',
      'shattered|smashed|crushed|splintered|broke|pulverized ..1 his|her|their|the ..1 jaw|skull|cheekbone|spine|ribs|kneecap|teeth|face',
      'stump|wound|wounds|gash|hole|socket|artery ..5 <blood>|bleeding|gushed|spurted|oozing|pus|bone',
      '<blood> ..5 stump|wound|wounds|gash|hole|socket|artery|everywhere|walls|wall|floor|ceiling|nose|mouth|ears|face|hands',
      'headless|armless|legless|limbless|charred|dismembered|decapitated ..1 body|corpse|torso|bodies|corpses|remains',
      '<blood> ..4 <gush>',
      '<gush> ..4 <blood>',
      '<gore> ..3 <body>|corpse|corpses|bodies|remains|limbs',
      '<body>|corpse|bodies|remains|limbs ..4 <gore>',
      'rip|ripped|ripping|tore|tear|tearing|cut|cutting|sliced|slicing|carved|carving|hacked|peeled|peeling|torn|split|sawed|sawing|bit|chopped|chopping ..4 off|out|open|apart|away|through|from ..3 <body>|<blood>|<gore>|chest|limbs',
      'rip|ripped|ripping|tore|tear|tearing|cut|cutting|sliced|slicing|carved|carving|hacked|peeled|peeling|torn|split|sawed|chopped ..3 <body>|<blood>|<gore>|limbs|organs|<them> ..3 off|out|open|apart|away|from',
      '<body>|flesh|skin|limbs|bone|bones ..5 torn|sliced|ripped|severed|exposed|protruding|jutting|shattered|hanging|burst|caved|exploded|melted|melting|peeled|splintered|crushed|split ..3',
      'pool|pools|puddle|river|spray|trail|fountain of ..1 <blood>',
      '<gore> ..5 <gore>',
      'covered|soaked|drenched|bathed|dripping in|with ..1 <blood>',
      '<gush> ..4 wound|wounds|throat|neck|stump|artery',
      'throat|belly|stomach|chest ..3 slit|slashed|cut|opened|ripped',
      'organs|insides|guts|brains|intestines|entrails ..4 out|spilled|spilling|everywhere|floor|wall|walls|hanging|onto|across|fell|over',
    ],
    strengths: { 'violence/graphic': 0.76, violence: 0.7 },
  },
  {
    name: 'gory words',
    kind: 'depiction',
    patterns: [
      '<gore>',
      'gore ..1 video|videos|content|photos',
      'graphic ..2 violence|death|injury|murder|torture|gore|killing|wounds',
    ],
    strengths: { 'violence/graphic': 0.3, violence: 0.35 },
  },
];
