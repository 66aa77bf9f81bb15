#!/usr/bin/env python3
"""Transactions of the workloads, one JSON object a line: facts.py COUNT > facts.ndjson

The generator has its own PRNG (splitmix64): the bytes depend on COUNT and SEED only, and a
shorter file is the head of a longer one. All numbers are integers, so that engines without
floating point can be compared. What a product does not have is said, not left out
("tpp":{"state":"none"}, "ic_tops":[]): every engine reads the same bytes.
SPDX-License-Identifier: Apache-2.0
"""
import json
import sys

SEED = 20251123
MASK = (1 << 64) - 1
NONE = {"state": "none"}


class Rng:
    def __init__(self, seed):
        self.s = seed & MASK

    def u64(self):
        self.s = (self.s + 0x9E3779B97F4A7C15) & MASK
        z = self.s
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, n):
        return self.u64() % n

    def chance(self, per_mille):
        return self.below(1000) < per_mille

    def pick(self, xs):
        return xs[self.below(len(xs))]


# (tops, bits) tables, die area, interconnect GB/s, memory GB/s, datacenter, name
CHIPS = [
    ("HX-100 Tensor Accelerator", [(1979, 8), (989, 16), (67, 32)], 814, 900, 3350, True),
    ("HX-200 Tensor Accelerator", [(1979, 8), (989, 16)], 814, 900, 4800, True),
    ("HX-800 Tensor Accelerator", [(1979, 8), (989, 16)], 814, 400, 3350, True),
    ("AX-100 Tensor Accelerator", [(624, 8), (312, 16), (156, 19)], 826, 600, 2039, True),
    ("AX-800 Tensor Accelerator", [(624, 8), (312, 16)], 826, 400, 2039, True),
    ("HX-20 Inference Accelerator", [(296, 8), (148, 16)], 814, 900, 4000, True),
    ("LX-40S Graphics Module", [(733, 8), (362, 16)], 609, 64, 864, True),
    ("LX-4 Edge Accelerator", [(242, 8), (121, 16)], 294, 64, 300, True),
    ("LX-2 Edge Accelerator", [(193, 8), (97, 16)], 294, 64, 320, True),
    ("RX-4090 Consumer GPU", [(660, 8), (330, 16)], 609, 64, 1008, False),
    ("RX-4090D Consumer GPU", [(588, 8), (294, 16)], 609, 64, 1008, False),
    ("RX-4080 Consumer GPU", [(390, 8), (195, 16)], 379, 64, 717, False),
    ("RX-4060 Consumer GPU", [(121, 8), (60, 16)], 159, 32, 272, False),
    ("MX-300X Accelerator", [(2615, 8), (1307, 16)], 1017, 896, 5300, True),
    ("MX-210 Accelerator", [(181, 8), (181, 16)], 724, 300, 1638, True),
    ("GX-3 Training ASIC", [(1835, 8), (918, 16)], 800, 525, 3700, True),
    ("AS-910B Accelerator", [(640, 8), (320, 16)], 665, 392, 1600, True),
    ("EP-96 Server CPU", [(98, 8), (49, 16)], 1008, 128, 614, True),
    ("MC-7 Microcontroller", [(1, 8)], 12, 1, 1, False),
    ("FP-19P FPGA", [(144, 4), (72, 8)], 1200, 128, 460, True),
]
DEST = ["CN"] * 16 + ["HK"] * 2 + ["MO"] * 3 + ["RU"] * 4 + ["BY"] * 2 + ["IR"] * 2 + ["KP", "SY", "CU"] + \
    ["AE"] * 8 + ["SA"] * 6 + ["QA"] * 3 + ["KW", "BH", "OM", "JO", "EG"] + ["VN"] * 5 + ["KZ"] * 3 + \
    ["UZ", "KG", "AM", "GE", "AZ", "TJ", "MN", "LA", "MD", "YE", "IQ", "LY", "LB", "VE", "NI", "MM", "KH", "ZW",
     "SD", "SS", "SO", "CD", "CF", "ER", "HT", "AF"] + ["IL"] * 3 + ["CY", "PK", "PK"] + ["TW"] * 6 + ["SG"] * 6 + \
    ["MY"] * 5 + ["IN"] * 5 + ["JP"] * 5 + ["KR"] * 4 + ["DE"] * 5 + ["GB"] * 5 + ["FR"] * 3 + ["NL"] * 3 + \
    ["IT", "ES", "SE", "FI", "NO", "PL", "CZ", "AT", "CH", "IE", "BE", "DK", "PT", "GR", "HU", "RO", "BG", "TR",
     "CA", "CA", "MX", "MX", "BR", "BR", "AR", "CL", "PE", "CO", "ZA", "ZA", "NG", "KE", "MA", "TN", "GH", "TH",
     "TH", "ID", "ID", "PH", "LK", "BD", "AU", "AU", "NZ", "MT", "AL", "IS", "LU", "EE", "LV", "LT", "SK", "SI",
     "HR", "UA", "RS", "PA", "CR", "UY", "EC", "SN", "ET", "TZ", "UG", "NP"]
STEM = ["Orion", "Blue River", "Kunlun", "Golden Bridge", "Sunrise", "Polar", "Silk Gate", "Vector", "Nimbus",
        "Granite", "Jade Peak", "Delta Nine", "Meridian", "Hanzhong", "Sokol", "Al Noor", "Lotus", "Zenith",
        "Cobalt", "Redwood", "Tianhe", "Baltica", "Caspian", "Pamir", "Levant", "Sahel", "Andes", "Hokuto"]
TRADE = ["Trading", "Technology", "Electronics", "Cloud Services", "Data Systems", "Research Institute", "Logistics",
         "Semiconductor", "Computing", "Aerospace", "University", "Telecom", "Scientific Instruments"]
FORM = ["Co., Ltd.", "LLC", "GmbH", "FZE", "JSC", "Pte Ltd", "S.A.", "Inc.", "Corp.", "Ltd."]
STREET = ["Harbour Road", "Ring Road East", "Industrial Avenue", "Science Park Drive", "Lenina Street",
          "Free Zone Gate", "Market Street", "Keji Road", "Airport Boulevard"]
ACTS = ["export"] * 9 + ["reexport"] * 4 + ["in_country_transfer"] * 3 + ["iaas_access"] * 3 + ["model_api_access"]
FOOT = [0, 0, 0, 1, 3, 4, 4, 5, 5]
FLOPS = [0, 1, 900, 50000, 1000000, 20000000, 99999999, 100000000, 100000001, 250000000, 4000000000]


def company(r):
    return "%s %s %s" % (r.pick(STEM), r.pick(TRADE), r.pick(FORM))


def date(r):
    y = r.pick([2023, 2024, 2024, 2025, 2025, 2025])
    return "%04d-%02d-%02d" % (y, 1 + r.below(12), 1 + r.below(28))


def product(r):
    what = r.below(100)
    if what < 12:  # memory stack: area of the package, bandwidth around 2 GB/s per mm2
        area = 90 + r.below(60)
        return {"name": "HB-%d Memory Stack" % (2 + r.below(4)), "kind": "memory",
                "part_number": "HB%05d" % r.below(100000),
                "tpp": 0, "ic_tops": [], "die_area_mm2": area, "non_planar": False, "interconnect_gbps": 0,
                "memory_bandwidth_gbps": r.pick([area, 2 * area - 1, 2 * area, 2 * area + 1, 307, 460, 819]),
                "datacenter_marketed": True, "contains_count": 0}
    name, modes, die, link, mem, dc = r.pick(CHIPS)
    kind = "computer" if what < 45 else ("ic" if what < 92 else "other")
    p = {"name": name, "kind": kind, "part_number": "PN%05d" % r.below(100000), "tpp": NONE, "ic_tops": []}
    if r.chance(300):  # a declared TPP near one of the thresholds, or derived from the table with a jitter
        base = r.pick([1600, 2400, 4800, 800, 70, max(t * b for t, b in modes)])
        p["tpp"] = max(0, base + r.below(401) - 200) if r.chance(700) else base
    else:
        k = 100 if r.chance(600) else 60 + r.below(60)
        p["ic_tops"] = [{"tops": max(1, t * k // 100), "bits": b} for t, b in modes]
    p["die_area_mm2"] = die if r.chance(600) else 100 + r.below(1400)
    p["non_planar"] = not r.chance(120)
    p["interconnect_gbps"] = link
    p["memory_bandwidth_gbps"] = mem
    p["datacenter_marketed"] = dc if r.chance(900) else not dc
    p["contains_count"] = r.pick([1, 2, 4, 8, 8, 0]) if kind == "computer" else 0
    return p


def record(i, r):
    dest = r.pick(DEST)
    country = dest if r.chance(850) else r.pick(DEST)
    hq = country if r.chance(750) else r.pick(DEST)
    listed = r.chance(60)
    act = r.pick(ACTS)
    parents = []
    left = 100
    for _ in range(r.pick([0, 1, 1, 1, 2, 2, 3])):
        pct = 1 + r.below(max(1, left))
        pct = r.pick([pct, 25, 49, 50, 51]) if r.chance(300) and left > 60 else pct
        left = max(1, left - pct)
        parents.append({"name": company(r), "country": r.pick(DEST), "percent": pct, "listed": r.chance(120)})
    eu = {"name": company(r), "country": country, "hq_country": hq,
          "address": "%d %s, Building %d" % (1 + r.below(900), r.pick(STREET), 1 + r.below(40)),
          "parents": parents, "entity_listed": listed, "footnote": r.pick(FOOT) if listed else 0}
    iaas = act == "iaas_access"
    use = {"wmd": r.chance(8), "military": r.chance(40), "supercomputer": r.chance(50),
           "training_exaflop": r.pick(FLOPS) if iaas else 0, "foreign_person": r.chance(600) if iaas else False,
           "statement": r.pick(["commercial data center", "university research", "resale to customers",
                                "model inference service", "industrial automation", "not stated"])}
    return {"id": "T%06d" % i, "date": date(r), "activity": act, "product": product(r), "destination": dest,
            "consignee": {"name": company(r), "country": dest, "reference": "PO-%07d" % r.below(10000000)},
            "end_user": eu, "end_use": use, "quantity": 1 + r.below(64),
            "value_usd": r.pick([900, 4999, 5000, 5001, 25000, 180000, 2400000]) + r.below(3)}


def lines(count):
    rng = Rng(SEED)
    for i in range(count):
        yield json.dumps(record(i, rng), separators=(",", ":")) + "\n"


def write(path, count):
    """Keeps a file that has that many already."""
    if path.exists() and path.read_bytes().count(b"\n") == count:
        return
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(lines(count))


if __name__ == "__main__":
    sys.stdout.writelines(lines(int(sys.argv[1])))
