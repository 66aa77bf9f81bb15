# W1 in Rego; data.sets is made by rules.py.
# SPDX-License-Identifier: Apache-2.0
package w1

p := input.product
e := input.end_user
u := input.end_use
dest := input.destination

in_group(c, g) if c in data.sets[g]

default transfer := false
transfer if input.activity in {"export", "reexport", "in_country_transfer"}

tpp := p.tpp if is_number(p.tpp)
tpp := max(array.concat([0], [x | some m in p.ic_tops; x := m.tops * m.bits])) if not is_number(p.tpp)

default pd := 0
pd := tpp / p.die_area_mm2 if p.non_planar

default exempt := false
exempt if {
	not p.datacenter_marketed
	tpp < 4800
}

default is_a := false
is_a if { not exempt; tpp >= 4800 }
is_a if { not exempt; tpp >= 1600; pd >= 5.92 }

default is_b := false
is_b if { not exempt; not is_a; tpp >= 2400; tpp < 4800; pd >= 1.6; pd < 5.92 }
is_b if { not exempt; not is_a; tpp >= 1600; pd >= 3.2; pd < 5.92 }

default holds := false
holds if p.kind == "ic"
holds if { p.kind == "computer"; p.contains_count > 0 }

default a := false
a if { is_a; holds }
default b := false
b if { is_b; holds }
default ab := false
ab if a
ab if b
default c := false
c if { p.kind == "memory"; p.memory_bandwidth_gbps > 2 * p.die_area_mm2 }

default in_d5 := false
in_d5 if in_group(dest, "D5")
default hq_d5 := false
hq_d5 if in_group(e.hq_country, "D5")
hq_d5 if e.hq_country == "MO"
default d5 := false
d5 if in_d5
d5 if hq_d5

listed_pct := sum([o.percent | some o in e.parents; o.listed])
default big := false
big if { input.activity == "iaas_access"; u.foreign_person; u.training_exaflop >= 100000000 }

fired contains "R01" if { p.kind == "ic"; is_a }
fired contains "R02" if { p.kind == "ic"; is_b }
fired contains "R03" if { p.kind == "computer"; a }
fired contains "R04" if { p.kind == "computer"; b }
fired contains "R05" if c
fired contains "R06" if { p.kind != "memory"; not is_a; not is_b; tpp >= 800 }
fired contains "R07" if r07
fired contains "R08" if { ab; transfer; in_d5; p.datacenter_marketed }
fired contains "R09" if { ab; transfer; hq_d5; not in_d5 }
fired contains "R10" if { c; transfer; d5 }
fired contains "R11" if r11
fired contains "R12" if { transfer; not a; not b; not c; input.value_usd <= 5000; in_group(dest, "B") }
fired contains "R13" if { transfer; in_group(dest, "E") }
fired contains "R14" if { transfer; in_group(dest, "RUBY"); p.kind in {"ic", "computer"}; tpp >= 800 }
fired contains "R15" if { transfer; e.entity_listed }
fired contains "R16" if { e.entity_listed; e.footnote == 4; input.activity in {"reexport", "in_country_transfer"} }
fired contains "R17" if { e.entity_listed; e.footnote == 5; c }
fired contains "R17" if { e.entity_listed; e.footnote == 5; tpp >= 1600 }
fired contains "R18" if r18
fired contains "R19" if { transfer; not r18; some o in e.parents; o.listed; o.percent >= 25 }
fired contains "R20" if u.wmd
fired contains "R21" if { transfer; u.military; in_group(dest, "MEU"); tpp >= 70 }
fired contains "R21" if { transfer; u.military; in_group(e.country, "MEU"); tpp >= 70 }
fired contains "R22" if { transfer; u.supercomputer; d5 }
fired contains "R23" if { not transfer; not u.wmd; not u.military }
fired contains "R24" if { big; hq_d5 }
fired contains "R25" if big
fired contains "R26" if {
	input.date < "2023-11-17"
	p.kind == "ic"
	p.interconnect_gbps >= 600
	tpp >= 4800
	transfer
	in_d5
}

default r07 := false
r07 if {
	ab
	transfer
	in_group(dest, "D145")
	not in_group(dest, "A56")
}
default r11 := false
r11 if { b; r07; not in_d5; not hq_d5 }
default r18 := false
r18 if {
	transfer
	input.date >= "2025-09-29"
	input.date < "2025-11-10"
	listed_pct >= 50
	not e.entity_listed
}

base := "PROHIBITED" if count(fired & {"R13", "R20"}) > 0
else := "DENIAL" if count(fired & {"R08", "R09", "R14", "R15", "R16", "R17", "R18", "R21", "R22"}) > 0
else := "REVIEW" if count(fired & {"R10", "R19", "R24", "R26"}) > 0
else := "REVIEW" if { r07; not r11 }
else := "NAC" if r11
else := "NOT_EXPORT" if "R23" in fired
else := "NLR"

decision := concat("", [base, "+REPORT"]) if big
else := base

result := {"decision": decision, "fired": fired}
