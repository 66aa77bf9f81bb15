// Whole policies and cases from bytes: declarations, rules, and the texts made of them.
//
// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/generate_inner.h"

static const char *const SECTIONS[] = {
    "742.6(a)(6)", "742.6(a)(6)(i)", "742.6(a)(6)(iii)", "742.6(b)", "744.1", "744.11",
    "744.11(a)", "744.11(a)(1)", "734.13", "734.1", "740.8(a)", "740.8(a)(1)", "740.8(a)(2)",
    "stay.one", "stay.two", "hr2683", "red.flag", "742.6(b)(10)", "742.6(b)(10)(iii)"};

// -- declarations -----------------------------------------------------------------------

static const char VOCABULARY[] =
    "verdicts policy { not_subject; no_license_required; authorized; license_required blocks; prohibited blocks }\n"
    "outcomes { license code \"LR-LIST\"; embargo raises prohibited code \"PR-EMBARGO\" }\n"
    "reasons { RS code \"LR-CHART\"; NS \"national security\" code \"LR-USE\" }\n"
    "policies { case_by_case; presumed; denial }\n"
    "duties { notify code \"DU-NOTICE\"; report code \"DU-REPORT\"; draw_down code \"OK-LIC\"; too_little code \"LR-QTY\" }\n"
    "flags { odd_route code \"RF-1\"; new_customer code \"RF-12\" }\n"
    "exclusions { remote code \"OK-NOEXP\"; published code \"OK-NOEXP\" }\n";
static const char *const COMMON[] = {
    "enum Activity { export; reexport; transfer }\n",
    "unit wob\nunit kwob \"a thousand\" = 1000 * wob\n",
    "record Stake { owner: country; part: number from 0 .. 1; held: optional number from 0 .. }\n",
    "record Party { name: text; located: country \"where\"; hq: optional country; share: number from 0 .. 1;\n"
    "  stakes: open list of Stake }\n",
    "record Item { name: text; size: quantity in wob from 0 wob ..; width: quantity in wob; rate: number;\n"
    "  units: integer from 0 ..; age: optional number from 0 .. 100; price: money in USD; kind: Activity;\n"
    "  special: boolean; made: date; class: asserted eccn; parts: open list of Item; marks: list of number;\n"
    "  ports: open list of country; }\n",
    "fact ship_date: date\nlaw date = ship_date\n",
    "fact parties: open list of Party \"who\"\n",
    "fact end_user: Party\nfact product: Item\n",
    "fact destination: country\nfact activity: Activity\n",
    "fact total: number from 0 ..\nfact reach: quantity in wob\nfact value: money in USD\n",
    "fact urgent: boolean\nfact signed_on: optional date\nfact paid_on: date\n",
    "act claims: list of text\nact purchase: boolean\nact told_on: date\n",
    "table watch columns key name: text, place: country hit unique from \"watch.csv\"\n",
};

static void begin(Gen *g, Buf *out)
{
    buf_init(out, g->arena);
    g->out = out;
    g->n_vars = 0;
}

static void add_common(Gen *g, Str text)
{
    g->parts->common[g->parts->n_common++] = text;
}

static void row_time(Gen *g)
{
    if (gen_once_in(g, 3)) {
        unsigned from = draw(g->choices, countof(DAYS) - 1);
        buf_addf(g->out, " from %s", DAYS[from]);
        if (gen_once_in(g, 2)) {
            buf_addf(g->out, " until %s", DAYS[from + 1]);
        }
    }
}

static void end_rows(Gen *g, Buf *out)
{
    gen_put(g, " }");
    if (gen_once_in(g, 3)) {
        buf_addf(g->out, " complete through %s", ONE_OF(g, DAYS));
    }
    gen_put(g, "\n");
    add_common(g, buf_done(out));
}

static void add_tables(Gen *g)
{
    static const char *const NAMES[] = {"a", "b", "c", "d"}; // folded keys are to find them
    Buf out;
    begin(g, &out);
    gen_put(g, "table chart columns key place: country, key column: text, mark: boolean, weight: number\n  hit unique rows {");
    unsigned places = 1 + draw(g->choices, countof(COUNTRIES) - 1);
    for (unsigned i = 0; i < places; i++) {
        buf_addf(g->out, " %s | \"%s\" | %s | %u", COUNTRIES[i], TEXTS[i % 2],
                 gen_once_in(g, 2) ? "true" : "false", draw(g->choices, 4));
        row_time(g);
        gen_put(g, ";");
    }
    end_rows(g, &out);
    begin(g, &out);
    gen_put(g, "table names columns key name: text, place: country, amount: number\n  hit collect rows {");
    for (unsigned i = 1 + draw(g->choices, 3); i > 0; i--) {
        buf_addf(g->out, " \"%s\" | %s | %u", ONE_OF(g, NAMES), ONE_OF(g, COUNTRIES), draw(g->choices, 11));
        row_time(g);
        gen_put(g, ";");
    }
    end_rows(g, &out);
    begin(g, &out);
    gen_put(g, "name,place,from,until\n");
    for (unsigned i = 0, n = 1 + draw(g->choices, countof(NAMES)); i < n; i++) {
        bool timed = gen_once_in(g, 2);
        buf_addf(g->out, "%s,%s,%s,%s\n", NAMES[i], ONE_OF(g, COUNTRIES), timed ? DAYS[1] : "",
                 timed ? DAYS[4] : "");
    }
    g->parts->csv = buf_done(&out);
}

static void definition(Gen *g, char gives)
{
    if (gives == 'c') {
        gen_countries(g, 2);
    } else if (gives == 'n' && gen_once_in(g, 3)) {
        gen_put(g, "{ when ");
        gen_condition(g, 0, 1);
        gen_put(g, " then ");
        gen_number(g, 'n', 0, 1);
        gen_put(g, "; otherwise ");
        gen_number(g, 'n', 0, 1);
        gen_put(g, "; }");
    } else if (gives == 'n') {
        gen_number(g, 'n', 0, 2);
    } else {
        gen_condition(g, 0, 2);
    }
}

static void add_define(Gen *g)
{
    static const char GIVES[] = "nbc";
    char gives = GIVES[draw(g->choices, 3)];
    const char *type = gives == 'n' ? "number" : gives == 'b' ? "boolean" : "open list of country";
    bool versions = gen_once_in(g, 3);
    const char *day = ONE_OF(g, DAYS);
    Buf out;
    begin(g, &out);
    Var *it = gen_var(g, 'I');
    for (int i = 0; i < (versions ? 2 : 1); i++) {
        buf_addf(g->out, "define d%zu(%s: Item): %s", g->n_defines, it->name, type);
        if (versions) {
            buf_addf(g->out, i == 0 ? " in force from 2000-01-01 until %s" : " in force from %s", day);
        }
        gen_put(g, " = ");
        definition(g, gives);
        gen_put(g, "\n");
    }
    add_common(g, buf_done(&out));
    g->defines[g->n_defines++] = gives;
}

// -- rules ------------------------------------------------------------------------------

static bool targets_of(Effect effect, Effect other)
{
    if (effect == AUTHORIZES || effect == REVIEWS) {
        return other == REQUIRES || other == PROHIBITS;
    }
    return other != SUSPENDS && other != UNENFORCES && other != OBLIGES;
}

// One or two labels of rules made before, about the same as the rule with the effect; false
// when none fits.
static bool labels(Gen *g, Effect effect)
{
    bool subject = g->n_vars > 0;
    const char *first = NULL, *second = NULL;
    for (size_t i = 0; i < g->n_made; i++) {
        if (targets_of(effect, g->made[i].effect) && g->made[i].subject == subject) {
            if (first == NULL || gen_once_in(g, 2)) {
                second = first;
                first = g->made[i].label;
            }
        }
    }
    if (first != NULL) {
        gen_put(g, first);
        if (second != NULL && strcmp(first, second) != 0 && gen_once_in(g, 2)) {
            buf_addf(g->out, ", %s", second);
        }
    }
    return first != NULL;
}

static void heads(Gen *g, Effect effect, const char *label)
{
    if (gen_once_in(g, 3)) {
        gen_put(g, "  cites \"15 CFR 742\"\n");
    }
    if (gen_once_in(g, 2)) {
        unsigned from = draw(g->choices, countof(DAYS) - 1);
        buf_addf(g->out, "  in force from %s", DAYS[from]);
        if (gen_once_in(g, 3)) {
            buf_addf(g->out, " %s %s", gen_once_in(g, 2) ? "through" : "until", DAYS[from + 1]);
        }
        gen_put(g, "\n");
        if (gen_once_in(g, 6)) {
            buf_addf(g->out, "  doubtful from %s through %s \"can be read both ways\"\n", DAYS[from], DAYS[from]);
        }
    }
    if (g->parts->proposed == NULL && gen_once_in(g, 12) && (effect == REQUIRES || effect == PROHIBITS)) {
        gen_put(g, "  proposed \"H.R. 1\"\n");
        g->parts->proposed = label;
    }
    if (gen_once_in(g, 8)) {
        gen_put(g, "  unverified \"to be checked\"\n");
    }
    bool worsens = effect == AUTHORIZES || effect == REVIEWS;
    if (!worsens && gen_once_in(g, 6)) {
        size_t before = g->out->len;
        gen_put(g, gen_once_in(g, 2) ? "  notwithstanding " : "  subject to ");
        if (labels(g, SUSPENDS)) {
            gen_put(g, "\n");
        } else {
            g->out->len = before;
        }
    }
}

static void duty(Gen *g, const char *name)
{
    static const char *const WHEN[] = {"", " 25 days before ship_date", " 1 days after paid_on"};
    buf_addf(g->out, "%s%s", name, ONE_OF(g, WHEN));
}

// False when nothing is there that the effect could speak of.
static bool effect_of(Gen *g, Effect effect, const char *class, const char *subject)
{
    static const char *const REASON[] = {"license(reason: RS)", "license(reason: NS)", "embargo(reason: RS)"};
    static const char *const POLICY[] = {"case_by_case", "presumed", "denial"};
    switch (effect) {
    case CLASSIFIES: buf_addf(g->out, "  classifies %s as %s", subject, class); break;
    case EXCLUDES: buf_addf(g->out, "  excludes %s", gen_once_in(g, 2) ? "remote" : "published"); break;
    case REQUIRES: buf_addf(g->out, "  requires %s", ONE_OF(g, REASON)); break;
    case PROHIBITS: buf_addf(g->out, "  prohibits %s", gen_once_in(g, 2) ? "embargo(reason: RS)" : ""); break;
    case FLAGS:
        buf_addf(g->out, "  flags %s", gen_once_in(g, 2) ? "odd_route" : "new_customer");
        g->parts->flagging = true;
        break;
    case OBLIGES: gen_put(g, "  obliges report"); break;
    case AUTHORIZES:
        if (gen_once_in(g, 6)) {
            gen_put(g, "  authorizes all");
            break;
        }
        gen_put(g, "  authorizes ");
        return labels(g, effect);
    case REVIEWS:
        gen_put(g, "  reviews ");
        if (!labels(g, effect)) {
            return false;
        }
        buf_addf(g->out, " under %s", ONE_OF(g, POLICY));
        break;
    default:
        gen_put(g, effect == SUSPENDS ? "  suspends " : "  unenforces ");
        return labels(g, effect);
    }
    return true;
}

static void rule_end(Gen *g, Effect effect)
{
    static const char *const AUTHORIZING[] = {"notify", "draw_down", "too_little"};
    if (effect == AUTHORIZES && !gen_once_in(g, 3)) {
        gen_put(g, "\n  when ");
        gen_with_act(g);
    } else if (!gen_once_in(g, 6)) {
        gen_put(g, "\n  when ");
        gen_condition(g, 0, 3);
    }
    while (gen_once_in(g, 4)) {
        buf_addf(g->out, "\n  except %swhen ", gen_once_in(g, 2) ? "note.one " : "");
        gen_condition(g, 0, 2);
    }
    if ((effect == AUTHORIZES || effect == REQUIRES || effect == FLAGS) && gen_once_in(g, 3)) {
        gen_put(g, "\n  with duty ");
        duty(g, effect == AUTHORIZES ? ONE_OF(g, AUTHORIZING) : "notify");
    }
    gen_put(g, "\n");
}

static void add_rule(Gen *g, Effect effect)
{
    const char *class = CLASSES[draw(g->choices, OWN_CLASSES)], *label = class;
    if (effect != CLASSIFIES || gen_once_in(g, 6)) {
        label = SECTIONS[(draw(g->choices, 4) + 4 * g->n_made) % countof(SECTIONS)];
    }
    for (size_t i = 0; i < g->n_made; i++) {
        if (strcmp(g->made[i].label, label) == 0) {
            return;
        }
    }
    bool subject = effect == CLASSIFIES || !gen_once_in(g, 4);
    Buf out;
    begin(g, &out);
    buf_addf(g->out, "rule %s%s", label, gen_once_in(g, 3) ? " \"a title\"" : "");
    if (subject) {
        buf_addf(g->out, " for each %s in items", gen_var(g, 'I')->name);
    }
    gen_put(g, "\n");
    g->classes_open = effect != CLASSIFIES;
    heads(g, effect, label);
    if (effect_of(g, effect, class, g->vars[0].name)) {
        rule_end(g, effect);
        g->made[g->n_made++] = (Made){label, effect, subject};
        g->parts->rules[g->parts->n_rules++] = buf_done(&out);
    } else if (g->parts->proposed == label) {
        g->parts->proposed = NULL;
    }
}

void generate_policy(Arena *arena, Draw *choices, Parts *out)
{
    // What others name comes first.
    static const Effect ORDER[] = {REQUIRES, CLASSIFIES, REQUIRES, PROHIBITS, EXCLUDES, CLASSIFIES,
                                   FLAGS, AUTHORIZES, OBLIGES, REVIEWS, AUTHORIZES, REVIEWS,
                                   SUSPENDS, REQUIRES, UNENFORCES, AUTHORIZES};
    Gen g = {.arena = arena, .choices = choices, .parts = out};
    *out = (Parts){.proposed = NULL};
    add_common(&g, STR(VOCABULARY));
    for (size_t i = 0; i < countof(COMMON); i++) {
        add_common(&g, str_of(COMMON[i]));
    }
    add_common(&g, gen_once_in(&g, 2) ? STR("fact items: open list of Item\n") : STR("fact items: list of Item\n"));
    add_tables(&g);
    for (unsigned n = draw(choices, 4); n > 0; n--) {
        add_define(&g);
    }
    for (size_t i = 0; i < countof(ORDER) && g.n_made < RULES_MOST; i++) {
        if (i == 0 || gen_once_in(&g, 2)) {
            add_rule(&g, ORDER[i]);
        }
    }
}

// -- texts ------------------------------------------------------------------------------

static void put_in_order(Buf *out, const Str *parts, size_t n, Draw *shuffle)
{
    size_t order[PARTS_MOST];
    for (size_t i = 0; i < n; i++) {
        size_t at = shuffle != NULL ? draw(shuffle, (unsigned)i + 1) : i;
        order[i] = order[at];
        order[at] = i;
    }
    for (size_t i = 0; i < n; i++) {
        buf_str(out, parts[order[i]]);
    }
}

Str parts_text(Arena *arena, const Parts *parts, Draw *shuffle)
{
    Buf out;
    Str all[PARTS_MOST];
    size_t n = 0;
    buf_init(&out, arena);
    buf_text(&out, "module fuzz\n");
    for (size_t i = 0; i < parts->n_common; i++) {
        all[n++] = parts->common[i];
    }
    for (size_t i = 0; i < parts->n_rules; i++) {
        all[n++] = parts->rules[i];
    }
    put_in_order(&out, all, n, shuffle);
    return buf_done(&out);
}

Str parts_literate(Arena *arena, const Parts *parts)
{
    Buf out;
    buf_init(&out, arena);
    buf_text(&out, "# The law\n\n```licet\nmodule fuzz\n```\n");
    for (size_t i = 0; i < parts->n_common + parts->n_rules; i++) {
        Str part = i < parts->n_common ? parts->common[i] : parts->rules[i - parts->n_common];
        buf_addf(&out, "\nPart %zu, in words.\n\n%s```licet\n%.*s```\n", i,
                 i % 3 == 0 ? "```text\nrule nothing\n```\n" : "", STR_ARG(part));
    }
    return buf_done(&out);
}

PartModules parts_modules(Arena *arena, const Parts *parts, Draw *shuffle)
{
    Buf common, first, second;
    PartModules out;
    buf_init(&common, arena);
    buf_init(&first, arena);
    buf_init(&second, arena);
    buf_text(&common, "module common\n");
    put_in_order(&common, parts->common, parts->n_common, shuffle);
    buf_text(&first, "module first\nimport common\n");
    buf_text(&second, "module second\nimport common\n");
    size_t half = parts->n_rules / 2;
    put_in_order(&first, parts->rules, half, shuffle);
    put_in_order(&second, parts->rules + half, parts->n_rules - half, shuffle);
    out.common = buf_done(&common);
    out.first = buf_done(&first);
    out.second = buf_done(&second);
    return out;
}
