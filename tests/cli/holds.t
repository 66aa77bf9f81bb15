# holds: packs make an order definite, two persons close its flag, a changed party opens it again.
$ licet decide -f examples/diligence/order.json | grep -E '^  (UNDETERMINED|HOLD)'
  UNDETERMINED   between not subject and prohibited
  HOLD           1 red flag is open · 26 red flags are possible · 26 facts are missing
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json >/dev/null
[11]
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json --format resolutions | sed 's/sha256:[0-9a-f]*/sha256:-/'
{
  "resolutions": [
    {
      "code": "RF-INTERMED",
      "outcome": "pending",
      "by": "",
      "second_by": "",
      "on": "",
      "until": "",
      "evidence": "",
      "facts": "sha256:-"
    }
  ]
}
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json --format resolutions | licet decide -f examples/diligence/order.json -f -
error[F0506]: "": expected text for 'by'
  at /resolutions/0/by
  standard input:6:13
    6 |       "by": "",
      |             ^^

error[F0506]: "": expected text for 'second_by'
  at /resolutions/0/second_by
  standard input:7:20
    7 |       "second_by": "",
      |                    ^^

error[F0507]: "": expected a date for 'on', such as "2024-03-18"
  at /resolutions/0/on
  standard input:8:13
    8 |       "on": "",
      |             ^^

error[F0507]: "": expected a date for 'until', such as "2024-03-18"
  at /resolutions/0/until
  standard input:9:16
    9 |       "until": "",
      |                ^^

error[F0506]: "": expected text for 'evidence'
  at /resolutions/0/evidence
  standard input:10:19
   10 |       "evidence": "",
      |                   ^^
[4]
$ mkdir -p build/holds
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json --format resolutions | sed -e 's/pending/cleared/' -e 's/"by": ""/"by": "a.chen"/' -e 's/"second_by": ""/"second_by": "m.ortiz"/' -e 's/"on": ""/"on": "2024-03-18"/' -e 's/"until": ""/"until": "2024-09-18"/' -e 's/"evidence": ""/"evidence": "ticket 4711"/' >build/holds/r.json
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json | sed -n '/^  PROC/p;/^Resolutions/,/^$/p;/^Over time/,/^$/p;/^Attested/,/^$/p;/^exit/p'
  PROCEED       nothing is open
Resolutions
  hold -> proceed: RF-INTERMED resolved by a.chen, m.ortiz on 2024-03-18, until 2024-09-18 · ticket
  4711

Over time
  The same facts give this result through 2024-08-31; what a pack attests ends then.

Attested facts
  end-use-statement by Lumen Animation on 2024-03-04, until 2024-12-31: /capacity_in_macau_or_d5,
                    /knowledge, /purpose, /signs, /trains_large_model, /us_person_support
  kyc-2024-03       by a.chen on 2024-03-01, until 2024-08-31: /end_user/entity_list_names,
                    /end_user/foreign_person, /end_user/headquartered, /end_user/ownership_inquiry,
                    /end_user/stakes, /end_user/ultimate_parent_headquartered, /parties,
                    /parties/0/entity_list_names, /parties/0/foreign_person,
                    /parties/0/headquartered, /parties/0/located, /parties/0/name,
                    /parties/0/ownership_inquiry, /parties/0/role, /parties/0/stakes,
                    /parties/0/ultimate_parent_headquartered

exit 0 · decision sha256:… · --format html for the full proof
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json --set parties[0].located=MO | sed -n '/^Resolutions/,/^$/p'
Resolutions
  void, the facts are not those it was given for: RF-INTERMED by a.chen, m.ortiz on 2024-03-18,
  until 2024-09-18 · ticket 4711
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json --set parties[0].located=MO >/dev/null
[11]
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json --set exporter.name=Example >/dev/null
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json --set export_date=2024-03-17 | sed -n '/^Resolutions/,/^$/p'
Resolutions
  void, given for later days: RF-INTERMED by a.chen, m.ortiz on 2024-03-18, until 2024-09-18 ·
  ticket 4711
$ sed 's/m.ortiz/A.Chen /' build/holds/r.json | licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f - | sed -n '/^Resolutions/,/^$/p'
Resolutions
  void, both persons are the same: RF-INTERMED by a.chen, A.Chen on 2024-03-18, until 2024-09-18 ·
  ticket 4711
$ sed 's/cleared/confirmed/' build/holds/r.json | licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f - | sed -n '/^Resolutions/,/^$/p'
Resolutions
  void, the flag was not cleared: RF-INTERMED by a.chen, m.ortiz on 2024-03-18, until 2024-09-18 ·
  ticket 4711
$ sed 's/RF-INTERMED/RF-PROJECT/' build/holds/r.json | licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f - | sed -n '/^Resolutions/,/^$/p'
Resolutions
  void, no such flag is raised there: RF-PROJECT by a.chen, m.ortiz on 2024-03-18, until 2024-09-18
  · ticket 4711
$ sed 's/RF-INTERMED/RF-NONE/' build/holds/r.json | licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f - | sed -n '/^Resolutions/,/^$/p'
Resolutions
  void, no provision raises such a flag: RF-NONE by a.chen, m.ortiz on 2024-03-18, until 2024-09-18
  · ticket 4711
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json --set export_date=2024-09-01 | sed -n '/^Missing/,/^$/p'
Missing
  /end_user/entity_list_names names under which screening on the day found it on the Entity List or
                              another list of parties ([] = screened and not found): attestation has
                              ended; for 15 CFR part 744, supp. 4, footnote 4; 15 CFR part 732,
                              supp. 3; 15 CFR 744.11, 744.16
  /end_user/headquartered     country of the headquarters: attestation has ended; for 15 CFR part
                              732, supp. 3
  /end_user/ultimate_parent_headquartered
                              country of the headquarters of the ultimate parent (none = it has no
                              parent): attestation has ended; for 15 CFR part 732, supp. 3
  /parties                    other parties: purchaser, consignees, intermediaries ([] when there is
                              nobody else): attestation has ended; for 15 CFR part 744, supp. 4,
                              footnote 4; 15 CFR part 732, supp. 3; 15 CFR part 732, supp. 3; 15 CFR
                              744.11, 744.16
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json --format html | sed -n '/<h2.*Changes/,/<.section>/p' | sed 's/<code>[^<]*/<code>/'
<h2 id="d1-s8"><span class="no">8</span> Changes</h2>
<p class="meta">Resolutions given with the facts. Each counts only for the facts whose digest it quotes: a change of these facts opens the flag again.</p>
<table class="blank"><thead><tr><th scope="col">Flag</th><th scope="col">Outcome</th><th scope="col">By</th><th scope="col">Second person</th><th scope="col">On, until</th><th scope="col">Evidence</th></tr></thead><tbody>
<tr><td>RF-INTERMED</td><td>cleared; closes the flag</td><td>a.chen</td><td>m.ortiz</td><td><time>2024-03-18</time>, <time>2024-09-18</time></td><td>ticket 4711 <span class="meta">facts <code></code></span></td></tr>
</tbody></table></section>
$ for f in order kyc end-use; do cat examples/diligence/$f.json; echo ,; done | cat - build/holds/r.json | tr -d '\n' | sed -e 's/^/{"id": "PO-1", "facts": [/' -e 's/$/]}/' | licet batch 2>/dev/null | sed 's/sha256:[0-9a-f]*/sha256:-/'
{"id":"PO-1","gate":"proceed","finding":"not_subject","codes":["OK-NOEXP","RF-INTERMED"],"lines":[{"id":"/items/0","regime":"us.ear","finding":"not_subject","gate":"proceed","codes":["OK-NOEXP","RF-INTERMED"]}]}
$ licet decide -f examples/diligence/order.json -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/holds/r.json --pack build/holds/po.licetpack >/dev/null
$ licet replay build/holds/po.licetpack | grep -o '[0-9]* same, [0-9]* differ'
1 same, 0 differ
$ rm -r build/holds
