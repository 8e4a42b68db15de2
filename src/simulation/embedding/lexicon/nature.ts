/** Animals, plants, weather, land, water and the environment. */
export const nature = `
# animals
animal creature beast wildlife fauna mammal vertebrate zoology zoologist zoological zoo safari menagerie
dog puppy hound canine pooch terrier poodle retriever spaniel labrador dachshund beagle bulldog mongrel pup leash collar kennel bark growl whine fetch
cat kitten feline tabby tomcat kitty purr meow whiskers litter_box siamese
pet vet veterinarian veterinary hamster goldfish guinea_pig cage aquarium adopt groom breeder
horse pony stallion mare foal equine saddle stable gallop neigh rein bridle jockey equestrian donkey mule
cow cattle bull calf ox bovine herd dairy milking heifer udder moo
sheep lamb ewe ram flock shepherd wool fleece shear goat kid~ bleat
pig hog swine piglet sow boar pigsty snout
chicken hen rooster chick poultry coop turkey goose duck duckling geese gander quack cluck
bird avian robin sparrow pigeon dove crow raven magpie swan gull seagull stork heron swallow finch canary nightingale wing feather beak nest chirp flutter perch ornithologist birdwatching
eagle hawk falcon owl vulture raptor kite~ buzzard talon osprey
parrot macaw cockatoo parakeet toucan peacock flamingo pelican ostrich emu penguin kiwi~
wolf fox coyote jackal pack~ howl den burrow badger weasel otter ferret mink stoat
lion tiger leopard cheetah panther jaguar lynx cougar puma mane roar cub big_cat
bear panda grizzly polar_bear koala kangaroo wallaby wombat marsupial pouch platypus opossum
elephant rhino rhinoceros hippo hippopotamus giraffe zebra antelope gazelle buffalo wildebeest bison trunk tusk ivory waterhole savanna
deer elk moose stag reindeer caribou doe fawn antler
monkey ape gorilla chimpanzee orangutan baboon primate lemur
mouse~ mice rat rodent squirrel rabbit hare bunny hedgehog mole beaver chipmunk gopher hop acorn raccoon skunk
whale dolphin porpoise orca seal~ walrus manatee sea_lion blowhole
fish salmon trout tuna cod carp herring sardine mackerel eel perch~ pike bass~ haddock fin gill scales shoal spawn
shark ray~ stingray octopus squid jellyfish crab lobster shrimp prawn oyster mussel clam snail slug starfish shellfish mollusc crustacean coral reef anemone
snake serpent viper cobra python~ lizard gecko iguana chameleon crocodile alligator turtle tortoise reptile reptilian venom hiss slither shed
frog toad newt salamander amphibian tadpole croak
insect bug beetle ant fly~ moth butterfly caterpillar cricket grasshopper locust cockroach ladybird ladybug dragonfly termite entomologist larva cocoon
bee honeybee bumblebee wasp hornet hive beehive swarm sting pollinate pollinator pollination nectar pollen beekeeper honeycomb
spider web~ tarantula scorpion mosquito tick~ flea louse lice mite midge gnat worm earthworm leech
predator prey hunt hunting hunter stalk claw fang carnivore herbivore omnivore scavenger ambush
dinosaur tyrannosaurus fossil fossils prehistoric extinct extinction mammoth palaeontologist paleontologist trilobite jurassic
species breed habitat migration migrate hibernate hibernation endangered wild offspring camouflage ecosystem
bat~ hyena sloth armadillo anteater llama alpaca camel hump yak

# plants
plant vegetation flora botany botanist botanical seed seedling sprout germinate shoot stalk~ stem~ root photosynthesis chlorophyll
flower blossom bloom petal rose tulip daisy lily orchid sunflower daffodil violet poppy carnation lavender jasmine bouquet florist iris marigold geranium dandelion
tree oak pine maple birch willow elm ash~ beech cedar spruce fir poplar sapling trunk bark branch twig leaf leaves foliage evergreen conifer deciduous acorn redwood bamboo palm_tree
forest wood woods woodland jungle rainforest grove thicket timber lumber logging deforestation undergrowth canopy
garden gardener gardening lawn hedge shrub bush weed mow mower prune trim~ compost mulch rake spade hoe greenhouse flowerbed watering_can wheelbarrow orchard horticulture allotment trowel topsoil
grass meadow moss fern reed ivy vine thorn cactus algae mushroom~ fungus fungi lichen clover thistle
autumn~ wither wilt prune~ repot pot~ houseplant transplant

# farming
farm farmer agriculture agricultural farmland ranch rancher barn tractor field~ countryside plough plow livestock pasture graze grazing fodder silo
crop harvest wheat barley corn maize rye oats grain cereal~ sow~ reap cultivate cultivation yield~ fertile fertilizer fertiliser pesticide irrigation irrigate hay straw vineyard
soil~ manure fallow drought~ scarecrow combine_harvester threshing

# weather
weather climate~ meteorologist meteorology forecast barometer outlook
rain shower drizzle downpour rainfall rainy umbrella puddle wet~ soak soaked drench raindrop monsoon
storm thunder thunderstorm lightning tempest stormy gale squall
hurricane cyclone typhoon tornado twister evacuate evacuation storm_surge landfall
snow blizzard snowfall snowstorm snowman snowflake sleet hail avalanche snowy flurry
ice frost freeze freezing frozen icy chill cold chilly icicle thaw subzero melt frosty
wind breeze gust windy breezy draught
fog mist haze smog foggy misty visibility
sun~ sunny sunshine sunlight heat_wave heatwave hot warm warmth humid humidity sweltering scorching mild
cloud cloudy overcast sky~ grey~ rainbow
temperature degrees celsius fahrenheit thermometer
season winter summer spring~ autumn fall~ solstice equinox seasonal

# disasters
disaster catastrophe calamity emergency devastation tragedy rescue survivor aftermath casualty relief~
earthquake quake tremor seismic aftershock epicentre epicenter richter fault_line shake collapse rubble
volcano eruption erupt lava magma ash~ crater volcanic molten
flood flooding deluge inundate submerge tsunami dam~ sandbag overflow floodwater
wildfire forest_fire firefighter fireman fire_brigade blaze flame inferno burn arson extinguish extinguisher smoke ember fire
explosion blast explode bomb detonate detonation shrapnel
accident crash collision wreck wreckage pileup derail derailment mishap
drought famine starvation landslide mudslide

# land and sea
mountain hill peak summit ridge slope cliff valley gorge canyon ravine plateau alpine alps himalaya everest foothill mountainous
hike hiking hiker trek trekking trail climb climber climbing mountaineer mountaineering backpacker ascent boulder~ campsite
river stream creek brook tributary waterfall rapids riverbank delta downstream upstream current estuary
lake pond lagoon reservoir marsh swamp wetland bog shore lakeside
sea ocean marine maritime tide wave surf coast coastal coastline shore shoreline seashore bay gulf harbor harbour atlantic pacific mediterranean tidal seabed underwater diver diving scuba snorkel
beach sand sandy sandcastle seaside dune shell seashell sunbathe deckchair
desert sahara arid oasis sand_dune dry barren cactus camel
island archipelago peninsula cape isle atoll
cave cavern grotto stalactite underground tunnel~
rock stone boulder pebble gravel granite limestone marble slate geology geologist mineral crystal sediment quartz
glacier iceberg arctic antarctic antarctica polar ice_cap tundra permafrost ice_sheet north_pole south_pole
soil earth~ ground mud clay dirt dust
landscape scenery scenic panorama view~ horizon terrain plain prairie wilderness

# environment
environment environmental ecology ecological ecologist environmentalist conservation conserve sustainable sustainability green~ biodiversity nature_reserve
pollution pollute pollutant contaminate contamination toxic waste sewage spill~ oil_spill smog fumes landfill hazardous
global_warming climate_change climate_crisis greenhouse_gas greenhouse carbon carbon_dioxide emission emissions warming footprint~ ozone methane fossil_fuel climate
recycle recycling reuse rubbish trash garbage litter plastic~ compost~ bin dump disposal refuse~
renewable solar solar_panel wind_turbine turbine wind_power hydroelectric geothermal clean_energy wind_farm
`;
