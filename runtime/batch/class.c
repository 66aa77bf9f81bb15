// Classification of one line of a batch: its short answer, and what is counted of it.
//
// SPDX-License-Identifier: Apache-2.0
#include "runtime/batch/batch.h"

static Str text_of(const licet_node *object, const char *name)
{
    licet_text text = licet_node_text(licet_node_member(object, name));
    return (Str){text.at, text.len};
}

static void put_text(Buf *out, const char *name, Str text)
{
    buf_addf(out, ",\"%s\":", name);
    if (text.len > 0) {
        json_quote(out, text);
    } else {
        buf_text(out, "null");
    }
}

// The texts of a list; of objects, the member `of` of each.
static void put_list(Buf *out, const char *name, const licet_node *list, const char *of)
{
    buf_addf(out, ",\"%s\":[", name);
    for (const licet_node *at = licet_node_first(list); at != NULL; at = licet_node_next(at)) {
        licet_text text = licet_node_text(of == NULL ? at : licet_node_member(at, of));
        buf_text(out, at == licet_node_first(list) ? "" : ",");
        json_quote(out, (Str){text.at, text.len});
    }
    buf_char(out, ']');
}

static void put_item(Buf *out, const licet_node *item)
{
    const licet_node *period = licet_node_first(licet_node_member(item, "periods"));
    put_text(out, "name", text_of(item, "name"));
    put_text(out, "result", text_of(period, "result"));
    put_list(out, "sure", licet_node_member(period, "sure"), NULL);
    put_list(out, "possible", licet_node_member(period, "possible"), NULL);
    put_text(out, "asserted", text_of(item, "asserted"));
    put_text(out, "stated", text_of(period, "stated"));
    put_list(out, "missing", licet_node_member(period, "missing"), "fact");
}

// Of a day past the reading of the law.
static void put_unverified(Buf *out, const licet_classification *made)
{
    const licet_node *law = licet_classification_node(made, "/law");
    Str day = text_of(law, "as_of"), known = text_of(law, "known_to");
    if (known.len > 0 && day.len > 0 && str_cmp(day, known) > 0) {
        put_text(out, "unverified_after", known);
    }
}

void class_put(Buf *out, const licet_classification *made)
{
    const licet_node *items = licet_classification_node(made, "/items");
    if (licet_node_count(items) == 1) {
        put_item(out, licet_node_first(items));
        put_unverified(out, made);
        return;
    }
    buf_text(out, ",\"items\":[");
    for (const licet_node *at = licet_node_first(items); at != NULL; at = licet_node_next(at)) {
        buf_text(out, at == licet_node_first(items) ? "{\"id\":" : ",{\"id\":");
        json_quote(out, text_of(at, "id"));
        put_item(out, at);
        buf_char(out, '}');
    }
    buf_char(out, ']');
    put_unverified(out, made);
}

// "/items/0/die_area" counts as "die_area", "/items/0/contains/1/die_area" as
// "contains/*/die_area".
static Str short_name(Arena *arena, Str pointer)
{
    Str name = batch_without_indexes(arena, pointer);
    size_t star = 0;
    while (star < name.len && name.at[star] != '*') {
        star++;
    }
    return star + 2 < name.len ? str_sub(name, star + 2, name.len) : name;
}

static void count_missing(Worker *worker, const licet_node *missing)
{
    Map once;
    map_init(&once, worker->arena);
    for (const licet_node *at = licet_node_first(missing); at; at = licet_node_next(at)) {
        Str name = short_name(worker->arena, text_of(at, "fact"));
        if (map_find(&once, name) == NULL) {
            map_put(&once, name, worker);
            ++*map_count(&worker->tally.causes, name);
        }
    }
}

void class_count(Worker *worker, const licet_classification *made)
{
    Tally *tally = &worker->tally;
    const licet_node *items = licet_classification_node(made, "/items");
    tally->answered++;
    for (const licet_node *at = licet_node_first(items); at; at = licet_node_next(at)) {
        const licet_node *period = licet_node_first(licet_node_member(at, "periods"));
        Str result = text_of(period, "result");
        ++*map_count(&tally->findings, result);
        tally->items++;
        tally->differ += str_is(text_of(period, "stated"), "differs");
        if (str_is(result, "cannot_say")) {
            count_missing(worker, licet_node_member(period, "missing"));
        }
    }
}
