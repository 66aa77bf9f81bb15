"""744.6 holds whether or not an item moves or is subject to the EAR: every support, in every way out.

736.2(b)(7) and 744.6 speak of what a US person does; so each activity of (b) and (c)(2) needs its
license also where part 734 says that there is no export, reexport, transfer or release, and for
what is not subject to the EAR. Each way out stands by itself here: on its own it is no matter of
the EAR, and with the support the license is required. Then the figures of 772.1 and the entries
that (c)(2) speaks of. Written from the sections and the control list.
SPDX-License-Identifier: Apache-2.0
"""
from order import module

PARTY = '''Party {{ name = "{0}"; located = {1}; headquartered = {1}; ultimate_parent_headquartered = none; entity_list_names = [];
stakes = []; ownership_inquiry = determined; foreign_person = {2}; us_government_agency = false; supp_8_entry = none;
russian_military_footnote = false; government_of_iran = false }}'''
ITEM = 'Item {{ name = "{0}"; kind = {0}; traits = []; eccn = EAR99; units = 1; operations = []; contains = []; {1} }}'
PUBLIC = 'items = [public_{0}]'
GROUNDS = ('published', 'fundamental_research', 'catalog_course', 'patents', 'standards')
RELEASE = 'release = Release {{ {0}; national_of = CN; nationalities = [CN] }}'
# the way out, the facts that make it, its provision, and from when it is tried
WAYS = (
    ('a service from afar', 'activity = remote_access; items = [technology]', '734.13'),
    ('use that goes on', 'activity = ongoing_use; items = [technology]; good_faith_operator = true', 'use_goes_on_is_no_transfer'),
    ('a statement', 'activity = statement_to_customers; items = [technology]', 'statements_are_no_exports'),
    ('administration of a service', 'activity = administration_of_service; items = [technology]', 'bis_opinion.administrators'),
    ('technology that is not revealed', f'activity = deemed_export; items = [technology]; {RELEASE.format("reveals = false")}', '734.15(a)'),
    ('a launch into space', 'activity = launch_into_space; items = [technology]', '734.18(a)(1)'),
    ('access information', 'activity = access_information; items = [technology]', '734.19(a)'),
    ('an authorized release abroad', 'activity = deemed_reexport; items = [technology]; ' + RELEASE.format(
        'reveals = true; entity_authorized = true; national_authorized = true'), '734.20(a)'),
    ('published', 'activity = export; ' + PUBLIC.format('published'), '734.7(a)'),
    ('fundamental research', 'activity = export; ' + PUBLIC.format('fundamental_research'), '734.8(a)'),
    ('a catalog course', 'activity = export; ' + PUBLIC.format('catalog_course'), '734.3(b)(3)'),
    ('patents', 'activity = export; ' + PUBLIC.format('patents'), '734.10(a)'),
    ('standards', 'activity = export; ' + PUBLIC.format('standards'), '734.10(b)'),
)
PLANT = '''plant = Plant {{ located = CN; headquartered = CN; ultimate_parent_headquartered = none; makes_circuits = true;
node_known = {0}; logic_node = 7; non_planar_logic = true; nand_layers = none; dram_half_pitch = none; back_end_only = false }};
support = Support {{ handles_items = true; item_class = {1}; to = CN; servicing_only = false; clerical = false; published = false;
us_government_operation = false; natural_person = true; for_headquartered = CN; for_majority_owned = false }}'''
# the provision, what is known, other facts
SUPPORTS = (
    ('744.6(b)(1)', 'nuclear_end_use', ''),
    ('744.6(b)(2)', 'missile_end_use', ''),
    ('744.6(b)(3)', 'chemical_biological_end_use', ''),
    ('744.6(b)(4)', 'precursor_plant_end_use', ''),
    ('744.6(b)(5)', 'military_intelligence_end_use', ''),
    ('744.6(c)(2)(i)', 'plant_end_use', PLANT.format('true', '3B991')),
    ('744.6(c)(2)(ii)', 'plant_end_use', PLANT.format('false', '3B991')),
    ('744.6(c)(2)(iii)', 'foreign_equipment', PLANT.format('true', '3B001.c')),
)
# Entries of category 3, groups B to E, in the control list of 2026-07-23, which prints 3D006 within
# 3D005 and 3E002 within 3E001
GROUPS_B_TO_E = '''3B001 3B002 3B611 3B903 3B904 3B991 3B992 3B993 3B994 3C001 3C002 3C003 3C004 3C005 3C006 3C907 3C908
3C909 3C992 3D001 3D002 3D003 3D004 3D005 3D006 3D101 3D201 3D202 3D611 3D901 3D907 3D980 3D991 3D992 3D993 3D994 3E001 3E002 3E003
3E004 3E069 3E101 3E102 3E201 3E202 3E611 3E901 3E905 3E980 3E991 3E992 3E993 3E994'''.split()
# 772.1, "advanced-node integrated circuits": figure, values that do not make it and that do
NODES = (('logic_node', (17, '16.1'), (16, 14)), ('nand_layers', (127,), (128, 129)),
         ('dram_cell_area', ('0.0026', '0.00261'), ('0.00259',)), ('dram_density', ('0.199', '0.20'), ('0.201',)),
         ('dram_vias', (2999, 3000), (3001,)))
# after 2024-07-18 all ways are in force; 744.6(c)(2) has a first version, which 734.10(b) does not meet
DAYS = ('2026-08-01', '2023-06-01')


def scenario(way, facts, provision, day):
    lines = [f'scenario "{way}, {day}"', f'source "15 CFR 736.2(b)(7), 744.6; {provision}"',
             'certainty "derived from rule text"', f'as of {day}',
             f'given {{ {facts}; destination = CN; end_user = user; exporter = maker; parties = []; purpose = ordinary_use;',
             'signs = []; knowledge = []; us_person_support = true; foreign_availability_shown = false }',
             f'expect not_subject because {provision}']
    for rule, known, more in SUPPORTS:
        lines.append(f'given {{ knowledge = [{known}]; {more} }} expect license_required because {rule}')
    return '\n'.join(lines) + '\n'


def plants():
    """744.6(c)(2)(i) by the figures of 772.1; (ii) by the entry of the item."""
    facts = PLANT.format('true', '3B991').replace('logic_node = 7; non_planar_logic = true; nand_layers = none; dram_half_pitch = none',
        'logic_node = 28; non_planar_logic = false; nand_layers = 64; dram_half_pitch = 30; dram_cell_area = 0.003; dram_density = 0.1; dram_vias = 0')
    given = f'activity = dealing; items = []; end_user = user; exporter = maker; parties = []; purpose = ordinary_use; signs = []; ' \
        f'us_person_support = true; foreign_availability_shown = false; {facts}'
    lines = ['scenario "figures of advanced nodes, 2024-12-02"', 'source "15 CFR 772.1, 744.6(c)(2)(i)"',
             'certainty "derived from rule text"', 'as of 2024-12-02', f'given {{ knowledge = [plant_end_use]; {given} }}',
             'expect no_license_required', 'given { plant.non_planar_logic = true } expect license_required because 744.6(c)(2)(i)']
    for figure, outside, within in NODES:
        lines += [f'given {{ plant.{figure} = {value} }} expect no_license_required' for value in outside]
        lines += [f'given {{ plant.{figure} = {value} }} expect license_required because 744.6(c)(2)(i)' for value in within]
    yield '\n'.join(lines) + '\n'
    lines = ['scenario "entries of category 3, groups B to E"', 'source "15 CFR 744.6(c)(2)(ii); part 774, supp. 1"',
             'certainty "derived from rule text"', 'as of 2026-07-23', f'given {{ knowledge = [plant_end_use]; {given} }}',
             'expect no_license_required']
    for entry in GROUPS_B_TO_E:
        lines.append(f'given {{ plant.node_known = false; support.item_class = {entry} }} expect license_required because 744.6(c)(2)(ii)')
    for entry in ('3A001', '3A991', '4A994', '2B999', 'EAR99'):
        lines.append(f'given {{ plant.node_known = false; support.item_class = {entry} }} expect no_license_required')
    yield '\n'.join(lines) + '\n'


def files():
    declared = [f'define technology: Item "technology" = {ITEM.format("technology", "object_code = false")}\n',
                f'define user: Party "a user in China" = {PARTY.format("a user in China", "CN", "true")}\n',
                f'define maker: Party "a maker in China" = {PARTY.format("a maker in China", "CN", "true")}\n']
    for ground in GROUNDS:
        item = ITEM.format('public_information', f'grounds = [{ground}]; notified_742_15 = false')
        declared.append(f'define public_{ground}: Item "held to be public: {ground.replace("_", " ")}" = {item}\n')
    for day in DAYS:
        declared += [scenario(way, facts, provision, day) for way, facts, provision in WAYS
                     if day > '2024-07-18' or provision != '734.10(b)']
    declared += plants()
    return {'us-persons.licet': module('744.6, whatever part 734 says of the items: every support, in every way out.', ['us.ear'], declared)}
