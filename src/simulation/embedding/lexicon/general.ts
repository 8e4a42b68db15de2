/** Groups of near-synonyms without a subject, which occur in texts about anything. */
export const general = `
#
big large huge enormous giant massive immense vast gigantic great~ colossal sizeable
small tiny little~ miniature minute~ petite mini microscopic
fast quick rapid swift speedy quickly rapidly hurry rush hasty
slow slowly sluggish gradual gradually unhurried
begin start commence initiate launch~ opening
end finish stop~ complete conclude cease terminate halt final
increase rise grow climb~ soar surge go~ rose growth expand gain raise boost up~
decrease fall~ drop decline reduce shrink plunge fell tumble lower cut~ diminish lessen plummet
old ancient aged~ antique elderly~ vintage
new modern recent latest novel~ contemporary fresh
good~ excellent superb wonderful fantastic great~ splendid marvellous outstanding terrific
bad~ awful terrible horrible dreadful poor~ lousy atrocious
beautiful pretty lovely gorgeous attractive handsome stunning elegant
ugly hideous unattractive unsightly
strong powerful mighty sturdy robust tough
weak feeble frail fragile delicate
easy simple effortless straightforward
difficult hard~ challenging tough~ tricky complicated complex
important significant crucial vital essential key~ critical major
strange odd weird unusual peculiar bizarre curious
famous well_known renowned celebrated celebrity popular star~
clever smart intelligent brilliant bright~ wise genius
stupid foolish silly dumb idiotic
loud noisy deafening noise sound~ din
quiet silent silence hush mute
empty vacant hollow bare
full~ packed crowded filled
dangerous risky hazardous unsafe peril danger risk hazard threat
safe secure~ protected safety protect
rich~ abundant plentiful
true correct right~ accurate exact precise
false wrong~ incorrect mistaken inaccurate
say~ tell~ state~ declare announce mention remark express
shout yell scream cry~ exclaim
ask~ inquire enquire question~ request query~
answer~ reply respond response
explain clarify describe description illustrate explanation
suggest recommend advise propose~ advice recommendation tip~
agree consent approve accept approval
refuse reject decline~ deny turn_down turned_down
allow permit let~ authorize authorise permission
forbid prohibit ban disallow
help~ assist aid~ support assistance
build~ create make~ construct~ assemble
destroy demolish ruin wreck~ devastate
find~ discover~ locate detect spot
search seek look_for hunt~
lose~ misplace lost missing
see~ watch observe notice view look~ glimpse
hear listen overhear
think~ ponder consider contemplate reflect
know~ understand comprehend realize realise grasp~
remember recall recollect reminisce
forget forgot forgotten overlook
choose select pick opt choice
show~ display~ reveal demonstrate present~
hide conceal cover~
give~ provide supply offer donate~
take~ grab seize snatch
carry transport~ bring~ haul
send dispatch transmit forward~
receive obtain get~ collect~
throw toss hurl fling pitch~
pull drag tug tow
push shove press~
walk stroll march~ stride wander~ pace~
jump leap hop~ bounce
fall~ trip~ stumble slip collapse~
hit strike~ punch slap beat~ knock
break~ smash shatter crack snap
cut~ slice~ carve~ slash
close~ nearby near~ adjacent closest
far distant remote faraway
outside~ outdoors outdoor open_air
inside~ indoors indoor
early~ soon~ premature
late~ tardy overdue~ delay~
always~ constantly continually forever
change~ alter modify adjust transform
improve enhance better~ upgrade~
need~ require necessary requirement
try~ attempt endeavour effort
allow~ wait await
use~ utilize utilise employ~
join~ connect attach link~ combine
separate~ divide~ split detach
plan intend intention arrange organize organise organisation
example instance sample~ case~
reason~ cause motive because_of
result outcome consequence effect
method~ manner approach technique procedure
group~ crowd~ gang bunch
leader head~ chief
person~ human individual
town city urban village downtown suburb metropolis city_centre municipality
country~ rural countryside~
number~ amount quantity total
half~ double twice~
piece part~ fragment portion
side~ edge border~ margin~
top~ summit~ highest
bottom~ base lowest
light bright lamp~ glow shine
dark darkness dim shadow
hot~ boiling burning~
wet moist damp soggy
dry~ parched
sharp pointed keen~
soft smooth~ fluffy tender~
hard~ solid rigid firm~ stiff
heavy weighty bulky
light~ lightweight
deep depth shallow
wide broad narrow width
tall~ height
round~ circular spherical
straight curved bent
speed velocity~ pace~
strength power~ might~
ability skill talent gift~ expertise
mistake error~ blunder fault~
success successful achieve accomplish achievement
failure fail failed flop
problem~ trouble issue difficulty
solution~ resolve solve solved
news~ information info details
secret confidential hidden private
public~ open~
free~ gratis no_charge complimentary
rare unusual~ scarce uncommon
common~ ordinary usual typical normal
opinion view~ belief~ viewpoint
promise pledge vow~ swear
lie~ deceive cheat dishonest
honest sincere truthful honesty
lucky fortunate luck fortune~
meet encounter met
arrive reach come~ arrival~
leave~ depart go_away departure~ exit
enter come~ entrance entry
stay remain linger
return~ come_back go_back
visit~ drop_by call~
follow pursue chase track~
lead~ guide~ direct~
teach~ instruct show~
play~ playful
work~ labour toil
rest~ relax unwind
open~ unlock unseal
close~ shut seal~
fill~ load~ pour
sick~ ill~
`;
