// The proof as nested paragraphs: each limb as enumerated, marked met, not met or unknown.
//
// A step that stands in several places is unfolded where it comes first and referred to
// afterwards, so the report stays as long as the proof. Goes through the steps with an
// explicit list of open levels.
// SPDX-License-Identifier: Apache-2.0
#include "runtime/proof/html.h"

// An unfolded step: what remains of its parts.
typedef struct Level {
    const Json **kids;
    size_t n, next;
} Level;

void html_proof_start(Html *html)
{
    const Json *steps = view_get(html->view->statement, "proof.steps");
    html->n_steps = steps != NULL ? steps->n : 0;
    html->steps = arena_array(html->arena, const Json *, html->n_steps + 1);
    html->shown = arena_array(html->arena, bool, html->n_steps + 1);
    size_t i = 0;
    for (const Json *at = html->n_steps > 0 ? steps->first : NULL; at != NULL; at = at->next) {
        html->steps[i++] = at;
    }
}

static size_t number_of(Str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len && text.at[i] >= '0' && text.at[i] <= '9'; i++) {
        n = n * 10 + (size_t)(text.at[i] - '0');
    }
    return n;
}

static const Json *step_at(Html *html, Str number)
{
    size_t n = number_of(number);
    return number.len > 0 && n < html->n_steps ? html->steps[n] : NULL;
}

static bool op_is(const Json *step, const char *const *names, size_t n)
{
    Str op = view_text(step, "op");
    for (size_t i = 0; i < n; i++) {
        if (str_is(op, names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_truth(const Json *step)
{
    Str value = view_text(step, "value");
    return str_is(value, "true") || str_is(value, "false") || str_is(value, "unknown");
}

static bool is_comparison(const Json *step)
{
    static const char *const names[] = {"eq", "ne", "lt", "le", "gt", "ge", "in"};
    return op_is(step, names, countof(names));
}

static bool is_place(const Json *step)
{
    return view_text(step, "fact").len > 0 && view_get(step, "label") == NULL;
}

// Constants and variables say nothing that the text of their step does not.
static bool is_silent(const Json *step)
{
    static const char *const names[] = {"const", "slot", "elements", "rows"};
    return op_is(step, names, countof(names)) || view_get(step, "value.record") != NULL;
}

static const Json *only_kid(Html *html, const Json *step)
{
    const Json *from = view_get(step, "from");
    return from != NULL && from->n == 1 ? step_at(html, from->first->text) : NULL;
}

// What an exception or an overriding rule negates.
static bool is_unless(const Json *step)
{
    return view_is(step, "op", "not") && str_starts(view_text(step, "text"), STR("unless "));
}

// A wrapper that the reader need not see: the body of a rule, or what an exception negates.
static const Json *unwrap(Html *html, const Json *step)
{
    const Json *kid = only_kid(html, step);
    if (kid == NULL) {
        return step;
    }
    if (view_is(step, "op", "act") && view_is(kid, "op", "all")) {
        return kid;
    }
    if (is_unless(step)) {
        return unwrap(html, kid);
    }
    return step;
}

static bool is_arithmetic(const Json *step)
{
    static const char *const names[] = {"add", "sub", "mul", "div", "neg", "pow", "whole"};
    return op_is(step, names, countof(names));
}

// A list of words says all by its words.
static bool is_word_list(const Json *step)
{
    const Json *list = view_get(step, "value.list");
    for (const Json *at = view_first(list); at != NULL; at = at->next) {
        if (view_get(at, "word") == NULL) {
            return false;
        }
    }
    return list != NULL;
}

// Steps in line to be looked at, the next one last.
typedef VEC(const Json *) StepList;

static void push_kids(Html *html, StepList *waiting, const Json *step)
{
    const Json *from = view_get(step, "from");
    size_t first = waiting->n;
    for (const Json *at = view_first(from); at != NULL; at = at->next) {
        const Json *kid = step_at(html, at->text);
        if (kid != NULL) {
            vec_push(html->arena, waiting, kid);
        }
    }
    for (size_t a = first, b = waiting->n; a + 1 < b; a++, b--) {
        const Json *swap = waiting->items[a];
        waiting->items[a] = waiting->items[b - 1];
        waiting->items[b - 1] = swap;
    }
}

// The parts to unfold below a step. Sums and products are read as one line: their terms are
// what they are made of, not each intermediate result.
static Level parts_of(Html *html, const Json *step)
{
    const Json *body = unwrap(html, step);
    StepList waiting = {0}, kids = {0};
    bool inline_places = is_comparison(body), formula = is_arithmetic(body);
    if (is_word_list(body)) {
        return (Level){0};
    }
    push_kids(html, &waiting, body);
    while (waiting.n > 0) {
        const Json *kid = waiting.items[--waiting.n];
        if (formula && is_arithmetic(kid)) {
            push_kids(html, &waiting, kid);
        } else if (!is_silent(kid) && !(inline_places && is_place(kid))) {
            vec_push(html->arena, &kids, kid);
        }
    }
    return (Level){kids.items, kids.n, 0};
}

static void put_value(Html *html, const Json *step)
{
    if (is_truth(step) && !is_place(step)) {
        html_mark(html, view_text(step, "value"));
    } else {
        html_raw(html, " <span class=\"val\">= <b>");
        html_text(html, view_value(html->view, step));
        html_raw(html, "</b></span>");
    }
}

// The facts compared, beside the comparison.
static void put_places(Html *html, const Json *step)
{
    const Json *from = view_get(step, "from");
    bool first = true;
    for (const Json *at = from != NULL && is_comparison(step) ? from->first : NULL; at != NULL;
         at = at->next) {
        const Json *kid = step_at(html, at->text);
        if (kid == NULL || !is_place(kid)) {
            continue;
        }
        html_raw(html, first ? " <span class=\"val\">(" : "; ");
        html_text(html, view_title(html->view, "fact:", view_text(kid, "fact")));
        html_raw(html, ": <b>");
        html_text(html, view_value(html->view, kid));
        html_raw(html, "</b>");
        first = false;
    }
    html_raw(html, first ? "" : ")</span>");
}

static void put_rule_words(Html *html, const Json *step)
{
    Str label = view_text(step, "provision"), title = view_told(html->view, "", label);
    html_element(html, "b", NULL, view_version(html->view, step));
    if (title.len > 0) {
        html_text(html, str_format(html->arena, " %.*s", STR_ARG(title)));
    }
}

static void put_live(Html *html, const Json *step)
{
    Str until = view_told(html->view, "until:", view_text(step, "provision"));
    Str from = view_text(step, "version");
    html_raw(html, "in force");
    html_days(html, " from ", from);
    html_days(html, " until ", until);
}

// An exception or overriding rule is marked by whether it applies, not by its negation.
static void put_unless(Html *html, const Json *step, const Json *kid)
{
    if (view_is(kid, "op", "act")) {
        html_raw(html, "overriding provision ");
        put_rule_words(html, kid);
    } else {
        Str text = view_text(step, "text");
        html_raw(html, "exception: ");
        html_text(html, str_sub(text, 7, text.len));
    }
    html_mark_applies(html, view_text(kid, "value"));
}

static void put_words(Html *html, const Json *step)
{
    Str part = view_told(html->view, "part:", view_text(step, "n"));
    const Json *kid = only_kid(html, step);
    if (part.len > 0) {
        html_element(html, "span", "part", part);
        html_raw(html, " ");
    }
    if (view_is(step, "op", "act")) {
        put_rule_words(html, step);
    } else if (view_is(step, "op", "live")) {
        put_live(html, step);
    } else if (is_unless(step) && kid != NULL) {
        put_unless(html, step, kid);
        return;
    } else if (is_place(step)) {
        html_text(html, view_title(html->view, "fact:", view_text(step, "fact")));
    } else {
        html_text(html, view_text(step, "text"));
    }
    put_places(html, step);
    put_value(html, step);
}

// Writes the head of a step; true when a level was opened below it.
static bool open_step(Html *html, const Json *step, Level *level)
{
    size_t n = number_of(view_text(step, "n"));
    *level = parts_of(html, step);
    html_raw(html, "<li>");
    if (level->n == 0) {
        put_words(html, step);
        html_raw(html, "</li>\n");
        return false;
    }
    if (html->shown[n]) {
        put_words(html, step);
        buf_addf(html->out, " <a class=\"ref\" href=\"#d%zu-p%zu\">unfolded above</a></li>"
                            "\n",
                 html->number, n);
        return false;
    }
    html->shown[n] = true;
    buf_addf(html->out, "<details open id=\"d%zu-p%zu\"><summary>", html->number, n);
    put_words(html, step);
    html_raw(html, "</summary><ul>\n");
    return true;
}

static void unfold(Html *html, const Json *root)
{
    VEC(Level) levels = {0};
    Level level = parts_of(html, root);
    html->shown[number_of(view_text(root, "n"))] = true;
    html_raw(html, "<ul class=\"proof\">\n");
    vec_push(html->arena, &levels, level);
    while (levels.n > 0) {
        Level *top = &levels.items[levels.n - 1];
        if (top->next == top->n) {
            levels.n--;
            html_raw(html, levels.n > 0 ? "</ul></details></li>\n" : "</ul>\n");
        } else if (open_step(html, top->kids[top->next++], &level)) {
            vec_push(html->arena, &levels, level);
        }
    }
}

bool html_proof(Html *html, const Json *line, const Json *provision, const char *what)
{
    const Json *roots = view_get(html->view->statement, "proof.roots");
    Str label = view_text(provision, "provision"), version = view_text(provision, "version");
    for (const Json *at = view_first(roots); at != NULL; at = at->next) {
        if (!str_eq(view_text(at, "line"), view_text(line, "id")) ||
            !str_eq(view_text(at, "regime"), view_text(line, "regime")) ||
            !str_eq(view_text(at, "provision"), label) || !view_is(at, "what", what) ||
            (version.len > 0 && !str_eq(view_text(at, "version"), version))) {
            continue;
        }
        const Json *root = step_at(html, view_text(at, "step"));
        if (root == NULL) {
            return false;
        }
        size_t n = number_of(view_text(root, "n"));
        if (html->shown[n]) {
            buf_addf(html->out,
                     "<p class=\"meta\"><a href=\"#d%zu-p%zu\">The same steps as "
                     "above.</a></p>\n",
                     html->number, n);
            return true;
        }
        buf_addf(html->out, "<div id=\"d%zu-p%zu\">", html->number, n);
        unfold(html, root);
        html_raw(html, "</div>\n");
        return true;
    }
    return false;
}
