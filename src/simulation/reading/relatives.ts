import { rootOf } from './roots.ts';

/**
 * The groups of related words that a root is in: what is asked in one of them may be answered in another, also of another
 * language. "Can I bring my dog?" is answered by "Pets are welcome", "¿Cuánto cuesta el aparcamiento?" by "Parking: 5 €".
 */
export function relativesOf(root: string): readonly number[] {
  groups ??= readGroups();
  return groups.get(root) ?? NONE;
}

const NONE: readonly number[] = [];

// Constant data, computed on first use.
let groups: ReadonlyMap<string, readonly number[]> | undefined;

function readGroups(): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  let group = 0;
  const add = (words: readonly string[]): void => {
    group++;
    for (const root of new Set(words.map(rootOf))) {
      const known = found.get(root);
      if (known) known.push(group);
      else found.set(root, [group]);
    }
  };
  for (const line of WORDS.trim().split('\n')) {
    const [kinds, members] = line.split(': ');
    if (members === undefined) add(line.split(' '));
    else for (const member of members.split(' ')) add([...kinds!.split(' '), member]);
  }
  return found;
}

/** Each line is a group; behind a colon stand kinds of what the words before it name, which are not related to each other. */
const WORDS = `
people person: patient participant guest visitor customer passenger student employee member user attendee player worker volunteer resident pupil spectator
employee worker staff empleado empleados employé employés mitarbeiter medewerkers dipendenti funcionários
pet pets animal mascota mascotas haustier haustiere: dog cat puppy kitten hamster rabbit perro gato chien chat hund hunde katze cane gatto
dog hund hunde perro chien cane guide-dog
cat katze gato chat gatto
food drink drinks catering meal meals: snack buffet lunch dinner breakfast beverage refreshments
food comida nourriture essen cibo
cook eat food serve
breakfast desayuno petit-déjeuner frühstück colazione
lunch almuerzo déjeuner mittagessen pranzo
dinner supper cena dîner abendessen
trial study experiment test survey research
participate participant part enrol enroll join attend sign
retry try again attempt repeat
allow permit bring welcome accept admit enter
forbid prohibit ban prohibited forbidden banned
handle care look deal responsible oversee supervise administer coordinate organise organize arrange
change modify update edit alter reset replace new renew
remove delete close cancel deactivate erase
store save keep file archive backup
obtain get download receive collect
install setup configure set
end finish conclude close last final complete stop over
phd doctorate doctoral
expire expires expiry expiration shelf best-before durability
flight air fly airborne aloft flies
reset restart reboot factory
cabin carry-on board hand-luggage
notice advance beforehand
cure treatment treat therapy heal
summit peak top
crew team staff
price-tag price
fence hedge
mend fix darn
guide leader lead
rest break pause
accident crash collision
ask contact turn
rule policy regulation
law act statute
borrow lend loan lent
steal theft stolen robbed burglary
grade mark score result
teach lesson class tutor
begin start first open commence launch kick
win victory beat champion prize award
trip travel journey tour excursion
moor berth harbour harbor dock port anchor lie
like love favourite favorite prefer enjoy thrive hobby
fear afraid scared
hold seat fit accommodate capacity space
raise grow up-bringing childhood
meeting appointment session meet
discuss talk topic agenda subject
decide decision agree agreed settle
error failure bug crash problem issue fault fail
cause reason because lead
solve solution fix resolve
timeout wait delay second
award prize medal honour honor
perform concert play gig show performance
paint painting picture painter artist draw
quit resign leave retire step
hire recruit join employ
fire dismiss lay sack
rent lease tenant let landlord
cover insure insurance include
broken defective faulty damaged damage break
refund reimburse money reimbursement repay
hurt injure injury wound
lose lost missing misplace
postpone delay late reschedule
lift elevator
flat apartment condo
toilet restroom bathroom wc lavatory
trash garbage waste rubbish bin recycle recycling
luggage baggage bag suitcase
mobile cell phone smartphone
wifi internet network wlan wi-fi
pay payment card cash credit
invoice bill receipt
tax vat duty
wheelchair accessible disabled ramp barrier-free accessibility
smoke smoking cigarette smoker
noise quiet loud
gym fitness train workout exercise sport
swim pool swimming
rain rainy umbrella
dial call extension phone
login sign log account
spend expense expenditure cost
earn revenue turnover income
sick ill unwell illness sickness disease
medicine drug medication pill tablet
wed wedding marry
kid child children pupil boy girl niño niña niños enfant enfants kind kinder bambino bambini minor
adult adults adulto adultos adulte adultes erwachsene erwachsener adulti grown-up
student estudiante estudiantes étudiant étudiants schüler studente studenti
senior seniors pensioner retired elderly jubilado rentner pensionato
ticket admission entry entrance fare entrada entradas billete boleto billet billets entrée eintritt karte eintrittskarte fahrkarte biglietto ingresso
parking park garage aparcamiento estacionamiento parkplatz parken stationnement parcheggio
day daily día dia días jour jours journée tag tage giorno giorni
week weekly semana semaine woche wochen settimana
month monthly mes meses mois monat monate mese mesi
year yearly annual año años an ans année jahr jahre anno anni
hour hora horas heure heures stunde stunden ora ore
night noche nuit nacht notte
room habitación habitaciones pièce pièces chambre zimmer camera sala salle raum
car coche carro voiture auto wagen macchina
bike bicycle bicicleta vélo fahrrad bici
train tren trenes zug züge treno
boat ferry ship barco bateau schiff fähre barca traghetto
station estación gare bahnhof stazione
airport aeropuerto aéroport flughafen aeroporto
street calle rue straße strasse strada
city town ciudad ville stadt città
country país pays land paese
museum museo musée
castle palace castillo château schloss burg castello kasteel
factory plant fábrica usine werk fabrik fabbrica
office oficina bureau büro ufficio kantoor escritório
workshop seminar course taller atelier kurs corso
serve served sirve sirven servi servieren serviert servito
platform track binario gleis quai andén vía
library biblioteca bibliothèque bibliothek bücherei
school escuela école schule scuola
church iglesia église kirche chiesa
bridge puente pont brücke ponte
tower torre tour turm
river río fleuve rivière fluss fiume
mountain mount montaña monte montagne mont berg montagna
lake lago lac see
garden jardín jardin garten giardino
company firm business empresa entreprise société firma unternehmen azienda ditta
boss jefe chef leiter leiterin capo leitet dirige dirigeant
free gratis gratuito gratuita gratuit gratuite kostenlos umsonst
discount reduction descuento réduction rabatt ermäßigung sconto
monday lunes lundi montag lunedì
tuesday martes mardi dienstag martedì
wednesday miércoles mercredi mittwoch mercoledì
thursday jueves jeudi donnerstag giovedì
friday viernes vendredi freitag venerdì
saturday saturdays sábado sábados samedi samstag samstags sonnabend sabato
sunday sundays domingo domingos dimanche sonntag sonntags domenica
phone teléfono téléphone telefon telefonnummer telefono
email correo courriel e-mail-adresse
water agua eau wasser acqua
colour color couleur farbe colore
weigh pesa peso poids pèse wiegt gewicht pesa
high altura alto alta hauteur haut haute hoch höhe altezza alto
long largo longitud longueur longue lang länge lungo lunghezza dura durée dauert dauer durata
born nació nacido né née geboren nato nata nacque
die murió muerto mort morte gestorben starb morto morta
live wohnen wohnt leben lebt vive viven habite vit abita
work trabaja trabajan travaille arbeitet lavora
write escribió escrito écrit écrite schrieb geschrieben scritto scrisse
build construyó construido construida construit construite gebaut erbaut costruito costruita
speak habla parle spricht parla
teach enseña enseigne unterrichtet lehrt insegna
depart sale salida partir départ fährt abfahrt abfährt parte partenza
arrive llega llegada arrivée ankunft ankommt ankommen arriva arrivo
begin empieza comienza commence beginnt anfang fängt inizia comincia
finish termina acaba finit termine endet ende finisce finire
ship entrega envío livraison lieferung versand consegna spedizione
buy pedido commande bestellung ordine compra
guarantee garantía garantie garanzia
return devolución retour rückgabe rücksendung reso
eat come mange isst mangia
drink bebe boit trinkt beve
colleague coworker team teammate
supervisor boss line-manager
`;
