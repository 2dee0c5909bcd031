// The level every processor has.
#include "rows.inc"

namespace clusternet {

RowLoops baseline_loops() { return {pull, push}; }

}  // namespace clusternet
