/* What codes of the record are called on the page, and dates. */

export const QUADS = {
    "verbal-cooperation": "Words of cooperation", "material-cooperation": "Deeds of cooperation",
    "verbal-conflict": "Words of conflict", "material-conflict": "Deeds of conflict",
};
export const TYPES = {
    CONSULT: ["Consult", "verbal-cooperation", "met, called, negotiated"], AGREE: ["Agree", "verbal-cooperation", "agreed or promised to do something"],
    SUPPORT: ["Support", "verbal-cooperation", "backed, praised, signed"], CONCEDE: ["Concede", "verbal-cooperation", "gave way, declared a ceasefire"],
    COOPERATE: ["Cooperate", "material-cooperation", "worked together"], AID: ["Aid", "material-cooperation", "gave help"],
    RETREAT: ["Retreat", "material-cooperation", "withdrew, released, carried out a ceasefire"],
    REQUEST: ["Request", "verbal-conflict", "asked, appealed, demanded"], ACCUSE: ["Accuse", "verbal-conflict", "blamed, criticised"],
    REJECT: ["Reject", "verbal-conflict", "refused"], THREATEN: ["Threaten", "verbal-conflict", "threatened"],
    PROTEST: ["Protest", "material-conflict", "demonstrated, struck"], SANCTION: ["Sanction", "material-conflict", "cut relations, embargoed, expelled"],
    MOBILIZE: ["Mobilize", "material-conflict", "moved or alerted forces"], COERCE: ["Coerce", "material-conflict", "arrested, seized, restricted"],
    ASSAULT: ["Assault", "material-conflict", "attacked"],
};
export const typeName = type => TYPES[type]?.[0] || type;
export const quadOf = type => TYPES[type]?.[1] || "none";

const said = {
    "under-way": "under way", "agreed-to-meet": "agreed to meet", "ended-without-agreement": "ended without agreement",
    "agreement-in-principle": "agreed in principle", "in-force": "in force", "not-reported": "outcome not reported", "partial-agreement": "agreed in part",
    official_named: "a named official", official_unnamed: "unnamed officials", official_collective: "an office or ministry",
    media_named: "a named outlet", media_unnamed: "unnamed media", by_date: "date",
};
/* "under-way" -> "under way", "official_named" -> "a named official" */
export const say = word => word == null ? "" : said[word] || String(word).replace(/[-_]/g, " ");
export const capital = s => s ? s[0].toUpperCase() + s.slice(1) : s;

/* How a status stands: what colour it has, never the only sign of it. */
export const standing = status => ({
    signed: "good", "in-force": "good", "agreement-in-principle": "good", "under-way": "live", scheduled: "live", "agreed-to-meet": "live", resumed: "live",
    "ended-without-agreement": "bad", suspended: "bad", collapsed: "bad", declined: "bad",
})[status] || "plain";

export const TONES = { positive: "+", negative: "−", mixed: "±", neutral: "·" };

const BASES = {
    explicit: "said in the text", dateline: "from the dateline", published: "from the day of publication", office: "by office", coreference: "by reference to an earlier name",
    "carried-over": "carried over from the sentence before", default: "assumed", apposition: "said beside the name", context: "by what stands around it", given: "given with the article",
};
export const basis = b => b ? BASES[b] || say(b) : "";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const short = m => m.length > 4 ? m.slice(0, 3) : m;

/* ISO 8601 of any precision: "2019-02-04" -> "4 Feb 2019"; long: "Monday, 4 February 2019". */
export function day(iso, long = false) {
    const at = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso || "");
    if (!at) return iso || "";
    const week = /^(\d{4})-W(\d+)$/.exec(iso);
    if (week) return `week ${+week[2]} of ${week[1]}`;
    const month = at[2] && MONTHS[at[2] - 1];
    if (!month) return at[1];
    const name = long ? month : short(month);
    if (!at[3]) return `${name} ${at[1]}`;
    const weekday = long ? `${DAYS[new Date(Date.UTC(at[1], at[2] - 1, at[3])).getUTCDay()]}, ` : "";
    return `${weekday}${+at[3]} ${name} ${at[1]}`;
}

export function days(from, to) {
    if (!from || !to || from === to) return day(from || to);
    return from.slice(0, 7) === to.slice(0, 7) && to.length === 10 ? `${+from.slice(8)}–${day(to)}` : `${day(from)} – ${day(to)}`;
}

export const earlier = (iso, by) => {
    const d = new Date(`${iso}T00:00:00Z`);
    d.setUTCDate(d.getUTCDate() - by);
    return d.toISOString().slice(0, 10);
};

export const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/* "KEN:Uhuru Kenyatta" -> {side, name}; "?:?officials" -> the words for who is not named. */
export function participant(coded, names) {
    const cut = coded.indexOf(":"), side = cut < 0 ? coded : coded.slice(0, cut), who = cut < 0 ? "" : coded.slice(cut + 1).replace(/^\?/, "");
    return { side, name: who || names[side] || side, named: cut >= 0 && coded[cut + 1] !== "?" };
}
