import type { Lexicon } from './entry.ts';

/** Violence: deeds, weapons, wounds and consequences. */
export const harmLexicon: Lexicon = {
  kill: {
    verbs: `kill murder slaughter strangle stab+ shoot/shot assassinate behead decapitate drown poison suffocate hang/hanged/hung lynch
      exterminate massacre butcher annihilate bayonet gas+ electrocute smother eradicate execute bomb unalive disembowel impale
      garrote crucify slay/slew/slain obliterate liquidate snuff incinerate immolate guillotine`,
  },
  hurt: {
    verbs: `hurt/hurt harm injure attack assault beat/beat/beaten punch kick hit+/hit slap+ smash crush torture maim whip+ bash slash choke
      burn/burned/burnt abuse bludgeon pummel kidnap+ abduct rape club+ mutilate flog+ ambush wound strike/struck
      headbutt batter clobber smack wallop thrash thump deck knife shank throttle waterboard scald gut+ skin+ flay scalp hospitalize maul
      trample stomp pelt stone bruise mangle manhandle flatten castrate torment backhand`,
    words: 'hurting hitting beating crippled crippling',
  },
  /** Verbs that rarely apply to anything but living beings. */
  violent: {
    verbs: `stab+ strangle murder bludgeon behead decapitate lynch torture assassinate disembowel rape shank throttle waterboard garrote
      dismember maim molest punch slap+ whip+ slaughter castrate mutilate kidnap+ abduct knife drown`,
  },
  omen: {
    words: `regret suffer suffering blood grave coffin dead die death burn bullet bullets mercy beg scream screaming vanish bleed bleeding
      crawl broken bones hurt buried bury destroyed destroy finished`,
  },
  /** What blades, blows and bullets do to a body. */
  strike: {
    verbs: `pierce jab+ ram+ thrust/thrust swing/swung slam+ smash crack crush drive/drove/driven plunge sink/sank/sunk hit+/hit tear/tore/torn rip+ slice cut+/cut
      slash graze penetrate puncture impale skewer lodge bite/bit/bitten sever snap+ split+/split burst/burst strike/struck gash splinter dislocate rupture pound pummel whack club+ stab+ shoot/shot
      bludgeon hack cleave/cleft carve gouge claw scorch sear scald flay lash shatter bash clamp+ lop+ bayonet`,
  },
  /** Where victims of violence end up. */
  aftermath: {
    nouns: `ambulance hospital stretcher coffin casket hearse morgue grave funeral cemetery wheelchair bodybag tombstone gravestone obituary
      eulogy undertaker coroner graveyard crematorium`,
    words: 'icu stitches',
  },
  suffer: {
    verbs: 'die/died suffer bleed/bled burn/burned/burnt rot+ perish choke drown hang/hanged/hung',
    words: 'dying dead unalive bleeding',
  },
  gore: {
    verbs:
      'sever disembowel dismember decapitate behead mutilate eviscerate gouge flay impale maul maim hack mangle shatter shred+',
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
      rock bottle acid pipe razor wrench shovel club stick plank poker cleaver dagger spear whip bayonet screwdriver pitchfork nightstick sledgehammer torch cord hatchet scissor lamp tray arrow trident harpoon cannon crossbow scythe saw drill nail chain crutch cane trowel iron pan skillet vase stone boulder elbow knee boot heel baton taser claw fang jaw`,
    words: 'knives ar-15 ar15 fists fist torches',
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
