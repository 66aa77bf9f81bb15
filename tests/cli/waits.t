# waits: an exception is said to be not claimed when acts could still make it apply, and else to fail at what fails.
$ licet decide -p tests/cli/waits.licet --set friendly=false --set small=true --set 'parties=[{"trusted":false}]' | sed -n '/Exceptions/,/^$/p'
  2 Exceptions, each tried
    740.1       no · claim and fact · fails at (b) whether the destination is friendly
    740.2       not claimed · claim or fact · would need (a) X is among exceptions that are claimed
                or whether the destination is friendly
    740.3       no · by definition · fails at (a) asked
    740.4       not claimed · two of three · would need (a) (at least 2 of these hold: whether
                notice was given; whether the destination is friendly; Y is among exceptions that
                are claimed)
    740.5       no · a party · fails at (a) some p in parties is such that trusted and whether
                notice was given
$ licet decide -p tests/cli/waits.licet --set friendly=true --set small=true --set 'parties=[{"trusted":true}]' | sed -n '/Exceptions/,/^$/p'
  2 Exceptions, each tried
    740.1       not claimed · claim and fact · would need (b) X is among exceptions that are claimed
    740.2       applies · claim or fact
    740.3       not claimed · by definition · would need (a) asked
    740.4       not claimed · two of three · would need (a) (at least 2 of these hold: whether
                notice was given; whether the destination is friendly; Y is among exceptions that
                are claimed)
    740.5       not claimed · a party · would need (a) some p in parties is such that trusted and
                whether notice was given
$ licet decide -p tests/cli/waits.licet --set friendly=false --set small=true --set 'parties=[{"trusted":false}]' --set notified=true --set 'claims=["X","DEF"]' | sed -n '/Exceptions/,/^$/p'
  2 Exceptions, each tried
    740.1       no · claim and fact · fails at (b) whether the destination is friendly
    740.2       applies · claim or fact
    740.3       no · by definition · fails at (a) asked
    740.4       not claimed · two of three · would need (a) (at least 2 of these hold: whether
                notice was given; whether the destination is friendly; Y is among exceptions that
                are claimed)
    740.5       no · a party · fails at (a) some p in parties is such that trusted and whether
                notice was given
