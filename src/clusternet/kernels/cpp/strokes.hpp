// Many thin straight lines on an opaque page of pixels.
#pragma once

#include <cstddef>
#include <cstdint>

namespace clusternet {

// Rows of red, green, blue and opacity, the top row first.
struct Canvas {
    uint8_t* pixels;
    int64_t high, wide;
};

// Draw lines one over the other: x and y of both ends in pixels, y down; a width in pixels and a colour of four
// bytes each. Every pixel takes as much of the colour as the line covers of it, in 255ths. Raise
// std::invalid_argument unless all ends are on the page.
void draw_strokes(const Canvas& canvas, const double* ends, size_t count, const double* widths,
                  const uint8_t* colours);

}  // namespace clusternet
