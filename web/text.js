/* The text of an article and what the record points at in it. Spans are bytes of UTF-8; strings count in UTF-16. */

/* A function from byte offset to string offset; offsets inside a character go to its beginning. */
export function offsets(text) {
    const n = new TextEncoder().encode(text).length;
    if (n === text.length) return byte => Math.max(0, Math.min(byte, n));
    const at = new Uint32Array(n + 1);
    let byte = 0, unit = 0;
    for (const c of text) {
        const code = c.codePointAt(0), wide = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
        at.fill(unit, byte, byte + wide);
        byte += wide;
        unit += c.length;
    }
    at[n] = unit;
    return b => at[Math.max(0, Math.min(b, n))];
}

export const slice = (text, at, span) => text.slice(at(span[0]), at(span[1]));

/* All marks of a record, as {layer, id, part, start, end} in string offsets. */
export function marksOf(record, at) {
    const marks = [];
    const put = (layer, id, part, spans) => (spans || []).forEach(s => s && s[1] > s[0] && marks.push({ layer, id, part, start: at(s[0]), end: at(s[1]) }));
    for (const e of record.entities) for (const m of e.mentions || []) put("entities", e.id, m.kind, [m.span]);
    for (const t of record.times) put("dates", t.id, "date", [t.span]);
    for (const p of record.places) put("places", p.id, "place", [p.span]);
    for (const s of record.statements) {
        put("statements", s.id, "content", s.content);
        put("statements", s.id, "source", s.source);
        put("statements", s.id, "cue", s.cue);
        put("statements", s.id, "verbatim", s.verbatim);
        (s.chain || []).forEach((link, step) => { put("statements", s.id, `chain ${step + 1}`, [link.span]); put("statements", s.id, "relay-cue", [link.cue]); });
    }
    for (const e of record.events) {
        put("events", e.id, "evidence", e.all_evidence || [e.evidence]);
        put("events", e.id, "trigger", [e.trigger]);
    }
    return marks;
}

/* The text between [from, to) cut wherever a mark begins or ends: [{start, end, marks}], every mark of a piece covering all of it. */
function pieces(from, to, marks) {
    const inside = marks.filter(m => m.start < to && m.end > from);
    const cuts = [...new Set([from, to, ...inside.flatMap(m => [m.start, m.end])])].filter(c => c >= from && c <= to).sort((a, b) => a - b);
    return cuts.slice(1).map((end, i) => ({ start: cuts[i], end, marks: inside.filter(m => m.start <= cuts[i] && m.end >= end) }));
}

/* Paragraphs of pieces; an empty line parts paragraphs. */
export function paragraphs(text, marks) {
    const out = [];
    const part = /\n[ \t\r]*\n\s*/g;
    let from = 0, gap;
    const end = to => { if (text.slice(from, to).trim()) out.push({ start: from, pieces: pieces(from, to, marks) }); };
    while ((gap = part.exec(text))) {
        end(gap.index);
        from = part.lastIndex;
    }
    end(text.length);
    return out;
}

/* What stands for a statement or event on the keyboard: the first piece of its cue or trigger, else of its words. */
export function handles(paras) {
    const all = paras.flatMap(p => p.pieces), taken = new Map();
    const want = (layer, part) => all.forEach(piece => piece.marks.forEach(m => {
        if (m.layer === layer && m.part === part && ![...taken.values()].includes(m.id) && !taken.has(piece)) taken.set(piece, m.id);
    }));
    want("events", "trigger");
    want("statements", "cue");
    want("statements", "content");
    return taken;
}
