// W1 by hand in C: the fact as a struct, the 26 rules as one function.
// SPDX-License-Identifier: Apache-2.0
#ifndef BENCH_W1_RULES_H
#define BENCH_W1_RULES_H
#include "countries.h" // made from countries.json by rules.py
#include "serve.h"

enum { D1 = 1, D4 = 2, D5 = 4, A5 = 8, A6 = 16, GB = 32, GE = 64, RUBY = 128, MEU = 256, MO = 512 };
enum { K_IC, K_COMPUTER, K_MEMORY, K_OTHER };
enum { ACT_EXPORT, ACT_REEXPORT, ACT_TRANSFER, ACT_IAAS, ACT_MODEL };

typedef struct Fact {
    double tpp, die, link, bw, value, training;
    int date, listed_pct, footnote, contains;
    uint16_t dest, country, hq; // group bits
    uint16_t place;             // of the destination among 676 codes
    uint8_t kind, act;
    bool non_planar, dc, listed, min_listed, wmd, military, super, foreign;
} Fact;

static uint16_t groups[676];

static inline unsigned place_of(const char *code)
{
    return ((unsigned)(code[0] - 'A') * 26 + (unsigned)(code[1] - 'A')) % 676;
}

static inline void add_group(const char *codes, unsigned bit)
{
    for (const char *at = codes; *at != 0; at += at[2] != 0 ? 3 : 2) {
        groups[place_of(at)] = (uint16_t)(groups[place_of(at)] | bit);
    }
}

static inline void w1_groups(void)
{
    add_group(LIST_D1, D1);
    add_group(LIST_D4, D4);
    add_group(LIST_D5, D5);
    add_group(LIST_A5, A5);
    add_group(LIST_A6, A6);
    add_group(LIST_B, GB);
    add_group(LIST_E, GE);
    add_group(LIST_RUBY, RUBY);
    add_group(LIST_MEU, MEU);
    add_group("MO", MO);
}

// The rules that fired, as bits.
static inline uint32_t w1_decide(const Fact *f)
{
#define FIRE(n, cond) do { if (cond) fired |= 1u << (n); } while (0)
#define HAS(n) (fired >> (n) & 1)
    uint32_t fired = 0;
    const double tpp = f->tpp, pd = f->non_planar ? tpp / f->die : 0;
    const bool transfer = f->act <= ACT_TRANSFER;
    const bool exempt = !f->dc && tpp < 4800;
    const bool isa = !exempt && (tpp >= 4800 || (tpp >= 1600 && pd >= 5.92));
    const bool isb = !exempt && !isa &&
        ((tpp >= 2400 && tpp < 4800 && pd >= 1.6 && pd < 5.92) ||
         (tpp >= 1600 && pd >= 3.2 && pd < 5.92));
    const bool ic = f->kind == K_IC, comp = f->kind == K_COMPUTER;
    const bool holds = comp && f->contains > 0;
    const bool a = isa && (ic || holds), b = isb && (ic || holds);
    const bool c = f->kind == K_MEMORY && f->bw > 2 * f->die;
    const bool ind5 = f->dest & D5, hqd5 = f->hq & (D5 | MO);
    const bool big = f->act == ACT_IAAS && f->foreign && f->training >= 100000000;
    FIRE(1, ic && isa);
    FIRE(2, ic && isb);
    FIRE(3, holds && isa);
    FIRE(4, holds && isb);
    FIRE(5, c);
    FIRE(6, f->kind != K_MEMORY && !isa && !isb && tpp >= 800);
    FIRE(7, (a || b) && transfer && f->dest & (D1 | D4 | D5) && !(f->dest & (A5 | A6)));
    FIRE(8, (a || b) && transfer && ind5 && f->dc);
    FIRE(9, (a || b) && transfer && hqd5 && !ind5);
    FIRE(10, c && transfer && (ind5 || hqd5));
    FIRE(11, b && HAS(7) && !ind5 && !hqd5);
    FIRE(12, transfer && !a && !b && !c && f->value <= 5000 && f->dest & GB);
    FIRE(13, transfer && f->dest & GE);
    FIRE(14, transfer && f->dest & RUBY && (ic || comp) && tpp >= 800);
    FIRE(15, transfer && f->listed);
    FIRE(16, f->listed && f->footnote == 4 && (f->act == ACT_REEXPORT || f->act == ACT_TRANSFER));
    FIRE(17, f->listed && f->footnote == 5 && (c || tpp >= 1600));
    FIRE(18, transfer && f->date >= 20250929 && f->date < 20251110 && f->listed_pct >= 50 &&
                 !f->listed);
    FIRE(19, transfer && f->min_listed && !HAS(18));
    FIRE(20, f->wmd);
    FIRE(21, transfer && f->military && (f->dest & MEU || f->country & MEU) && tpp >= 70);
    FIRE(22, transfer && f->super && (ind5 || hqd5));
    FIRE(23, !transfer && !f->wmd && !f->military);
    FIRE(24, big && hqd5);
    FIRE(25, big);
    FIRE(26, f->date < 20231117 && ic && f->link >= 600 && tpp >= 4800 && transfer && ind5);
    return fired;
#undef HAS
#undef FIRE
}
#endif
