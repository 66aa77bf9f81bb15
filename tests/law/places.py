"""Where an item needs a license: each class of destination, each level, each period; headquarters.

Written from 742.6(a)(6), 744.23(a)(3) and supplement 1 to part 740, as their periods are told
apart in the Federal Register (87 FR 62186, 88 FR 2821, 88 FR 73458, 89 FR 96790, 90 FR 4544,
91 FR 43034) and in the announcement of 2025-05-13. Nothing is asked of the engine.
SPDX-License-Identifier: Apache-2.0
"""
from datetime import date

from order import Quantity, Record, Word, define, module

# -- country groups, as far as the places below need them: (group, first day, day after the last)

ALWAYS = (date.min, date.max)
MEMBERS = {
    'D:1': {'CN': ALWAYS, 'MO': ALWAYS, 'VN': ALWAYS, 'KZ': ALWAYS, 'AM': ALWAYS, 'UZ': ALWAYS, 'MM': ALWAYS,
            'KH': ALWAYS, 'NI': (date(2024, 3, 15), date.max)},
    'D:4': {'CN': ALWAYS, 'MO': ALWAYS, 'SA': ALWAYS, 'QA': ALWAYS, 'KW': ALWAYS, 'PK': ALWAYS, 'EG': ALWAYS,
            'IL': ALWAYS, 'AE': (date.min, date(2026, 7, 10))},
    # Cyprus left between 2023-12-30 and 2024-05-30, Cambodia on 2026-02-03.
    'D:5': {'CN': ALWAYS, 'MM': ALWAYS, 'AF': ALWAYS, 'CD': ALWAYS, 'SO': ALWAYS, 'ZW': ALWAYS,
            'KH': (date(2021, 12, 9), date(2026, 2, 3)), 'NI': (date(2024, 3, 15), date.max),
            'CY': (date.min, date(2023, 12, 30))},
    'A:5': {p: ALWAYS for p in ('JP', 'GB', 'DE', 'AU', 'IN')} | {'AE': (date(2026, 7, 10), date.max)},
    'A:6': {p: ALWAYS for p in ('IL', 'CY', 'SG', 'TW')},
}
PLACES = {
    'China': 'CN', 'Hong Kong': 'HK', 'Macau': 'MO', 'Vietnam': 'VN', 'Kazakhstan': 'KZ', 'Armenia': 'AM',
    'Uzbekistan': 'UZ', 'Burma': 'MM', 'Cambodia': 'KH', 'Nicaragua': 'NI', 'Saudi Arabia': 'SA', 'Qatar': 'QA',
    'Kuwait': 'KW', 'Pakistan': 'PK', 'Egypt': 'EG', 'the United Arab Emirates': 'AE', 'Israel': 'IL', 'Cyprus': 'CY',
    'Afghanistan': 'AF', 'the Congo': 'CD', 'Somalia': 'SO', 'Zimbabwe': 'ZW', 'Malaysia': 'MY', 'Brazil': 'BR',
    'India': 'IN', 'Singapore': 'SG', 'Taiwan': 'TW', 'Japan': 'JP', 'the United Kingdom': 'GB', 'Germany': 'DE',
    'Australia': 'AU',
}
NAMES = {code: name for name, code in PLACES.items()} | {'US': 'the United States'}


def member(group, place, day):
    place = 'CN' if place == 'HK' else place  # 85 FR 83765
    first, after = MEMBERS[group].get(place, (date.max, date.max))
    return first <= day < after


def macau_or_d5(place, day):
    return place == 'MO' or member('D:5', place, day)


def in_scope(place, day):
    """Macau, D:1, D:4 or D:5, and neither A:5 nor A:6."""
    named = place == 'MO' or any(member(g, place, day) for g in ('D:1', 'D:4', 'D:5'))
    return named and not any(member(g, place, day) for g in ('A:5', 'A:6'))


# -- what the law asked for, by level and day ---------------------------------------------

V1, MACAU, V2, HBM = date(2022, 10, 21), date(2023, 1, 17), date(2023, 11, 17), date(2024, 12, 31)
DIFFUSION, BINDING, UAE = date(2025, 1, 13), date(2025, 5, 15), date(2026, 7, 10)


def license_for(level, place, day, seats):
    """The provisions that ask for a license to send an item of the level to the place on the day,
    for an end user whose headquarters and ultimate parent are at `seats`."""
    seated = any(macau_or_d5(seat, day) for seat in seats)
    if level == 'c':
        if day < HBM:
            return set()
        if macau_or_d5(place, day):
            return {'742.6(a)(6)(i)(B)'}
        return {'744.23(a)(3)(i)(B)'} if seated else set()
    if day < V2:
        china = {'CN', 'HK'} | ({'MO'} if day >= MACAU else set())
        return {'742.6(a)(6)'} if level == 'a' and day >= V1 and place in china else set()
    scope = in_scope(place, day)
    if day < DIFFUSION:
        return {'742.6(a)(6)(iii)'} if scope else {'744.23(a)(3)'} if seated else set()
    if level == 'b':
        named = place == 'AE' and day >= UAE  # (iii)(B) names it; nobody here is of supplement 8
        return {'742.6(a)(6)(iii)(B)'} if scope or named else {'744.23(a)(3)(i)(A)'} if seated else set()
    # .a: worldwide in the text; until the day of compliance, and by the announcement, only as before
    uae = place == 'AE' and day >= UAE
    return {'742.6(a)(6)(iii)(A)'} if scope or seated or uae else set()


def license_in_text(level, day):
    """The text of 90 FR 4544 once it binds: .a to everywhere."""
    return level == 'a' and day >= BINDING


# -- orders -------------------------------------------------------------------------------

DAYS = [date(2022, 12, 1), date(2023, 6, 1), date(2023, 12, 1), date(2024, 6, 15), date(2025, 3, 1), date(2025, 7, 1),
        date(2026, 8, 1)]
LEVELS = {
    'a': ('a100_sxm', '87 FR 62186; 88 FR 73458'),
    'b': ('second_tier', '88 FR 73458'),
    'c': ('memory', '89 FR 96790'),
}
ITEMS = define('second_tier', 'Item', '3,000 TPP at 3 TPP/mm2: 3A090.b, and under 600 GB/s', Record(
    'Item', name='second tier', kind=Word('integrated_circuit'), eccn=Word('3A991.p'), units=1, traits=[], datacenter=True,
    operations=[Record('Operation', tops=375, bits=8, nature=Word('digital_processor'))],
    die_area=Quantity(1000, 'mm2'), io_rate=Quantity(400, 'GB/s'), dram_bandwidth=Quantity(1000, 'GB/s'),
    contains=[])) + '\n' + define('memory', 'Item', 'memory of 4 GB/s/mm2: 3A090.c', Record(
        'Item', name='memory', kind=Word('memory_stack'), eccn=Word('EAR99'), units=1, datacenter=True,
        operations=[], contains=[], package_bandwidth=Quantity(440, 'GB/s'), package_area=Quantity(110, 'mm2'),
        copackaged_with_logic=False))


def user(located, seat, parent):
    return Record('Party', name='the end user', located=Word(located), headquartered=Word(seat),
                  ultimate_parent_headquartered=Word(parent) if parent else None, entity_list_names=[], stakes=[],
                  ownership_inquiry=Word('determined'), foreign_person=True, us_government_agency=False,
                  supp_8_entry=None)


def base(item, place, seat, parent):
    from order import text
    return (f'given {{ activity = export; destination = {place}; items = [{item}]; parties = []; '
            f'end_user = {text(user(place, seat, parent))}; purpose = ordinary_use; knowledge = []; signs = [] }}')


def expectation(found, in_text):
    if found:
        return 'expect license_required because ' + ', '.join(sorted(found))
    return 'expect no_license_required' + (' expect license_required in text' if in_text else '')


def scenario(title, level, place, seat, parent, days):
    item, source = LEVELS[level]
    inferred = level == 'a' and place == 'AE' and days[-1] >= UAE
    lines = [f'scenario "{title}" source "{source}" certainty "{"inferred" if inferred else "derived from rule text"}"',
             f'as of {days[0]}', base(item, place, seat, parent)]
    seats = [seat] + ([parent] if parent else [])
    for n, day in enumerate(days):
        if n:
            lines.append(f'as of {day}')
            lines.append('given { }')
        found = license_for(level, place, day, seats)
        lines.append(expectation(found, not found and license_in_text(level, day)))
    return '\n'.join(lines) + '\n'


def destinations(level):
    titles = {'a': 'a circuit of .a level', 'b': 'a circuit of .b level', 'c': 'high-bandwidth memory'}
    parts = [scenario(f'{titles[level]} to {name}', level, code, code, None, DAYS) for name, code in PLACES.items()]
    return module(f'{titles[level].capitalize()} to each class of destination, in each period.\n\nThe end user sits '
                  'where the item goes. Embargoed places stand elsewhere.',
                  ['us.ear', 'us.products.accelerators'], ([ITEMS] if level != 'a' else []) + parts)


SEATS = [('CN', None), ('MO', None), ('MM', None), ('VN', None), ('US', 'CN'), ('SG', 'MO'), ('DE', 'US'),
         ('HK', 'CN'), ('JP', 'KH')]


def headquarters():
    parts = []
    days = [day for day in DAYS if day != date(2022, 12, 1)]
    for level in ('a', 'b'):
        for place in ('MY', 'SG', 'DE', 'IL', 'VN'):
            for seat, parent in SEATS:
                title = (f'.{level} level to {NAMES[place]}, headquarters in {NAMES[seat]}, '
                         + (f'parent in {NAMES[parent]}' if parent else 'no parent'))
                parts.append(scenario(title, level, place, seat, parent, days))
    return module('Headquarters and ultimate parent against the destination, in each period.\n\nMacau and D:5 count '
                  'wherever the item goes; D:1 and D:4 only as destinations.',
                  ['us.ear', 'us.products.accelerators'], [ITEMS] + parts)


def files():
    return {
        'destinations-level-a.licet': destinations('a'),
        'destinations-level-b.licet': destinations('b'),
        'destinations-memory.licet': destinations('c'),
        'headquarters.licet': headquarters(),
    }
