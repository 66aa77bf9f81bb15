"""ECCN 3A090, 3A991.p, 4E091 in arithmetic of its own: classes of a circuit on a day.

Written from 15 CFR part 774, supp. 1 (87 FR 62186, 88 FR 73458, 89 FR 96790, 90 FR 4544,
90 FR 5298), not from the engine: the oracle of test_chips.py and the source of boundaries/.
SPDX-License-Identifier: Apache-2.0
"""
from datetime import date, timedelta
from fractions import Fraction

from order import Quantity, Record, Word, define, module

V1, V2, HBM = date(2022, 10, 21), date(2023, 11, 17), date(2024, 12, 2)
FOUNDRY, WEIGHTS = date(2025, 1, 31), date(2025, 1, 13)


def tpp(operations):
    """Highest of rate times bits; the rate counts a multiply-accumulate as two."""
    return max((Fraction(rate) * bits for rate, bits in operations), default=Fraction(0))


def circuit_classes(operations, area, io_rate, datacenter, day):
    """The classes of a circuit of digital processor units, all figures known."""
    rate = max((Fraction(r) for r, _ in operations), default=Fraction(0))
    performance = tpp(operations)
    found = set()
    if V1 <= day < V2:
        if io_rate >= 600 and performance >= 4800:
            found.add('3A090.a')
    elif day >= V2 and not (not datacenter and performance < 4800):
        if performance >= 4800:
            found.add('3A090.a')
        elif performance >= 1600:
            density = performance / area
            if density >= Fraction('5.92'):
                found.add('3A090.a')
            elif density >= Fraction('3.2'):
                found.add('3A090.b')
            elif density >= Fraction('1.6') and performance >= 2400:
                found.add('3A090.b')
        # b.2 has no upper limit of performance
        if performance >= 4800 and Fraction('3.2') <= performance / area < Fraction('5.92'):
            found.add('3A090.b')
    if day >= V1 and not found and (rate >= 8 or io_rate >= 150):
        found.add('3A991.p')
    return found


# -- orders -------------------------------------------------------------------------------

def operation(rate, bits, nature='digital_processor'):
    return Record('Operation', tops=Fraction(rate), bits=Fraction(bits), nature=Word(nature))


def circuit(name, operations, area, io_rate, datacenter, **more):
    return Record('Item', name=name, kind=Word('integrated_circuit'), eccn=Word('EAR99'), units=1,
                  datacenter=datacenter, operations=operations, die_area=Quantity(area, 'mm2'),
                  io_rate=Quantity(io_rate, 'GB/s'), dram_bandwidth=Quantity(0, 'GB/s'),
                  contains=[], traits=[], **more)


def expectation(found):
    return 'expect not_subject class ' + (', '.join(sorted(found)) or 'nothing')


def scenario(title, source, day, groups):
    """Groups of (days or None, item names, classes). Nothing moves: only the class is asked."""
    lines = [f'scenario "{title}" source "{source}" certainty "derived from rule text"',
             f'as of {day}']
    for n, (on, items, found) in enumerate(groups):
        given = f'items = [{", ".join(items)}]'
        if n == 0:
            lines.append(f'given {{ activity = statement_to_customers; signs = []; knowledge = []; {given} }}')
        else:
            lines.append((f'as of {on} ' if on else '') + f'given {{ {given} }}')
        lines.append(expectation(found))
    return '\n'.join(lines) + '\n'


def around(limit, step):
    limit, step = Fraction(limit), Fraction(step)
    return [limit - step, limit, limit + step]


def days_around(day):
    return [day - timedelta(1), day, day + timedelta(1)]


def named(prefix, *numbers):
    return prefix + '_' + '_'.join(
        str(Fraction(n).limit_denominator(10**6)).replace('/', 'over').replace('-', 'm')
        for n in numbers)


def tiers():
    """Every corner of the tiers of 2023, for datacenters and not, and the days of the change."""
    parts, scenarios = [], []
    limits = [x for t in (1600, 2400, 4800) for x in around(t, 1)]
    densities = [x for d in ('1.6', '3.2', '5.92') for x in around(d, '0.001')]
    for datacenter in (True, False):
        where = 'for datacenters' if datacenter else 'not for datacenters'
        for t in limits:
            groups = []
            for d in densities:
                name = ('dc' if datacenter else 'other') + f'_{t}_at_' + \
                    f'{float(d):.3f}'.replace('.', '_')
                rate, area = t / 8, t / d
                parts.append(define(name, 'Item', f'{t} TPP at {float(d):.3f} TPP/mm2, {where}', circuit(
                    name, [operation(rate, 8)], area, 0, datacenter)))
                groups.append((None, [name], circuit_classes(
                    [(rate, 8)], area, 0, datacenter, V2)))
            scenarios.append(scenario(f'{t} TPP {where}, by density', '88 FR 73458', V2, groups))
    corner = 'dc_4800_at_1_600', [(Fraction(600), 8)], Fraction(3000)
    scenarios.append(scenario('the change of 2023-11-17', '88 FR 73458', days_around(V2)[0], [
        (day, [corner[0]], circuit_classes(corner[1], corner[2], 0, True, day))
        for day in days_around(V2)]))
    return module('3A090.a and .b of 2023: each corner of performance and density.',
                  ['us.ear'], parts + scenarios)


def first_version():
    """The rule of 2022: I/O rate and product, by kind of unit."""
    parts, scenarios = [], []
    for nature, label in (('digital_processor', 'a.1'), ('digital_primitive', 'a.2'),
                          ('analog', 'a.3'), ('mixed', 'a.4')):
        groups = []
        for product in around(4800, 1):
            for io in around(600, 1):
                name = named(nature, product, io)
                bits = 8
                parts.append(define(name, 'Item', f'{nature}: {product} at {io} GB/s', circuit(
                    name, [operation(product / bits, bits, nature)], 800, io, True)))
                caught = product >= 4800 and io >= 600
                groups.append((None, [name], {'3A090.a'} if caught else {'3A991.p'}))
        scenarios.append(scenario(f'3A090.{label} of 2022', '87 FR 62186', V1, groups))
    groups = []
    for product in around(4800, 1):
        name = named('sum', product)
        parts.append(define(name, 'Item', f'two kinds of unit, {product} together', circuit(
            name, [operation(Fraction(300), 8), operation((product - 2400) / 8, 8, 'analog')],
            800, 600, True)))
        groups.append((None, [name], {'3A090.a'} if product >= 4800 else {'3A991.p'}))
    scenarios.append(scenario('3A090.a.4 of 2022: kinds of unit add up', '87 FR 62186', V1, groups))
    name = named('digital_processor', 4800, 600)
    scenarios.append(scenario('the first days of 3A090', '87 FR 62186', days_around(V1)[0], [
        (day, [name], circuit_classes([(600, 8)], 800, 600, True, day))
        for day in days_around(V1)]))
    for rate, io, found in ((Fraction('7.999'), 0, set()), (8, 0, {'3A991.p'}),
                            (Fraction('8.001'), 0, {'3A991.p'}), (0, Fraction('149.9'), set()),
                            (0, 150, {'3A991.p'}), (0, Fraction('150.1'), {'3A991.p'})):
        name = named('small', Fraction(rate) * 1000, io * 10)
        parts.append(define(name, 'Item', f'{rate} TOPS, {io} GB/s', circuit(
            name, [operation(rate, 8)], 800, io, True)))
        scenarios.append(scenario(f'3A991.p: {float(rate)} TOPS, {float(io)} GB/s',
                                  '87 FR 62186', V2, [(None, [name], found)]))
    return module('3A090.a of 2022 and 3A991.p: below, at and above each figure.',
                  ['us.ear'], parts + scenarios)


def memory():
    parts, names = [], []
    for d in around(2, '0.01'):
        for joined in (False, True):
            name = named('joined' if joined else 'stack', d)
            names.append((name, d, joined))
            parts.append(define(name, 'Item', f'{float(d)} GB/s/mm2', Record(
                'Item', name=name, kind=Word('memory_stack'), eccn=Word('EAR99'), units=1,
                datacenter=True, operations=[], contains=[],
                package_bandwidth=Quantity(d * 110, 'GB/s'), package_area=Quantity(110, 'mm2'),
                copackaged_with_logic=joined)))
    scenarios = [scenario(
        f'3A090.c: {float(d)} GB/s/mm2' + (', beside a processor' if joined else ''),
        '89 FR 96790', days_around(HBM)[0],
        [(day, [name], {'3A090.c'} if day >= HBM and d > 2 and not joined else set())
         for day in days_around(HBM)]) for name, d, joined in names]
    return module('3A090.c: memory bandwidth density, strictly over 2.\n\n'
                  'Memory joined to logic that only controls or interfaces it is not "beside a processor".',
                  ['us.ear'], parts + scenarios)


def weights():
    parts, scenarios = [], []
    base = Fraction(10)**26
    step = Fraction(10)**24
    cases = [(f'trained with {label}', dict(operations=ops, published=False,
                                            derived_from_published=False, further_operations=0,
                                            weaker_than_best_published=False), ops >= base)
             for label, ops in (('just under 10^26', base - step), ('10^26', base),
                                ('just over 10^26', base + step))]
    cases.append(('published', dict(operations=base, published=True, derived_from_published=False,
                                    further_operations=0, weaker_than_best_published=False), False))
    cases.append(('weaker than the best published model (MSC-03)', dict(
        operations=base, published=False, derived_from_published=False, further_operations=0,
        weaker_than_best_published=True), False))
    for total in (base, 2 * base):
        higher = max(Fraction(5, 2) * 10**25, total / 4)
        for further in around(higher, step):
            cases.append((f'derived, {float(total):.0e} in all, {float(further):.2e} of them later', dict(
                operations=total, published=False, derived_from_published=True,
                further_operations=further, weaker_than_best_published=False), further > higher))
    for n, (title, training, caught) in enumerate(cases):
        name = f'weights_{n}'
        parts.append(define(name, 'Item', title, Record(
            'Item', name=name, kind=Word('model_weights'), eccn=Word('EAR99'), units=1,
            operations=[], contains=[], training=Record('Training', **training))))
        scenarios.append(scenario('4E091: ' + title, '90 FR 4544', days_around(WEIGHTS)[0], [
            (day, [name], {'4E091'} if caught and day >= WEIGHTS else set())
            for day in days_around(WEIGHTS)]))
    return module('4E091: operations of training, and what its notes let out.',
                  ['us.ear'], parts + scenarios)


# -- note 1 to 3A090.a ----------------------------------------------------------------------

DESIGNERS = {
    'approved': Record('Party', name='Marvell Technology, Inc.', located=Word('US'),
                       headquartered=Word('US'), ultimate_parent_headquartered=None),
    'authorized': Record('Party', name='a designer in Taiwan', located=Word('TW'),
                         headquartered=Word('TW'), ultimate_parent_headquartered=None),
    'parented': Record('Party', name='a designer in Taiwan with a parent in China',
                       located=Word('TW'), headquartered=Word('TW'),
                       ultimate_parent_headquartered=Word('CN')),
    'unlisted': Record('Party', name='a designer in Singapore', located=Word('SG'),
                       headquartered=Word('SG'), ultimate_parent_headquartered=None),
}


KNOWN_TO = date(2026, 9, 24)     # the last day of the country groups, designers and OSAT companies


def presumed(day, designer, attests, reports, applied, packaged, count, hbm, advanced=True):
    """True, False, or None where the note has a gap or the lists are not known."""
    if not advanced or day < FOUNDRY:
        return False
    sure_of_places = True if day <= KNOWN_TO else None
    sunset = date(2026, 12, 31)
    way_a = False
    if attests and designer == 'approved':
        way_a = True
    elif attests and designer == 'authorized' and reports:
        pending = applied is not None and applied <= day <= applied + timedelta(180)
        if day < sunset or pending:
            way_a = sure_of_places
        elif day == sunset:
            way_a = None
    if attests and way_a is False and day > KNOWN_TO:
        way_a = None             # it may have been listed since
    few = False
    if count is not None:
        few = count < 30
        if not few and not hbm and day.year == 2027:
            few = count < 35
        elif not few and not hbm and day.year == 2028:
            few = None if count < 35 else False
        elif not few and not hbm and day.year >= 2029:
            few = count < 40
    place = {'fab_outside': sure_of_places, 'fab_macau': False, 'osat_listed': True,
             'osat_other': sure_of_places is None and None}[packaged]
    way_b = False if few is False or place is False else True if few and place else None
    if way_a or way_b:
        return False
    return None if way_a is None or way_b is None else True


def foundry():
    parts = [define('designer_' + key, 'Party', record.fields['name'], record)
             for key, record in DESIGNERS.items()]
    scenarios, known = [], {}

    def item(designer, attests, reports, applied, packaged, count, hbm, advanced=True):
        key = (designer, attests, reports, applied, packaged, count, hbm, advanced)
        if key in known:
            return known[key]
        name = f'circuit_{len(known) + 1}'
        known[key] = name
        where = {'fab_outside': ('front_end_fabricator', 'none', 'TW'),
                 'fab_macau': ('front_end_fabricator', 'none', 'MO'),
                 'osat_listed': ('osat', 'Amkor Technology, Inc.', 'KR'),
                 'osat_other': ('osat', 'an OSAT company in no list', 'KR')}[packaged]
        record = circuit(name, [operation(100, 8)], 800, 0, False, fabrication=Record(
            'Fabrication', advanced_logic=advanced, designer=Word('designer_' + designer),
            designer_attests_not_3a090a=attests, designer_reports=reports,
            designer_applied_on=None if applied is None else Word(applied.isoformat()),
            packaged_by=Word(where[0]), packager=where[1], packaged_in=Word(where[2]),
            attested_transistors=count, has_hbm=hbm))
        record.fields['kind'] = Word('fabricated_circuit')
        title = f'{designer} designer, {packaged}, {count} billion' + (', HBM' if hbm else '')
        parts.append(define(name, 'Item', title, record))
        return name

    def add(title, days, *facts, **more):
        lines = []
        for day in days:
            answer = presumed(day, *facts, **more)
            lines.append((day, item(*facts, **more), answer))
        out = [f'scenario "{title}" source "90 FR 5298" certainty "derived from rule text"',
               f'as of {lines[0][0]}']
        for n, (day, name, answer) in enumerate(lines):
            given = f'items = [{name}]'
            out.append(f'given {{ activity = statement_to_customers; signs = []; knowledge = []; {given} }}' if n == 0 else
                       f'as of {day} given {{ {given} }}')
            # a doubtful day leaves the class open: 3A991.p rests on "not 3A090"
            found = {True: '3A090.a.note_1', False: '3A991.p'}.get(answer)
            out.append('expect not_subject' + (f' class {found}' if found else ''))
        scenarios.append('\n'.join(out) + '\n')

    D = date
    usual = [D(2025, 6, 1)]
    start = [D(2025, 1, 15), D(2025, 1, 30), D(2025, 1, 31)]
    add('MSC-08: 45 billion, unlisted designer, no attestation', start + usual,
        'unlisted', False, False, None, 'osat_other', 45, False)
    add('MSC-09: attestation of an approved designer', usual,
        'approved', True, False, None, 'osat_other', 45, False)
    add('an approved designer that does not attest', usual,
        'approved', False, False, None, 'osat_other', 45, False)
    add('MSC-11: 33 billion without memory', [D(2026, 6, 1), D(2026, 12, 31), D(2027, 1, 1)],
        'unlisted', False, False, None, 'osat_listed', 33, False)
    add('not an advanced logic circuit', usual,
        'unlisted', False, False, None, 'osat_other', 45, False, advanced=False)
    sunset = [D(2026, 4, 6), D(2026, 4, 7), D(2026, 4, 13), D(2026, 4, 14), D(2026, 12, 30),
              D(2026, 12, 31), D(2027, 1, 1)]
    add('an authorized designer, around its sunset', sunset,
        'authorized', True, True, None, 'osat_other', 45, False)
    applied = D(2026, 10, 1)
    add('an authorized designer that applied on 2026-10-01: 180 days',
        [D(2026, 12, 30), D(2027, 1, 1), applied + timedelta(179), applied + timedelta(180),
         applied + timedelta(181)], 'authorized', True, True, applied, 'osat_other', 45, False)
    add('a designer in Taiwan that does not report', usual,
        'authorized', True, False, None, 'osat_other', 45, False)
    add('a designer in Taiwan with a parent in China', usual,
        'parented', True, True, None, 'osat_other', 45, False)
    years = [D(2026, 12, 31), D(2027, 1, 1), D(2027, 12, 31), D(2028, 1, 1), D(2028, 12, 31),
             D(2029, 1, 1)]
    for count in (Fraction('29.9'), 30, Fraction('34.9'), 35, Fraction('39.9'), 40):
        for hbm in (False, True):
            add(f'{float(count)} billion transistors, ' + ('with' if hbm else 'without')
                + ' memory, over the years', years,
                'unlisted', False, False, None, 'osat_listed', count, hbm)
    for packaged, words in (('fab_outside', 'packaged by the fabricator in Taiwan'),
                            ('fab_macau', 'packaged by the fabricator in Macau'),
                            ('osat_listed', 'packaged by a listed OSAT company'),
                            ('osat_other', 'packaged by an OSAT company in no list')):
        for count in (Fraction('29.9'), 30):
            add(f'{float(count)} billion, {words}', usual,
                'unlisted', False, False, None, packaged, count, False)
    add('nobody attests a count', usual, 'unlisted', False, False, None, 'fab_outside', None, False)
    return module('Note 1 to 3A090.a: the presumption and its three ways out, by day and count.\n\n'
                  'Where the note has a gap (2026-12-31, the year 2028) no class is expected for sure.',
                  ['us.ear'], parts + scenarios)


def files():
    return {'3A090-tiers.licet': tiers(), '3A090-first-version.licet': first_version(),
            '3A090-memory.licet': memory(), '4E091-weights.licet': weights(),
            '3A090-note-1.licet': foundry()}
