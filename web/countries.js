/* Shapes of the map and the codes of the record. The shapes are Natural Earth's, of 2018, whose numbers are ISO 3166-1's; names on the page
 * come from our own table, never from a shape. A shape stands for a code only where both mean the same land. */
export const codeOfShape = {
    "004": "AFG", "008": "ALB", "012": "DZA", "024": "AGO", "010": "ATA", "032": "ARG", "051": "ARM", "036": "AUS", "040": "AUT",
    "031": "AZE", "044": "BHS", "050": "BGD", "112": "BLR", "056": "BEL", "084": "BLZ", "204": "BEN", "064": "BTN", "068": "BOL",
    "070": "BIH", "072": "BWA", "076": "BRA", "096": "BRN", "100": "BGR", "854": "BFA", "108": "BDI", "116": "KHM", "120": "CMR",
    "124": "CAN", "140": "CAF", "148": "TCD", "152": "CHL", "156": "CHN", "170": "COL", "178": "COG", "188": "CRI", "191": "HRV",
    "192": "CUB", "196": "CYP", "203": "CZE", "384": "CIV", "180": "COD", "208": "DNK", "262": "DJI", "214": "DOM", "218": "ECU",
    "818": "EGY", "222": "SLV", "226": "GNQ", "232": "ERI", "233": "EST", "231": "ETH", "238": "FLK", "242": "FJI", "246": "FIN",
    "260": "ATF", "250": "FRA", "266": "GAB", "270": "GMB", "268": "GEO", "276": "DEU", "288": "GHA", "300": "GRC", "304": "GRL",
    "320": "GTM", "324": "GIN", "624": "GNB", "328": "GUY", "332": "HTI", "340": "HND", "348": "HUN", "352": "ISL", "356": "IND",
    "360": "IDN", "364": "IRN", "368": "IRQ", "372": "IRL", "376": "ISR", "380": "ITA", "388": "JAM", "392": "JPN", "400": "JOR",
    "398": "KAZ", "404": "KEN", "Kosovo": "XKX", "414": "KWT", "417": "KGZ", "418": "LAO", "428": "LVA", "422": "LBN", "426": "LSO",
    "430": "LBR", "434": "LBY", "440": "LTU", "442": "LUX", "807": "MKD", "450": "MDG", "454": "MWI", "458": "MYS", "466": "MLI",
    "478": "MRT", "484": "MEX", "498": "MDA", "496": "MNG", "499": "MNE", "504": "MAR", "508": "MOZ", "104": "MMR", "516": "NAM",
    "524": "NPL", "528": "NLD", "540": "NCL", "554": "NZL", "558": "NIC", "562": "NER", "566": "NGA", "408": "PRK", "578": "NOR",
    "512": "OMN", "586": "PAK", "275": "PSE", "591": "PAN", "598": "PNG", "600": "PRY", "604": "PER", "608": "PHL", "616": "POL",
    "620": "PRT", "630": "PRI", "634": "QAT", "642": "ROU", "643": "RUS", "646": "RWA", "728": "SSD", "682": "SAU", "686": "SEN",
    "688": "SRB", "694": "SLE", "703": "SVK", "705": "SVN", "090": "SLB", "706": "SOM", "710": "ZAF", "410": "KOR", "724": "ESP",
    "144": "LKA", "729": "SDN", "740": "SUR", "752": "SWE", "756": "CHE", "760": "SYR", "158": "TWN", "762": "TJK", "834": "TZA",
    "764": "THA", "626": "TLS", "768": "TGO", "780": "TTO", "788": "TUN", "792": "TUR", "795": "TKM", "800": "UGA", "804": "UKR",
    "784": "ARE", "826": "GBR", "840": "USA", "858": "URY", "860": "UZB", "548": "VUT", "862": "VEN", "704": "VNM", "732": "ESH",
    "887": "YEM", "894": "ZMB", "716": "ZWE", "748": "SWZ"
};

/* Shapes without a code of their own: drawn hatched, with no count. */
export const noCode = {
    "N. Cyprus": "Northern Cyprus: a republic that Turkey alone recognises",
    "Somaliland": "Somaliland: independent in fact, recognised by no state of the United Nations",
};

/* Codes whose land others claim: drawn hatched under their count. */
export const claimed = {
    ESH: "Western Sahara: the part Morocco does not hold; its status is not settled",
    XKX: "Kosovo: independent since 2008, not recognised by Serbia and others",
    PSE: "Palestine: the West Bank and Gaza, whose borders are not settled",
    TWN: "Taiwan: governs itself; claimed by China",
    FLK: "Falkland Islands: British; claimed by Argentina",
};

/* Names that a table of the world needs and a text does not. */
const ours = { COD: "Congo (Kinshasa)", COG: "Congo (Brazzaville)" };
export const placeName = (code, names) => ours[code] || names[code] || code;
