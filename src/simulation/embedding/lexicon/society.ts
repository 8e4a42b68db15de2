/** Work, money, law, government, war, faith and the news. */
export const society = `
# work
job work~ employment occupation career profession vocation livelihood post~ position~
employee worker staff workforce personnel labourer laborer colleague coworker workmate
employer boss manager supervisor executive director~ ceo management foreman leadership leader~
hire recruit recruitment recruiter applicant candidate interview resume cv vacancy job_application hired recruiting
fire~ layoff lay_off laid_off dismiss~ redundancy redundant sack dismissal job~
unemployment unemployed jobless
salary wage wages pay paid~ raise~ bonus payroll payslip overtime earnings~ paycheck
promotion promoted demotion
strike~ union trade_union labor_union picket collective_bargaining walkout industrial_action
holiday~ vacation~ paid~ sick_leave day_off
meeting conference agenda minutes~ presentation workshop seminar briefing teleconference
office workplace cubicle headquarters desk~ open_plan
deadline schedule project task assignment~ workload milestone appointment postpone reschedule
team teamwork collaborate collaboration coordinate
freelance freelancer contractor self_employed intern internship apprentice apprenticeship trainee
resign resignation quit~ notice_period

# business
company firm business corporation enterprise organization~ organisation~ subsidiary conglomerate corporate
startup entrepreneur founder venture venture_capital incubator
profit earnings revenue income~ margin turnover quarterly~ quarter~ fiscal dividend
sales sell seller salesperson salesman vendor selling retailer wholesale merchant
buy purchase buyer acquire purchaser
shop store shopping mall supermarket grocery boutique department_store shopkeeper cashier checkout~ till trolley cart~ bought marketplace
customer client consumer shopper clientele patron
service~ complain complaint dissatisfied customer_service helpdesk
refund return~ money_back exchange~ warranty guarantee send~ receipt
price cost expensive cheap affordable discount bargain sale~ pricey half_price costly coupon voucher inexpensive price_tag
market~ advertise advertisement advertising marketing brand slogan campaign~ promotion~ billboard commercial publicity
product goods merchandise item brand~ commodity launch~
merger acquisition takeover buyout merge acquire~
board~ shareholder stakeholder chairman investor~
invoice billing payment pay~ overdue due~
contract agreement~ negotiate deal clause sign~ signatory
factory manufacture manufacturing production produce assembly_line assembly industrial industry mill plant~ manufacturer workshop~ mass_production automate automation
supply_chain logistics warehouse inventory shipment stock~ distribution
auction bid bidder auctioneer collector hammer~
parcel package courier delivery deliver shipping mailman postman postal post_office stamp letter~ postcard envelope mailbox mail shipped
trade export import tariff duty~ customs~ trade_deal quota embargo exporter importer
strategy~ competitor competition~ monopoly market_share

# money
money cash currency coin banknote dollar euro pound~ cent yen wallet purse funds
bank banking banker account~ teller atm cash_machine deposit withdraw savings bank_account overdraft lender
loan lend borrow borrower debt creditor repay repayment credit mortgage lending owe
interest_rate interest~ rate~ central_bank federal_reserve percent~
stock share~ shares stock_market stock_exchange equity broker trader wall_street nasdaq index~ bull_market bear_market tumble~
invest investment investor portfolio fund bond bonds hedge_fund asset mutual_fund returns~ pension_fund
economy economic economist gdp recession growth~ inflation boom downturn slump deficit macroeconomics prosperity
tax taxes taxpayer income_tax vat tax_return revenue~ irs deductible taxation file~
budget expense spending expenditure spend cost~ afford thrifty frugal
accountant accounting bookkeeper bookkeeping audit auditor ledger balance_sheet accounts finances financial finance
insurance insurer premium claim~ policy~ insured coverage
credit_card debit_card card~ payment~
pension retirement~ annuity
rich wealthy wealth affluent fortune millionaire billionaire luxury prosperous
poor poverty needy impoverished broke~ homeless destitute
charity donate donation fundraise fundraising volunteer philanthropist nonprofit foundation~ aid orphanage raise~ charitable
bitcoin cryptocurrency blockchain crypto ethereum
salary~ allowance income

# law
law legal legislation statute act~ regulation rule~ legislator lawful illegal ban~ code~
court courtroom tribunal trial hearing~ supreme_court justice jury juror verdict appeal acquit courthouse
judge magistrate sentence~ ruling judicial judiciary
lawyer attorney solicitor barrister advocate~ counsel law_firm prosecutor legal_advice
lawsuit sue litigation plaintiff defendant settle~ settlement~ damages~ accuse accused represent~ sued
crime criminal offence offense felony crook gangster mafia lawbreaker delinquent
theft steal thief robbery rob robber burglary burglar shoplifting stolen loot pickpocket mugger break~ stealing heist
murder kill~ murderer homicide assassin assassinate victim manslaughter slain stab
police officer~ cop constable sheriff patrol policeman policewoman squad
arrest detain custody~ handcuffs suspect apprehend caught~ fugitive
detective investigator investigate investigation evidence clue forensic inspector sleuth alibi witness fingerprint
prison jail inmate prisoner convict cell~ incarcerate parole warden imprisonment behind_bars locked~
fraud scam swindle forgery bribery bribe corruption embezzlement money_laundering corrupt
guilty convicted innocent innocence plead conviction
fine~ penalty~ punish punishment fined
copyright~ patent trademark intellectual_property licence~ infringement
rights~ civil_rights constitution liberty human_rights freedom equality

# politics
politics political politician statesman policy~
government administration state~ cabinet~ minister ministry regime bureaucracy
president prime_minister chancellor governor mayor premier head~ leader~
election vote voter ballot poll campaign candidate~ elect referendum electoral constituency polling
parliament congress senate senator legislature representative~ chamber lawmaker lower_house
bill~ veto amendment pass~
party~ democrat republican conservative liberal socialist labour~ left_wing right_wing
democracy dictatorship dictator monarchy republic authoritarian communism capitalism
protest demonstration demonstrator rally activist march~ riot uprising boycott
scandal affair~ impeach cover_up
king queen monarch throne royal crown crowned prince princess emperor empress coronation reign royalty dynasty kingdom
diplomat diplomacy ambassador embassy summit~ treaty foreign_policy negotiation talks~ sanctions peace_agreement accord pact
border frontier immigration immigrant migrant citizenship visa passport asylum refugee foreigner deport naturalisation emigrate emigrant abroad~
nation country~ homeland national patriot patriotic flag
city_council council municipal town_hall local_government

# war
war warfare conflict battle combat fighting fight~ front_line hostilities skirmish
army military troops soldier infantry regiment battalion veteran conscript barracks marine~ enlist
officer~ general~ colonel sergeant lieutenant commander admiral captain~ medal
navy fleet warship submarine aircraft_carrier destroyer battleship
air_force fighter_jet bomber~ drone~ airstrike
weapon gun rifle pistol ammunition bullet missile grenade tank~ artillery cannon sword dagger nuclear_weapon arms firearm shoot shot~
attack invade invasion assault siege raid offensive~ occupy conquer ambush~
defend defence defense fortify fortress castle~ stronghold bunker
peace ceasefire truce armistice surrender peacekeeping peaceful
terrorist terrorism extremist hostage hijack militant insurgent
spy espionage intelligence_agency secret_agent
civilian flee displaced

# religion
religion religious faith belief believer creed worship worshipper spiritual spirituality devotion pious
god deity divine holy sacred almighty lord heaven hell soul
church chapel cathedral parish congregation steeple altar pew abbey mass~
priest bishop pope clergy vicar pastor minister~ monk nun preacher archbishop monastery convent friar
pray prayer bless blessing sermon hymn baptism preach communion
christian christianity catholic protestant jesus christ bible gospel orthodox
muslim islam islamic mosque imam quran ramadan mecca allah
jewish judaism synagogue rabbi torah hanukkah
hindu hinduism buddhist buddhism buddha temple shrine karma monk~
christmas easter santa carol advent
prophet saint angel devil miracle sin demon

# news
news headline report~ breaking_news bulletin current_affairs
newspaper magazine press tabloid daily~ weekly~
journalist reporter correspondent columnist editor~ journalism newsroom
article column editorial story~ interview~
broadcast broadcaster radio television tv channel anchor~ station~ podcast
media social_media facebook twitter instagram post~ influencer follower tiktok
publish publisher publication editor edition print~
`;
