/** Bodies, health, families, feelings and homes. */
export const people = `
# medicine
doctor physician surgeon medic gp clinician specialist pediatrician paediatrician cardiologist practitioner dermatologist
nurse nursing midwife paramedic caregiver carer ward matron
hospital clinic infirmary ambulance emergency_room intensive_care hospice hospitalized admission~ outpatient medical healthcare
patient symptom diagnosis diagnose checkup examination prognosis case_history condition~ ailment
illness disease sickness sick ill disorder malady unwell chronic acute syndrome epidemic pandemic outbreak
medicine medication drug pill tablet~ prescription dose dosage pharmacy pharmacist remedy ointment antidote painkiller aspirin ibuprofen paracetamol antibiotic insulin syrup~ capsule~
infection bacteria bacterium virus viral germ microbe pathogen infectious contagious infect antibody immune immunity resistant parasite
vaccine vaccination vaccinate immunization immunisation immunise immunize jab inoculate inoculation booster
injection inject syringe needle~ shot~ drip transfusion
surgery operation~ operate surgical scalpel transplant~ anaesthetic anesthetic anesthesia incision stitches amputate
cold~ flu influenza fever cough sneeze sore_throat runny_nose headache migraine nausea vomit vomiting diarrhea congestion sniffle temperature~
pain ache hurt sore cramp painful agony throb discomfort
injury injure wound wounded bruise sprain fracture broken_bone cast~ bleed bleeding bandage plaster concussion scar burn~ limp
cancer tumor tumour chemotherapy leukemia oncology oncologist malignant biopsy radiotherapy
heart_attack stroke cardiac blood_pressure cholesterol artery pulse hypertension heartbeat cardiovascular
diabetes asthma arthritis allergy allergic malaria tuberculosis measles cholera covid coronavirus hepatitis pneumonia smallpox polio
treatment treat therapy cure heal healing recover recovery rehabilitation remission physiotherapy physiotherapist relapse
dentist dental tooth teeth toothache cavity filling~ braces gum~ orthodontist root_canal toothbrush toothpaste
pregnancy pregnant birth childbirth labor~ labour~ obstetrician maternity delivery~ fetus womb twins prenatal
mental_health depression depressed anxiety psychiatrist psychologist psychiatry psychotherapy trauma bipolar counselling counselor psychology
smoking smoke~ cigarette tobacco smoker nicotine cigar vaping vape
addiction addict overdose alcoholic alcoholism withdrawal rehab
glasses~ eyesight optician ophthalmologist contact_lens vision blind blindness deaf hearing_aid
disability disabled wheelchair crutches paralysed paralyzed

# body
body anatomy limb torso organ physique
head face forehead cheek chin jaw nose ear mouth lip throat neck skull scalp
eye eyelid eyelash eyebrow pupil~ retina
arm elbow wrist hand~ finger thumb fist palm~ shoulder fingernail
leg knee thigh ankle foot toe heel hip calf~ shin feet
heart lung lungs liver kidney stomach brain intestine bladder spleen pancreas abdomen belly bowel
bone joint joints muscle skeleton spine rib tendon ligament cartilage vertebra
skin blood vein nerve tissue gland hormone pore
hair haircut hairdresser barber salon hairstyle fringe shampoo curl curly beard moustache bald wig comb dye~ shave
breath breathe breathing inhale exhale oxygen~ respiratory

# fitness
exercise workout gym fitness fit~ aerobic treadmill stretch squat push_up dumbbell trainer barbell lift_weights weightlifting
run~ jog jogging jogger sprint
yoga pilates meditation meditate mindfulness relaxation
diet dieting calorie calories weight_loss lose_weight slim obesity obese overweight nutrition nutritionist nutritious healthy vitamin weight fat
sleep asleep nap doze snore bedtime awake insomnia dream tired exhausted fatigue yawn rest slumber sleepy

# family
family relative kin household ancestor descendant generation clan genealogy
parent mother father mom mum dad mama papa mommy daddy motherhood fatherhood stepmother stepfather parental
child kid youngster boy girl son daughter toddler infant baby newborn children childhood minor
grandparent grandmother grandfather grandma grandpa granny grandson granddaughter grandchild grandparents nana
sibling brother sister twin half_brother
uncle aunt cousin nephew niece in_laws
husband wife spouse partner couple
wedding marriage marry bride groom~ honeymoon engaged engagement fiance fiancee bridesmaid newlywed vow propose diamond_ring wed married bridal best_man wedding_ring
divorce separation~ separated alimony breakup custody split_up
nanny babysitter diaper nappy crib cradle stroller pram pacifier lullaby nursery cot bottle~ breastfeed
teenager teen adolescent teenage puberty youth
elderly senior old_age retire retirement pensioner nursing_home retiree aged grandparenthood
death die dead deceased funeral grave cemetery bury burial coffin mourn mourning obituary widow widower passed_away grief
orphan adoption foster_child adopted

# feelings
happy glad joyful cheerful delighted pleased joy happiness elated merry content~ thrilled overjoyed
sad unhappy sorrow sorrowful miserable gloomy melancholy heartbroken tearful upset grieve sadness blue~ depressed
lonely loneliness alone isolated solitude homesick miss~
cry weep tear tears sob wail crying
laugh laughter giggle chuckle smile grin amused
funny humor humour humorous joke hilarious comedy comedian comic~ witty prank pun
angry anger furious rage mad annoyed irritated fury outrage temper irate resentment
afraid fear scared frightened terrified fright scary terror horror dread panic phobia monster spooky creepy
worried worry anxious nervous concerned stress stressed uneasy tense
love adore affection fond romance romantic passion beloved darling sweetheart lover kiss hug
hate hatred loathe despise detest dislike disgust
surprised surprise astonished amazed shocked stunned astonishment shock amazement
proud pride ashamed shame embarrassed guilt guilty~ humiliated
jealous envy jealousy envious
hope hopeful optimistic optimism pessimistic despair desperate
excited excitement enthusiastic eager thrill keen
calm peaceful~ relaxed serene tranquil soothing patient~
bored boring dull tedious monotonous dreary
brave courage bravery courageous heroic bold valiant hero valour
kind~ kindness generous generosity gentle caring compassion compassionate sympathy empathy
rude impolite insult offensive disrespectful insulting arrogant
friend friendship buddy pal companion mate~ acquaintance
grateful gratitude thankful appreciate appreciation
tired~ weary exhausted

# home
house home residence dwelling bungalow cottage villa mansion homeowner domestic household~
apartment flat~ condo studio~ housing accommodation penthouse
rent tenant landlord lease rental tenancy evict eviction lodger deposit~ affordable~
room bedroom bathroom kitchen living_room hallway attic basement cellar lounge corridor study~
furniture sofa couch armchair chair table desk shelf bookshelf wardrobe cupboard cabinet drawer dresser stool bench bookcase recliner sideboard
bed mattress pillow blanket duvet quilt bedsheet bunk
door window roof wall ceiling floor stairs staircase balcony porch chimney gate fence doorbell hinge handle windowsill
carpet rug curtain curtains cushion lamp wallpaper tile mat blinds upholstery
appliance refrigerator fridge freezer dishwasher washing_machine dryer vacuum vacuum_cleaner toaster microwave oven~ stove~ kettle~ laundry iron~ blender
laundry wash washing detergent dirty~ clothesline tumble~ soap bleach ironing
clean cleaning cleaner dirty dust~ mop broom sweep scrub tidy stain wipe sponge spotless grime filthy polish
plumber plumbing pipe tap faucet sink~ drain leak leaking drip toilet bath shower~ bathtub boiler clogged blocked~
electrician wiring rewire fuse socket outlet circuit_breaker light_bulb bulb switch~ lights plug electrical
blackout power_outage power_cut outage electricity~
repair fix mend maintenance broken~ restore refurbish
renovate renovation decorate decorator redecorate paint~ coat~ remodel wallpapering
tool hammer nail screw screwdriver drill saw wrench pliers spanner toolbox chisel sandpaper bolt
carpenter carpentry woodwork wooden plank joinery boards cabinetmaker plywood
heating heater radiator thermostat fireplace air_conditioning air_conditioner insulation
key~ lock padlock
mortgage homeowner~ house_price property real_estate realtor estate_agent
neighbor neighbour neighborhood neighbourhood
move~ moving_house removal~

# clothing
clothes clothing garment apparel outfit wear wardrobe~ dress~ costume uniform wearing dressed
dress skirt gown blouse frock sundress
shirt t_shirt sweater jumper cardigan hoodie pullover jersey~ vest
trousers pants jeans shorts leggings slacks
coat jacket raincoat overcoat parka anorak blazer suit tuxedo
shoe boot sneaker sandal slipper high_heels footwear shoelace loafer boots trainers shoes
hat cap scarf glove mitten sock belt tie~ helmet~ socks gloves beanie
fabric cloth cotton silk linen denim leather polyester velvet textile textiles woollen woolen
sew tailor seamstress stitch knit knitting crochet needle~ thread embroidery hem sewing yarn dressmaker
fashion style designer~ trendy model~ catwalk fashionable vogue couture
jewelry jewellery necklace bracelet earring ring~ diamond gem ruby emerald pearl jeweller
makeup cosmetics lipstick perfume mascara lotion skincare
colour color red blue green yellow purple orange~ pink brown black white grey gray turquoise hue shade~
size~ fitting measurements
`;
