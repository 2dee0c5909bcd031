#define ROWS_AVX2
#include "rows.inc"

namespace clusternet {

RowLoops avx2_loops() { return {pull, push}; }

}  // namespace clusternet
