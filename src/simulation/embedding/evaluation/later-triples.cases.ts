import { type Triple, toTriples } from './triples.cases.ts';

/**
 * A second set, written without reference to the finished lexicon, about what people ask, buy, note down and
 * look up. It shows what to expect of texts that the lexicon was not written for.
 */
export const laterTriples: readonly Triple[] = toTriples(`
The delivery man left my order with the neighbour | Where is my parcel? The tracking page says it was dropped off | Photosynthesis happens in chloroplasts
Can you recommend a quiet laptop for video editing? | I need a powerful notebook computer with a good graphics card | The cathedral was consecrated in 1320
Our toddler has had a rash since yesterday | Red spots appeared on the baby's skin after the fever | The quarterback threw an interception
The subscription renews every month unless you cancel it | How do I stop the automatic payment for my plan? | Owls turn their heads very far
Add two tablespoons of flour and stir until the sauce thickens | Whisk the roux with milk to make a creamy gravy | The referendum failed by a narrow margin
The parliament building was evacuated after a bomb threat | Lawmakers left the chamber when police found a suspicious device | My roses have greenfly
What is the boiling point of water at high altitude? | Lower air pressure makes liquids evaporate at a lower temperature | She sold her vintage records
The hiking boots kept my feet dry | These shoes are waterproof and comfortable on long walks | The central bank printed more money
He missed the deadline for submitting the tax form | The return was filed late and the revenue service charged a fine | The kitten climbed the curtains
The rehearsal starts at seven in the main hall | Musicians of the orchestra practise for tonight's concert | Our router needs new firmware
The landlady keeps the deposit if the flat is dirty | When tenants move out they must leave the apartment clean | Saturn has rings of ice
My grandmother suffers from arthritis in her fingers | Old people often have painful swollen joints | The goalkeeper dropped the ball
The museum's dinosaur skeleton is a replica | Children love the fossils of extinct reptiles in the natural history hall | The loan has a variable rate
The flight attendant demonstrated the oxygen mask | Cabin crew explain the safety rules before takeoff | Barley is used for brewing
The defendant was found not guilty | The jury acquitted the man accused of murder | We painted the nursery yellow
Sunflowers turn towards the light | The plants on my windowsill grow in the direction of the sun | The committee adjourned until March
The vegetable patch needs watering twice a week in July | In a dry summer you should irrigate tomatoes and beans | The cinema was sold out
Please reboot the router and try again | If the connection drops, switch the modem off and on | The duchess attended the gala
The tram stops right in front of our school | Pupils take public transport to class | Copper turns green with age
He is saving up for a down payment on a house | They want to buy a home and need a mortgage | The tiger paced in its cage
The patient was discharged from hospital after surgery | She went home two days after her operation | The gallery bought a Picasso
The novel is narrated by a ghost | The story is told by the spirit of a dead girl | The drain is blocked again
A tax on sugary drinks would reduce obesity | Fewer people would be overweight if soda cost more | The violin has four strings
The children fed the ducks in the park | Kids threw bread to birds on the pond | The audit found no errors
My bike has a puncture | I got a flat tyre while cycling to work | The senate confirmed the nominee
The pull request breaks the build | Since that commit the tests fail in continuous integration | The lamb stew simmered for hours
The hurricane knocked down power lines | Thousands had no electricity after the storm | The novelist won a prize
She teaches her daughter to tie her shoes | A mother shows her child how to lace up trainers | Enzymes speed up reactions
The vet gave our cat an injection against rabies | Pets should be vaccinated every year | The turbine blades are made of steel
The charity distributes food to homeless people | Volunteers hand out meals to the poor | The spaceship docked at noon
The bakery on the corner has the best croissants | Their pastries and bread are fresh every morning | His alibi was confirmed
It is forbidden to smoke on the train | Passengers may not light cigarettes in the carriage | The potter glazed the bowl
The prince will inherit the throne | After the queen's death her son becomes king | The spreadsheet has three tabs
A virus encrypted all our files and demanded a ransom | The office was hit by ransomware | The apricots are ripe
The swimmer touched the wall first | She won the hundred metres freestyle in record time | The bishop wrote a letter
The recipe serves four | This dish makes enough dinner for a family | The cliff eroded slowly
The lake is polluted by a chemical factory | Toxic waste was dumped in the water | The cellist tuned her instrument
How many calories does a banana have? | Is fruit good for losing weight? | The mayor cut the ribbon
The interest on my savings account is almost zero | The bank pays hardly anything on deposits | The swallow flew south
The soldier lost a leg in the explosion | A mine injured several troops | The tailor measured his waist
The firm opened a new branch in Singapore | The company is expanding its business in Asia | The soup boiled over
The shop assistant was friendly and helped me choose a dress | Great service, the saleswoman found me a lovely skirt | The molecule has two isomers
My phone does not charge any more | The battery of this mobile is dead even when plugged in | The pilgrims walked to the shrine
The moon pulls the oceans and causes tides | Sea level rises and falls because of lunar gravity | The waiter cleared the table
The team fired its coach after five defeats | The manager of the club lost his job because of bad results | Her grandson collects beetles
He coughs all night and cannot breathe | Her asthma is worse when the air is cold | The sculptor worked in bronze
The ferry was late because of high waves | The boat to the island could not sail in the gale | The clerk stamped the form
A rose by any other name would smell as sweet | Flowers have a lovely scent whatever you call them | The tractor is in the barn
The teacher marked the essays over the weekend | Students got their homework back with grades | The glacier calved an iceberg
The comedian made fun of the president | Jokes about politicians got the biggest laughs | The pipe is made of copper
The mortgage rate is fixed for ten years | We agreed on a home loan at a steady interest | A parrot can live for sixty years
The kidneys filter the blood | These organs remove waste from the body | The bus was repainted
The wedding dress was made of silk and lace | The bride wore a long white gown | A comet has a tail
I would like to speak to a human agent | Please connect me with customer support | The hedgehog hibernates
The refugees live in tents near the border | Displaced families stay in a camp | The sonata has three movements
There is a mouse in the pantry | How do I get rid of rodents in the house? | The treaty was ratified
Turn left at the church and go straight on | Can you give me directions to the station? | The yeast ferments sugar
The dishwasher does not drain | There is water left at the bottom of the appliance after washing | The wolf is a protected species
The king built a palace with a thousand rooms | The royal residence has magnificent halls | The screen is cracked
Solar cells turn sunlight into electricity | Photovoltaic panels on the roof power the house | The comma is in the wrong place
The thief was caught by a camera | Security footage helped police identify the burglar | I knead the dough by hand
The choir needs more tenors | Men who can sing are wanted for our chorus | The brakes squeal
The doctor told me to drink less alcohol | Beer and wine are bad for my liver | The bridge opened in 1932
Water the orchid once a week | How often should houseplants get water? | The striker was transferred
The mathematician proved the conjecture | A proof of the famous theorem was found | The butcher sells sausages
The hotel offers breakfast from six | Guests can eat in the morning before they check out | The virus mutated
The carpenter sanded the chair | He made a wooden table and polished it | The plane was struck by lightning
Unplug the toaster before cleaning it | Disconnect electrical kitchen devices first | The poet died young
The polar explorer reached the pole on skis | An expedition crossed the Antarctic ice | The tenant signed the lease
He speaks Portuguese with a Brazilian accent | Her pronunciation of foreign words is excellent | The gearbox was repaired
The shares lost a third of their value | The price of the stock crashed | The nun tends the garden
The lecture is about the fall of the Roman Empire | A historian talks about ancient Rome | The pasta is overcooked
The patient fell into a coma | He was unconscious in intensive care | The shop sells garden gnomes
My son was bullied at school | Pupils were cruel to a classmate | The asteroid is rich in nickel
Install the latest drivers for your graphics card | The GPU needs updated software | The jury deliberated for a week
The nurse took his blood pressure | They measured her pulse at the clinic | The wallpaper is peeling
The actress won an Oscar for the role | She was named best performer of the film year | The fuse has blown
Store the wine in a cool dark cellar | Bottles of red should not be kept in the warm kitchen | The cyclist crossed the line
The elephant calf was born at night | A baby animal arrived at the zoo | The lawyer objected
The referee ended the match early because of rain | Bad weather stopped the football game | The silk comes from China
The reactor was shut down after a leak | Radiation escaped from the nuclear plant | The bookshop closes at six
The company announced a four-day work week | Employees get an extra day off | The oyster contained a pearl
My sister plays the flute in the school band | A girl performs on a woodwind instrument | The clay tablets are ancient
The fog delayed all departures | Planes could not take off because of poor visibility | His cousin is a dentist
The magazine interviewed the prime minister | A journalist asked the head of government about taxes | The socks do not match
The volcano has been quiet for two centuries | The last eruption was two hundred years ago | The recipe needs cinnamon
Wear sunscreen at the beach | Protect your skin from sunburn in summer | The union rejected the offer
We adopted a dog from the shelter | A stray puppy found a new home | The invoice is overdue
The train was so crowded that we had to stand | No free seats on the commuter rail this morning | The chemist distilled the liquid
Her thesis is about medieval poetry | She wrote a dissertation on verse of the Middle Ages | The oven is preheated
The submarine dived to three hundred metres | An underwater vessel explored the ocean floor | The judge wore a wig
A password should have at least twelve characters | Choose long login credentials that nobody can guess | The harvest was poor
The glass of the greenhouse was broken by hail | Ice from the storm smashed the garden windows | The tenor has a cold
The tourists complained about the noisy hotel | Guests could not sleep because of the disco next door | The enzyme digests starch
The astronaut grew lettuce on the space station | Vegetables were cultivated in orbit | The divorce was expensive
The bookseller specialises in maps | An antique shop offers old atlases | The goalie was injured
He forgot to turn off the stove | The kitchen caught fire because a burner was left on | The fossil is rare
A fence keeps the rabbits away from the lettuce | Hares ate the vegetables in my garden | The merger failed
The economy shrank for two quarters in a row | The country is in recession | The singer forgot her passport
The mechanic changed the oil | My car is at the garage for maintenance | The rainbow faded
`);
