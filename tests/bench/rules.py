#!/usr/bin/env python3
"""The rules of both workloads in each peer's idiom: rules.py FOLDER

W1 is peers/SPEC.md. The texts in peers/texts/ stand in the idiom of their engine, with {D5} for
the list of a country group, {D1+D4+D5} for several; Cedar has no shared conditions, so its
policies are put together here.
W2 is N rules of three comparisons and a set of six to eleven destinations. In "sparse" only the
first hundred concern places that the facts name: however many there are, few can apply.
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import shutil
import sys

import w2_policy

HERE = pathlib.Path(__file__).resolve().parent
GROUPS = json.loads((HERE / "countries.json").read_text(encoding="utf-8"))
SIZES = [100, 1000, 10000]
# No transaction of facts.py goes to these.
ELSEWHERE = """AD AG BB BO BS BT BW BZ CV DJ DM DO FJ GA GD GM GN GQ GT GW GY HN JM KI KM KN LC LI
    LR LS MC MG MH ML MR MU MV MW MZ NA NE NR PG PW PY RW SB SC SL SM SR ST SV SZ TD TG TL TM TO TT
    TV VC VU WS ZM""".split()


def codes(names):
    return [code for name in names.split("+") for code in GROUPS[name]]


def fill(text, left="[", right="]", quote="'"):
    """{D1+D4} becomes the list of those groups."""
    def listed(match):
        return left + ", ".join(quote + code + quote for code in codes(match.group(1))) + right
    return re.sub(r"\{([A-Z][A-Z0-9]*(?:\+[A-Z0-9]+)*)\}", listed, text)


# -- W1

def w1_cedar():
    """Cedar has integers, sets and records, but no aggregation over lists, no division and no
    policy that names another: the host gives tpp, the owners' sum and a numeric date, and shared
    conditions are repeated. One forbid policy a rule: the reasons of a response are the rules."""
    p, e, u = "context.product.", "context.end_user.", "context.end_use."
    tpp, die, kind, d = "context.tpp", p + "die_area_mm2", p + "kind", "context.destination"

    def within(x, names):
        return fill("{" + names + "}", quote='"') + f".contains({x})"

    def density(n):
        return f"({p}non_planar && {tpp} * 100 >= {n} * {die})"
    transfer = '["export", "reexport", "in_country_transfer"].contains(context.activity)'
    exempt = f"(!{p}datacenter_marketed && {tpp} < 4800)"
    is_a = f"(!{exempt} && ({tpp} >= 4800 || ({tpp} >= 1600 && {density(592)})))"
    is_b = (f"(!{exempt} && !{is_a} && (({tpp} >= 2400 && {tpp} < 4800 && {density(160)} && !{density(592)}) || "
            f"({tpp} >= 1600 && {density(320)} && !{density(592)})))")
    holds = f'({kind} == "ic" || ({kind} == "computer" && {p}contains_count > 0))'
    a, b, ab = f"({holds} && {is_a})", f"({holds} && {is_b})", f"({holds} && ({is_a} || {is_b}))"
    c = f'({kind} == "memory" && {p}memory_bandwidth_gbps > 2 * {die})'
    in_d5, hq_d5 = within(d, "D5"), f'({within(e + "hq_country", "D5")} || {e}hq_country == "MO")'
    r07 = f'({transfer} && {within(d, "D1+D4+D5")} && !{within(d, "A5+A6")} && {ab})'
    r18 = (f"({transfer} && context.day >= 20250929 && context.day < 20251110 && context.listed_pct >= 50 && "
           f"!{e}entity_listed)")
    big = f'(context.activity == "iaas_access" && {u}foreign_person && {u}training_exaflop >= 100000000)'
    rules = [
        f'{kind} == "ic" && {is_a}', f'{kind} == "ic" && {is_b}', f'{kind} == "computer" && {a}',
        f'{kind} == "computer" && {b}', c, f'{kind} != "memory" && !{is_a} && !{is_b} && {tpp} >= 800', r07,
        f"{transfer} && {in_d5} && {p}datacenter_marketed && {ab}", f"{transfer} && {hq_d5} && !{in_d5} && {ab}",
        f"{c} && {transfer} && ({in_d5} || {hq_d5})", f"{b} && {r07} && !{in_d5} && !{hq_d5}",
        f'{transfer} && context.value_usd <= 5000 && {within(d, "B")} && !{ab} && !{c}',
        f'{transfer} && {within(d, "E")}',
        f'{transfer} && {within(d, "RUBY")} && ["ic", "computer"].contains({kind}) && {tpp} >= 800',
        f"{transfer} && {e}entity_listed",
        f'{e}entity_listed && {e}footnote == 4 && ["reexport", "in_country_transfer"].contains(context.activity)',
        f"{e}entity_listed && {e}footnote == 5 && ({c} || {tpp} >= 1600)", r18,
        f"{transfer} && context.min_listed && !{r18}", f"{u}wmd",
        f'{transfer} && {u}military && ({within(d, "MEU")} || {within(e + "country", "MEU")}) && {tpp} >= 70',
        f"{transfer} && {u}supercomputer && ({in_d5} || {hq_d5})", f"!{transfer} && !{u}wmd && !{u}military",
        f"{big} && {hq_d5}", big,
        f'context.day < 20231117 && {kind} == "ic" && {p}interconnect_gbps >= 600 && {tpp} >= 4800 && '
        f"{transfer} && {in_d5}"]
    return "".join(cedar(f"R{i:02d}", rule) for i, rule in enumerate(rules, 1))


def cedar(name, condition):
    return f'@id("{name}")\nforbid (principal, action, resource) when {{ {condition} }};\n'


def write_w1(folder):
    texts = HERE / "peers/texts"
    for name in ["w1.cel.json", "w1.expr.json", "w1.zen.json"]:
        (folder / name).write_text(fill((texts / name).read_text(encoding="utf-8")), encoding="utf-8")
    for name in ["peers/texts/w1.clp", "peers/texts/w1.sql", "peers/texts/w1.base.sql", "countries.json"]:
        shutil.copy(HERE / name, folder)
    sets = dict(GROUPS, D145=codes("D1+D4+D5"), A56=codes("A5+A6"))
    rego = "\n".join("%s := {%s}" % (name, ", ".join(f'"{c}"' for c in sorted(set(each))))
                     for name, each in sets.items())
    (folder / "w1.rego").write_text((texts / "w1.rego").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "w1.sets.rego").write_text(f"package sets\n\n{rego}\n", encoding="utf-8")
    (folder / "w1.cedar").write_text(w1_cedar(), encoding="utf-8")
    header = "".join(f'#define LIST_{name} "{" ".join(each)}"\n' for name, each in GROUPS.items())
    (folder / "countries.h").write_text("// Made from countries.json.\n" + header, encoding="utf-8")


# -- W2

class Numbers:
    """A linear congruence of its own: the rules depend on their number only."""
    def __init__(self):
        self.state = 77

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & ((1 << 64) - 1)
        return (self.state >> 33) % n


def w2(count, sparse):
    numbers, rules = Numbers(), []
    names = sorted({code for each in GROUPS.values() for code in each})
    for i in range(count):
        choice = ELSEWHERE if sparse and i >= SIZES[0] else names
        dest = sorted({choice[numbers.below(len(choice))] for _ in range(6 + numbers.below(6))})
        rules.append({"id": "W%05d" % i, "link": 50 + numbers.below(850), "die": 100 + numbers.below(900),
                      "value": 1000 + numbers.below(2000000), "dest": dest})
    return rules


def quoted(dest, quote):
    return ", ".join(quote + code + quote for code in dest)


def w2_cel(rule, dot):
    return (f"product.interconnect_gbps >= {rule['link']}{dot} && product.die_area_mm2 < {rule['die']}{dot} && "
            f"value_usd >= {rule['value']}{dot} && destination in [{quoted(rule['dest'], chr(39))}]")


def w2_cedar(rule):
    return cedar(rule["id"], f"context.product.interconnect_gbps >= {rule['link']} && "
                 f"context.product.die_area_mm2 < {rule['die']} && context.value_usd >= {rule['value']} && "
                 f"[{quoted(rule['dest'], chr(34))}].contains(context.destination)")


def w2_rego(rule):
    return (f'fired contains "{rule["id"]}" if {{ input.product.interconnect_gbps >= {rule["link"]}; '
            f'input.product.die_area_mm2 < {rule["die"]}; input.value_usd >= {rule["value"]}; '
            f'input.destination in {{{quoted(rule["dest"], chr(34))}}} }}\n')


def w2_zen(rules):
    """A collecting decision table of four columns."""
    fields = ["product.interconnect_gbps", "product.die_area_mm2", "value_usd", "destination"]
    table = {"hitPolicy": "collect",
             "inputs": [{"id": f"i{i}", "name": f, "field": f, "type": "expression"} for i, f in enumerate(fields)],
             "outputs": [{"id": "o", "name": "id", "field": "id", "type": "expression"}],
             "rules": [{"_id": r["id"], "i0": f">= {r['link']}", "i1": f"< {r['die']}", "i2": f">= {r['value']}",
                        "i3": quoted(r["dest"], "'"), "o": f"'{r['id']}'"} for r in rules],
             "passThrough": False, "outputPath": "fired"}
    nodes = [{"id": "in", "type": "inputNode", "name": "in"},
             {"id": "t", "type": "decisionTableNode", "name": "t", "content": table},
             {"id": "out", "type": "outputNode", "name": "out"}]
    edges = [{"id": "e1", "type": "edge", "sourceId": "in", "targetId": "t"},
             {"id": "e2", "type": "edge", "sourceId": "t", "targetId": "out"}]
    return {"nodes": nodes, "edges": edges}


def write_w2(folder, name, rules):
    def text(suffix, content):
        (folder / f"{name}.{suffix}").write_text(content, encoding="utf-8")
    text("json", json.dumps(rules, separators=(",", ":")))
    text("licet", w2_policy.text(rules, name))
    text("cel.json", json.dumps({"vars": [], "rules": [[r["id"], w2_cel(r, ".0")] for r in rules]}))
    text("expr.json", json.dumps({"vars": [], "rules": [[r["id"], w2_cel(r, "")] for r in rules]}))
    text("cedar", "".join(w2_cedar(r) for r in rules))
    text("rego", "package w2\n\nresult := {\"fired\": fired}\n\n" + "".join(w2_rego(r) for r in rules))
    text("zen.json", json.dumps(w2_zen(rules)))


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    write_w1(folder)
    for size in SIZES:
        write_w2(folder, f"w2_{size}", w2(size, False))
    write_w2(folder, f"sparse_{SIZES[0]}", w2(SIZES[0], True))
    write_w2(folder, f"sparse_{SIZES[-1]}", w2(SIZES[-1], True))


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
