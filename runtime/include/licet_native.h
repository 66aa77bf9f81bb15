// For authors of native functions: what a policy calls in a shared library, and how.
//
// A policy declares   native days_between(a: date, b: date): integer
//                       = symbol "days_between" of "libexample.so" pure
// and the library defines
//     int64_t days_between(licet_call *call, int32_t a, int32_t b);
//
// Every native takes the licet_call first, then its parameters, then, when its result is a
// number or a text, where to put it:
//
//     in the policy        parameter               result
//     number               const licet_number *    void, and a last licet_number *
//     integer              int64_t                 int64_t
//     double               double                  (never: no result may be rounded)
//     text                 const char *            void, and a last const char **
//     boolean              int, 0 or 1             int, not 0 is true
//     date                 int32_t, days since 1970-01-01   the same
//
// `integer` includes integers with a range. An integer that does not fit in 64 bits never
// arrives: the call fails before. A double is the nearest one to the exact number: good for
// drawing and sorting, not for thresholds.
//
// A library may describe a native in a text, and then the declaration must agree with it:
//     const char days_between_signature[] = "integer(date,date)";
//
// Rules. The same arguments must give the same result, on every machine. A native is called
// with known values only. It must hold nothing across call_back and allocate, which do not
// come back when memory runs out. What it is given lives until it returns. Nothing has to be
// linked: all it needs comes in the licet_call.
//
// Where it runs. Never in the process of the host: the engine starts processes of its own, as
// many as calls go on at one time, each with one thread of the engine's. There is
//     no environment (nor LD_LIBRARY_PATH, locale, time zone), no descriptor of the host;
//     /dev/null as standard input, output and error;
//     512 MiB of memory and 8 MiB of stack; 2 seconds of processor time for a call, and 10 by
//         the clock (licet_config.native_milliseconds); 10 seconds to open the libraries;
//     on Linux a filter: files can be read, but not written, renamed or removed; nothing can
//         be started, signaled or connected to. Threads can be started.
// When it crashes, exits, hangs or breaks these limits the call has no result, and the reason
// is told; the next call finds a new process. A call costs some 20 microseconds.
// SPDX-License-Identifier: Apache-2.0
#ifndef LICET_NATIVE_H
#define LICET_NATIVE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Later versions only add members at the end of licet_call.
#define LICET_NATIVE_VERSION 1

// An exact number num/den as decimal digits, of any length: {"-35", "10"} is -3.5. It need
// not be in lowest terms. As a result, den may be NULL for a whole number.
typedef struct licet_number {
    const char *num, *den;
} licet_number;

typedef enum licet_kind {
    LICET_NUMBER,
    LICET_INTEGER, // only as argument of call_back; results are numbers
    LICET_TEXT,    // also countries, classifications and words of an enum
    LICET_BOOLEAN,
    LICET_DATE,
} licet_kind;

typedef struct licet_value {
    licet_kind kind;
    union {
        licet_number number;
        int64_t integer;
        const char *text;
        int boolean;
        int32_t date;
    } as;
} licet_value;

typedef enum licet_answer {
    LICET_ANSWERED = 0,
    LICET_UNKNOWN = 1, // not known from the facts given
    LICET_FAILED = 2,  // no such definition, wrong arguments, a fault within, or too deep
} licet_answer;

typedef struct licet_call licet_call;
struct licet_call {
    uint32_t version; // LICET_NATIVE_VERSION of the engine

    // Says that there is no result, and why: one sentence without full stop. The first one
    // counts; what the native returns then is ignored.
    void (*fail)(licet_call *call, const char *message);

    // Zeroed memory that lives until the result has been taken. Never NULL: a call that asks
    // for more than there is has no result.
    void *(*allocate)(licet_call *call, size_t size);

    // The value of a definition of the policy for these arguments. Unless it is answered,
    // this call fails whatever the native returns: nothing may rest on what is not known.
    licet_answer (*call_back)(licet_call *call, const char *define, const licet_value *args,
                              size_t n, licet_value *result);

    void *engine; // the engine's own
};

#ifdef __cplusplus
}
#endif

#endif
