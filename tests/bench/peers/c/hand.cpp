// The same logic by hand: C++ on simdjson on-demand, fields in the order of the document, no tree.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

#include "w2_rules.h"

using namespace simdjson;

static bool many_rules;

struct Room {
    Room() { parser.threaded = false; } // one thread is one thread: no helper for the next block

    ondemand::parser parser;
    std::vector<Fact> kept;
    std::vector<int> fired = std::vector<int>(1 << 16);
    const char *finding;
};

static const char *peer_version()
{
    static const std::string version = "simdjson " + std::to_string(SIMDJSON_VERSION_MAJOR) + "." +
        std::to_string(SIMDJSON_VERSION_MINOR) + "." + std::to_string(SIMDJSON_VERSION_REVISION);
    return version.c_str();
}

static void peer_load(bool w2, const char *rules)
{
    many_rules = w2;
    w1_groups();
    if (w2) {
        w2_load(rules);
    }
}

static void *peer_room()
{
    return new Room;
}

static int day(std::string_view s)
{
    auto digits = [s](int at, int n) {
        int value = 0;
        for (int i = at; i < at + n; i++) {
            value = 10 * value + (s[size_t(i)] - '0');
        }
        return value;
    };
    return digits(0, 4) * 10000 + digits(5, 2) * 100 + digits(8, 2);
}

static uint8_t activity(std::string_view s)
{
    return s[0] == 'e' ? ACT_EXPORT
        : s[0] == 'r'  ? ACT_REEXPORT
        : s[0] == 'm'  ? ACT_MODEL
        : s[1] == 'n'  ? ACT_TRANSFER
                       : ACT_IAAS;
}

static uint8_t kind(std::string_view s)
{
    return s[0] == 'i' ? K_IC : s[0] == 'c' ? K_COMPUTER : s[0] == 'm' ? K_MEMORY : K_OTHER;
}

static uint16_t group(std::string_view s)
{
    return groups[place_of(s.data())];
}

static void read_product(ondemand::object object, Fact &f)
{
    for (auto p : object) {
        std::string_view q = p.unescaped_key();
        if (q == "kind") {
            f.kind = kind(p.value());
        } else if (q == "tpp") {
            ondemand::value v = p.value();
            if (v.type() == ondemand::json_type::number) {
                f.tpp = double(int64_t(v));
            }
        } else if (q == "ic_tops") {
            for (auto m : p.value().get_array()) {
                int64_t t = m["tops"], b = m["bits"];
                f.tpp = std::max(f.tpp, double(t * b));
            }
        } else if (q == "die_area_mm2") {
            f.die = double(int64_t(p.value()));
        } else if (q == "non_planar") {
            f.non_planar = bool(p.value());
        } else if (q == "interconnect_gbps") {
            f.link = double(int64_t(p.value()));
        } else if (q == "memory_bandwidth_gbps") {
            f.bw = double(int64_t(p.value()));
        } else if (q == "datacenter_marketed") {
            f.dc = bool(p.value());
        } else if (q == "contains_count") {
            f.contains = int(int64_t(p.value()));
        }
    }
}

static void read_end_user(ondemand::object object, Fact &f)
{
    for (auto p : object) {
        std::string_view q = p.unescaped_key();
        if (q == "country") {
            f.country = group(p.value());
        } else if (q == "hq_country") {
            f.hq = group(p.value());
        } else if (q == "parents") {
            for (auto o : p.value().get_array()) {
                int64_t percent = o["percent"];
                if (bool(o["listed"])) {
                    f.listed_pct += int(percent);
                    f.min_listed |= percent >= 25;
                }
            }
        } else if (q == "entity_listed") {
            f.listed = bool(p.value());
        } else if (q == "footnote") {
            f.footnote = int(int64_t(p.value()));
        }
    }
}

static void read_end_use(ondemand::object object, Fact &f)
{
    for (auto p : object) {
        std::string_view q = p.unescaped_key();
        if (q == "wmd") {
            f.wmd = bool(p.value());
        } else if (q == "military") {
            f.military = bool(p.value());
        } else if (q == "supercomputer") {
            f.super = bool(p.value());
        } else if (q == "training_exaflop") {
            f.training = double(int64_t(p.value()));
        } else if (q == "foreign_person") {
            f.foreign = bool(p.value());
        }
    }
}

static std::string_view read_fact(ondemand::object object, Fact &f)
{
    std::string_view id;
    f.tpp = 0;
    f.listed_pct = 0;
    f.min_listed = false;
    for (auto field : object) {
        std::string_view k = field.unescaped_key();
        if (k == "id") {
            id = field.value();
        } else if (k == "date") {
            f.date = day(field.value());
        } else if (k == "activity") {
            f.act = activity(field.value());
        } else if (k == "product") {
            read_product(field.value().get_object(), f);
        } else if (k == "destination") {
            std::string_view code = field.value();
            f.place = uint16_t(place_of(code.data()));
            f.dest = groups[f.place];
        } else if (k == "end_user") {
            read_end_user(field.value().get_object(), f);
        } else if (k == "end_use") {
            read_end_use(field.value().get_object(), f);
        } else if (k == "value_usd") {
            f.value = double(int64_t(field.value()));
        }
    }
    return id;
}

static std::string_view read_line(Room *room, Line line, Fact &f)
{
    ondemand::document document = room->parser.iterate(line.at, line.len, line.len + SIMDJSON_PADDING);
    return read_fact(document.get_object(), f);
}

static void peer_keep(void *of, const Line *lines, size_t n)
{
    auto *room = static_cast<Room *>(of);
    room->kept.resize(n);
    for (size_t i = 0; i < n; i++) {
        read_line(room, lines[i], room->kept[i]);
    }
}

static size_t decide(Room *room, const Fact &f)
{
    if (many_rules) {
        return size_t(w2_decide(&f, room->fired.data()));
    }
    uint32_t fired = w1_decide(&f);
    room->finding = serve_finding(fired);
    return size_t(__builtin_popcount(fired));
}

static size_t peer_memory(void *of, size_t from, size_t to)
{
    auto *room = static_cast<Room *>(of);
    size_t fired = 0;
    for (size_t i = from; i < to; i++) {
        fired += decide(room, room->kept[i]);
    }
    return fired;
}

// Many lines at once are a stream of documents: faster than one parse for each.
static size_t peer_json(void *of, const Line *lines, size_t from, size_t to)
{
    auto *room = static_cast<Room *>(of);
    size_t fired = 0;
    Fact f;
    if (to - from == 1) {
        read_line(room, lines[from], f);
        return decide(room, f);
    }
    const char *at = lines[from].at;
    size_t len = size_t(lines[to - 1].at - at) + lines[to - 1].len;
    ondemand::document_stream documents = room->parser.iterate_many(at, len, 1 << 20);
    for (auto it = documents.begin(); it != documents.end(); ++it) {
        ondemand::document_reference document = (*it).value();
        read_fact(document.get_object(), f);
        fired += decide(room, f);
    }
    return fired;
}

static void peer_answer(void *of, Line line, FILE *out)
{
    auto *room = static_cast<Room *>(of);
    Fact f;
    std::string_view id = read_line(room, line, f);
    if (!many_rules) {
        uint32_t fired = w1_decide(&f);
        serve_write(out, id.data(), id.size(), serve_finding(fired), fired);
        return;
    }
    int n = w2_decide(&f, room->fired.data());
    fprintf(out, "%.*s\t", int(id.size()), id.data());
    for (int i = 0; i < n; i++) {
        fprintf(out, i > 0 ? ",W%05d" : "W%05d", room->fired[size_t(i)]);
    }
    putc('\n', out);
}

int main(int argc, char **argv)
{
    return serve(argc, argv);
}
