"""Figures of categories 3, 4 and 5: below, at and above each limit, from the printed numbers.

One line for each limit of the control list of 2026-07-23: the paragraph, what the item is, the
facts that let this limit alone decide, the figure, its limit, and how the text says it: `over`
(greater than, exceeding), `least` (or more, at least), `under` (less than), `most` (or less).
What holds on the other side of the limit is the last column, `nothing` unless another paragraph
takes over. Written from the text, not from the rules.
SPDX-License-Identifier: Apache-2.0
"""
from fractions import Fraction

from order import decimal, module

CAUGHT = {'over': (False, False, True), 'least': (False, True, True),
          'under': (True, False, False), 'most': (True, True, False)}
LIMITS = {}          # file -> list of cases
NOTES = {}           # file -> what a note or a limb without a figure says
_file = None


def file(name, title):
    global _file
    _file = name
    LIMITS[name] = (title, [])
    NOTES[name] = []


def limit(label, kind, trait, facts, figure, value, unit, says, otherwise='nothing', base=None):
    LIMITS[_file][1].append((label, kind, trait, facts, figure, Fraction(str(value)), unit, says,
                             otherwise, base))


def note(label, kind, trait, facts, changes, text):
    """The item as it is, and with each change: (facts, what it then is)."""
    NOTES[_file].append((label, kind, trait, facts, changes, text))


def shown(number, unit):
    text = decimal(number)
    if not unit:
        return text
    # a unit with a division is written as a product
    return f'{text} {unit}' if '/' not in text else f'{text} * 1 {unit}'


def fields(facts):
    """Nested facts as the text of fields: {'a.b': '1 m'} is a = R { b = 1 m }."""
    records, flat = {}, []
    for path, value in facts.items():
        if '.' in path:
            record, field = path.split('.', 1)
            records.setdefault(record, []).append(f'{field} = {value}')
        else:
            flat.append(f'{path} = {value}')
    types = {'radiation': 'Radiation', 'rated': 'RatedTemperature', 'processor': 'Processor',
             'converter': 'Converter', 'logic': 'LogicDevice', 'custom': 'CustomCircuit',
             'fft': 'FourierProcessor', 'memory': 'StorageCircuit', 'amplifier': 'Amplifier',
             'filter': 'TunableFilter', 'transmitter': 'TransmitModule',
             'acoustic': 'AcousticDevice', 'cell': 'Cell', 'capacitor': 'Capacitor',
             'magnet': 'Magnet', 'power_switch': 'PowerSwitch', 'modulator': 'Modulator',
             'recorder': 'Recorder', 'scope': 'Oscilloscope', 'analyzer': 'Analyzer',
             'generator': 'Generator', 'standard': 'FrequencyStandard', 'timing': 'Timing',
             'computer': 'ComputerFigures', 'telecom': 'Telecom', 'radio': 'Radio',
             'fiber': 'Fiber', 'antenna': 'Antenna', 'line_equipment': 'LineEquipment',
             'crypto': 'Cryptography'}
    return flat + [f'{name} = {types[name]} {{ {"; ".join(values)} }}'
                   for name, values in records.items()]


def item(name, kind, traits, facts):
    circuit = ['operations = []', 'io_rate = 0 GB/s'] if kind == 'integrated_circuit' else []
    parts = [f'name = "{name}"', f'kind = {kind}', 'eccn = EAR99', 'units = 1',
             'datacenter = false', 'contains = []', f'traits = [{traits}]'] + circuit + fields(facts)
    return f'define {name}: Item "{name}" = Item {{ {"; ".join(parts)} }}\n'


def places(value):
    """Digits behind the point of a printed figure; the cases lie a tenth of the last one beside it."""
    text = decimal(value)
    return len(text.split('.')[1]) if '.' in text and '/' not in text else 0


# Two traits whose own figures classify nothing here: a paragraph speaks of an item that has its
# trait, whatever else the item is.
OF_THE_OTHER = {'solar_efficiency': '0 percent', 'encoder_accuracy': '100'}


def beside(label, kind, trait):
    """With the same figures: something else as well; without the trait; of another kind."""
    other = 'position_encoder' if 'space_solar_cell' in trait else 'space_solar_cell'
    return [(kind, f'{other}, {trait}', label), (kind, '', 'nothing'), ('other_commodity', trait, 'nothing')]


def scenario(text, groups):
    lines = [f'scenario "{text}"', 'source "control list of 2026-07-23"',
             'certainty "derived from rule text"', 'as of 2026-07-23']
    for k, (name, found) in enumerate(groups):
        more = 'activity = statement_to_customers; signs = []; knowledge = []; ' if k == 0 else ''
        lines.append(f'given {{ {more}items = [{name}] }} expect not_subject class {found}')
    return '\n'.join(lines) + '\n'


def noted(notes):
    for n, (label, kind, trait, facts, changes, text) in enumerate(notes, 1):
        groups = []
        for k, (change, found) in enumerate([({}, label), *changes]):
            yield item(f'note_{n}_{k}', kind, trait, {**facts, **change})
            groups.append((f'note_{n}_{k}', found))
        yield scenario(f'{label}: {text}', groups)


def cases(title, limits, notes=()):
    declarations, n, titles, told, sound = [], 0, set(), set(), {}
    for label, kind, trait, facts, figure, value, unit, says, otherwise, base in limits:
        step = Fraction(1, 10 ** (places(value) + 1)) if value else Fraction(1, 1000)
        groups = []
        for offset, caught in zip((-1, 0, 1), CAUGHT[says]):
            n += 1
            name = f'item_{n}'
            number = value + offset * step
            figures = dict(facts)
            if '{}' in str(figures.get(figure, '')):
                figures[figure] = figures[figure].replace('{}', shown(number, unit))
            else:
                figures[figure] = shown(number, unit)
            declarations.append(item(name, kind, trait, figures))
            groups.append((name, label if caught else otherwise))
            sound = figures if caught else sound
        if trait and (label, trait) not in told:
            told.add((label, trait))
            for other_kind, traits, found in beside(label, kind, trait):
                n += 1
                declarations.append(item(f'item_{n}', other_kind, traits, {**OF_THE_OTHER, **sound}))
                groups.append((f'item_{n}', found))
        number_of_case = len(titles) + 1
        word = {'over': 'more than', 'least': 'at least', 'under': 'less than',
                'most': 'at most'}[says]
        text = f'{label}: {figure.replace(".", " ").replace("_", " ")} {word} ' \
            f'{shown(value, unit).replace(" * 1", "")}'
        if text in titles:
            text += f' ({number_of_case})'
        titles.add(text)
        declarations.append(scenario(text, groups))
    declarations += noted(notes)
    return module(f'{title}: below, at and above each limit.', ['us.ear'], declarations)


IC, PART, TEST, LAB = 'integrated_circuit', 'electronic_component', 'test_equipment', \
    'laboratory_equipment'
COMPUTER, BOARD, TELECOM = 'computer', 'assembly', 'telecommunications'

# -- 3A001.a, 3A991: circuits ---------------------------------------------------------------
file('3A001-circuits.licet', '3A001.a and 3A991, circuits')
radiation = {'radiation.dose': '0 Gy', 'radiation.dose_rate': '0 Gy/s', 'radiation.neutrons': '0',
             'radiation.metal_insulator': 'false'}
limit('3A001.a.1', IC, 'radiation_hardened', radiation, 'radiation.dose', 5000, 'Gy', 'least')
limit('3A001.a.1', IC, 'radiation_hardened', radiation, 'radiation.dose_rate', 5 * 10**6, 'Gy/s', 'least')
limit('3A001.a.1', IC, 'radiation_hardened', radiation, 'radiation.neutrons', 5 * 10**13, '', 'least')
note('3A001.a.1', IC, 'radiation_hardened', {**radiation, 'radiation.neutrons': '50000000000000'},
     [({'radiation.metal_insulator': 'true'}, 'nothing'),
      ({'radiation.metal_insulator': 'true', 'radiation.dose': '5000 Gy'}, '3A001.a.1')],
     'neutrons do not count for metal insulator semiconductors')
rated = {'rated.lowest': '273.15 K', 'rated.highest': '350 K', 'rated.civil_vehicle': 'false',
         'memory.capacity': '0 Mbit', 'memory.access_time': '100 ns'}
limit('3A001.a.2', IC, 'extreme_temperature, static_memory', rated, 'rated.highest', '398.15', 'K', 'over')
limit('3A001.a.2', IC, 'extreme_temperature, static_memory', rated, 'rated.lowest', '218.15', 'K', 'under')
# over the entire range from -55 to +125: both ends taken in
limit('3A001.a.2', IC, 'extreme_temperature, static_memory', {**rated, 'rated.lowest': '218.15 K'},
      'rated.highest', '398.15', 'K', 'least')
note('3A001.a.2', IC, 'extreme_temperature, static_memory', {**rated, 'rated.highest': '399 K'},
     [({'rated.civil_vehicle': 'true'}, 'nothing')], 'not for civil automobiles or railway trains')
processor = {'processor.clock': '0 MHz', 'processor.speed': '0 GFLOPS', 'processor.width': '32 bit',
             'processor.compound_semiconductor': 'false'}
limit('3A001.a.3', IC, 'microprocessor', {**processor, 'processor.compound_semiconductor': 'true'},
      'processor.clock', 40, 'MHz', 'over', '3A991.a')
limit('3A991.a', IC, 'microprocessor', processor, 'processor.clock', 25, 'MHz', 'over')
limit('3A991.a', IC, 'microprocessor', processor, 'processor.speed', 5, 'GFLOPS', 'least')
limit('3A991.a', IC, 'microprocessor', {**processor, 'processor.speed': '5 GFLOPS'},
      'processor.width', 32, 'bit', 'least')
for bits, rate, below in ((8, 1300, '3A991.c'), (10, 600, '3A991.c'), (12, 400, '3A991.c'),
                          (14, 250, '3A991.c'), (16, 65, '3A991.c')):
    limit('3A001.a.5.a', IC, 'analog_to_digital', {'converter.resolution': f'{bits} bit'},
          'converter.sample_rate', rate, 'MSPS', 'over', below)
# the steps of resolution: at 601 MSPS ten bits suffice, at 1,301 eight, and so on
for bits, rate in ((8, 1301), (10, 601), (12, 401), (14, 251), (16, 66)):
    limit('3A001.a.5.a', IC, 'analog_to_digital', {'converter.sample_rate': f'{rate} MSPS'},
          'converter.resolution', bits, 'bit', 'least', 'nothing' if bits == 8 else '3A991.c')
# each band up to its end: half a bit under the next one its own rate still counts
for bits, rate in (('9.5', 1300), ('11.5', 600), ('13.5', 400), ('15.5', 250)):
    limit('3A001.a.5.a', IC, 'analog_to_digital', {'converter.resolution': f'{bits} bit'},
          'converter.sample_rate', rate, 'MSPS', 'over', '3A991.c')
for bits, rate in ((8, 200), (11, 200), (12, 105), (13, 10), (14, 10), (15, '2.5')):
    limit('3A991.c', IC, 'analog_to_digital', {'converter.resolution': f'{bits} bit'},
          'converter.sample_rate', rate, 'MSPS', 'over')
dac = {'converter.settling_time': '100 ns', 'converter.spurious_free_range': '10 dBc'}
limit('3A001.a.5.b', IC, 'digital_to_analog', {**dac, 'converter.resolution': '10 bit'},
      'converter.update_rate', 3500, 'MSPS', 'over')
limit('3A001.a.5.b', IC, 'digital_to_analog', {**dac, 'converter.update_rate': '3501 MSPS'},
      'converter.resolution', 10, 'bit', 'least')
limit('3A001.a.5.b', IC, 'digital_to_analog', {**dac, 'converter.resolution': '12 bit'},
      'converter.update_rate', 3500, 'MSPS', 'over')
slow = {'converter.resolution': '12 bit', 'converter.update_rate': '1251 MSPS'}
limit('3A001.a.5.b', IC, 'digital_to_analog', {**dac, **slow}, 'converter.settling_time', 9, 'ns', 'under')
limit('3A001.a.5.b', IC, 'digital_to_analog', {**dac, **slow}, 'converter.spurious_free_range', 68, 'dBc', 'over')
limit('3A001.a.5.b', IC, 'digital_to_analog', {**dac, **slow, 'converter.settling_time': '8 ns'},
      'converter.update_rate', 1250, 'MSPS', 'over')
limit('3A001.a.7', IC, 'programmable_logic', {'logic.transceiver_rate': '0 Gbit/s'},
      'logic.inputs_outputs', 700, '', 'over', '3A991.d')
limit('3A001.a.7', IC, 'programmable_logic', {'logic.inputs_outputs': '100'},
      'logic.transceiver_rate', 500, 'Gbit/s', 'least')
limit('3A991.d', IC, 'programmable_logic', {'logic.transceiver_rate': '0 Gbit/s'},
      'logic.inputs_outputs', 200, '', 'least')
custom = {'custom.terminals': '0', 'custom.gate_delay': '1 ns', 'custom.frequency': '0 GHz'}
limit('3A001.a.10', IC, 'custom_circuit', custom, 'custom.terminals', 1500, '', 'over', '3A991.f')
limit('3A001.a.10', IC, 'custom_circuit', custom, 'custom.gate_delay', '0.02', 'ns', 'under', '3A991.f')
limit('3A001.a.10', IC, 'custom_circuit', custom, 'custom.frequency', 3, 'GHz', 'over')
limit('3A991.f', IC, 'custom_circuit', custom, 'custom.terminals', 144, '', 'over')
limit('3A991.f', IC, 'custom_circuit', custom, 'custom.gate_delay', '0.4', 'ns', 'under')
compound = {'custom.gates': '0', 'custom.toggle_frequency': '0 GHz'}
limit('3A001.a.11', IC, 'compound_digital', compound, 'custom.gates', 3000, '', 'over', '3A991.n')
limit('3A001.a.11', IC, 'compound_digital', compound, 'custom.toggle_frequency', '1.2', 'GHz', 'over')
limit('3A991.n', IC, 'compound_digital', compound, 'custom.gates', 300, '', 'over')
limit('3A001.a.12', IC, 'fft_processor', {}, 'fft.time_1024', 500, 'us', 'under', '3A991.e')
limit('3A991.e', IC, 'fft_processor', {}, 'fft.time_1024', 1000, 'us', 'under')
for bits, clock in ((10, '3.5'), (12, '1.25')):
    limit('3A001.a.13', IC, 'direct_digital_synthesizer', {'converter.resolution': f'{bits} bit'},
          'converter.clock', clock, 'GHz', 'least')
limit('3A001.a.13', IC, 'direct_digital_synthesizer', {'converter.clock': '3.5 GHz'},
      'converter.resolution', 10, 'bit', 'least')
for bits, rate in ((8, 1300), (10, 1000), (12, 1000), (14, 400), (16, 180)):
    limit('3A001.a.14', IC, 'converter_with_processing', {'converter.resolution': f'{bits} bit'},
          'converter.sample_rate', rate, 'MSPS', 'over')
for bits, rate in (('9.5', 1300), ('11.5', 1000), ('13.5', 1000), ('15.5', 400)):
    limit('3A001.a.14', IC, 'converter_with_processing', {'converter.resolution': f'{bits} bit'},
          'converter.sample_rate', rate, 'MSPS', 'over')
for bits, rate in ((8, 1301), (10, 1001), (14, 401), (16, 181)):
    limit('3A001.a.14', IC, 'converter_with_processing', {'converter.sample_rate': f'{rate} MSPS'},
          'converter.resolution', bits, 'bit', 'least')
limit('3A991.b.1.a', IC, 'eeprom', {'memory.flash': 'true', 'memory.access_time': '100 ns'},
      'memory.capacity', 16, 'Mbit', 'over')
limit('3A991.b.1.b', IC, 'eeprom', {'memory.flash': 'false', 'memory.access_time': '100 ns'},
      'memory.capacity', 1, 'Mbit', 'over')
limit('3A991.b.1.b', IC, 'eeprom', {'memory.flash': 'false', 'memory.access_time': '79 ns'},
      'memory.capacity', '0.256', 'Mbit', 'over')
limit('3A991.b.1.b', IC, 'eeprom', {'memory.flash': 'false', 'memory.capacity': '0.257 Mbit'},
      'memory.access_time', 80, 'ns', 'under')
limit('3A991.b.2', IC, 'static_memory', {'memory.access_time': '100 ns'}, 'memory.capacity', 1, 'Mbit', 'over')
limit('3A991.b.2', IC, 'static_memory', {'memory.capacity': '0.257 Mbit'}, 'memory.access_time', 25, 'ns', 'under')

# -- 3A001.b to .i, 3A991: devices ----------------------------------------------------------
file('3A001-devices.licet', '3A001.b to .i and 3A991, devices')


def rating_at(watts, gigahertz):
    return f'[OutputRating {{ power = {decimal(watts)} W; frequency = {decimal(gigahertz)} GHz }}]' if not isinstance(
        gigahertz, float) else rating_at(watts, Fraction(str(gigahertz)))


def powers(label, kind, trait, bands, more=None):
    """Bands (low, high, power, unit, fractional bandwidth): each power, each edge, each share."""
    for low, high, power, unit, share in bands:
        middle = decimal((Fraction(str(low)) + Fraction(str(high or low + 20))) / 2)
        wide = {**(more or {}), 'amplifier.fractional_bandwidth': '50 percent'}
        rating = 'OutputRating { power = %s; frequency = %s }'
        limit(label, kind, trait, {**wide, 'amplifier.ratings': '[' + rating % ('{}', middle + ' GHz') + ']'},
              'amplifier.ratings', power, unit, 'over')
        if share:
            limit(label, kind, trait, {**(more or {}), 'amplifier.ratings': '[' + rating % (
                decimal(Fraction(str(power)) * 2) + ' ' + unit, middle + ' GHz') + ']'},
                'amplifier.fractional_bandwidth', share, 'percent', 'over')
    # An edge belongs to the band below it: with a power between the limits of the two.
    watts = {'W': 1, 'mW': Fraction(1, 10 ** 3), 'nW': Fraction(1, 10 ** 9)}
    below = None
    for low, _, power, unit, _ in bands:
        limit_here = Fraction(str(power)) * watts[unit]
        between = limit_here * 2 if below is None else (limit_here + below) / 2
        limit(label, kind, trait, {**wide, 'amplifier.ratings':
            f'[OutputRating {{ power = {decimal(between)} W; frequency = {{}} }}]'},
            'amplifier.ratings', low, 'GHz', 'most' if below is not None and below < limit_here else 'over')
        if below is not None:  # and none is left out beside an edge
            note(label, kind, trait, {**wide, 'amplifier.ratings': rating_at(max(below, limit_here) * 2, low)}, [
                ({'amplifier.ratings': rating_at(max(below, limit_here) * 2, Fraction(str(low)) + beside)}, label)
                for beside in (Fraction(-1, 100), Fraction(1, 100))], f'without a gap at {low} GHz')
        below = limit_here


powers('3A001.b.2', IC, 'microwave_circuit', [
    (2.7, 2.9, 75, 'W', 15), (2.9, 3.2, 55, 'W', 15), (3.2, 3.7, 40, 'W', 15), (3.7, 6.8, 20, 'W', 15),
    (6.8, 8.5, 10, 'W', 10), (8.5, 16, 5, 'W', 10), (16, 31.8, 3, 'W', 10), (31.8, 37, '0.1', 'nW', None),
    (37, 43.5, 1, 'W', 10), (43.5, 75, '31.62', 'mW', 10), (75, 90, 10, 'mW', 5), (90, None, '0.1', 'nW', None)],
    {'amplifier.for_another_application': 'false'})
note('3A001.b.2', IC, 'microwave_circuit', {
    'amplifier.ratings': rating_at(1, 35), 'amplifier.fractional_bandwidth': '50 percent',
    'amplifier.for_another_application': 'false'},
    [({'amplifier.for_another_application': 'true'}, 'nothing')], 'not for circuits of another application')
powers('3A001.b.3', PART, 'microwave_transistor', [
    (2.7, 2.9, 400, 'W', None), (2.9, 3.2, 205, 'W', None), (3.2, 3.7, 115, 'W', None),
    (3.7, 6.8, 60, 'W', None), (6.8, 8.5, 50, 'W', None), (8.5, 12, 15, 'W', None), (12, 16, 40, 'W', None),
    (16, 31.8, 7, 'W', None), (31.8, 37, '0.5', 'W', None), (37, 43.5, 1, 'W', None), (43.5, None, '0.1', 'nW', None)])
powers('3A001.b.4', PART, 'microwave_module', [
    (2.7, 2.9, 500, 'W', 15), (2.9, 3.2, 270, 'W', 15), (3.2, 3.7, 200, 'W', 15), (3.7, 6.8, 90, 'W', 15),
    (6.8, 8.5, 70, 'W', 10), (8.5, 12, 50, 'W', 10), (12, 16, 30, 'W', 10), (16, 31.8, 20, 'W', 10),
    (31.8, 37, '0.5', 'W', None), (37, 43.5, 2, 'W', 10), (43.5, 75, '0.2', 'W', 10), (75, 90, 20, 'mW', 5),
    (90, None, '0.1', 'nW', None)])
band_filter = {'filter.resonators': '6', 'filter.tuning_ratio': '1.5', 'filter.tuning_time': '9 ms',
               'filter.pass_bandwidth': '1 percent', 'filter.stop_bandwidth': '1 percent'}
limit('3A001.b.5', PART, 'tunable_filter', band_filter, 'filter.resonators', 5, '', 'over')
limit('3A001.b.5', PART, 'tunable_filter', band_filter, 'filter.tuning_ratio', '1.5', '', 'least')
limit('3A001.b.5', PART, 'tunable_filter', band_filter, 'filter.tuning_time', 10, 'ms', 'under')
limit('3A001.b.5', PART, 'tunable_filter', band_filter, 'filter.pass_bandwidth', '0.5', 'percent', 'over')
limit('3A001.b.5', PART, 'tunable_filter', {**band_filter, 'filter.pass_bandwidth': '0.1 percent'},
      'filter.stop_bandwidth', '0.5', 'percent', 'under')


def switching(label, kind, trait, rows, more=None):
    for frequency, change, time, unit in rows:
        for figure, value, u, says in (('time', time, unit, 'under'), ('change', change, 'GHz', 'over')):
            if value is None:
                continue
            parts = {'time': f'1 us', 'change': '20 GHz', 'frequency': f'{frequency} GHz'}
            parts[figure] = '{}'
            text = '[Switching { ' + '; '.join(f'{k} = {v}' for k, v in parts.items()) + ' }]'
            limit(label, kind, trait, {**(more or {}), 'switching': text}, 'switching', value, u, says)


switching('3A001.b.11', PART, 'frequency_synthesizer', [
    (10, '2.2', 100, 'us'), (34, '0.55', 500, 'us'), (60, '2.2', 100, 'us'), (80, 5, 100, 'us'),
    (95, None, 1000, 'us')])
limit('3A001.b.11', PART, 'frequency_synthesizer', {
    'switching': '[Switching { time = {}; change = 0 GHz; frequency = 1 GHz }]'},
    'switching', '0.143', 'ns', 'under')
tr = {'transmitter.power': '100 W', 'transmitter.fractional_bandwidth': '5 percent',
      'transmitter.lowest_frequency': '3 GHz', 'transmitter.highest_frequency': '10 GHz',
      'transmitter.side': '1 cm', 'transmitter.channels': '1',
      'transmitter.phase_shifter_per_channel': 'true'}
limit('3A001.b.12', PART, 'transmit_module', tr, 'transmitter.power', '5.0562', 'W', 'over')
limit('3A001.b.12', PART, 'transmit_module', tr, 'transmitter.fractional_bandwidth', 5, 'percent', 'least')
limit('3A001.b.12', PART, 'transmit_module', tr, 'transmitter.side', 5, 'cm', 'most')
limit('3A001.b.12', PART, 'transmit_module', {**tr, 'transmitter.lowest_frequency': '1 GHz'},
      'transmitter.side', '50/9', 'cm', 'most')
saw = {'acoustic.carrier': '0.5 GHz', 'acoustic.bandwidth': '0 MHz', 'acoustic.longest_delay': '0 us',
       'acoustic.dispersive_delay': '0 us', 'acoustic.sidelobe_rejection': '0 dB',
       'acoustic.only_filtering_or_resonating': 'false'}
limit('3A001.c.1', PART, 'surface_acoustic_wave', saw, 'acoustic.carrier', 6, 'GHz', 'over', '3A991.i')
middle = {**saw, 'acoustic.carrier': '2 GHz'}
limit('3A001.c.1', PART, 'surface_acoustic_wave', middle, 'acoustic.sidelobe_rejection', 65, 'dB', 'over', '3A991.i')
limit('3A001.c.1', PART, 'surface_acoustic_wave', {**middle, 'acoustic.bandwidth': '10 MHz'},
      'acoustic.longest_delay', 10, 'us', 'over', '3A991.i')
limit('3A001.c.1', PART, 'surface_acoustic_wave', middle, 'acoustic.bandwidth', 250, 'MHz', 'over', '3A991.i')
limit('3A001.c.1', PART, 'surface_acoustic_wave', middle, 'acoustic.dispersive_delay', 10, 'us', 'over', '3A991.i')
limit('3A001.c.1', PART, 'surface_acoustic_wave', {**saw, 'acoustic.bandwidth': '10 MHz'},
      'acoustic.longest_delay', 10, 'us', 'over')
limit('3A001.c.1', PART, 'surface_acoustic_wave', saw, 'acoustic.dispersive_delay', 10, 'us', 'over')
limit('3A001.c.1', PART, 'surface_acoustic_wave', {**saw, 'acoustic.sidelobe_rejection': '66 dB'},
      'acoustic.bandwidth', 100, 'MHz', 'over', '3A991.i')
limit('3A991.i', PART, 'surface_acoustic_wave', saw, 'acoustic.carrier', 1, 'GHz', 'over')
limit('3A991.i', PART, 'surface_acoustic_wave', saw, 'acoustic.sidelobe_rejection', 55, 'dB', 'over')
limit('3A001.c.2', PART, 'bulk_acoustic_wave', saw, 'acoustic.carrier', 6, 'GHz', 'over')
limit('3A001.e.1.a', PART, 'primary_cell', {'cell.power_density': '51 W/kg'},
      'cell.energy_density', 550, 'Wh/kg', 'over', '3A991.j.1')
limit('3A001.e.1.a', PART, 'primary_cell', {'cell.energy_density': '551 Wh/kg'},
      'cell.power_density', 50, 'W/kg', 'over')
limit('3A001.e.1.a', PART, 'primary_cell', {'cell.power_density': '351 W/kg'},
      'cell.energy_density', 50, 'Wh/kg', 'over', '3A991.j.1')
limit('3A001.e.1.a', PART, 'primary_cell', {'cell.energy_density': '51 Wh/kg'},
      'cell.power_density', 350, 'W/kg', 'over', '3A991.j.1')
limit('3A001.e.1.b', PART, 'secondary_cell', {}, 'cell.energy_density', 350, 'Wh/kg', 'over', '3A991.j.2')
single = {'capacitor.repetition_rate': '1 Hz', 'capacitor.voltage': '5 kV',
          'capacitor.energy_density': '250 J/kg', 'capacitor.energy': '25000 J', 'capacitor.cycles': '0'}
for figure, value, unit in (('voltage', 5, 'kV'), ('energy_density', 250, 'J/kg'), ('energy', 25000, 'J')):
    limit('3A001.e.2.a', PART, 'capacitor', single, 'capacitor.' + figure, value, unit, 'least')
limit('3A001.e.2.a', PART, 'capacitor', single, 'capacitor.repetition_rate', 10, 'Hz', 'under')
repeated = {'capacitor.repetition_rate': '10 Hz', 'capacitor.voltage': '5 kV',
            'capacitor.energy_density': '50 J/kg', 'capacitor.energy': '100 J', 'capacitor.cycles': '10000'}
for figure, value, unit in (('repetition_rate', 10, 'Hz'), ('voltage', 5, 'kV'), ('energy_density', 50, 'J/kg'),
                            ('energy', 100, 'J'), ('cycles', 10000, '')):
    limit('3A001.e.2.b', PART, 'capacitor', repeated, 'capacitor.' + figure, value, unit, 'least')
magnet = {'magnet.discharge_time': '0.5 s', 'magnet.energy': '11 kJ', 'magnet.first_second_energy': '11 kJ',
          'magnet.inner_diameter': '251 mm', 'magnet.induction': '9 T', 'magnet.current_density': '0 A/mm2',
          'magnet.for_medical_imaging': 'false'}
slow_magnet = {**magnet, 'magnet.discharge_time': '30 s', 'magnet.energy': '251 kJ'}
limit('3A001.e.3', PART, 'superconductive_magnet', magnet, 'magnet.first_second_energy', 10, 'kJ', 'over', '3A991.k')
limit('3A001.e.3', PART, 'superconductive_magnet', magnet, 'magnet.discharge_time', 1, 's', 'under', '3A991.k')
limit('3A001.e.3', PART, 'superconductive_magnet', magnet, 'magnet.inner_diameter', 250, 'mm', 'over')
limit('3A001.e.3', PART, 'superconductive_magnet', magnet, 'magnet.induction', 8, 'T', 'over')
limit('3A001.e.3', PART, 'superconductive_magnet', {**magnet, 'magnet.induction': '0 T'},
      'magnet.current_density', 300, 'A/mm2', 'over')
limit('3A991.k', PART, 'superconductive_magnet', slow_magnet, 'magnet.energy', 250, 'kJ', 'over')
limit('3A991.k', PART, 'superconductive_magnet', {**slow_magnet, 'magnet.energy': '10000 kJ'},
      'magnet.discharge_time', 60, 's', 'under')
limit('3A001.e.4', PART, 'space_solar_cell', {}, 'solar_efficiency', 20, 'percent', 'over')
limit('3A001.e.4', BOARD, 'space_solar_cell', {}, 'solar_efficiency', 20, 'percent', 'over')  # arrays
limit('3A001.f', PART, 'position_encoder', {}, 'encoder_accuracy', 1, '', 'most')
switch = {'power_switch.current_rise': '40000 A/us', 'power_switch.off_voltage': '1101 V',
          'power_switch.surge_current': '0 A', 'power_switch.junction_temperature': '500 K',
          'power_switch.continuous_current': '2 A', 'power_switch.civil_transport': 'false',
          'power_switch.civil_automobile': 'false'}
limit('3A001.g', PART, 'pulsed_thyristor', switch, 'power_switch.current_rise', 30000, 'A/us', 'over')
limit('3A001.g', PART, 'pulsed_thyristor', switch, 'power_switch.off_voltage', 1100, 'V', 'over')
second = {**switch, 'power_switch.current_rise': '2001 A/us', 'power_switch.off_voltage': '3000 V',
          'power_switch.surge_current': '3000 A'}
limit('3A001.g', PART, 'pulsed_thyristor', second, 'power_switch.current_rise', 2000, 'A/us', 'over')
limit('3A001.g', PART, 'pulsed_thyristor', second, 'power_switch.off_voltage', 3000, 'V', 'least')
limit('3A001.g', PART, 'pulsed_thyristor', second, 'power_switch.surge_current', 3000, 'A', 'least')
# the note to 3A001.g names railway and aircraft, that to 3A001.h automobiles too
transport = {'power_switch.civil_transport': 'true', 'power_switch.civil_automobile': 'false'}
automobile = {**transport, 'power_switch.civil_automobile': 'true'}
note('3A001.g', PART, 'pulsed_thyristor', second, [(transport, 'nothing'), (automobile, '3A001.g')],
     'not in equipment for civil railway or aircraft')
note('3A001.h', PART, 'power_semiconductor', switch, [(transport, 'nothing'), (automobile, 'nothing')],
     'not in equipment for civil automobiles, railway or aircraft')
limit('3A001.h', PART, 'power_semiconductor', switch, 'power_switch.junction_temperature', '488.15', 'K', 'over')
limit('3A001.h', PART, 'power_semiconductor', switch, 'power_switch.off_voltage', 300, 'V', 'over')
limit('3A001.h', PART, 'power_semiconductor', switch, 'power_switch.continuous_current', 1, 'A', 'over')
# modules of one or more
limit('3A001.g', BOARD, 'pulsed_thyristor', second, 'power_switch.off_voltage', 3000, 'V', 'least')
limit('3A001.h', BOARD, 'power_semiconductor', switch, 'power_switch.continuous_current', 1, 'A', 'over')
modulator = {'modulator.frequency': '15 GHz', 'modulator.insertion_loss': '3 dB',
             'modulator.half_wave_voltage': '2 V', 'modulator.measured_at': '1 GHz'}
limit('3A001.i', PART, 'optical_modulator', modulator, 'modulator.frequency', 10, 'GHz', 'over')
limit('3A001.i', PART, 'optical_modulator', modulator, 'modulator.insertion_loss', 3, 'dB', 'most')
limit('3A001.i', PART, 'optical_modulator', modulator, 'modulator.half_wave_voltage', '2.7', 'V', 'under')
limit('3A001.i', PART, 'optical_modulator', {**modulator, 'modulator.measured_at': '2 GHz'},
      'modulator.half_wave_voltage', 4, 'V', 'under')
limit('3A001.i', PART, 'optical_modulator', {**modulator, 'modulator.frequency': '20 GHz'},
      'modulator.half_wave_voltage', '3.3', 'V', 'under')
limit('3A001.i', PART, 'optical_modulator', {**modulator, 'modulator.frequency': '20 GHz',
                                             'modulator.measured_at': '2 GHz'},
      'modulator.half_wave_voltage', 5, 'V', 'under')
limit('3A001.i', PART, 'optical_modulator', {**modulator, 'modulator.half_wave_voltage': '3 V'},
      'modulator.frequency', 20, 'GHz', 'least')
limit('3A991.m', PART, 'thyratron', {}, 'thyratron_peak_current', 500, 'A', 'least')

# -- 3A002, 3A992, 3A999: instruments ---------------------------------------------------------
file('3A002-instruments.licet', '3A002, 3A992 and 3A999, instruments')
limit('3A002.a.6', TEST, 'data_recorder', {'recorder.processes_while_recording': 'true'},
      'recorder.throughput', '6.4', 'Gbit/s', 'over')
scope = {'scope.bandwidth': '60 GHz', 'scope.noise': '1 percent', 'scope.equivalent_time': 'false',
         'scope.modular': 'false', 'scope.sample_rate': '0 GSPS', 'scope.resolution': '8 bit',
         'scope.stored_samples': '256'}
limit('3A002.a.7', TEST, 'oscilloscope', scope, 'scope.bandwidth', 60, 'GHz', 'least')
limit('3A002.a.7', TEST, 'oscilloscope', scope, 'scope.noise', 2, 'percent', 'under')
slow_scope = {**scope, 'scope.bandwidth': '2 GHz', 'scope.sample_rate': '2 GSPS'}
limit('3A992.g', TEST, 'oscilloscope', slow_scope, 'scope.sample_rate', 1, 'GSPS', 'over')
limit('3A992.g', TEST, 'oscilloscope', slow_scope, 'scope.resolution', 8, 'bit', 'least')
limit('3A992.g', TEST, 'oscilloscope', slow_scope, 'scope.stored_samples', 256, '', 'least')
limit('3A992.d', TEST, 'analog_oscilloscope', scope, 'scope.bandwidth', 1, 'GHz', 'least')
analyzer = {'analyzer.ratings': '[]', 'analyzer.highest_frequency': '50 GHz',
            'analyzer.real_time_bandwidth': '0 MHz', 'analyzer.sure_capture_from': '100 us',
            'analyzer.constant_percentage_filters': 'false', 'analyzer.nonlinear_vector_up_to': '0 GHz',
            'analyzer.amplitude_and_phase': 'true', 'amplifier.ratings': '[]'}
rating = '[AnalyzerRating { frequency = %s; resolution_bandwidth = %s; noise_level = %s }]'
limit('3A002.c', TEST, 'signal_analyzer', {**analyzer, 'analyzer.ratings': rating % ('34 GHz', '{}', '0')},
      'analyzer.ratings', 40, 'MHz', 'over')
limit('3A002.c', TEST, 'signal_analyzer', {**analyzer, 'analyzer.ratings': rating % ('60 GHz', '0 MHz', '{}')},
      'analyzer.ratings', -150, '', 'under')
for edge, says, others in (('31.8', 'over', ('41 MHz', '0')), (37, 'most', ('41 MHz', '0')),
                           ('43.5', 'over', ('0 MHz', '-151')), (90, 'most', ('0 MHz', '-151'))):
    limit('3A002.c', TEST, 'signal_analyzer', {**analyzer, 'analyzer.ratings': rating % ('{}', *others)},
          'analyzer.ratings', edge, 'GHz', says)
limit('3A002.c', TEST, 'signal_analyzer', analyzer, 'analyzer.highest_frequency', 90, 'GHz', 'over')
quick = {**analyzer, 'analyzer.real_time_bandwidth': '171 MHz', 'analyzer.sure_capture_from': '15 us'}
limit('3A002.c', TEST, 'signal_analyzer', quick, 'analyzer.real_time_bandwidth', 170, 'MHz', 'over')
limit('3A002.c', TEST, 'signal_analyzer', quick, 'analyzer.sure_capture_from', 15, 'us', 'most')
note('3A002.c', TEST, 'signal_analyzer', quick, [({'analyzer.constant_percentage_filters': 'true'}, 'nothing')],
     'not with constant percentage bandwidth filters only')
generator = {'generator.highest_frequency': '90 GHz', 'generator.pulses': '[]',
             'generator.modulations': '[]', 'generator.sums_of_crystals': 'false',
             'amplifier.ratings': '[]', 'switching': '[]'}
pulse = '[Pulse { frequency = 34 GHz; duration = %s; on_off_ratio = %s }]'
limit('3A002.d', TEST, 'signal_generator', {**generator, 'generator.pulses': pulse % ('{}', '65 dB')},
      'generator.pulses', 25, 'ns', 'under')
limit('3A002.d', TEST, 'signal_generator', {**generator, 'generator.pulses': pulse % ('24 ns', '{}')},
      'generator.pulses', 65, 'dB', 'least')
limit('3A002.d', TEST, 'signal_generator', {
    **generator, 'amplifier.ratings': '[OutputRating { power = {}; frequency = 60 GHz }]'},
    'amplifier.ratings', 100, 'mW', 'over')
switching('3A002.d', TEST, 'signal_generator', [
    (10, '2.2', 100, 'us'), (34, '0.55', 500, 'us'), (60, '2.2', 100, 'us'), (80, 5, 100, 'us')], generator)
for frequency, bandwidth in ((10, '2.2'), (34, '0.55'), (60, '2.2'), (80, 5)):
    limit('3A002.d', TEST, 'signal_generator', {
        **generator, 'generator.modulations':
        f'[Modulation {{ frequency = {frequency} GHz; bandwidth = {{}} }}]'},
        'generator.modulations', bandwidth, 'GHz', 'over')
limit('3A002.d', TEST, 'signal_generator', generator, 'generator.highest_frequency', 90, 'GHz', 'over')
note('3A002.d', TEST, 'signal_generator', {**generator, 'generator.highest_frequency': '91 GHz'},
     [({'generator.sums_of_crystals': 'true'}, 'nothing')], 'not where crystal oscillators are added or subtracted')
for frequency, power, unit in ((60, '31.62', 'mW'), (100, 1, 'mW')):
    limit('3A002.e', TEST, 'network_analyzer', {
        **analyzer, 'amplifier.ratings': f'[OutputRating {{ power = {{}}; frequency = {frequency} GHz }}]'},
        'amplifier.ratings', power, unit, 'over')
limit('3A002.e', TEST, 'network_analyzer', analyzer, 'analyzer.nonlinear_vector_up_to', 50, 'GHz', 'over')
limit('3A002.e', TEST, 'network_analyzer', analyzer, 'analyzer.highest_frequency', 110, 'GHz', 'over')
limit('3A002.f', TEST, 'microwave_receiver', analyzer, 'analyzer.highest_frequency', 110, 'GHz', 'over')
standard = {'standard.space_qualified': 'false', 'standard.rubidium': 'true',
            'standard.monthly_drift': '1/1000000000000', 'standard.power': '0.5 W'}
limit('3A002.g', TEST, 'frequency_standard', standard, 'standard.power', 1, 'W', 'under')
limit('3A002.g', BOARD, 'frequency_standard', standard, 'standard.power', 1, 'W', 'under')  # a module
for rubidium in ('true', 'false'):
    limit('3A002.g', TEST, 'frequency_standard', {**standard, 'standard.rubidium': rubidium},
          'standard.monthly_drift', Fraction(1, 10**11), '', 'under')
for bits, rate in ((8, 1300), (10, 1000), (12, 1000), (14, 400), (16, 180)):
    limit('3A002.h', TEST, 'digitizer', {'converter.resolution': f'{bits} bit'},
          'converter.sample_rate', rate, 'MSPS', 'over')
tape = {'recorder.helical_scan': 'true', 'recorder.fixed_head': 'false', 'recorder.space_qualified': 'false'}
limit('3A992.b', TEST, 'tape_recorder', tape, 'recorder.interface_rate', 60, 'Mbit/s', 'over')
limit('3A992.b', TEST, 'tape_recorder', {**tape, 'recorder.helical_scan': 'false', 'recorder.fixed_head': 'true'},
      'recorder.interface_rate', 120, 'Mbit/s', 'over')
limit('3A999.a', LAB, 'frequency_changer', {}, 'changer_frequency', 300, 'Hz', 'least')
limit('3A999.a', LAB, 'frequency_changer', {}, 'changer_frequency', 600, 'Hz', 'under')
limit('3A999.a', TEST, 'frequency_changer', {}, 'changer_frequency', 300, 'Hz', 'least')
timing = {'timing.resolution': '50 ns', 'timing.interval': '1 us', 'timing.delay_generator': 'true',
          'timing.channels': '1', 'timing.modular': 'false'}
limit('3A999.e', LAB, 'delay_or_interval', timing, 'timing.resolution', 50, 'ns', 'most')
limit('3A999.e', TEST, 'delay_or_interval', timing, 'timing.resolution', 50, 'ns', 'most')
limit('3A999.e', LAB, 'delay_or_interval', timing, 'timing.interval', 1, 'us', 'least')
limit('3A999.e', LAB, 'delay_or_interval', {**timing, 'timing.delay_generator': 'false'},
      'timing.channels', 3, '', 'least')

# -- category 4 -------------------------------------------------------------------------------
file('4A003-computers.licet', '4A001, 4A003, 4A101 and 4A994, computers')
hardened = {'radiation.dose': '0 Gy', 'radiation.dose_rate': '0 Gy/s', 'radiation.single_event_upset': '1',
            'radiation.civil_aircraft': 'false'}
limit('4A001.a.2', COMPUTER, 'radiation_hardened', hardened, 'radiation.dose', 5000, 'Gy', 'over')
limit('4A001.a.2', COMPUTER, 'radiation_hardened', hardened, 'radiation.dose_rate', 5 * 10**6, 'Gy/s', 'over')
limit('4A001.a.2', COMPUTER, 'radiation_hardened', hardened, 'radiation.single_event_upset',
      Fraction(1, 10**8), '', 'under')
stated = {'computer.essential_part_of_other_equipment': 'false'}
limit('4A003.b', COMPUTER, 'floating_point_64', stated, 'computer.stated_app', 70, 'WT', 'over', '4A994.b')
limit('4A994.b', COMPUTER, 'floating_point_64', stated, 'computer.stated_app', '0.0128', 'WT', 'least')
# computed: vector processors count 0.9, others 0.3
for vector, cycles in (('true', Fraction(70, 1) / Fraction('0.9')), ('false', Fraction(70, 1) / Fraction('0.3'))):
    limit('4A003.b', COMPUTER, 'floating_point_64', {
        **stated, 'computer.stated_app': 'none', 'computer.processors':
        f'[ProcessorInComputer {{ count = 1000; vector = {vector}; operations_per_cycle = {{}}; frequency = 1 GHz }}]'},
        'computer.processors', cycles, '', 'over', '4A994.b')
limit('4A003.c', BOARD, 'aggregates_processors', {'computer.aggregated_processors': '1'},
      'computer.aggregated_app', 70, 'WT', 'over')
limit('4A994.c.1', BOARD, 'aggregates_processors', {'computer.aggregated_app': '1 WT'},
      'computer.aggregated_processors', 16, '', 'least')
# note 2: not for a product whose greatest configuration does not exceed the limit of 4A994.b
limit('4A994.c.1', BOARD, 'aggregates_processors', {'computer.aggregated_processors': '16'},
      'computer.aggregated_app', '0.0128', 'WT', 'over')
link = {'computer.internal_or_passive_interconnect': 'false',
        'computer.essential_part_of_other_equipment': 'false'}
limit('4A003.g', BOARD, 'interconnects_computers', link, 'computer.link_rate', 2, 'GB/s', 'over', '4A994.j')
limit('4A994.j', BOARD, 'interconnects_computers', link, 'computer.link_rate', 80, 'MB/s', 'over')
# a switch between computers
limit('4A003.g', TELECOM, 'interconnects_computers', link, 'computer.link_rate', 2, 'GB/s', 'over', '4A994.j')
limit('4A994.j', TELECOM, 'interconnects_computers', link, 'computer.link_rate', 80, 'MB/s', 'over')
essential = {'computer.essential_part_of_other_equipment': 'true'}
for rate, label in (('3 GB/s', '4A003.g'), ('1 GB/s', '4A994.j')):
    note(label, BOARD, 'interconnects_computers', {**link, 'computer.link_rate': rate},
         [({'computer.internal_or_passive_interconnect': 'true'}, 'nothing'), (essential, 'nothing')],
         'not passive or internal, nor with the status of the system that needs it')
missile = {'rated.lowest': '228 K', 'rated.highest': '329 K', 'computer.ruggedized': 'false', 'radiation.dose': '0 Gy'}
limit('4A101.a', COMPUTER, 'for_missiles', missile, 'rated.lowest', '228.15', 'K', 'under')
limit('4A101.a', COMPUTER, 'for_missiles', missile, 'rated.highest', '328.15', 'K', 'over')
limit('4A101.b', COMPUTER, 'for_missiles', {**missile, 'rated.lowest': '250 K'}, 'radiation.dose', 5000, 'Gy', 'least')
limit('4A994.a', COMPUTER, 'extreme_temperature', {**stated, 'rated.lowest': '273.15 K'},
      'rated.highest', '343.15', 'K', 'over')
note('4A994.a', COMPUTER, 'extreme_temperature', {**stated, 'rated.lowest': '273.15 K', 'rated.highest': '350 K'},
     [(essential, 'nothing')], 'not with the status of the system that needs it')
hybrid = {'converter.channels': '32', 'converter.resolution': '14 bit', 'converter.sample_rate': '1 MSPS'}
limit('4A994.k', COMPUTER, 'hybrid_computer', hybrid, 'converter.channels', 32, '', 'least')
limit('4A994.k', COMPUTER, 'hybrid_computer', hybrid, 'converter.resolution', 14, 'bit', 'least')
limit('4A994.k', COMPUTER, 'hybrid_computer', hybrid, 'converter.sample_rate', '0.2', 'MSPS', 'least')

# -- category 5 -------------------------------------------------------------------------------
file('5A001-telecommunications.licet', '5A001 and 5A991, telecommunications')
extreme = {'telecom.electronic': 'true', 'telecom.against_nuclear_pulse': 'false',
           'telecom.against_radiation': 'false', 'rated.lowest': '273.15 K', 'rated.highest': '330 K'}
limit('5A001.a', TELECOM, 'extreme_environment', extreme, 'rated.lowest', '218.15', 'K', 'under')
limit('5A001.a', TELECOM, 'extreme_environment', extreme, 'rated.highest', '397.15', 'K', 'over')
under_water = {'telecom.acoustic': 'true', 'telecom.electromagnetic': 'false', 'telecom.optical': 'false',
               'telecom.beam_steering': 'false', 'telecom.local_area_network': 'false',
               'telecom.wavelength': '0 nm', 'telecom.carrier': '40 kHz'}
limit('5A001.b.1', TELECOM, 'underwater', under_water, 'telecom.carrier', 20, 'kHz', 'under')
limit('5A001.b.1', TELECOM, 'underwater', under_water, 'telecom.carrier', 60, 'kHz', 'over')
limit('5A001.b.1', TELECOM, 'underwater', {**under_water, 'telecom.acoustic': 'false', 'telecom.electromagnetic': 'true'},
      'telecom.carrier', 30, 'kHz', 'under')
light = {**under_water, 'telecom.acoustic': 'false', 'telecom.optical': 'true', 'telecom.local_area_network': 'true'}
limit('5A001.b.1', TELECOM, 'underwater', light, 'telecom.wavelength', 400, 'nm', 'over')
limit('5A001.b.1', TELECOM, 'underwater', light, 'telecom.wavelength', 700, 'nm', 'under')
spread = {'radio.programmable_codes': 'false', 'radio.spread_factor': '100', 'radio.transmitted_bandwidth': '51 kHz',
          'radio.output_power': '2 W', 'radio.civil_cellular_or_satellite': 'false'}
limit('5A001.b.3', TELECOM, 'spread_spectrum', spread, 'radio.spread_factor', 100, '', 'least')
limit('5A001.b.3', TELECOM, 'spread_spectrum', spread, 'radio.transmitted_bandwidth', 50, 'kHz', 'over')
limit('5A001.b.3', TELECOM, 'spread_spectrum', spread, 'radio.output_power', 1, 'W', 'over')
wide = {'radio.programmable_codes': 'true', 'radio.bandwidth': '0 MHz', 'radio.fractional_bandwidth': '0 percent'}
limit('5A001.b.4', TELECOM, 'ultra_wideband', wide, 'radio.bandwidth', 500, 'MHz', 'over')
limit('5A001.b.4', TELECOM, 'ultra_wideband', wide, 'radio.fractional_bandwidth', 20, 'percent', 'least')
receiver = {'radio.channels': '1001', 'radio.channel_switching_time': '0.9 ms', 'radio.searches_automatically': 'true',
            'radio.identifies_signals': 'true', 'radio.civil_cellular': 'false'}
both = {**spread, **wide, 'radio.bandwidth': '501 MHz'}
note('5A001.b.4', TELECOM, 'spread_spectrum, ultra_wideband', both,
     [({'radio.bandwidth': '500 MHz'}, '5A001.b.3')], 'what is controlled by b.4 is not of b.3')
limit('5A001.b.5', TELECOM, 'scanning_receiver', receiver, 'radio.channels', 1000, '', 'over')
limit('5A001.b.5', TELECOM, 'scanning_receiver', receiver, 'radio.channel_switching_time', 1, 'ms', 'under')
limit('5A001.b.6', TELECOM, 'voice_coding', {}, 'radio.voice_rate', 700, 'bit/s', 'under')
fiber = {'fiber.length': '501 m', 'fiber.proof_stress': '2000000000 Pa', 'fiber.single_mode': 'true'}
limit('5A001.c', TELECOM, 'optical_fiber', fiber, 'fiber.length', 500, 'm', 'over', '5A991.d')
limit('5A001.c', TELECOM, 'optical_fiber', fiber, 'fiber.proof_stress', 2 * 10**9, 'Pa', 'least', '5A991.d')
limit('5A991.d', TELECOM, 'optical_fiber', {**fiber, 'fiber.proof_stress': '0 Pa'}, 'fiber.length', 50, 'm', 'over')
free = {'antenna.for_landing': 'false', 'antenna.for_landing_or_civil_use': 'false',
        'antenna.active_elements': 'true'}
for frequency, power in ((40, 20), (60, 24), (70, 20)):
    limit('5A001.d', TELECOM, 'phased_array', {**free, 'antenna.frequency': f'{frequency} GHz'},
          'antenna.radiated_power', power, 'dBm', 'least', '5A991.f')
limit('5A001.d', TELECOM, 'phased_array', {**free, 'antenna.radiated_power': '20 dBm'},
      'antenna.frequency', '31.8', 'GHz', 'over', '5A991.f')
limit('5A001.d', TELECOM, 'phased_array', {**free, 'antenna.radiated_power': '22 dBm'},
      'antenna.frequency', 57, 'GHz', 'most', '5A991.f')
limit('5A001.d', TELECOM, 'phased_array', {**free, 'antenna.radiated_power': '22 dBm'},
      'antenna.frequency', 66, 'GHz', 'over', '5A991.f')
limit('5A001.d', TELECOM, 'phased_array', {**free, 'antenna.radiated_power': '0 dBm'},
      'antenna.frequency', 90, 'GHz', 'over', '5A991.f')
limit('5A991.f', TELECOM, 'phased_array', {**free, 'antenna.radiated_power': '0 dBm'},
      'antenna.frequency', '10.5', 'GHz', 'over')
note('5A991.f', TELECOM, 'phased_array', {**free, 'antenna.radiated_power': '0 dBm', 'antenna.frequency': '20 GHz'},
     [({'antenna.active_elements': 'false'}, 'nothing'), ({'antenna.for_landing': 'true'}, 'nothing')],
     'with active elements, and not for microwave landing')
finder = {'radio.frequency': '1 GHz', 'radio.instantaneous_bandwidth': '10 MHz', 'radio.bearing_from_signal_of': '0.5 ms'}
limit('5A001.e', TELECOM, 'direction_finder', finder, 'radio.frequency', '0.03', 'GHz', 'over')
limit('5A001.e', TELECOM, 'direction_finder', finder, 'radio.instantaneous_bandwidth', 10, 'MHz', 'least')
limit('5A001.e', TELECOM, 'direction_finder', finder, 'radio.bearing_from_signal_of', 1, 'ms', 'under')
line = {'line_equipment.rate': '0 Mbit/s', 'line_equipment.total_rate': '0 Mbit/s', 'line_equipment.civil_satellite': 'false',
        'line_equipment.signaling_rate': '0 bit/s', 'line_equipment.port_rate': '0 Mbit/s', 'line_equipment.medium_rate': '0 Mbit/s'}
limit('5A991.b.1', TELECOM, 'digital_transmission', line, 'line_equipment.rate', 45, 'Mbit/s', 'over')
limit('5A991.b.1', TELECOM, 'digital_transmission', line, 'line_equipment.total_rate', 90, 'Mbit/s', 'over')
limit('5A991.b.2', TELECOM, 'voice_modem', line, 'line_equipment.signaling_rate', 9600, 'bit/s', 'over')
limit('5A991.b.3', TELECOM, 'cross_connect', line, 'line_equipment.port_rate', '8.5', 'Mbit/s', 'over')
limit('5A991.b.4', TELECOM, 'network_controller', line, 'line_equipment.medium_rate', 33, 'Mbit/s', 'over')
limit('5A991.b.4', TELECOM, 'network_controller', line, 'line_equipment.signaling_rate', 64000, 'bit/s', 'over')
laser = {'telecom.wavelength': '850 nm', 'line_equipment.analog': 'false', 'line_equipment.bandwidth': '0 MHz',
         'line_equipment.commercial_television': 'false', 'line_equipment.coherent': 'false',
         'line_equipment.wavelength_multiplexing': 'false', 'line_equipment.optical_amplification': 'false'}
limit('5A991.b.5', TELECOM, 'laser_transmission', laser, 'telecom.wavelength', 1000, 'nm', 'over')
limit('5A991.b.5', TELECOM, 'laser_transmission', {**laser, 'line_equipment.analog': 'true'},
      'line_equipment.bandwidth', 45, 'MHz', 'over')
relay = {'radio.frequency': '1 GHz', 'radio.earth_station': 'false', 'radio.itu_band_26_to_31': 'false',
         'radio.qam_level': '0', 'radio.other_digital_modulation': 'false', 'radio.spectral_efficiency': '0',
         'radio.adaptive_suppression': '0 dB', 'line_equipment.total_rate': '1 Mbit/s', 'line_equipment.civil_satellite': 'false'}
limit('5A991.b.6', TELECOM, 'radio_link', relay, 'radio.frequency', '26.5', 'GHz', 'over')
limit('5A991.b.6', TELECOM, 'radio_link', {**relay, 'radio.earth_station': 'true'}, 'radio.frequency', 31, 'GHz', 'over')
limit('5A991.b.7', TELECOM, 'radio_link', relay, 'radio.qam_level', 16, '', 'over')
limit('5A991.b.7', TELECOM, 'radio_link', {**relay, 'line_equipment.total_rate': '9 Mbit/s'}, 'radio.qam_level', 4, '', 'over')
limit('5A991.b.7', TELECOM, 'radio_link', {**relay, 'radio.other_digital_modulation': 'true'},
      'radio.spectral_efficiency', 3, '', 'over')
limit('5A991.b.7', TELECOM, 'radio_link', relay, 'radio.adaptive_suppression', 15, 'dB', 'over')
# note 2 to 5A991.b.7: relay equipment in an ITU band, (a.1) 960 MHz or (a.2) 8.5 Mbit/s, and (b) 4 bit/s/Hz
in_band = {**relay, 'radio.itu_band': 'true', 'radio.other_digital_modulation': 'true',
           'radio.spectral_efficiency': '3.5', 'line_equipment.total_rate': '9 Mbit/s'}
limit('5A991.b.7', TELECOM, 'radio_link, radio_relay', in_band, 'radio.frequency', '0.96', 'GHz', 'over')
limit('5A991.b.7', TELECOM, 'radio_link, radio_relay', in_band, 'line_equipment.total_rate', '8.5', 'Mbit/s', 'over')
limit('5A991.b.7', TELECOM, 'radio_link, radio_relay', {**in_band, 'line_equipment.total_rate': '1 Mbit/s'},
      'radio.spectral_efficiency', 4, '', 'over')
slow_relay = {**in_band, 'line_equipment.total_rate': '1 Mbit/s'}
note('5A991.b.7', TELECOM, 'radio_link', slow_relay, [], 'note 2 speaks of relay equipment')
note('5A991.b.7', TELECOM, 'radio_link, radio_relay', {**slow_relay, 'radio.itu_band': 'false'},
     [({'radio.itu_band': 'true'}, 'nothing')], 'and of a band that the ITU allocates')
limit('5A991.h', TELECOM, 'radio_relay', {}, 'radio.frequency', '19.7', 'GHz', 'least')

file('5A002-encryption.licet', '5A002, 5A992, 5D002 and 5D992, encryption')
crypto = {'crypto.confidentiality': 'true', 'crypto.dormant': 'false', 'crypto.symmetric_key': '0 bit',
          'crypto.factored_integer': '0 bit', 'crypto.finite_field': '0 bit', 'crypto.other_group': '0 bit',
          'crypto.post_quantum': 'false', 'crypto.primary_function': 'communication_or_networking',
          'crypto.performed_by_controlled_part': 'false', 'crypto.sold_at_retail': 'false',
          'crypto.user_can_change': 'false', 'crypto.installs_without_support': 'true',
          'crypto.classified_as_mass_market': 'false', 'crypto.note_2': 'none',
          'crypto.administration_only': 'false'}
market = {**crypto, 'crypto.sold_at_retail': 'true', 'crypto.classified_as_mass_market': 'true'}
for kind, facts, label in ((TELECOM, crypto, '5A002.a'), (TELECOM, market, '5A992.c'),
                           ('software', crypto, '5D002.c.1'), ('software', market, '5D992.c')):
    for figure, bits in (('symmetric_key', 56), ('factored_integer', 512), ('finite_field', 512), ('other_group', 112)):
        limit(label, kind, 'encryption', facts, 'crypto.' + figure, bits, 'bit', 'over')
for kind, label, only_administration in ((TELECOM, '5A002.a', {'crypto.note_2': 'administration_only'}),
                                         ('software', '5D002.c.1', {'crypto.administration_only': 'true'})):
    of_another = {'crypto.primary_function': 'another_function'}
    note(label, kind, 'encryption', {**crypto, 'crypto.symmetric_key': '128 bit'}, [
        ({'crypto.primary_function': 'information_security'}, label),
        ({'crypto.primary_function': 'computing_or_storage'}, label),
        (of_another, 'nothing'),
        ({**of_another, 'crypto.performed_by_controlled_part': 'true'}, label),
        ({'crypto.confidentiality': 'false'}, 'nothing'),
        ({'crypto.dormant': 'true'}, 'nothing'),
        (only_administration, 'nothing'),
        ({'crypto.note_2': 'smart_card'}, 'nothing'),
        ({'crypto.symmetric_key': '56 bit', 'crypto.post_quantum': 'true'}, label)],
        'primary function, purpose, administration only')
ultra = {'radio.bandwidth': '0 MHz', 'radio.fractional_bandwidth': '0 percent'}
limit('5A002.d', TELECOM, 'ultra_wideband_codes', ultra, 'radio.bandwidth', 500, 'MHz', 'over')
limit('5A002.d', TELECOM, 'ultra_wideband_codes', ultra, 'radio.fractional_bandwidth', 20, 'percent', 'least')

# 5D002.c.1 speaks of equipment of 5A002.a, .c and .d, 5D002.b of tokens as 5A002.b does
software_codes = {**ultra, 'crypto.administration_only': 'false'}
limit('5D002.c.1', 'software', 'ultra_wideband_codes', software_codes, 'radio.bandwidth', 500, 'MHz', 'over')
limit('5D002.c.1', 'software', 'ultra_wideband_codes', software_codes, 'radio.fractional_bandwidth', 20, 'percent', 'least')
for kind, label in ((TELECOM, '5A002.c'), ('software', '5D002.c.1')):
    note(label, kind, 'quantum_cryptography', {'crypto.quantum': 'true', 'crypto.administration_only': 'false'},
         [({'crypto.quantum': 'false'}, 'nothing')], 'quantum key distribution')
for kind, label in ((TELECOM, '5A002.b'), ('software', '5D002.b')):
    note(label, kind, 'activation_token', {'crypto.activates_controlled': 'true'},
         [({'crypto.activates_controlled': 'false'}, 'nothing')], 'activation of what is controlled')


def files():
    return {name: cases(title, limits, NOTES[name]) for name, (title, limits) in LIMITS.items()}
