// The grammar of Licet: tokens in, one syntax tree out.
//
// LALR(1) without conflicts, pure and reentrant, with exact look-ahead (LAC) for messages.
// Every action is one call into build.c, or passes a value on. Recovery: one error
// production per declaration and per pair of brackets; the scanner (scan.c) always
// delivers balanced brackets, skips the inner ones while the parser recovers, and marks
// the next declaration by RESTART.
// The words of messages are made in report.c. Memory is the tree's arena: no destructors.
// SPDX-License-Identifier: Apache-2.0

%require "3.8"
%define api.pure full
%define api.prefix {licet_yy}
%define api.token.prefix {TOK_}
%define api.location.type {Span}
%define parse.error custom
%define parse.lac full
%define parse.lac.es-capacity-initial {4000}
%locations
%expect 0
%param {void *scanner}
%parse-param {Parser *p}

%code requires {
#include "grammar/scan.h"
}

%code provides {
// The scanner as the parser sees it (scan.c).
int licet_yylex(LICET_YYSTYPE *value, Span *span, void *scanner);
}

%code {
#include "grammar/build.h"
#include "grammar/report.h"

// Depth of the parser's own stacks. Brackets nest at most PARSE_DEPTH_MAX deep and one
// bracket takes less than ten places, so more can only come from endless prefixes such as
// 'not not not ...', which are refused with the same message. All stacks have their final
// size from the start: the parser never allocates.
#define YYINITDEPTH 4000
#define YYMAXDEPTH 4000

#define KIDS(...) \
    (const Node *[]){__VA_ARGS__}, sizeof((const Node *[]){__VA_ARGS__}) / sizeof(Node *)
#define YYLLOC_DEFAULT(where, right, n) ((where) = build_span((right), (n)))

static void licet_yyerror(const Span *at, void *scanner, Parser *p, const char *message);
}

%union {
    Node *node;
    Str text;
    unsigned op;
}

%token YYEOF 0 "the end of the file"
%token START_FILE "start of file" START_EXPRESSION "start of expression"
%token RESTART "a new declaration"
%token <text> IDENT "a name" NUMBER "a number" UNIT "a unit" DATE "a date"
%token <text> STRING "a text in quotes" LABEL "a label" ITEM "a paragraph label"
%token NE "!=" LE "<=" GE ">=" DOTS ".." ELLIPSIS "..."

%token MODULE "module" IMPORT "import" LAW "law" FACT "fact" ACT "act" ENUM "enum"
%token RECORD "record" UNIT_WORD "unit" VERDICTS "verdicts" OUTCOMES "outcomes"
%token REASONS "reasons" POLICIES "policies" EXCLUSIONS "exclusions" DEFINE "define"
%token NATIVE "native" TABLE "table" RULE "rule" SCENARIO "scenario"
%token DUTIES_LIST "duties {" FLAGS_LIST "flags {" TEXT_READ "text read"
%token NOT_CHECKED "not checked" AS_OF "as of"
%token WHEN "when" EXCEPT "except" WITH "with" AND "and" OR "or" NOT "not" IN "in" IS "is"
%token IF "if" THEN "then" OTHERWISE "otherwise" SOME "some" EVERY "every" NO "no"
%token ALL "all" ANY "any" NONE "none" TRUE "true" FALSE "false" UNKNOWN "unknown"
%token FOR "for" EACH "each" SATISFIES "satisfies" AT "at" EXCEEDING "exceeding"
%token OPTIONAL "optional" QUANTITY "quantity" GIVEN "given" EXPECT "expect"
%token ASSUMING "assuming" FLAGS "flags" DUTIES "duties"
%token <text> CITES "cites" SOURCE "source" NOTE "note" PROPOSED "proposed"
%token <text> UNVERIFIED "unverified" CASE "case" CERTAINTY "certainty" LAPSES "lapses"
%token <text> DOUBTFUL "doubtful" NOTWITHSTANDING "notwithstanding" SUBJECT "subject"
%token <text> TO "to" FORCE "force" FROM "from" UNTIL "until" THROUGH "through"
%token <text> CLASSIFIES "classifies" REQUIRES "requires" PROHIBITS "prohibits"
%token <text> EXCLUDES "excludes" AUTHORIZES "authorizes" REVIEWS "reviews"
%token <text> OBLIGES "obliges" SUSPENDS "suspends" UNENFORCES "unenforces" AS "as"
%token <text> UNDER "under" DUTY "duty" BEFORE "before" AFTER "after" BECAUSE "because"
%token <text> REVIEW "review" MISSING "missing" GATE "gate" CLASS "class" OF "of"
%token <text> COLUMNS "columns" KEY "key" HIT "hit" UNIQUE "unique" COLLECT "collect"
%token <text> ROWS "rows" COMPLETE "complete" SYMBOL "symbol" PURE "pure"
%token <text> BLOCKS "blocks" RAISES "raises" CODE "code" LOGARITHMIC "logarithmic"
%token <text> OPEN "open" LIST "list" ASSERTED "asserted" MONEY "money" TEXT "text"
%token <text> DATE_WORD "date" READ "read" CHECKED "checked" LEAST "least" MOST "most"
%token <text> MORE "more" LESS "less" THAN "than" WHERE "where"

%type <node> file header modheads modhead decls decl title
%type <node> import notchecked readthrough verdicts chain_of verdict_list verdict roles
%type <node> vocabulary words word_list word raises code counted enum record fields field_list field
%type <node> unit fact lawdate define params_opt params param body cases case
%type <node> native table columns column rows_opt file_opt through_opt row_list row
%type <node> cells from_opt until_opt unverified_opt
%type <node> heads head span rule subject_opt effect term args arg when_opt
%type <node> excepts except label_opt duties duty
%type <node> scenario as_of_opt given binds bind groups group_first group prefixed assume
%type <node> given_opt expects expect high_opt clauses clause names paths path_list
%type <node> type base bound bound_number unit_word number string date
%type <node> expr chain and_chain or_chain mixed unary cmp sum prod neg postfix prim
%type <node> exprs where_opt elements parag items item labels label path name type_name
%type <node> label_list name_one
%type <op> vocabulary_word blocks_opt pure_opt hit until_word world
%type <op> symbol_op word_op quantifier parag_word
%type <text> contextual contextual_type

%%

start:
  START_FILE file                       { build_root(p, $2); }
| START_EXPRESSION expr                 { build_root(p, $2); }
;

// -- modules

file:
  header decls                          { $$ = build_module(p, @$, $1, $2); }
| decls                                 { $$ = build_module(p, @$, NULL, $1); }
| header decls error                    { $$ = build_module(p, @$, $1, $2); }
| decls error                           { $$ = build_module(p, @$, NULL, $1); }
;
header:
  MODULE path title modheads            { $$ = build_node(p, NODE_MODULE, 0, @$, KIDS($2, $3, $4, NULL)); }
;
modheads:
  %empty                                { $$ = NULL; }
| modheads modhead                      { $$ = build_append(p, $1, $2); }
;
modhead:
  CITES string                          { $$ = build_node(p, NODE_HEAD, HEAD_CITES, @$, KIDS($2)); }
| SOURCE string                         { $$ = build_node(p, NODE_HEAD, HEAD_SOURCE, @$, KIDS($2)); }
| NOTE string                           { $$ = build_node(p, NODE_HEAD, HEAD_NOTE, @$, KIDS($2)); }
;
decls:
  %empty                                { $$ = build_empty(p, @$); }
| decls decl                            { $$ = build_append(p, $1, $2); }
| decls error RESTART                   { $$ = build_skip(p, @2, $1); yyerrok; }
;
decl:
  import | notchecked | readthrough | verdicts | vocabulary | enum | record | unit | fact
| lawdate | define | native | table | rule | scenario
;
title:
  %empty                                { $$ = NULL; }
| string
;
import:
  IMPORT path                           { $$ = build_node(p, NODE_IMPORT, 0, @$, KIDS($2)); }
;
notchecked:
  NOT_CHECKED CHECKED words             { $$ = build_node(p, NODE_NOT_CHECKED, 0, @$, KIDS($3)); }
;
readthrough:
  TEXT_READ READ THROUGH date           { $$ = build_node(p, NODE_READ_THROUGH, 0, @$, KIDS($4)); }
;

// -- vocabulary

verdicts:
  VERDICTS title chain_of               { $$ = build_node(p, NODE_VERDICTS, 0, @$, KIDS(NULL, $2, $3)); }
| VERDICTS path title chain_of          { $$ = build_node(p, NODE_VERDICTS, 0, @$, KIDS($2, $3, $4)); }
;
chain_of:
  '{' verdict_list semi '}'             { $$ = build_enclosed(p, @$, $2); }
| '{' error '}'                         { $$ = build_hole(p, @$); }
;
verdict_list:
  verdict                               { $$ = build_list(p, $1); }
| verdict_list ';' verdict              { $$ = build_append(p, $1, $3); }
;
verdict:
  name roles blocks_opt title           { $$ = build_named(p, NODE_VERDICT, $3, @$, $1, KIDS($4, $2)); }
;
roles:
  %empty                                { $$ = NULL; }
| FOR names                             { $$ = $2; }
;
blocks_opt:
  %empty                                { $$ = 0; }
| BLOCKS                                { $$ = 1; }
;
vocabulary:
  vocabulary_word words                 { $$ = build_node(p, NODE_VOCABULARY, $1, @$, KIDS($2)); }
;
vocabulary_word:
  OUTCOMES                              { $$ = VOCABULARY_OUTCOMES; }
| REASONS                               { $$ = VOCABULARY_REASONS; }
| POLICIES                              { $$ = VOCABULARY_POLICIES; }
| DUTIES_LIST                           { $$ = VOCABULARY_DUTIES; }
| FLAGS_LIST                            { $$ = VOCABULARY_FLAGS; }
| EXCLUSIONS                            { $$ = VOCABULARY_EXCLUSIONS; }
;
words:
  '{' word_list semi '}'                { $$ = build_enclosed(p, @$, $2); }
| '{' error '}'                         { $$ = build_hole(p, @$); }
;
word_list:
  word                                  { $$ = build_list(p, $1); }
| word_list ';' word                    { $$ = build_append(p, $1, $3); }
;
word:
  name title raises code counted        { $$ = build_named(p, NODE_WORD, 0, @$, $1, KIDS($2, $4, $3, $5)); }
;
counted:
  %empty                                { $$ = NULL; }
| FROM name                             { $$ = $2; }
;
raises:
  %empty                                { $$ = NULL; }
| RAISES name                           { $$ = $2; }
;
code:
  %empty                                { $$ = NULL; }
| CODE string                           { $$ = $2; }
;
semi:
  %empty
| ';'
;
enum:
  ENUM name title words                 { $$ = build_named(p, NODE_ENUM, 0, @$, $2, KIDS($3, $4)); }
;
record:
  RECORD name title fields              { $$ = build_named(p, NODE_RECORD, 0, @$, $2, KIDS($3, $4)); }
;
fields:
  '{' field_list semi '}'               { $$ = build_enclosed(p, @$, $2); }
| '{' error '}'                         { $$ = build_hole(p, @$); }
;
field_list:
  field                                 { $$ = build_list(p, $1); }
| field_list ';' field                  { $$ = build_append(p, $1, $3); }
;
field:
  name ':' type title                   { $$ = build_named(p, NODE_FIELD, 0, @$, $1, KIDS($3, $4)); }
;
unit:
  UNIT_WORD name title                  { $$ = build_named(p, NODE_UNIT, UNIT_LINEAR, @$, $2, KIDS($3, NULL)); }
| UNIT_WORD name title '=' sum          { $$ = build_named(p, NODE_UNIT, UNIT_LINEAR, @$, $2, KIDS($3, $5)); }
| UNIT_WORD name title LOGARITHMIC      { $$ = build_named(p, NODE_UNIT, UNIT_LOGARITHMIC, @$, $2, KIDS($3, NULL)); }
;
fact:
  FACT name ':' type title              { $$ = build_named(p, NODE_FACT, 0, @$, $2, KIDS($4, $5)); }
| ACT name ':' type title               { $$ = build_named(p, NODE_FACT, 1, @$, $2, KIDS($4, $5)); }
;
lawdate:
  LAW DATE_WORD '=' name                { $$ = build_node(p, NODE_LAW_DATE, 0, @$, KIDS($4)); }
;

// -- types

type:
  base
| base FROM bound DOTS                  { $$ = build_range(p, @$, $1, $3, NULL); }
| base FROM bound DOTS bound            { $$ = build_range(p, @$, $1, $3, $5); }
| LIST OF type                          { $$ = build_node(p, NODE_TYPE_LIST, 0, @$, KIDS($3)); }
| OPEN LIST OF type                     { $$ = build_node(p, NODE_TYPE_LIST, 1, @$, KIDS($4)); }
| OPTIONAL type                         { $$ = build_node(p, NODE_TYPE_OPTIONAL, 0, @$, KIDS($2)); }
| ASSERTED type_name                    { $$ = build_asserted(p, @$, $2); }
;
base:
  type_name                             { $$ = build_named(p, NODE_TYPE_NAME, 0, @$, $1, KIDS(NULL, NULL)); }
| QUANTITY IN unit_word                 { $$ = build_named(p, NODE_TYPE_QUANTITY, 0, @$, $3, KIDS(NULL, NULL)); }
| MONEY IN name                         { $$ = build_named(p, NODE_TYPE_QUANTITY, 1, @$, $3, KIDS(NULL, NULL)); }
;
bound:
  bound_number
| '-' bound_number                      { $$ = build_node(p, NODE_NEGATE, 0, @$, KIDS($2)); }
| date
;
bound_number:
  number
| NUMBER UNIT                           { $$ = build_quantity(p, @$, @1, $1, @2, $2); }
| number '/' number                     { $$ = build_node(p, NODE_ARITH, ARITH_DIV, @$, KIDS($1, $3)); }
| number '^' number                     { $$ = build_node(p, NODE_POWER, 0, @$, KIDS($1, $3)); }
;
unit_word:
  name
| unit_word '/' name                    { $$ = build_unit_join(p, @$, $1, "/", $3); }
| unit_word '*' name                    { $$ = build_unit_join(p, @$, $1, "*", $3); }
;

// -- definitions

define:
  DEFINE name params_opt ':' type title heads '=' body
                                        { $$ = build_named(p, NODE_DEFINE, 0, @$, $2, KIDS($3, $5, $6, $7, $9)); }
;
params_opt:
  %empty                                { $$ = NULL; }
| '(' params ')'                        { $$ = build_enclosed(p, @$, $2); }
| '(' error ')'                         { $$ = build_hole(p, @$); }
;
params:
  param                                 { $$ = build_list(p, $1); }
| params ',' param                      { $$ = build_append(p, $1, $3); }
;
param:
  name ':' type                         { $$ = build_named(p, NODE_PARAM, 0, @$, $1, KIDS($3)); }
;
body:
  expr
| '{' cases OTHERWISE expr semi '}'     { $$ = build_node(p, NODE_CASES, 0, @$, KIDS($2, $4)); }
| '{' error '}'                         { $$ = build_error(p, @$); }
;
cases:
  case ';'                              { $$ = build_list(p, $1); }
| cases case ';'                        { $$ = build_append(p, $1, $2); }
;
case:
  WHEN expr THEN expr                   { $$ = build_node(p, NODE_CASE, 0, @$, KIDS($2, $4)); }
;
native:
  NATIVE name params_opt ':' type title heads '=' SYMBOL string OF string pure_opt
                                        { $$ = build_named(p, NODE_NATIVE, $13, @$, $2, KIDS($3, $5, $6, $7, $10, $12)); }
;
pure_opt:
  %empty                                { $$ = 0; }
| PURE                                  { $$ = 1; }
;

// -- tables

table:
  TABLE name title heads COLUMNS columns HIT hit rows_opt file_opt through_opt
                                        { $$ = build_table(p, @$, $8, $2, KIDS($3, $4, $6, $9, $10, $11)); }
;
columns:
  column                                { $$ = build_list(p, $1); }
| columns ',' column                    { $$ = build_append(p, $1, $3); }
;
column:
  name ':' type                         { $$ = build_named(p, NODE_COLUMN, 0, @$, $1, KIDS($3)); }
| KEY name ':' type                     { $$ = build_named(p, NODE_COLUMN, 1, @$, $2, KIDS($4)); }
;
hit:
  UNIQUE                                { $$ = HIT_UNIQUE; }
| COLLECT                               { $$ = HIT_COLLECT; }
;
rows_opt:
  %empty                                { $$ = NULL; }
| ROWS '{' row_list semi '}'            { $$ = build_enclosed(p, @$, $3); }
| ROWS '{' error '}'                    { $$ = build_hole(p, @$); }
;
file_opt:
  %empty                                { $$ = NULL; }
| FROM string                           { $$ = $2; }
;
through_opt:
  %empty                                { $$ = NULL; }
| COMPLETE THROUGH date                 { $$ = $3; }
;
row_list:
  row                                   { $$ = build_list(p, $1); }
| row_list ';' row                      { $$ = build_append(p, $1, $3); }
;
row:
  cells from_opt unverified_opt         { $$ = build_node(p, NODE_ROW, 0, @$, KIDS($1, $2, NULL, $3)); }
| cells from_opt until_word until_opt unverified_opt
                                        { $$ = build_node(p, NODE_ROW, $3, @$, KIDS($1, $2, $4, $5)); }
;
cells:
  sum                                   { $$ = build_list(p, $1); }
| cells '|' sum                         { $$ = build_append(p, $1, $3); }
;
from_opt:
  %empty                                { $$ = NULL; }
| FROM date                             { $$ = $2; }
;
until_word:
  UNTIL                                 { $$ = 0; }
| THROUGH                               { $$ = 1; }
;
until_opt:
  date
;
unverified_opt:
  %empty                                { $$ = NULL; }
| UNVERIFIED string                     { $$ = $2; }
;

// -- heads

heads:
  %empty                                { $$ = NULL; }
| heads head                            { $$ = build_append(p, $1, $2); }
;
head:
  modhead
| PROPOSED string                       { $$ = build_node(p, NODE_HEAD, HEAD_PROPOSED, @$, KIDS($2)); }
| UNVERIFIED string                     { $$ = build_node(p, NODE_HEAD, HEAD_UNVERIFIED, @$, KIDS($2)); }
| CASE string                           { $$ = build_node(p, NODE_HEAD, HEAD_CASE, @$, KIDS($2)); }
| CERTAINTY string                      { $$ = build_node(p, NODE_HEAD, HEAD_CERTAINTY, @$, KIDS($2)); }
| LAPSES                                { $$ = build_node(p, NODE_HEAD, HEAD_LAPSES, @$, KIDS(NULL)); }
| IN FORCE span                         { $$ = build_force(p, @$, $3); }
| DOUBTFUL span string                  { $$ = build_doubt(p, @$, $2, $3); }
| NOTWITHSTANDING labels                { $$ = build_node(p, NODE_PRIORITY, 0, @$, KIDS($2)); }
| SUBJECT TO labels                     { $$ = build_node(p, NODE_PRIORITY, 1, @$, KIDS($3)); }
;
span:
  FROM date                             { $$ = build_node(p, NODE_SPAN, 0, @$, KIDS($2, NULL, NULL)); }
| FROM date UNTIL date                  { $$ = build_node(p, NODE_SPAN, 0, @$, KIDS($2, $4, NULL)); }
| FROM date THROUGH date                { $$ = build_node(p, NODE_SPAN, 2, @$, KIDS($2, $4, NULL)); }
;

// -- rules

rule:
  RULE label title subject_opt heads effect when_opt excepts duties
                                        { $$ = build_rule(p, @$, $4, KIDS($2, $3, NULL, NULL, $5, $6, $7, $8, $9)); }
;
subject_opt:
  %empty                                { $$ = NULL; }
| FOR EACH name IN path                 { $$ = build_pair(p, @$, $3, $5); }
;
effect:
  CLASSIFIES name AS label              { $$ = build_node(p, NODE_EFFECT, EFFECT_CLASSIFIES, @$, KIDS($2, $4)); }
| REQUIRES term                         { $$ = build_node(p, NODE_EFFECT, EFFECT_REQUIRES, @$, KIDS($2, NULL)); }
| PROHIBITS                             { $$ = build_node(p, NODE_EFFECT, EFFECT_PROHIBITS, @$, KIDS(NULL, NULL)); }
| PROHIBITS term                        { $$ = build_node(p, NODE_EFFECT, EFFECT_PROHIBITS, @$, KIDS($2, NULL)); }
| EXCLUDES term                         { $$ = build_node(p, NODE_EFFECT, EFFECT_EXCLUDES, @$, KIDS($2, NULL)); }
| AUTHORIZES labels                     { $$ = build_node(p, NODE_EFFECT, EFFECT_AUTHORIZES, @$, KIDS($2, NULL)); }
| AUTHORIZES ALL                        { $$ = build_node(p, NODE_EFFECT, EFFECT_AUTHORIZES, @$, KIDS(NULL, NULL)); }
| AUTHORIZES ALL NOT IN '[' labels ']'  { $$ = build_node(p, NODE_EFFECT, EFFECT_AUTHORIZES, @$, KIDS(NULL, $6)); }
| REVIEWS labels UNDER name             { $$ = build_node(p, NODE_EFFECT, EFFECT_REVIEWS, @$, KIDS($2, $4)); }
| OBLIGES term                          { $$ = build_node(p, NODE_EFFECT, EFFECT_OBLIGES, @$, KIDS($2, NULL)); }
| FLAGS term                            { $$ = build_node(p, NODE_EFFECT, EFFECT_FLAGS, @$, KIDS($2, NULL)); }
| SUSPENDS labels                       { $$ = build_node(p, NODE_EFFECT, EFFECT_SUSPENDS, @$, KIDS($2, NULL)); }
| UNENFORCES labels                     { $$ = build_node(p, NODE_EFFECT, EFFECT_UNENFORCES, @$, KIDS($2, NULL)); }
;
term:
  name                                  { $$ = build_named(p, NODE_TERM, 0, @$, $1, KIDS(NULL)); }
| name '(' args ')'                     { $$ = build_named(p, NODE_TERM, 0, @$, $1, KIDS($3)); }
| name '(' error ')'                    { $$ = build_error(p, @$); }
;
args:
  arg                                   { $$ = build_list(p, $1); }
| args ',' arg                          { $$ = build_append(p, $1, $3); }
;
arg:
  expr                                  { $$ = build_node(p, NODE_ARG, 0, @$, KIDS($1)); }
| name ':' expr                         { $$ = build_named(p, NODE_ARG, 0, @$, $1, KIDS($3)); }
;
when_opt:
  %empty                                { $$ = NULL; }
| WHEN expr                             { $$ = $2; }
;
excepts:
  %empty                                { $$ = NULL; }
| excepts except                        { $$ = build_append(p, $1, $2); }
;
except:
  EXCEPT label_opt WHEN expr            { $$ = build_node(p, NODE_EXCEPT, 0, @$, KIDS($2, $4)); }
;
label_opt:
  %empty                                { $$ = NULL; }
| label
;
duties:
  %empty                                { $$ = NULL; }
| duties duty                           { $$ = build_append(p, $1, $2); }
;
duty:
  WITH DUTY term                        { $$ = build_node(p, NODE_DUTY, DUTY_PLAIN, @$, KIDS($3, NULL, NULL)); }
| WITH DUTY term NUMBER UNIT BEFORE path
                                        { $$ = build_duty(p, @$, DUTY_BEFORE, $3, @4, $4, @5, $5, $7); }
| WITH DUTY term NUMBER UNIT AFTER path { $$ = build_duty(p, @$, DUTY_AFTER, $3, @4, $4, @5, $5, $7); }
;

// -- scenarios

scenario:
  SCENARIO string heads as_of_opt given groups
                                        { $$ = build_node(p, NODE_SCENARIO, 0, @$, KIDS($2, $3, $4, $5, $6)); }
;
as_of_opt:
  %empty                                { $$ = NULL; }
| AS_OF OF date                         { $$ = $3; }
;
given:
  GIVEN '{' '}'                         { $$ = build_empty(p, @$); }
| GIVEN '{' binds semi '}'              { $$ = build_enclosed(p, @$, $3); }
| GIVEN '{' error '}'                   { $$ = build_hole(p, @$); }
;
binds:
  bind                                  { $$ = build_list(p, $1); }
| binds ';' bind                        { $$ = build_append(p, $1, $3); }
;
bind:
  path '=' expr                         { $$ = build_node(p, NODE_BIND, 0, @$, KIDS($1, $3)); }
;
groups:
  group_first                           { $$ = build_list(p, $1); }
| groups group                          { $$ = build_append(p, $1, $2); }
;
group_first:
  expects                               { $$ = build_node(p, NODE_GROUP, 0, @$, KIDS(NULL, NULL, NULL, $1)); }
| group
;
group:
  prefixed expects                      { $$ = build_group(p, @$, $1, $2); }
;
prefixed:
  assume                                { $$ = build_node(p, NODE_GROUP, 0, @$, KIDS($1, NULL, NULL, NULL)); }
| assume given                          { $$ = build_node(p, NODE_GROUP, 0, @$, KIDS($1, NULL, $2, NULL)); }
| assume AS_OF OF date given_opt        { $$ = build_node(p, NODE_GROUP, 0, @$, KIDS($1, $4, $5, NULL)); }
| AS_OF OF date given_opt               { $$ = build_node(p, NODE_GROUP, 0, @$, KIDS(NULL, $3, $4, NULL)); }
| given                                 { $$ = build_node(p, NODE_GROUP, 0, @$, KIDS(NULL, NULL, $1, NULL)); }
;
given_opt:
  %empty                                { $$ = NULL; }
| given
;
assume:
  ASSUMING labels                       { $$ = $2; }
| ASSUMING PROPOSED labels              { $$ = build_proposed(p, $3); }
;
expects:
  expect                                { $$ = build_list(p, $1); }
| expects expect                        { $$ = build_append(p, $1, $2); }
;
expect:
  EXPECT name high_opt world clauses    { $$ = build_node(p, NODE_EXPECT, $4, @$, KIDS($2, $3, $5)); }
;
high_opt:
  %empty                                { $$ = NULL; }
| DOTS name                             { $$ = $2; }
;
world:
  %empty                                { $$ = WORLD_ENFORCED; }
| IN TEXT                               { $$ = WORLD_TEXT; }
;
clauses:
  %empty                                { $$ = NULL; }
| clauses clause                        { $$ = build_append(p, $1, $2); }
;
clause:
  BECAUSE label_list                    { $$ = build_node(p, NODE_CLAUSE, CLAUSE_BECAUSE, @$, KIDS($2)); }
| REVIEW name_one                       { $$ = build_node(p, NODE_CLAUSE, CLAUSE_REVIEW, @$, KIDS($2)); }
| MISSING path_list                     { $$ = build_node(p, NODE_CLAUSE, CLAUSE_MISSING, @$, KIDS($2)); }
| FLAGS names                           { $$ = build_node(p, NODE_CLAUSE, CLAUSE_FLAGS, @$, KIDS($2)); }
| DUTIES names                          { $$ = build_node(p, NODE_CLAUSE, CLAUSE_DUTIES, @$, KIDS($2)); }
| GATE name_one                         { $$ = build_node(p, NODE_CLAUSE, CLAUSE_GATE, @$, KIDS($2)); }
| CLASS label_list                      { $$ = build_node(p, NODE_CLAUSE, CLAUSE_CLASS, @$, KIDS($2)); }
| OF paths                              { $$ = build_node(p, NODE_CLAUSE, CLAUSE_OF, @$, KIDS($2)); }
;
label_list:
  labels
;
name_one:
  name                                  { $$ = build_list(p, $1); }
;
names:
  name                                  { $$ = build_list(p, $1); }
| names ',' name                        { $$ = build_append(p, $1, $3); }
;
paths:
  path                                  { $$ = build_list(p, $1); }
;
path_list:
  paths
| path_list ',' path                    { $$ = build_append(p, $1, $3); }
;

// -- expressions

expr:
  chain
| quantifier name IN postfix SATISFIES expr
                                        { $$ = build_named(p, NODE_QUANTIFIED, $1, @$, $2, KIDS($4, $6)); }
| IF expr THEN expr OTHERWISE expr      { $$ = build_node(p, NODE_IF, 0, @$, KIDS($2, $4, $6)); }
;
quantifier:
  SOME                                  { $$ = QUANT_SOME; }
| EVERY                                 { $$ = QUANT_EVERY; }
| NO                                    { $$ = QUANT_NO; }
;
chain:
  unary
| and_chain
| or_chain
| mixed                                 { $$ = build_mixed(p, @$, $1); }
;
and_chain:
  unary AND unary                       { $$ = build_chain(p, NODE_AND, @$, @2, $1, $3); }
| and_chain AND unary                   { $$ = build_link(p, @$, @2, $1, $3); }
;
or_chain:
  unary OR unary                        { $$ = build_chain(p, NODE_OR, @$, @2, $1, $3); }
| or_chain OR unary                     { $$ = build_link(p, @$, @2, $1, $3); }
;
mixed:
  and_chain OR unary                    { $$ = build_mix(p, @$, @2, NODE_OR, $1, $3); }
| or_chain AND unary                    { $$ = build_mix(p, @$, @2, NODE_AND, $1, $3); }
| mixed AND unary                       { $$ = build_mix(p, @$, @2, NODE_AND, $1, $3); }
| mixed OR unary                        { $$ = build_mix(p, @$, @2, NODE_OR, $1, $3); }
;
unary:
  cmp
| NOT unary                             { $$ = build_node(p, NODE_NOT, 0, @$, KIDS($2)); }
;
cmp:
  sum
| sum symbol_op sum                     { $$ = build_compare(p, @$, $2, SPELL_SYMBOL, $1, $3); }
| sum word_op sum                       { $$ = build_compare(p, @$, $2, SPELL_WORDS, $1, $3); }
| sum EXCEEDING sum                     { $$ = build_compare(p, @$, COMPARE_GT, SPELL_EXCEEDING, $1, $3); }
| sum IN sum                            { $$ = build_node(p, NODE_IN, 0, @$, KIDS($1, $3)); }
| sum NOT IN sum                        { $$ = build_node(p, NODE_IN, 1, @$, KIDS($1, $4)); }
| sum IS label                          { $$ = build_is(p, @$, IS, $1, $3); }
| sum IS NOT label                      { $$ = build_is(p, @$, IS_NOT, $1, $4); }
| sum IS ANY OF '[' labels ']'          { $$ = build_node(p, NODE_IS, IS_ANY_OF, @$, KIDS($1, $6)); }
| sum IS NONE OF '[' labels ']'         { $$ = build_node(p, NODE_IS, IS_NONE_OF, @$, KIDS($1, $6)); }
| sum IS ANY OF '[' error ']'           { $$ = build_error(p, @$); }
| sum IS NONE OF '[' error ']'          { $$ = build_error(p, @$); }
;
symbol_op:
  '='                                   { $$ = COMPARE_EQ; }
| NE                                    { $$ = COMPARE_NE; }
| '<'                                   { $$ = COMPARE_LT; }
| LE                                    { $$ = COMPARE_LE; }
| '>'                                   { $$ = COMPARE_GT; }
| GE                                    { $$ = COMPARE_GE; }
;
word_op:
  AT LEAST                              { $$ = COMPARE_GE; }
| AT MOST                               { $$ = COMPARE_LE; }
| MORE THAN                             { $$ = COMPARE_GT; }
| LESS THAN                             { $$ = COMPARE_LT; }
;
sum:
  prod
| sum '+' prod                          { $$ = build_node(p, NODE_ARITH, ARITH_ADD, @$, KIDS($1, $3)); }
| sum '-' prod                          { $$ = build_node(p, NODE_ARITH, ARITH_SUB, @$, KIDS($1, $3)); }
;
prod:
  neg
| prod '*' neg                          { $$ = build_node(p, NODE_ARITH, ARITH_MUL, @$, KIDS($1, $3)); }
| prod '/' neg                          { $$ = build_node(p, NODE_ARITH, ARITH_DIV, @$, KIDS($1, $3)); }
;
neg:
  postfix
| postfix '^' number                    { $$ = build_node(p, NODE_POWER, 0, @$, KIDS($1, $3)); }
| '-' neg                               { $$ = build_node(p, NODE_NEGATE, 0, @$, KIDS($2)); }
;
postfix:
  prim
| postfix '.' IDENT                     { $$ = build_member(p, @$, $1, @3, $3); }
| postfix '[' exprs ']'                 { $$ = build_node(p, NODE_LOOKUP, 0, @$, KIDS($1, $3)); }
| postfix '[' error ']'                 { $$ = build_error(p, @$); }
;
prim:
  number
| NUMBER UNIT                           { $$ = build_quantity(p, @$, @1, $1, @2, $2); }
| date
| string
| LABEL                                 { $$ = build_token(p, NODE_LABEL, @$, $1); }
| TRUE                                  { $$ = build_token(p, NODE_TRUE, @$, STR_NONE); }
| FALSE                                 { $$ = build_token(p, NODE_FALSE, @$, STR_NONE); }
| UNKNOWN                               { $$ = build_token(p, NODE_UNKNOWN, @$, STR_NONE); }
| NONE                                  { $$ = build_token(p, NODE_NONE, @$, STR_NONE); }
| name
| name '(' ')'                          { $$ = build_call(p, @$, $1, NULL); }
| name '(' exprs ')'                    { $$ = build_call(p, @$, $1, $3); }
| name '(' expr FOR name IN postfix where_opt ')'
                                        { $$ = build_comprehend(p, @$, $1, $5, KIDS($3, $7, $8)); }
| name '(' error ')'                    { $$ = build_error(p, @$); }
| name '{' '}'                          { $$ = build_named(p, NODE_MAKE, 0, @$, $1, KIDS(build_empty(p, @2))); }
| name '{' binds semi '}'               { $$ = build_named(p, NODE_MAKE, 0, @$, $1, KIDS($3)); }
| name '{' error '}'                    { $$ = build_error(p, @$); }
| '(' expr ')'                          { $$ = build_enclosed(p, @$, $2); }
| '(' error ')'                         { $$ = build_error(p, @$); }
| elements
| parag
;
exprs:
  expr                                  { $$ = build_list(p, $1); }
| exprs ',' expr                        { $$ = build_append(p, $1, $3); }
;
where_opt:
  %empty                                { $$ = NULL; }
| WHERE expr                            { $$ = $2; }
;
elements:
  '[' ']'                               { $$ = build_elements(p, @$, 0, NULL); }
| '[' ELLIPSIS ']'                      { $$ = build_elements(p, @$, 1, NULL); }
| '[' exprs ']'                         { $$ = build_elements(p, @$, 0, $2); }
| '[' exprs ',' ELLIPSIS ']'            { $$ = build_elements(p, @$, 1, $2); }
| '[' error ']'                         { $$ = build_error(p, @$); }
;
parag:
  parag_word OF '{' items semi '}'      { $$ = build_paragraph(p, @$, $1, STR_NONE, $4); }
| parag_word OF '{' error '}'           { $$ = build_error(p, @$); }
| AT LEAST NUMBER OF '{' items semi '}' { $$ = build_paragraph(p, @$, PARAGRAPH_AT_LEAST, $3, $6); }
| AT LEAST NUMBER OF '{' error '}'      { $$ = build_error(p, @$); }
;
parag_word:
  ALL                                   { $$ = PARAGRAPH_ALL; }
| ANY                                   { $$ = PARAGRAPH_ANY; }
| NONE                                  { $$ = PARAGRAPH_NONE; }
;
items:
  item                                  { $$ = build_list(p, $1); }
| items ';' item                        { $$ = build_append(p, $1, $3); }
;
item:
  expr                                  { $$ = build_node(p, NODE_ITEM, 0, @$, KIDS($1)); }
| ITEM expr                             { $$ = build_item(p, @$, @1, $1, $2); }
;

// -- names and labels

labels:
  label                                 { $$ = build_list(p, $1); }
| labels ',' label                      { $$ = build_append(p, $1, $3); }
;
label:
  LABEL                                 { $$ = build_token(p, NODE_LABEL, @$, $1); }
| number
| path
;
path:
  name                                  { $$ = build_path(p, $1); }
| path '.' IDENT                        { $$ = build_path_join(p, @$, $1, @3, $3); }
;
number: NUMBER                          { $$ = build_token(p, NODE_NUMBER, @$, $1); }
;
string: STRING                          { $$ = build_token(p, NODE_STRING, @$, $1); }
;
date: DATE                              { $$ = build_token(p, NODE_DATE, @$, $1); }
;
name:
  IDENT                                 { $$ = build_token(p, NODE_NAME, @$, $1); }
| contextual                            { $$ = build_token(p, NODE_NAME, @$, $1); }
| contextual_type                       { $$ = build_token(p, NODE_NAME, @$, $1); }
;
type_name:
  IDENT                                 { $$ = build_token(p, NODE_NAME, @$, $1); }
| contextual                            { $$ = build_token(p, NODE_NAME, @$, $1); }
;
// Words that begin a type of their own, and so cannot name one.
contextual_type:
  OPEN | LIST | ASSERTED | MONEY
;
contextual:
  CITES | SOURCE | NOTE | PROPOSED | UNVERIFIED | CASE | CERTAINTY | LAPSES | DOUBTFUL
| NOTWITHSTANDING | SUBJECT | TO | FORCE | FROM | UNTIL | THROUGH | CLASSIFIES | REQUIRES
| PROHIBITS | EXCLUDES | AUTHORIZES | REVIEWS | OBLIGES | SUSPENDS | UNENFORCES | AS
| UNDER | DUTY | BEFORE | AFTER | BECAUSE | REVIEW | MISSING | GATE | CLASS | OF | COLUMNS
| KEY | HIT | UNIQUE | COLLECT | ROWS | COMPLETE | SYMBOL | PURE | BLOCKS | RAISES | CODE
| LOGARITHMIC | TEXT | DATE_WORD | READ | CHECKED | LEAST | MOST | MORE | LESS | THAN
| WHERE
;

%%

// Only the parser's own exhaustion comes here: syntax errors have their own function.
static void licet_yyerror(const Span *at, void *scanner, Parser *p, const char *message)
{
    (void)scanner;
    (void)message;
    scan_too_deep(p, *at);
}

static int yyreport_syntax_error(const yypcontext_t *context, void *scanner, Parser *p)
{
    (void)scanner;
    enum { MOST = YYNTOKENS };
    yysymbol_kind_t kinds[MOST];
    const char *expected[MOST];
    int n = yypcontext_expected_tokens(context, kinds, MOST);
    for (int i = 0; i < n; i++)
        expected[i] = yysymbol_name(kinds[i]);
    yysymbol_kind_t found = yypcontext_token(context);
    report_syntax(p, found == YYSYMBOL_YYEMPTY ? "" : yysymbol_name(found),
                  *yypcontext_location(context), expected, n > 0 ? (size_t)n : 0);
    return 0;
}
