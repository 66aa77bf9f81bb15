"""The Python module as a data team uses it: installed, without the project around it.

Run by tests/embed.py with the installed module on the path.
SPDX-License-Identifier: Apache-2.0
"""
import concurrent.futures
import copy
import datetime
import decimal
import fractions
import gc
import pathlib
import tempfile
import types
import unittest

import licet

POLICY = """module shop "a shop"
verdicts { outside; free; excused; permit_needed blocks; barred blocks }
outcomes { permit raises permit_needed }
reasons { strong "strong tools" code "LR-LIST" }
record Tool { name: text; power: quantity in W from 0 W ..; share: number from 0 .. 1 }
fact day: date
law date = day
fact tools: list of Tool
act asked: boolean
rule 1 "strong tools" for each tool in tools cites "house rule 1"
  requires permit(reason: strong) when tool.power at least 1500 W
rule 2 for each tool in tools authorizes 1 when all of { (a) asked }
rule 3 for each tool in tools proposed "a draft" requires permit(reason: strong)
  when tool.share more than 1/3
"""


class Shop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.path = pathlib.Path(cls.folder.name, "shop.licet")
        cls.path.write_text(POLICY)
        cls.policy = licet.load(cls.path)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_decides(self):
        decision = self.policy.decide({"tools": [{"name": "saw", "power": "1500 W"}, {"power": "1 kW"}]})
        self.assertEqual(decision.verdict, "permit_needed")
        self.assertEqual((decision.gate, decision.exit_status), ("stop", 10))
        first, second = decision.lines
        self.assertEqual((first.subject, first.finding, second.finding), ("saw", "permit_needed", "free"))
        self.assertEqual(first.reasons[0]["cite"], "house rule 1")
        self.assertEqual(first.exceptions[0]["fails"], ["(a)"])
        self.assertEqual(decision.findings, {"shop": "permit_needed"})
        self.assertRegex(decision.id, "^sha256:[0-9a-f]{64}$")

    def test_a_bundle_answers_as_its_sources(self):
        path = pathlib.Path(self.folder.name, "shop.lcb")
        path.write_bytes(self.policy.bundle("2024-06-01", datetime.date(2025, 1, 1)))
        opened = licet.load(path)
        order = {"day": "2024-06-01", "tools": [{"name": "saw", "power": "1500 W"}, {"power": "1 kW"}]}
        self.assertEqual(opened.decide(order).json(), self.policy.decide(order).json())
        self.assertIn("1,500 W", opened.explain("1"))
        with self.assertRaises(ValueError):
            self.policy.bundle("some day")
        with self.assertRaises(ValueError):
            licet.load(path, "us.terms")
        path.write_bytes(path.read_bytes()[:-1])
        with self.assertRaises(licet.PolicyError) as refused:
            licet.load(path)
        self.assertEqual(refused.exception.diagnostics[0].code, "R0903")

    def test_any_mapping_will_do(self):
        tool = types.MappingProxyType({"name": "saw", "power": "1500 W"})
        self.assertEqual(self.policy.decide(types.MappingProxyType({"tools": [tool]})).verdict, "permit_needed")
        with self.assertRaisesRegex(licet.FactsError, "^/tools/0/share: 0.1 is a float"):
            self.policy.decide({"tools": [types.MappingProxyType({"share": 0.1})]})

    def test_a_policy_without_verdicts_decides_nothing(self):
        path = pathlib.Path(self.folder.name, "facts_only.licet")
        path.write_text("module facts_only\nfact told: boolean\n")
        with self.assertRaises(licet.FactsError) as caught:
            licet.load(path).decide({"told": True})
        self.assertEqual([d.code for d in caught.exception.diagnostics], ["R0510"])

    def test_later_facts_lie_over_earlier_ones(self):
        order = {"tools": [{"power": "3 kW"}]}
        self.assertEqual(self.policy.decide(order, {"asked": True}).verdict, "excused")

    def test_exact_numbers(self):
        for share, verdict in ((fractions.Fraction(1, 3), "free"), (decimal.Decimal("0.3334"), "permit_needed"),
                               ("1/3", "free"), (1, "permit_needed")):
            decision = self.policy.decide({"tools": [{"power": "1 W", "share": share}]}, assume=["3"])
            self.assertEqual(decision.verdict, verdict, share)

    def test_dates(self):
        decision = self.policy.decide({"day": datetime.date(2024, 3, 15), "tools": []})
        self.assertEqual(decision.statement["law"]["as_of"], "2024-03-15")
        decision = self.policy.decide({"tools": []}, as_of=datetime.date(2024, 3, 16))
        self.assertEqual(decision.statement["law"]["as_of"], "2024-03-16")

    def test_no_time_of_day(self):
        self.policy.decide({"day": datetime.datetime(2024, 6, 1)})
        for moment in (datetime.datetime(2024, 6, 1, 5), datetime.datetime(2024, 6, 1, tzinfo=datetime.timezone.utc)):
            with self.assertRaisesRegex(licet.FactsError, "no time of day"):
                self.policy.decide({"day": moment})

    def test_texts_go_over_whole(self):
        for wrong, kind in (("2024-06-01\0x", ValueError), (20240601, TypeError), (b"2024-06-01", TypeError)):
            with self.assertRaises(kind):
                self.policy.decide({}, as_of=wrong)
            with self.assertRaises(kind):
                self.policy.explain("1", as_of=wrong)
            with self.assertRaises(kind):
                self.policy.decide({}, assume=[wrong])
        with self.assertRaisesRegex(ValueError, "expected a date"):
            self.policy.explain("1", as_of="soon")
        with self.assertRaises(ValueError):
            licet.load("us.ear\0x")
        with self.assertRaises(TypeError):
            self.policy.explain(None)

    def test_copies_are_the_same(self):
        decision = self.policy.decide({})
        for made in (copy.copy(self.policy), copy.deepcopy(self.policy)):
            self.assertIs(made, self.policy)
        for made in (copy.copy(decision), copy.deepcopy(decision)):
            self.assertIs(made, decision)

    def test_no_floats(self):
        with self.assertRaisesRegex(licet.FactsError, "^/tools/0/share: 0.1 is a float"):
            self.policy.decide({"tools": [{"share": 0.1}]})

    def test_wrong_facts_are_named(self):
        with self.assertRaises(licet.FactsError) as caught:
            self.policy.decide({"tols": []})
        diagnostic, = caught.exception.diagnostics
        self.assertEqual((diagnostic.code, diagnostic.pointer, diagnostic.note),
                         ("F0103", "/tols", "did you mean 'tools'?"))
        self.assertEqual(self.policy.decide({"tols": [], "tools": []}, extra_facts=True).gate, "proceed")

    def test_facts_that_are_taken_may_draw_warnings(self):
        decision = self.policy.decide({"tools": [{"name": "saw"}, {"name": "\u0421\u041e\u0421\u041e"}]})
        self.assertEqual([(w.code, w.severity, w.pointer) for w in decision.warnings], [("F0135", "warning", "/tools/1/name")])
        self.assertEqual(self.policy.decide({"tools": []}).warnings, [])

    def test_wrong_options_are_named(self):
        with self.assertRaisesRegex(licet.FactsError, "'2024-02-30' is not a date"):
            self.policy.decide({}, as_of="2024-02-30")
        with self.assertRaisesRegex(licet.FactsError, "9"):
            self.policy.decide({}, assume="9")
        with self.assertRaisesRegex(ValueError, "'enforced' or 'text'"):
            self.policy.decide({}, world="both")

    def test_wrong_policies_are_named(self):
        with self.assertRaisesRegex(licet.PolicyError, "module 'us.er' is not found"):
            licet.load("us.er")
        bad = self.path.with_name("bad.licet")
        bad.write_text("fact fact\n")
        with self.assertRaises(licet.PolicyError) as caught:
            licet.load(bad)
        self.assertEqual(caught.exception.diagnostics[0].line, 1)

    def test_documents(self):
        decision = self.policy.decide({"tools": [{"name": "saw", "power": "2 kW"}]}, case_id="42/7")
        self.assertEqual(decision.document["schema"], "licet.decision/1")
        self.assertEqual(decision.statement["case"]["id"], "42/7")
        self.assertEqual(decision.json("/statement/exit"), "10\n")
        self.assertIn("house rule 1", decision.text())
        self.assertIn("Privileged", decision.html(header="Privileged"))
        with self.assertRaises(KeyError):
            decision.json("/nothing")
        self.assertIn("$schema", licet.decision_schema())
        self.assertIn("tools", self.policy.facts_schema()["$defs"]["licet.facts"]["properties"])
        self.assertIn("tools", self.policy.facts_template())

    def test_explain(self):
        self.assertIn("strong tools", self.policy.explain("1"))
        with self.assertRaises(LookupError):
            self.policy.explain("11")

    def test_threads_share_a_policy(self):
        order = {"tools": [{"power": "2 kW"}]}
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            ids = set(pool.map(lambda _: self.policy.decide(order, compact=True).id, range(200)))
        self.assertEqual(len(ids), 1)

    def test_decision_outlives_the_name_of_its_policy(self):
        decision = licet.load(self.path).decide({"tools": []})
        self.assertEqual(decision.gate, "proceed")

    def test_finalizers_may_run_in_any_order(self):
        """A policy and its decision that go in one collection: neither is freed too early."""
        for order in (("policy", "decision"), ("decision", "policy")):
            cycle = dict.fromkeys(order)
            cycle["policy"] = licet.load(self.path)
            cycle["decision"] = cycle["policy"].decide({"tools": []})
            cycle["policy"].cycle = cycle["decision"].cycle = cycle
            del cycle
            gc.collect()

    def test_the_law_that_it_carries(self):
        decision = licet.load("us.ear").decide({"activity": "statement_to_customers"}, as_of="2024-06-01")
        self.assertEqual(decision.findings.keys(), {"us.ear"})


if __name__ == "__main__":
    unittest.main()
