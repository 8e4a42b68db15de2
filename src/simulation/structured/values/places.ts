/** Cities of each country, for values that name a city and its country or time zone. */
const CITIES: Readonly<Record<string, string>> = {
  Argentina: 'Buenos Aires;Córdoba;Rosario;Mendoza',
  Australia: 'Sydney;Melbourne;Brisbane;Perth;Adelaide;Canberra;Hobart;Darwin',
  Austria: 'Vienna;Salzburg;Graz;Innsbruck;Linz',
  Bangladesh: 'Dhaka',
  Belgium: 'Brussels;Antwerp;Ghent;Bruges',
  Bolivia: 'La Paz',
  Brazil: 'São Paulo;Sao Paulo;Rio de Janeiro;Brasília;Salvador;Recife',
  Bulgaria: 'Sofia',
  Canada: 'Toronto;Montreal;Vancouver;Calgary;Ottawa;Edmonton;Winnipeg;Halifax;Quebec City',
  Chile: 'Santiago',
  China: 'Beijing;Shanghai;Shenzhen;Guangzhou;Chengdu',
  Colombia: 'Bogotá;Bogota;Medellín;Medellin',
  'Costa Rica': 'San José',
  Croatia: 'Zagreb;Split;Dubrovnik',
  Cuba: 'Havana',
  Cyprus: 'Nicosia',
  Czechia: 'Prague;Brno',
  Denmark: 'Copenhagen;Aarhus',
  Ecuador: 'Quito',
  Egypt: 'Cairo;Alexandria',
  Estonia: 'Tallinn',
  Ethiopia: 'Addis Ababa',
  Finland: 'Helsinki;Tampere',
  France: 'Paris;Lyon;Marseille;Bordeaux;Nice;Toulouse;Lille;Nantes;Strasbourg',
  Germany:
    'Berlin;Munich;München;Hamburg;Frankfurt;Cologne;Stuttgart;Dresden;Leipzig;Düsseldorf;Bremen;Hanover',
  Ghana: 'Accra',
  Greece: 'Athens;Thessaloniki',
  'Hong Kong': 'Hong Kong',
  Hungary: 'Budapest',
  Iceland: 'Reykjavik;Reykjavík',
  India: 'Delhi;New Delhi;Mumbai;Bangalore;Bengaluru;Chennai;Kolkata;Hyderabad;Pune',
  Indonesia: 'Jakarta;Denpasar',
  Iran: 'Tehran',
  Iraq: 'Baghdad',
  Ireland: 'Dublin;Cork;Galway',
  Israel: 'Jerusalem;Tel Aviv;Haifa',
  Italy: 'Rome;Milan;Milano;Naples;Turin;Florence;Venice;Bologna;Palermo;Genoa',
  Jamaica: 'Kingston',
  Japan: 'Tokyo;Osaka;Kyoto;Sapporo;Nagoya;Yokohama;Fukuoka',
  Jordan: 'Amman',
  Kenya: 'Nairobi;Mombasa',
  Kuwait: 'Kuwait City',
  Latvia: 'Riga',
  Lebanon: 'Beirut',
  Lithuania: 'Vilnius',
  Luxembourg: 'Luxembourg',
  Malaysia: 'Kuala Lumpur',
  Malta: 'Valletta',
  Mexico: 'Mexico City;Guadalajara;Monterrey;Cancún;Cancun',
  Morocco: 'Casablanca;Marrakesh;Rabat',
  Nepal: 'Kathmandu',
  Netherlands: 'Amsterdam;Rotterdam;Utrecht;The Hague;Eindhoven',
  'New Zealand': 'Auckland;Wellington;Christchurch',
  Nigeria: 'Lagos;Abuja',
  Norway: 'Oslo;Bergen;Trondheim',
  Pakistan: 'Karachi;Lahore;Islamabad',
  Panama: 'Panama City',
  Peru: 'Lima;Cusco',
  Philippines: 'Manila',
  Poland: 'Warsaw;Krakow;Kraków;Gdansk;Wroclaw',
  Portugal: 'Lisbon;Porto;Faro',
  Qatar: 'Doha',
  Romania: 'Bucharest',
  Russia: 'Moscow;Saint Petersburg',
  'Saudi Arabia': 'Riyadh;Jeddah',
  Serbia: 'Belgrade',
  Singapore: 'Singapore',
  Slovakia: 'Bratislava',
  Slovenia: 'Ljubljana',
  'South Africa': 'Cape Town;Johannesburg;Durban;Pretoria',
  'South Korea': 'Seoul;Busan',
  Spain: 'Madrid;Barcelona;Seville;Valencia;Bilbao;Málaga;Malaga',
  Sweden: 'Stockholm;Gothenburg;Malmö;Malmo',
  Switzerland: 'Zurich;Zürich;Geneva;Bern;Basel;Lausanne',
  Taiwan: 'Taipei',
  'Sri Lanka': 'Colombo',
  Tanzania: 'Dar es Salaam',
  Thailand: 'Bangkok;Chiang Mai;Phuket',
  Tunisia: 'Tunis',
  Turkey: 'Istanbul;Ankara;Izmir',
  Uganda: 'Kampala',
  Ukraine: 'Kyiv;Kiev;Lviv',
  'United Arab Emirates': 'Dubai;Abu Dhabi',
  'United Kingdom':
    'London;Manchester;Edinburgh;Glasgow;Birmingham;Liverpool;Leeds;Bristol;Oxford;Cambridge;Cardiff;Belfast;York;Bath;Sheffield;Newcastle',
  'United States':
    'New York;New York City;Los Angeles;Chicago;Houston;Phoenix;Philadelphia;San Antonio;San Diego;Dallas;San Jose;Austin;San Francisco;Seattle;Denver;Boston;Portland;Atlanta;Miami;Detroit;Minneapolis;New Orleans;Las Vegas;Nashville;Washington;Washington DC;Salt Lake City;Honolulu;Anchorage;Baltimore;Charlotte;Columbus;Indianapolis;Pittsburgh;Sacramento;Kansas City;Tampa;Orlando;St. Louis;Oakland;Palo Alto',
  Uruguay: 'Montevideo',
  Venezuela: 'Caracas',
  Vietnam: 'Hanoi;Ho Chi Minh City;Saigon',
};

const entries = Object.entries(CITIES).flatMap(([country, cities]) =>
  cities.split(';').map((city) => ({ city, country })),
);

/** The country of a city, by the city's name in lower case. */
export const COUNTRY_OF: ReadonlyMap<string, string> = new Map(
  entries.map(({ city, country }) => [city.toLowerCase(), country]),
);

const CITY_NAMES: ReadonlyMap<string, string> = new Map(
  entries.map(({ city }) => [city.toLowerCase(), city]),
);

/** Names of countries in lower case, with the capital's spelling. */
export const COUNTRY_NAMES: ReadonlyMap<string, string> = new Map(
  Object.keys(CITIES).map((country) => [country.toLowerCase(), country]),
);

/** Names that stand for countries, or for what is larger or smaller. */
const REGIONS = new Set(
  'england scotland wales europe usa uk uae holland'.split(' ').concat('czech republic', 'northern ireland'),
);

/** Whether a name in lower case is a country's, or one of those that stand for one. */
export const isCountry = (name: string): boolean => COUNTRY_NAMES.has(name) || REGIONS.has(name);

/** Whether a name in lower case is that of a known city or country. */
export const isKnownPlace = (name: string): boolean => COUNTRY_OF.has(name) || isCountry(name);

const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    nyc: 'New York City',
    ny: 'New York',
    la: 'Los Angeles',
    sf: 'San Francisco',
    dc: 'Washington DC',
    'd.c.': 'Washington DC',
    philly: 'Philadelphia',
    vegas: 'Las Vegas',
    nola: 'New Orleans',
    chi: 'Chicago',
    atl: 'Atlanta',
    slc: 'Salt Lake City',
    pdx: 'Portland',
    bos: 'Boston',
    sd: 'San Diego',
    hk: 'Hong Kong',
    kl: 'Kuala Lumpur',
    rio: 'Rio de Janeiro',
    bcn: 'Barcelona',
    cdmx: 'Mexico City',
    hcmc: 'Ho Chi Minh City',
    cpt: 'Cape Town',
    joburg: 'Johannesburg',
    ba: 'Buenos Aires',
    st: 'Saint Petersburg',
    dxb: 'Dubai',
    ams: 'Amsterdam',
    syd: 'Sydney',
    melb: 'Melbourne',
    tlv: 'Tel Aviv',
    uk: 'United Kingdom',
    usa: 'United States',
    us: 'United States',
    uae: 'United Arab Emirates',
    nz: 'New Zealand',
  }),
);

/** The city or country that an abbreviation stands for: 'San Francisco' for 'sf'. */
export function expanded(written: string): string | undefined {
  return ABBREVIATIONS.get(written.toLowerCase());
}

/** The usual spelling of a known city. */
export function cityNamed(written: string): string | undefined {
  return CITY_NAMES.get(written.toLowerCase());
}

/** Zones that are named after another city. */
const ZONES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'America/Los_Angeles':
      'San Francisco;San Diego;San Jose;Seattle;Portland;Las Vegas;Sacramento;Oakland;Palo Alto',
    'America/New_York':
      'New York City;Boston;Washington;Washington DC;Philadelphia;Atlanta;Miami;Charlotte;Baltimore;Pittsburgh;Orlando;Tampa;Columbus',
    'America/Chicago':
      'Houston;Dallas;Austin;San Antonio;Minneapolis;New Orleans;Nashville;Kansas City;St. Louis',
    'America/Denver': 'Salt Lake City',
    'America/Toronto': 'Montreal;Ottawa;Quebec City',
    'America/Edmonton': 'Calgary',
    'America/Sao_Paulo': 'Rio de Janeiro;São Paulo;Brasília',
    'America/Argentina/Buenos_Aires': 'Buenos Aires',
    'Asia/Kolkata': 'Mumbai;Delhi;New Delhi;Bangalore;Bengaluru;Chennai;Hyderabad;Pune;Kolkata',
    'Asia/Shanghai': 'Beijing;Shenzhen;Guangzhou;Chengdu',
    'Asia/Tokyo': 'Osaka;Kyoto;Sapporo;Nagoya;Yokohama;Fukuoka',
    'Asia/Ho_Chi_Minh': 'Ho Chi Minh City;Saigon;Hanoi',
    'Asia/Dubai': 'Abu Dhabi',
    'Asia/Kathmandu': 'Kathmandu',
    'Asia/Karachi': 'Lahore;Islamabad',
    'Asia/Jerusalem': 'Tel Aviv;Haifa',
    'Asia/Seoul': 'Busan',
    'Africa/Johannesburg': 'Cape Town;Durban;Pretoria',
    'Africa/Lagos': 'Abuja',
    'Australia/Sydney': 'Canberra',
    'Europe/Berlin': 'Munich;Hamburg;Frankfurt;Cologne;Stuttgart;Dresden;Leipzig;Düsseldorf',
    'Europe/Kyiv': 'Kiev;Lviv',
    'Europe/London':
      'Manchester;Edinburgh;Glasgow;Birmingham;Liverpool;Leeds;Bristol;Oxford;Cambridge;Cardiff;Belfast',
    'Europe/Madrid': 'Barcelona;Seville;Valencia;Bilbao',
    'Europe/Paris': 'Lyon;Marseille;Bordeaux;Nice;Toulouse;Lille',
    'Europe/Rome': 'Milan;Milano;Naples;Turin;Florence;Venice;Bologna',
    'Europe/Zurich': 'Geneva;Bern;Basel;Zürich',
    'Europe/Warsaw': 'Krakow;Kraków;Gdansk',
    'Europe/Amsterdam': 'Rotterdam;Utrecht;The Hague',
    'Europe/Brussels': 'Antwerp;Ghent',
    'Europe/Lisbon': 'Porto',
    'Europe/Oslo': 'Bergen;Trondheim',
    'Europe/Stockholm': 'Gothenburg;Malmö',
    'Atlantic/Reykjavik': 'Reykjavík',
    'Pacific/Auckland': 'Wellington;Christchurch',
  }).flatMap(([zone, cities]) => cities.split(';').map((city) => [city.toLowerCase(), zone])),
);

/**
 * The IANA time zone of a city, from the zones that the runtime knows and a table of cities that no zone is named after.
 *
 * @example
 * zoneOf('tokyo'); // 'Asia/Tokyo'
 */
export function zoneOf(place: string): string | undefined {
  const city = (expanded(place) ?? place).toLowerCase().replace(/,.*$/, '').trim();
  const listed = ZONES.get(city);
  if (listed !== undefined) return listed;
  zones ??= new Map(
    Intl.supportedValuesOf('timeZone').map((zone) => [
      zone.slice(zone.lastIndexOf('/') + 1).toLowerCase(),
      zone,
    ]),
  );
  return zones.get(city.replace(/[ -]/g, '_'));
}

/** The zones that the runtime knows, by the city that they are named after. Read when the first one is asked for. */
let zones: ReadonlyMap<string, string> | undefined;

/**
 * The ISO 3166 code of a country by its English name.
 *
 * @example
 * countryCode('Italy'); // 'IT'
 */
export function countryCode(name: string): string | undefined {
  codes ??= codesByName();
  return codes.get((expanded(name) ?? name).toLowerCase());
}

/** Read when the first one is asked for. */
let codes: ReadonlyMap<string, string> | undefined;

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  const found = new Map(COUNTRY_CODES.map((code) => [names.of(code)?.toLowerCase() ?? code, code]));
  // Names that are common besides those of the runtime.
  return found.set('czech republic', 'CZ').set('turkey', 'TR');
}

const COUNTRY_CODES =
  'AE AF AL AM AO AR AT AU AZ BA BD BE BG BH BO BR BY CA CH CL CN CO CR CU CY CZ DE DK DO DZ EC EE EG ES ET FI FR GB GE GH GR GT HK HN HR HU ID IE IL IN IQ IR IS IT JM JO JP KE KH KR KW KZ LB LK LT LU LV MA MD ME MK MM MN MT MX MY NG NI NL NO NP NZ OM PA PE PH PK PL PT PY QA RO RS RU RW SA SE SG SI SK SN SV SY TH TN TR TW TZ UA UG US UY UZ VE VN YE ZA ZM ZW'.split(
    ' ',
  );
