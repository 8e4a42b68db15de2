/** Science, mathematics, technology, computing, education and language. */
export const knowledge = `
# space
space outer_space cosmos universe cosmic interstellar spaceflight
planet mars jupiter saturn venus mercury~ neptune uranus pluto solar_system planetary
earth~ globe world~
moon lunar crescent eclipse moonlight
sun solar~ sunspot corona~ sunrise sunset
star galaxy constellation nebula milky_way supernova black_hole stars starry night_sky stellar
astronomer astronomy telescope observatory stargazing hubble
rocket spacecraft spaceship shuttle space_station launch_pad lift_off liftoff launch orbit satellite capsule~ probe rover nasa module~
astronaut cosmonaut spacewalk zero_gravity weightless spacesuit
asteroid comet meteor meteorite meteoroid shooting_star
gravity gravitational orbit~ revolve

# science
science scientist scientific researcher research study~ academic discovery discover breakthrough
experiment laboratory lab hypothesis theory test~ observation peer_review
physics physicist mechanics~ thermodynamics relativity quantum optics
atom molecule electron proton neutron nucleus particle quark photon ion isotope
force energy~ momentum velocity acceleration mass~ friction inertia pressure~
chemistry chemist chemical compound reaction element acid alkaline solution~ catalyst molecule~ laboratory~ solvent polymer reagent ph
metal iron steel copper aluminium aluminum zinc gold silver~ lead~ tin nickel titanium platinum alloy bronze brass metallic furnace smelt
gas~ oxygen hydrogen nitrogen helium carbon~
biology biologist organism cell cells microscope microbiology biochemistry biological
gene genetic genetics dna chromosome genome mutation hereditary heredity rna
evolution evolve natural_selection darwin adaptation species~
magnet magnetic magnetism electromagnetic
nuclear~ radioactive radiation uranium fission fusion reactor

# mathematics
mathematics math maths mathematician mathematical arithmetic
algebra equation variable~ polynomial formula unknown~ quadratic
geometry triangle circle square rectangle angle polygon diameter radius sphere cube perimeter
calculus derivative integral limit~ differential
number~ digit integer fraction decimal prime_number even_number odd_number numeral
theorem proof lemma axiom prove conjecture
statistics statistical average mean~ median probability variance correlation sample~ regression
add~ subtract multiply divide sum~ addition subtraction multiplication division calculate calculation calculator compute

# computers
computer pc laptop desktop macbook notebook~ workstation
keyboard mouse~ monitor screen display printer scanner webcam touchpad peripheral
processor cpu core chip gpu ram memory~ motherboard hardware semiconductor microchip cores transistor
file folder document~ directory files save~ backup disk hard_drive usb storage ssd
crash~ freeze~ froze bug~ glitch reboot restart hang unresponsive blue_screen crashed
software app application program~ package~ install installation installed update upgrade uninstall
operating_system windows~ linux macos android ios ubuntu unix
password login log_in sign_in username account~ credentials authentication authenticate passcode two_factor logged reset~
phone smartphone mobile cellphone iphone telephone handset call~ ringtone sim_card text_message sms landline
battery charge~ charger recharge power_bank
email e_mail inbox spam attachment message~ mail~ forward~ newsletter sender recipient outlook~
message chat~ text~ messenger notification whatsapp
camera~ megapixel selfie
tablet~ ipad e_reader
device gadget electronics electronic

# internet
internet online web~ cyberspace
website web_page webpage site homepage blog browser url hyperlink link~ web_site
network wifi wireless router modem broadband ethernet bandwidth connection~ signal~ lan hotspot cable~
server hosting cloud_computing data_center data_centre host offline downtime uptime
search_engine google search~ query~
download upload stream~ streaming
hacker hack hacking cyberattack malware ransomware phishing virus~ breach data_breach intruder attacker trojan
encrypt encryption decrypt cipher cryptography secure security firewall protocol key~ vpn ssl tls privacy antivirus
social_network user~ profile~

# programming
code coding programming programmer developer software_engineer source_code codebase scripting
function method parameter argument return~ variable constant subroutine lambda
javascript python java typescript rust~ golang php ruby~ kotlin swift~ csharp programming_language html css sql~
exception error bug debug debugger stack_trace throw null undefined runtime_error traceback
compile compiler interpreter build~ syntax syntax_error linker parser
array list~ sort sorting loop iterate recursion string~ hash_table linked_list queue~ tree~ dictionary element~ elements sorted map~ boolean
algorithm data_structure complexity binary_search sorting~ dynamic_programming
database sql query table~ index~ record schema postgres mysql join~ nosql lookup queries rows
api endpoint rest~ http request~ json xml response~
test~ unit_test continuous_integration deploy deployment release~ git commit~ branch~ merge~ pull_request repository version_control docker kubernetes container~
class object_oriented inheritance interface~ framework library~ module dependency
thread concurrency parallel async asynchronous deadlock

# artificial intelligence
artificial_intelligence ai machine_learning deep_learning machine~
neural_network neural model~ training_data classifier supervised reinforcement gradient transformer~ train~ training dataset
chatbot language_model llm assistant~ prompt gpt
robot robotic robotics android~ autonomous humanoid drone
data data_science big_data analytics data_analysis visualization

# engineering
engineer engineering technical technology innovation invent inventor invention prototype
machine machinery mechanism gear lever engine~ motor pump valve piston device~
electricity electric electrical~ voltage watt circuit conductor wire~ cable transformer generator power_grid current~
construction build builder building_site crane scaffold bulldozer concrete cement brick excavator construct constructing erect
building tower skyscraper high_rise structure~ dome
architect architecture architectural blueprint plans~
bridge tunnel dam viaduct span~
mining miner mine coal ore shaft quarry coalmine underground~
oil petroleum crude refinery drilling~ pipeline oil_well rig tanker gas~
energy power~ fuel power_plant power_station grid
weld welding solder

# education
school classroom primary_school secondary_school headmaster principal~ kindergarten schoolyard
teacher instructor tutor educator teach teaching schoolteacher lecturer taught
student pupil schoolchild undergraduate graduate~ freshman learner classmate alumni
university college campus faculty~ tuition degree bachelor master~ phd doctorate scholarship undergraduate~ dormitory dean professor
class~ lesson lecture course curriculum syllabus seminar~
homework assignment exercise~ essay coursework
exam examination~ test~ quiz grade mark~ pass~ revise revision study~ studying
learn learning study knowledge education educational training~
chalk blackboard whiteboard textbook backpack pencil eraser notebook pen ruler

# language
language linguistic linguistics dialect tongue bilingual fluent multilingual
english french~ spanish german~ italian~ chinese~ japanese~ russian~ arabic portuguese latin~
french german italian chinese japanese russian greek
translate translation translator interpreter~
word vocabulary phrase sentence idiom expression synonym dictionary~ slang
grammar verb noun adjective adverb syntax~ tense~ spelling pronunciation accent~ punctuation
read reading reader literate literacy
write writing handwriting wrote written scribble
speak speech~ talk conversation chat discuss spoken pronounce utter dialogue
alphabet letter~ vowel consonant syllable

# history
history historian historical past~ era century epoch chronicle
ancient antiquity archaeology archaeologist excavation artefact artifact ruins relic
egypt egyptian pharaoh pyramid mummy sphinx nile cleopatra
roman rome~ caesar gladiator colosseum
medieval middle_ages knight castle fortress moat crusade feudal armour armor drawbridge jousting
victorian renaissance industrial_revolution colonial
empire colony conquest civilization civilisation
world_war holocaust cold_war revolution~
viking pirate samurai
slavery slave abolition
`;
