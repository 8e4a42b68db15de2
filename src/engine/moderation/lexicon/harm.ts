import type { Lexicon } from './entry.ts';

/** What is done to a person: deadly, hurtful, and how it looks. */
export const harmLexicon: Lexicon = {
  kill: {
    verbs: `kill murder slaughter strangle stab+ shoot/shot assassinate behead decapitate drown poison suffocate hang/hanged/hung lynch
      exterminate massacre butcher annihilate gas+ electrocute smother eradicate execute bomb unalive disembowel impale`,
  },
  hurt: {
    verbs: `hurt/hurt harm injure attack assault beat/beat/beaten punch kick hit/hit slap+ smash crush torture maim whip+ bash slash choke
      burn/burned/burnt cripple abuse bludgeon pummel kidnap+ abduct rape club+ mutilate flog+ ambush wound strike/struck
      headbutt batter clobber`,
    words: 'hurting hitting beating',
  },
  suffer: {
    verbs: 'die/died suffer bleed/bled burn/burned/burnt rot+ perish choke drown',
    words: 'dying dead',
  },
  gore: {
    verbs:
      'sever disembowel dismember decapitate behead mutilate eviscerate gouge flay impale maul maim hack mangle shatter shred+ behead',
    nouns: 'entrail corpse innard carcass gore intestine',
    words:
      'intestines entrails guts brains blood-soaked bloodied bloodsoaked gory innards bloody mangled splattered viscera',
  },
  gush: {
    verbs:
      'gush spurt spray splatter pour pool drip+ soak ooze squirt spill/spilled/spilt drench smear seep flow fountain cover stream bubble trickle leak well coat splash',
  },
  blood: { words: 'blood brain brains guts intestines flesh entrails' },
  weapon: {
    nouns: `gun knife rifle pistol handgun shotgun machete axe hammer bat sword revolver firearm weapon bullet blade crowbar chainsaw brick
      rock bottle acid pipe razor`,
    words: 'knives ar-15 ar15 fists',
  },
  gun: {
    nouns: 'gun rifle pistol handgun shotgun firearm revolver glock silencer suppressor weapon magazine',
    words: 'ar15 guns ammo',
  },
  explosive: {
    nouns: `bomb explosive grenade molotov detonator ied bioweapon pipebomb`,
    words: 'napalm dynamite sarin ricin anthrax tnt thermite nerve bombs c4 semtex novichok vx',
  },
};
