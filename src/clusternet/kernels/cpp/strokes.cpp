#include "strokes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <vector>

namespace clusternet {

namespace {

constexpr int kUnit = 256;  // a pixel is so many units wide and high

// floor((start + k * rise) / run) for k = first, first + 1, ... with one division for the first and one for the rest.
class Ladder {
public:
    Ladder(int start, int rise, int run, int first = 0) : rise_(rise), run_(run) {
        const int64_t at = start + int64_t{first} * rise;
        value_ = static_cast<int>(at / run - (at % run < 0));
        left_ = static_cast<int>(at - int64_t{value_} * run);
    }

    int value() const { return value_; }

    void step() {
        if (!climbs_) {
            lift_ = rise_ / run_ - (rise_ % run_ < 0);
            more_ = rise_ - lift_ * run_;
            climbs_ = true;
        }
        value_ += lift_;
        left_ += more_;
        if (left_ >= run_) {
            left_ -= run_;
            ++value_;
        }
    }

private:
    int rise_, run_, value_, left_, lift_ = 0, more_ = 0;
    bool climbs_ = false;
};

int pixel_of(int x) { return x >> 8; }  // arithmetic: towards minus infinity

// The part of an edge within one row of pixels: y from the top of the row.
struct Piece {
    int row, x1, y1, x2, y2;
};

// What an edge adds to a pixel: height, and twice the area left of it.
struct Cell {
    int cover = 0, area = 0;
};

// Where the cells of a row lie: from pixel `low`, at `first` of the buffer.
struct Row {
    int low = INT32_MAX, high = INT32_MIN;
    size_t first = 0;
};

// The pixels of some rows under a polygon, as edges that go round it.
class Shape {
public:
    void begin(int top, int bottom) {
        top_ = top;
        bottom_ = bottom;
        pieces_.clear();
        rows_.assign(static_cast<size_t>(bottom - top) + 1, Row{});
    }

    void edge(int x1, int y1, int x2, int y2) {
        const int begin = pixel_of(y1), end = pixel_of(y2);
        if (std::max(begin, end) < top_ || std::min(begin, end) > bottom_) return;
        if (begin == end) return piece({begin, x1, y1 - begin * kUnit, x2, y2 - begin * kUnit});
        const bool down = y2 > y1;
        const int way = down ? 1 : -1, in = down ? 0 : kUnit, out = kUnit - in;
        const int first = down ? std::max(begin, top_) : std::min(begin, bottom_);
        const int last = down ? std::min(end, bottom_) : std::max(end, top_);
        const int begun = std::abs(first - begin);  // rows above or below those asked for
        const int slope = x2 - x1, top = std::abs(out - (y1 - begin * kUnit));
        Ladder crossing(top * slope, kUnit * slope, std::abs(y2 - y1), std::max(begun - 1, 0));
        int x = x1, from = y1 - begin * kUnit;
        if (begun) {
            x = x1 + crossing.value();
            from = in;
            crossing.step();
        }
        for (int row = first; row != end; row += way, crossing.step()) {
            const int next = x1 + crossing.value();
            piece({row, x, from, next, out});
            if (row == last) return;
            x = next;
            from = in;
        }
        piece({end, x, from, x2, y2 - end * kUnit});
    }

    // Call put(row, column, cover) for every pixel that is covered, cover in 1 ... 255.
    template <typename Put>
    void fill(Put put) {
        size_t size = 0;
        for (auto& row : rows_) {
            row.first = size;
            if (row.low <= row.high) size += static_cast<size_t>(row.high - row.low) + 1;
        }
        cells_.assign(size, Cell{});
        for (const Piece& each : pieces_) add(each);
        for (size_t r = 0; r < rows_.size(); ++r) {
            const Row& row = rows_[r];
            int cover = 0;
            for (int x = row.low; x <= row.high; ++x) {
                const Cell& cell = cells_[row.first + static_cast<size_t>(x - row.low)];
                cover += cell.cover;
                const int part = std::min(std::abs((cover * 2 * kUnit - cell.area) >> 9), 255);
                if (part) put(top_ + static_cast<int>(r), x, part);
            }
        }
    }

private:
    void piece(const Piece& each) {
        if (each.y1 == each.y2 || each.row < top_ || each.row > bottom_) return;
        Row& row = rows_[static_cast<size_t>(each.row - top_)];
        row.low = std::min(row.low, pixel_of(std::min(each.x1, each.x2)));
        row.high = std::max(row.high, pixel_of(std::max(each.x1, each.x2)));
        pieces_.push_back(each);
    }

    void add(const Piece& each) {
        const Row& row = rows_[static_cast<size_t>(each.row - top_)];
        Cell* cells = cells_.data() + row.first - row.low;
        const int last = pixel_of(each.x2);
        int x = pixel_of(each.x1), from = each.x1 - x * kUnit, y = each.y1;
        if (x != last) {
            const bool right = each.x2 > each.x1;
            const int run = std::abs(each.x2 - each.x1), rise = each.y2 - each.y1;
            const int out = right ? kUnit : 0;
            Ladder crossing((right ? kUnit - from : from) * rise, kUnit * rise, run);
            while (true) {
                const int next = each.y1 + crossing.value();
                cells[x].cover += next - y;
                cells[x].area += (from + out) * (next - y);
                y = next;
                from = kUnit - out;
                x += right ? 1 : -1;
                if (x == last) break;
                crossing.step();
            }
        }
        cells[last].cover += each.y2 - y;
        cells[last].area += (from + each.x2 - last * kUnit) * (each.y2 - y);
    }

    int top_ = 0, bottom_ = -1;
    std::vector<Piece> pieces_;
    std::vector<Row> rows_;
    std::vector<Cell> cells_;
};

// x / (65280 + e) for x below 2^25, as a product: 42 bits are enough for a whole quotient.
std::array<uint64_t, 256> quotients() {
    std::array<uint64_t, 256> found{};
    for (uint64_t e = 0; e < found.size(); ++e) found[e] = (uint64_t{1} << 42) / (65280 + e) + 1;
    return found;
}

int units(double x) { return static_cast<int>(x < 0 ? x * kUnit - 0.5 : x * kUnit + 0.5); }

int product(int a, int b) {  // of parts of 255, rounded
    const int t = a * b + 128;
    return ((t >> 8) + t) >> 8;
}

// A line as the rectangle it is drawn as, its corners in units.
struct Band {
    std::array<int, 4> x, y;

    Band(const double* end, double width) {
        const double across = end[2] - end[0], down = end[3] - end[1];
        const double length = std::sqrt(across * across + down * down);
        const double dx = down / length * (width / 2), dy = across / length * (width / 2);
        x = {units(end[0] - dx), units(end[0] + dx), units(end[2] + dx), units(end[2] - dx)};
        y = {units(end[1] + dy), units(end[1] - dy), units(end[3] - dy), units(end[3] + dy)};
    }
    int top() const { return pixel_of(*std::min_element(y.begin(), y.end())); }
    int bottom() const { return pixel_of(*std::max_element(y.begin(), y.end())); }
};

// Rows that are drawn at a time: as many as stay in the cache while all lines pass through them.
constexpr int kRows = 64;

void blend(uint8_t* pixel, const uint8_t* colour, int part) {
    static const std::array<uint64_t, 256> kPer = quotients();
    for (int k = 0; k < 3; ++k) {
        const int was = 255 * pixel[k], now = (256 * colour[k] - was) * part + 256 * was;
        pixel[k] = part == 255 ? colour[k] : static_cast<uint8_t>(static_cast<uint64_t>(now) * kPer[part] >> 42);
    }
}

void check(const Canvas& canvas, const double* ends, size_t count, const double* widths) {
    const auto wide = static_cast<double>(canvas.wide), high = static_cast<double>(canvas.high);
    if (canvas.wide > 30000 || canvas.high > 30000) throw std::invalid_argument("the page is too large");
    for (size_t i = 0; i < count; ++i)
        if (!(widths[i] > 0 && widths[i] <= 256)) throw std::invalid_argument("a width is not in 0 ... 256");
    for (size_t i = 0; i < 2 * count; ++i)
        if (!(ends[2 * i] >= 0 && ends[2 * i] <= wide && ends[2 * i + 1] >= 0 && ends[2 * i + 1] <= high))
            throw std::invalid_argument("an end is not on the page");
}

}  // namespace

void draw_strokes(const Canvas& canvas, const double* ends, size_t count, const double* widths,
                  const uint8_t* colours) {
    check(canvas, ends, count, widths);
    std::vector<std::vector<size_t>> crossing(static_cast<size_t>(canvas.high) / kRows + 1);
    const int lowest = static_cast<int>(canvas.high) - 1;
    for (size_t i = 0; i < count; ++i) {
        if (std::equal(ends + 4 * i, ends + 4 * i + 2, ends + 4 * i + 2)) continue;
        const Band band(ends + 4 * i, widths[i]);
        for (int part = std::max(band.top(), 0) / kRows; part <= std::min(band.bottom(), lowest) / kRows; ++part)
            crossing[static_cast<size_t>(part)].push_back(i);
    }
    Shape shape;
    for (size_t part = 0; part < crossing.size(); ++part) {
        const int top = static_cast<int>(part) * kRows, bottom = std::min(top + kRows - 1, lowest);
        for (const size_t i : crossing[part]) {
            const Band band(ends + 4 * i, widths[i]);
            shape.begin(std::max(top, band.top()), std::min(bottom, band.bottom()));
            for (size_t k = 0; k < 4; ++k) shape.edge(band.x[k], band.y[k], band.x[(k + 1) % 4], band.y[(k + 1) % 4]);
            const uint8_t* colour = colours + 4 * i;
            shape.fill([&](int row, int column, int cover) {
                if (column < 0 || column >= canvas.wide) return;
                blend(canvas.pixels + 4 * (row * canvas.wide + column), colour, product(colour[3], cover));
            });
        }
    }
}

}  // namespace clusternet
