"""What is written down in the fictitious office. Nobody has said any of it."""

from typing import Final

CALL_NOTES: Final = (
    "Ringer från ett lånat nummer. Vill veta hur vi arbetar och om det kostar något.",
    "Undrar över umgänget. Det finns ett beslut, men hon vågar inte lämna barnen.",
    "Berättar att han har tagit hennes bankkort. Har frågor om försörjningsstöd.",
    "Flyttade isär i våras. Han dyker upp vid hennes arbete. Orolig för kvällarna.",
    "Har läst om oss på vårdcentralen. Vill prata med någon utanför familjen.",
    "Vill inte säga var hon bor. Ringer tillbaka själv i nästa vecka.",
    "Systern ringer och undrar hur hon kan stötta utan att göra det värre.",
    "Frågar efter skyddat boende. Ingen akut fara i dag, men hon vill ha en plan.",
    "Sover dåligt sedan polisförhöret. Vill ha någon att prata med före rättegången.",
    "Kort samtal, blev avbruten. Ordet vi kom överens om är ”kanelbulle”.",
    "Har varit hos oss för länge sedan. Undrar om det går att komma tillbaka.",
    "Behöver hjälp att förstå ett brev från Familjerätten.",
    "",
    "",
)
REASONS: Final = (
    "Uppbrott nyligen, vill ha samtalsstöd",
    "Lever kvar i relationen",
    "Eftervåld i samband med umgänge",
    "Hänvisad från vårdcentral",
    "Stöd inför rättegång",
    "Våld från släkten",
    "",
)
PLACES: Final = ("Samtalsrummet", "Samtalsrummet", "Lilla rummet", "Telefon")
REFERRED_TO: Final = (
    "Beroendemottagningen i hemlänet",
    "Socialtjänsten, mottagningen",
    "Kvinnofridsmottagningen på sjukhuset",
    "Brottsofferjouren",
    "Kvinnojouren i grannlänet",
    "Familjerätten",
)
ASSESSMENTS: Final = (
    "Har levt med kontroll länge och börjar sätta ord på det. Vill ha regelbundna samtal.",
    "Flyttade för två månader sedan. Stark oro, sover lite. Önskar stöd och en säkerhetsplan.",
    "Beskriver hot och social kontroll från flera i släkten. Behöver tid för att våga.",
    "Vill förstå varför hon går tillbaka. Motiverad till samtal, har en trygg vän.",
    "Behovet ligger utanför det vi kan ge. Vi har gått igenom vart hon kan vända sig.",
    "Har kontakt inom vården men saknar någon som kan våld. Vill börja försiktigt.",
)
NOTES: Final = (
    (
        "Vi fortsatte med tidslinjen. Hon mindes mer från första året och kunde stanna i det utan "
        "att bli överväldigad. Vi avslutade med en övning för att landa."
    ),
    (
        "Samtal om uppbrottets nivåer. Hon känner igen sig i den känslomässiga bindningen och blev "
        "lättad av att det finns ord för den."
    ),
    (
        "Gick igenom säkerhetsplanen. Väskan står hos grannen, koderna är bytta. Nästa steg är "
        "telefonen."
    ),
    (
        "Hon har fått tid för förhandling i tingsrätten. Vi pratade om hur en sådan dag går till "
        "och vem som kan följa med."
    ),
    (
        "Barnen har varit oroliga efter umgänget. Vi pratade om hur hon kan möta det och vad "
        "skolan behöver veta."
    ),
    "Mycket skuld i dag. Vi arbetade med ansvar: vad som är hans, vad som är hennes.",
    "Hon kom fast hon tvekade. Kort samtal, vi höll oss till vad som behövs den här veckan.",
    "Försäkringskassan har begärt in intyg. Vi skrev ner frågorna hon vill ta med sig.",
    "Pratade om vänskap och ensamhet. Hon har hört av sig till en gammal vän och gått på bio.",
    "Uppföljning av syftet med samtalen. Hon tycker att de hjälper och vill fortsätta.",
    (
        "Återberättade en händelse från i vintras. Vi satte den i tidslinjen och pratade om "
        "normaliseringsprocessen."
    ),
    "Ekonomin tar all kraft. Vi gjorde en lista och bokade tid hos budgetrådgivaren.",
)
CORRECTIONS: Final = (
    "Rättelse: tiden i tingsrätten gäller förmiddagen, inte eftermiddagen.",
    "Rättelse: det var grannen, inte systern, som följde med.",
)
WORKING: Final = (
    "Fråga hur det gick hos läkaren.",
    "Kolla upp öppettider på Familjerätten till nästa gång.",
    "Ta med broschyren om kontaktförbud.",
    "Hon reagerade starkt på frågan om julen. Gå varsamt.",
    "Påminn om tolken.",
)
TASKS: Final = (
    "Ring advokaten om tiden",
    "Skicka intyg till Försäkringskassan",
    "Följ upp hur mötet med skolan gick",
    "Boka tolk till nästa samtal",
    "Hör med Nexus om ledig lägenhet",
    "Fråga om hon vill vara med i gruppen",
    "Skriv utkast till yttrande",
)
PURPOSES: Final = (
    "Förstå vad som har hänt och få ord för det",
    "Orka med rättegången",
    "Känna sig trygg hemma",
    "Hitta tillbaka till sig själv",
    "Bli säker på vad hon vill",
    "",
)
RESULTS: Final = (
    "Hon beskriver att hon sover bättre och känner sig tryggare. Vet hur hon når oss.",
    "Målen nådda enligt henne själv. Rättsprocessen är avslutad.",
    "Hon har fått ett eget boende och en fortsatt kontakt i vården.",
    "Kontakten tunnades ut. Sista sms:et var vänligt men kort.",
    "",
)
CONCERN_SAID: Final = (
    "Barnen har sett och hört våld de senaste veckorna.",
    "Äldsta barnet sover inte och vill inte vara hemma.",
    "Fadern har hotat mamman vid hämtning på förskolan.",
)
NOT_ASSESSED: Final = "Hon orkade inte prata om barnen i dag. Tas upp nästa gång."
NOT_REPORTED: Final = "Socialtjänsten har redan en pågående utredning; handläggaren är informerad."
LANGUAGES: Final = (
    "svenska", "arabiska", "dari", "engelska", "polska", "spanska", "thailändska", "tigrinja",
    "ukrainska",
)  # fmt: skip
