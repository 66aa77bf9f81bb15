# Licenses that are held, and what an export filing reports: dated, and nothing while anything is open.
$ licet decide examples/cases/held-licenses.licet | sed -n '/^  [LASP][A-Z ]*  *[a-z]/p;/Covered/,/Except/p'
  LICENSE REQUIRED   a license is required before this may happen · presumption of denial
  STOP               no exception applies
$ licet decide examples/cases/held-licenses.licet --set 'licenses=[{"number":"D1234567","expires":"2025-01-31","items":["4A090.a"],"parties":["Example Computing"],"quantity_left":20}]' | sed -n '/^  [LASP][A-Z ]*  *[a-z]/p;/Covered/,/Except/p;/^Duties/,/^$/p;/^exit/p' | sed 's/ · decision.*//'
  AUTHORIZED   a license exception applies, or a license is held
  PROCEED      nothing is open
  3 Covered by a license held
    D1234567: consumes 8, leaves 12
  4 Export filing
    C30 · license D1234567 · ECCN 4A090
  5 Exceptions, each tried
Duties
  OK-LIC        record the shipment against the license held (number D1234567, consumes 8, leaves
                12): by 2024-06-03, does not hold the order [750.7 of 1996-03-25]

exit 0
$ licet decide examples/cases/held-licenses.licet --set 'licenses=[{"number":"D1234567","expires":"2025-01-31","items":["4A090"],"parties":["Example Computing"],"quantity_left":5}]' --set 'items[0].units=8' | sed -n '/^  [LASP][A-Z ]*  *[a-z]/p;/Covered/,/Except/p;/^Duties/,/^$/p;/^exit/p' | sed 's/ · decision.*//'
  LICENSE REQUIRED   a license is required before this may happen · presumption of denial
  STOP               no exception applies
Duties
  LR-QTY        the license held does not cover the quantity (asked 8, left 5): by 2024-06-03, does
                not hold the order [750.7(f) of 1996-03-25]

exit 10
$ licet decide examples/cases/held-licenses.licet --as-of 2025-02-01 --set 'licenses=[{"number":"D1234567","expires":"2025-01-31","items":["4A090.a"],"parties":["Example Computing"],"quantity_left":20}]' --format json | grep -E '"(OK|LR|DU)-|"(covered_by|filing)"'
        "codes": ["LR-EXPIRED", "LR-LIST"],
            "code": "LR-LIST",
        "covered_by": null,
        "filing": null,
            "code": "LR-EXPIRED",
      "filing",
$ licet decide examples/cases/held-licenses.licet --set 'licenses=[{"number":"D1234567","expires":"2025-01-31","items":["4A090.a"],"parties":["Example Computing"],"quantity_left":20}]' --format json | grep -A9 '"covered_by"'
        "covered_by": {"number": "D1234567", "consumes": "8", "leaves": "12"},
        "filing": {
          "license_code": "C30",
          "license_number": "D1234567",
          "eccn": "4A090",
          "waits_for": null
        },
        "flags": [],
        "duties": [
          {
$ licet decide examples/cases/held-licenses.licet --set 'licenses=[{"number":"D1234567","expires":"2025-01-31","items":["4A090.a"],"parties":["Example Computing"]}]' | sed -n '/^  UNDETERMINED/p;/^  HOLD/p;/^Missing/,/^$/p'
  UNDETERMINED   between authorized and license required
  HOLD           1 fact is missing
Missing
  /licenses/0/quantity_left   pieces not yet shipped under it: not supplied; for 742.6(a)(6)(iii),
                              750.7
$ licet decide examples/cases/held-licenses.licet --set 'licenses=[{"number":"D1","expires":"31.1.2025"}]'
error[F0113]: "31.1.2025": expected a date, such as "2024-03-15"
  at /licenses/0/expires
[4]
$ licet decide examples/cases/held-licenses.licet --set 'licenses=[{"nummer":"D1"}]'
error[F0104]: 'nummer' is not a field of 'HeldLicense'
  at /licenses/0/nummer
  did you mean 'number'?
[4]
$ licet decide examples/your-case/case.licet | grep -A1 'Export filing'
  3 Export filing
    C33 · ECCN 4A090
$ licet decide examples/your-case/case.licet --set activity=reexport | grep -c 'Export filing'
0
[1]
$ licet decide examples/your-case/case.licet --set end_user.ultimate_parent_headquartered=CN | grep -c 'Export filing'
0
[1]
$ licet decide examples/your-case/case.licet --set 'signs=["purpose_not_stated"]' | grep -E 'Export filing|^  HOLD'
  HOLD                  1 red flag is open
$ licet decide 'examples/cases/unclaimed-exception.licet#RTX 4090 to a retailer in China, step by step' --set 'claims=["NAC"]' --set purchase_order=true --set notified_on=2025-02-23 --set nac_confirmed=true | grep -A1 'Export filing'
  3 Export filing
    C67 · ECCN 3A090 · waits for NAC confirmation number (A and six digits)
$ licet decide 'examples/cases/unclaimed-exception.licet#RTX 4090 to a retailer in China, step by step' --set 'claims=["NAC"]' --set purchase_order=true --set notified_on=2023-12-23 --set nac_confirmed=true --as-of 2024-03-24 --set export_date=2024-03-24 | grep -oE 'Export filing|740.8.a..2. of [0-9-]*' | sort -u
740.8(a)(2) of 2023-11-17
