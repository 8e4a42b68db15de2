/** Travel, transport, sport, games, arts and going out. */
export const leisure = `
# travel
travel trip journey voyage tour excursion traveller traveler itinerary wander expedition abroad
tourist tourism sightseeing guide~ guided_tour sights landmark visitor souvenir attraction
vacation holiday getaway resort cruise seaside~ package~
hotel hostel motel guesthouse lodging inn~ receptionist check_in suite bed~ resort~ stayed
luggage suitcase baggage bag~ backpack~ carry~ packing~
passport~ visa~ border~ customs~ travel~
map compass directions navigate navigation route gps chart~ atlas latitude longitude
camp camping tent campfire campsite~ sleeping_bag caravan
book~ booking travel_agent

# aviation
airplane plane aircraft aeroplane jet airliner boeing airbus
flight fly flying airline takeoff layover boarding_pass boarding non~
pilot cockpit co_pilot stewardess flight_attendant crew~ cabin
airport runway terminal gate~ airfield hangar control_tower departure arrival tarmac
helicopter glider balloon~ parachute airship
land~ landing touchdown turbulence

# trains and buses
train railway railroad rail locomotive carriage~
station platform~ railway_station train_station conductor~
subway metro underground~ tube~ tram
bus coach~ minibus bus_driver bus_stop shuttle~
ticket~ fare commuter commute public_transport timetable passenger
delay late~ delayed cancelled cancel rebook missed~

# cars
car automobile vehicle sedan suv convertible van motorcar hatchback
truck lorry trailer pickup
drive driver driving motorist steering_wheel chauffeur
mechanic garage auto~ workshop~
engine motor~ brake brakes clutch gearbox exhaust radiator~ carburettor spark_plug windscreen windshield bumper headlight dashboard accelerator
tire tyre wheel flat_tire puncture flat_tyre
road highway motorway street lane freeway avenue roundabout pavement intersection crossroads
traffic traffic_jam congestion jam~ rush_hour stuck~ gridlock traffic_light
petrol gasoline gas_station diesel fuel~ petrol_station refuel filling_station
park~ parking_lot car_park parked
motorcycle motorbike scooter moped biker
bicycle bike cycling cyclist pedal helmet cycle~ handlebar bike_lane
taxi cab uber taxi_driver
pedestrian sidewalk crosswalk zebra_crossing

# ships
ship boat vessel ferry yacht steamer canoe kayak raft dinghy barge rowboat liner
sail sailor sailing captain~ crew~ mast deck sailboat seafarer helm skipper
port~ dock pier wharf harbour~ anchor lighthouse marina
sink~ sank capsize shipwreck lifeboat drown drowning life_jacket
fishing fisherman angler angling fishing_rod bait hook~ net~ fishery catch~

# sport
sport sports athletic athletics athlete sportsman sportswoman
team~ player squad teammate lineup captain~
game~ match tournament league championship cup_final final~ season~ fixture playoff contest competition
win winner victory champion triumph trophy title~ won beat~ celebrate~
lose~ defeat loser
coach trainer~ manager~ training~ coaching
football soccer goal goalkeeper striker penalty_kick midfielder defender free_kick world_cup offside goalie netted
referee umpire whistle foul red_card yellow_card linesman
basketball baseball volleyball hockey rugby cricket~ handball softball dunk hoop quarterback touchdown~ home_run pitcher puck
tennis racket badminton table_tennis ping_pong serve~ wimbledon squash~
golf golfer golf_club putting birdie caddie
run~ runner marathon sprint~ race racing hurdles relay_race jogging~ race_track
olympic olympics medal~ gold_medal medalist silver_medal bronze_medal world_record record~
swim swimming swimmer pool swimming_pool lifeguard backstroke freestyle dive~
boxing boxer wrestle wrestling martial_arts karate judo knockout fencing ring~
ski skiing skier snowboard skate skating skater ice_rink sledge sled slalom
gymnastics gymnast acrobat somersault
surfing surfer surfboard windsurf
horse_race derby bet~
score scored points~ half_time
stadium arena pitch~ fans~ spectator supporter
formula_one grand_prix racing_car

# games
game play~ gaming video_game gamer console playstation xbox nintendo arcade
chess checkmate pawn rook knight~ bishop~ grandmaster chessboard opponent~ checkers
card_game poker cards deck~ bridge~ blackjack joker
board_game dice monopoly~ scrabble puzzle jigsaw crossword sudoku riddle
gamble gambling casino lottery bet wager jackpot roulette
toy doll teddy lego plaything kite swing~ slide~ playground
hobby pastime collect~ collector~ stamp~ coin~ collection leisure
tag_game hopscotch

# music
music musical musician tune melody harmony rhythm
song sing singer singing lyrics vocalist ballad chorus sang sung vocal
choir carols~ soprano tenor alto baritone chorister
guitar guitarist banjo ukulele strum bass_guitar strings~ electric_guitar
piano pianist keyboard~ organ~ accordion scales~ grand_piano
violin violinist cello cellist viola fiddle harp string_quartet
trumpet saxophone trombone flute clarinet oboe horn brass~ woodwind recorder~
drum drummer percussion cymbal tambourine
orchestra symphony conductor~ philharmonic ensemble
concert gig recital performance~ festival~ tour~
band rock_band rock_music pop jazz blues hip_hop rap rapper reggae punk techno heavy_metal jazz_band
opera aria soprano~ libretto
compose composer composition~ beethoven mozart bach symphony~
album record~ single~ recording_studio playlist vinyl
instrument tune~ in~ out~ rehearse rehearsal practise practice
improvise jam_session solo

# stage and screen
theatre theater play~ drama stage playwright shakespeare backstage
actor actress cast~ act~ role perform performer performance lines~
film movie cinema blockbuster hollywood motion_picture thriller horror~ sequel screenplay box_office screening
director~ producer~ screenwriter filmmaker cameraman
television~ series~ episode sitcom soap_opera reality_show watch~
dance dancer dancing ballet ballerina choreography waltz tango salsa~
circus clown juggler acrobat~ magician magic~ illusionist conjurer
critic review~ award oscar best_actor prize praised
audience crowd applause cheer cheered spectators~ fans
comedy~ stand_up comedian~
ticket admission seat~ entry~

# art
art artist artwork masterpiece artistic creative
paint painter painting oil_painting watercolour watercolor canvas brush portrait mural acrylic
draw drawing sketch illustration illustrator doodle cartoonist pencil~
sculpture sculptor statue carve carving bust~ monument marble~ figurine
museum gallery exhibition exhibit curator display~ exhibits
pottery potter ceramic ceramics clay~ porcelain kiln vase
photograph photo photographer photography camera lens picture snapshot shutter tripod exposure~
design designer graphic logo poster layout
craft handmade handicraft origami

# books
book paperback hardcover bestseller ebook
novel novelist fiction story short_story tale narrative plot chapter protagonist
author writer poet poetry poem verse sonnet rhyme stanza literature literary
library librarian borrow~ bookshop bookstore lend~
fairy_tale fairytale legend myth mythology fable dragon wizard witch spell magic unicorn elf dwarf giant~ goblin enchanted princess~
biography memoir diary autobiography journal
comic manga superhero graphic_novel cartoon
manuscript publish~ edit~ editor~

# celebrations
party celebration celebrate festive birthday anniversary guest invite invitation festival
halloween costume~ ghost trick_treat
christmas~ new_year fireworks thanksgiving carnival parade
gift present~ wrap~ surprise~
`;
