#define ROWS_AVX512
#include "rows.inc"

namespace clusternet {

RowLoops avx512_loops() { return {pull, push}; }

}  // namespace clusternet
