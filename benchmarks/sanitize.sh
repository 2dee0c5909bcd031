#!/usr/bin/env bash
# Build the kernels under AddressSanitizer and UndefinedBehaviorSanitizer and run their tests and the fuzz.
#   benchmarks/sanitize.sh [GRAPHS]        needs gcc, pip install nanobind cmake ninja and the test extra
set -euo pipefail
cd "$(dirname "$0")/.."
graphs=${1:-100}
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

cmake -S . -B "$build/cmake" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCLUSTERNET_SANITIZE=ON \
    -DPython_EXECUTABLE="$(command -v python)" -Dnanobind_DIR="$(python -m nanobind --cmake_dir)" >/dev/null
cmake --build "$build/cmake" >/dev/null

# A copy of the package, so that the installed one stays as it is.
cp -r src/clusternet "$build/clusternet"
cp -r edges "$build/clusternet/edges"
cp "$build"/cmake/compiled*.so "$build/clusternet/kernels/"
export PYTHONPATH="$build:tests"
export LD_PRELOAD="$(gcc -print-file-name=libasan.so):$(gcc -print-file-name=libubsan.so)"
export ASAN_OPTIONS=detect_leaks=0   # the interpreter's own
python -c "
import sys; sys.path.insert(0, '$build')
sys.meta_path[:] = [each for each in sys.meta_path if 'ScikitBuild' not in type(each).__name__]
sys.argv = ['fuzz.py', '$graphs']
import runpy; runpy.run_path('benchmarks/fuzz.py', run_name='__main__')
import clusternet; assert clusternet.__file__.startswith('$build'), clusternet.__file__
import pytest; sys.exit(pytest.main(['-p', 'no:cacheprovider', 'tests/kernels', '-k', 'not without_the_extension and not system_does_not_start and not large and not other_processor']))"
