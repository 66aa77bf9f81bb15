"""LVS (740.3): each limit of the control list at its figure, and a dollar above it.

Of the entries that are controlled, as a whole, for NS, RS and AT only, which is what LVS may
overcome (740.3(a), 742.4, 742.6), and of each paragraph with a limit of its own. To Brazil, which
is in Country Group B and marked in NS and RS columns 1 and 2. Read from the lines "LVS" of the
list of 2026-07-23, not from the table of the library.
SPDX-License-Identifier: Apache-2.0
"""
from order import module

# limit in dollars: entries; the entry says so in words where it opens LVS for some items only
ENTRIES = {
    200: '1A003 1C008',
    500: '0A602',
    1000: '2B005',
    1500: '''0A614 0B604 0B606 0B614 0B617 0C606 0C617 1B607 1B613 1C005 3B611 6B619 6C004 6C005
        8B609 8C609 9A620 9B620 9C610 9C619''',
    3000: '0B602 1C003 1C004 1C006 3C001 3C002 3C003 3C004 3C005 3C006 6A004 6C002 8B001 9B006',
    5000: '1A001 1B002 1B003 1C009 2B003 6B002 6B004 6B007 9A002 9A003 9B008 9B009',
}
PARAGRAPHS = {
    500: '5A003.a',
    1500: '3A001.c 9B515.c',
    3000: '''1A008.a 1A008.b 1A008.c 3A001.b.1 3A001.b.2 3A001.b.3 3A001.b.9 3A001.d 3A001.e 3A001.f
        3A001.g 5A001.c''',
    5000: '''3A001.a 3A001.b.4 3A001.b.5 3A001.b.6 3A001.b.7 3A001.b.12 5A001.b.2 5A001.d 5A001.f.2
        5A001.g 5B001.b 9B515.b''',
    6000: '1A008.d',
}


def item(name, label, value):
    return (f'define {name}: Item "{label}, {value} dollars" = Item {{ name = "{label}"; kind = other_commodity; '
            f'traits = []; eccn = {label}; units = 1; datacenter = false; operations = []; contains = []; '
            f'classification_confirmed = true; opened_by_words = ["LVS"]; reasons_by_text = []; value = {value} USD }}\n')


def scenario(text, rows):
    declarations, groups = [], []
    for dollars, labels in rows.items():
        for label in labels.split():
            for value, found in ((dollars, 'authorized because 740.3'), (dollars + 1, 'license_required')):
                name = f'of_{label.replace(".", "_")}_{value}'.lower()
                declarations.append(item(name, label, value))
                groups.append((name, found))
    lines = [f'scenario "{text}"', 'source "740.3(b), (d)(1); control list of 2026-07-23"',
             'certainty "derived from rule text"', 'as of 2026-07-23']
    base = ('activity = export; destination = BR; parties = []; purpose = ordinary_use; knowledge = []; signs = []; '
            'end_user = buyer; claims = ["LVS"]; lvs_this_year = 0 USD; ')
    for name, found in groups:
        lines.append(f'given {{ {base}items = [{name}] }} expect {found}')
        base = ''
    return declarations + ['\n'.join(lines) + '\n']


def files():
    buyer = ('define buyer: Party "a company in Brazil" = Party { name = "buyer"; located = BR; headquartered = BR; '
             'ultimate_parent_headquartered = none; entity_list_names = []; stakes = []; '
             'ownership_inquiry = determined; foreign_person = true; us_government_agency = false }\n')
    return {'LVS-limits.licet': module(
        'LVS: each limit of an entry or paragraph at its figure, and a dollar above.', ['us.ear'],
        [buyer, *scenario('limits of whole entries', ENTRIES), *scenario('limits of paragraphs', PARAGRAPHS)])}
