# nothing: a policy without verdicts decides nothing, and is not taken for a clear.
$ licet decide -p trade.order -f examples/diligence/order.json
error[R0510]: the policy decides nothing: none of its modules declares verdicts
  hint: Name the module that has the rules, such as us.ear.
[2]
$ licet decide -p trade.order -f examples/diligence/order.json --over-time
error[R0510]: the policy decides nothing: none of its modules declares verdicts
  hint: Name the module that has the rules, such as us.ear.
[2]
$ tr -d '\n' <examples/diligence/order.json | licet batch -p trade.order
licet batch: the policy decides nothing: it has no verdicts, or no rules for them; name the module that has the rules, such as us.ear
[2]
$ licet compile -p trade.order -o build/no-verdicts.lcb && licet decide -p build/no-verdicts.lcb -f examples/diligence/order.json
error[R0510]: the policy decides nothing: none of its modules declares verdicts
  hint: Name the module that has the rules, such as us.ear.
[2]
$ licet decide -p us.ear.vocabulary -f examples/diligence/order.json
error[R0511]: the policy decides nothing by 'us.ear': there are verdicts, but no rules
  hint: Name the module that has the rules, such as us.ear.
[2]
