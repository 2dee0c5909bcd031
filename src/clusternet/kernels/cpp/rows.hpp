// The inner loops of the path search: rows of 512 bits, one level of the search forward.
//
// The loops are compiled once a processor level (rows_baseline, rows_avx2, rows_avx512: each includes
// rows.inc). Those files must not instantiate anything of the standard library: the linker keeps one copy of
// an inline function, and a copy with AVX-512 instructions would crash an older machine.
#pragma once

#include <cstdint>

namespace clusternet {

constexpr int kWords = 8;           // 64-bit words a row: one cache line
constexpr int kBits = 64 * kWords;  // targets a batch
constexpr int kMasks = 32;          // binary digits of a target's weight

// What is kept for every row (as the origin of paths). Reciprocals are whole multiples of 2^-shift, so that
// sums do not depend on the order in which threads finish.
struct RowTally {
    uint64_t* reached;
    uint64_t* total;
    uint64_t* harmonic;       // sum of 1/d
    uint64_t* harmonic_next;  // sum of 1/(d + 1): what a leaf behind the row sees
    int32_t* eccentricity;
};

// Sums over the pairs that are new at a level, each as often as row and target stand for nodes; row_weighted by
// the leaves at the row instead, target_weighted by those at the target.
struct Sums {
    uint64_t pairs, row_weighted, target_weighted, both_weighted;
};

// What every loop of a batch needs.
struct Batch {
    const uint64_t* full;        // the targets of the batch
    const uint64_t* masks;       // mask j: targets whose leaves have binary digit j in their number
    const uint64_t* more_masks;  // and targets whose nodes beside the first have
    int n_masks, n_more_masks;
    bool weighted;               // some target of the batch is not one node without leaves
    const uint32_t* row_size;    // nodes that each row stands for
    const uint32_t* row_weight;  // leaves folded into them
    RowTally tally;              // used in modes 1 (eccentricity alone) and 2 (everything)
    int mode;
    int level;
    uint64_t part, part_next, part_after;  // 1/level, 1/(level + 1), 1/(level + 2) in fixed point
    Sums sums;
};

// Rows first ... with the same number of neighbours each; `list` names those still growing.
struct Group {
    const uint64_t* read;      // rows that neighbours are read from
    const uint64_t* self_old;  // where the rows themselves stand
    uint64_t* self_new;        // and go
    const int32_t* neighbour;  // degree values a row
    int32_t first;
    int32_t degree;
    int32_t* list;
    int32_t size;
    int32_t* changed;  // rows that grew are appended here
    int64_t n_changed;
};

// The level forward from a short list of rows that grew.
struct Push {
    uint64_t* truth;           // rows as they are
    uint64_t* scratch;         // equal to `truth` before and after
    uint64_t* single;          // rows nobody reads, indexed as the others
    const int64_t* in_begin;   // rows that read row u
    const int32_t* in_row;
    int32_t n_inner;           // rows below this one are read by others
    const int32_t* grown;      // rows that grew at the level before
    int64_t n_grown;
    int32_t* stamp;
    int32_t epoch;
    int32_t* touched;
    int32_t* changed;  // rows that grow now
    int64_t n_changed;
};

struct RowLoops {
    void (*pull)(Group&, Batch&);
    void (*push)(Push&, Batch&);
};

RowLoops baseline_loops();
#ifdef CLUSTERNET_X86
RowLoops avx2_loops();
RowLoops avx512_loops();
#endif

}  // namespace clusternet
