"use strict";
(() => {
  // Flow figures as one view: one bar of controls, and the same places lit in all of them.
  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const SVG = (() => { const made = element("div"); made.innerHTML = "<svg/>"; return made.firstChild.namespaceURI; })();
  const ink = (tag, attributes = {}, text = "") => {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text) made.textContent = text;
    return made;
  };

  // -- numbers, as the figures in print have them
  const grouped = (value, digits = 0) => value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const amount = value => Number.isInteger(value) || value >= 1000 ? grouped(Math.round(value)) : String(+value.toPrecision(3));
  const percent = share => share === 0 ? "0%" : share >= 0.0005 ? `${(100 * share).toFixed(1)}%` : "<0.1%";
  const times = ratio => ratio === 0 ? "0" : ratio < 0.005 ? "<0.01" : ratio < 1 ? ratio.toFixed(2)
    : ratio < 9.95 ? ratio.toFixed(1) : grouped(Math.round(ratio));
  const sum = values => values.reduce((total, each) => total + each, 0);
  const width = text => sum([...text].map(letter => letter.codePointAt(0) > 0x2e7f ? 12 : 6.8)); // of 12 pixels
  const clipped = (text, room) => {
    if (width(text) <= room) return text;
    let kept = text;
    while (kept && width(kept) + 12 > room) kept = kept.slice(0, -1);
    return kept + "…";
  };
  const dark = colour => {
    const [r, g, b] = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
    return 0.299 * r + 0.587 * g + 0.114 * b < 140;
  };

  // -- what is shown: years added up, small places as one
  const choose = (data, state) => {
    const level = data.levels.find(each => each.key === state.level), size = level.places.length + 1;
    const full = new Float64Array(size * size);
    const last = data.years.length ? data.years.indexOf(state.year) : 0;
    for (const year of level.flows[state.relation][state.count].slice(0, last + 1))
      for (let cell = 0, at = 0; at < year.length; at += 2) full[cell += year[at]] += year[at + 1];
    const total = place => sum([...Array(size).keys()]
      .map(other => full[place * size + other] + full[other * size + place]));
    const ranked = level.places.map((_, place) => [total(place), place]).filter(([flow]) => flow > 0)
      .sort(([a, i], [b, j]) => b - a || i - j);
    const shown = ranked.slice(0, state.places).map(([, place]) => place);
    const spot = Array(size).fill(shown.length);
    shown.forEach((place, at) => { spot[place] = at; });
    const folded = ranked.length > shown.length || total(size - 1) > 0, many = shown.length + (folded ? 1 : 0);
    const cells = Array.from({length: many}, () => Array(many).fill(0));
    for (let i = 0; i < size; i++) for (let j = 0; j < size; j++)
      if (full[i * size + j]) cells[spot[i]][spot[j]] += full[i * size + j];
    const names = shown.map(place => level.places[place]), kept = [];
    const colours = shown.map(place => {
      const clear = kept.length < 12 && !level.close.some(([i, j]) =>
        i === j ? i === place : (i === place && kept.includes(j)) || (j === place && kept.includes(i)));
      if (clear) kept.push(place);
      return clear ? level.colours[place] : data.shades.other;
    });
    const spots = shown.map(place => level.spots && level.spots[place]);
    if (folded) { names.push(level.rest); colours.push(data.shades.other); spots.push(null); }
    const out = cells.map(sum), into = cells.map((_, j) => sum(cells.map(row => row[j])));
    return {level, cells, names, colours, spots, out, into, folded, base: sum(out), ends: level.ends[state.relation],
      stays: sum(level.places.map((_, place) => full[place * size + place]))
        + sum(level.stays[state.relation][state.count].slice(0, last + 1)),
      drawn: (i, j) => (state.within || i !== j || (folded && i === many - 1)) && cells[i][j] > 0};
  };

  const STYLE = "text { font-size: 12px; } text:not([fill]) { fill: #1d2430; } text.head, text.small { font-size: 10.5px; } text.head { fill: #5b6472; } "
    + ".halo { paint-order: stroke; stroke: white; stroke-width: 3px; } .dim { opacity: .12; }"; // as on the page
  const draw = (root, data, state, view) => {
    const words = data.words, unit = data.counts.find(each => each.key === state.count).unit;
    const told = (i, j) => {
      const ratio = view.cells[i][j] * view.base / (view.out[i] * view.into[j]);
      return `${view.names[i]} → ${view.names[j]}${words.colon}${amount(view.cells[i][j])} ${unit} (${percent(view.cells[i][j] / view.base)}), `
        + `${words.ratio} ${times(ratio)}`;
    };
    const who = i => `${view.names[i]}${words.colon}${words.out} ${amount(view.out[i])} (${percent(view.out[i] / view.base)}), `
      + `${words.in} ${amount(view.into[i])} (${percent(view.into[i] / view.base)}), ${words.stays} ${amount(view.cells[i][i])}`;
    const flow = (mark, i, j) => {
      Object.assign(mark.dataset, {source: view.names[i], target: view.names[j], flow: view.cells[i][j], i, j, said: told(i, j)});
      return mark;
    };
    const place = (mark, i) => {
      Object.assign(mark.dataset, {place: view.names[i], i, said: who(i)});
      const named = {tabindex: 0, role: "button", "aria-pressed": view.names[i] === state.highlight, "aria-label": who(i)};
      for (const [name, value] of Object.entries(named)) mark.setAttribute(name, value);
      return mark;
    };
    const still = (mark, i) => { mark.dataset.i = i; mark.setAttribute("aria-hidden", "true"); return mark; };
    const table = () => saving.lines([[`${words.base}${words.colon}${amount(view.base)} ${unit}`], [...view.ends, words.flow, words.share, words.ratio],
      ...view.names.flatMap((_, i) => view.names.map((_, j) => [i, j])).filter(([i, j]) => view.cells[i][j]).map(([i, j]) => {
        const flow = view.cells[i][j];
        return [view.names[i], view.names[j], ...[flow, flow / view.base, flow * view.base / (view.out[i] * view.into[j])].map(String)];
      })]);
    const sheet = (key, high, label) => {
      const figure = root.querySelector(`[data-figure=${key}]`), wide = Math.max(260, Math.floor(figure.clientWidth));
      const svg = ink("svg", {viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, role: "group", "aria-label": label});
      const bar = element("div", {class: "tools"}), name = `${before(editionOf(root))}${key}`;
      const button = (text, on) => { const made = element("button", {type: "button"}, text); made.addEventListener("click", on); bar.append(made); };
      button("SVG", () => saving.save(saving.drawing(svg, STYLE), `${name}.svg`));
      button("PNG", () => saving.raster(svg, `${name}.png`, STYLE));
      button("CSV", () => saving.save(new Blob([table()], {type: "text/csv"}), `${name}.csv`));
      figure.replaceChildren(element("h4", {}, label), bar, svg);
      return [svg, wide];
    };
    const wideOf = key => Math.max(260, Math.floor(root.querySelector(`[data-figure=${key}]`).clientWidth));

    // labels that keep their distance
    const spread = (centres, apart, low, high) => {
      const at = [...centres];
      at.forEach((_, k) => { at[k] = Math.max(at[k], k ? at[k - 1] + apart : low); });
      for (let k = at.length - 1; k >= 0; k--) at[k] = Math.min(at[k], k < at.length - 1 ? at[k + 1] - apart : high);
      return at;
    };

    const sankey = () => {
      const many = view.names.length, high = Math.max(320, many * 24 + 60), [svg, wide] = sheet("sankey", high, words.sankey);
      const sides = [0, 1].map(side => view.names.map((_, i) => sum(view.names.map((_, j) => {
        const [a, b] = side ? [j, i] : [i, j];
        return view.drawn(a, b) ? view.cells[a][b] : 0;
      }))));
      const drawn = sum(sides[0]), top = 26, gap = 5, room = Math.min(150, wide * 0.27), bar = 12;
      if (!drawn) return;
      const scale = (high - top - 10 - gap * (many - 1)) / drawn, left = room, right = wide - room - bar;
      const starts = sides.map(side => { let at = top; return side.map(size => { const from = at; at += size * scale + (size ? gap : 0); return from; }); });
      const next = starts.map(side => [...side]), half = (left + bar + right) / 2;
      const ribbons = [];
      view.names.forEach((_, i) => view.names.forEach((_, j) => {
        if (!view.drawn(i, j)) return;
        const thick = view.cells[i][j] * scale, [a, b] = [next[0][i], next[1][j]];
        next[0][i] += thick; next[1][j] += thick;
        const path = `M${left + bar} ${a}C${half} ${a} ${half} ${b} ${right} ${b}V${b + thick}`
          + `C${half} ${b + thick} ${half} ${a + thick} ${left + bar} ${a + thick}Z`;
        ribbons.push([view.cells[i][j], flow(ink("path", {d: path, fill: view.colours[i], opacity: i === j ? 0.75 : 0.4}), i, j)]);
      }));
      svg.append(...ribbons.sort(([a], [b]) => b - a).map(([, ribbon]) => ribbon));
      sides.forEach((side, s) => {
        const there = side.map((size, i) => i).filter(i => side[i]);
        const at = spread(there.map(i => starts[s][i] + side[i] * scale / 2), 15, top + 6, high - 8);
        there.forEach((i, k) => {
          const group = place(ink("g"), i), x = s ? right : left;
          group.append(ink("rect", {x, y: starts[s][i], width: bar, height: Math.max(1, side[i] * scale), fill: view.colours[i]}));
          const share = percent(side[i] / view.base), name = clipped(view.names[i], room - 16 - width(share));
          group.append(ink("text", {x: s ? x + bar + 5 : x - 5, y: at[k] + 4, "text-anchor": s ? "start" : "end"}, `${name} ${share}`));
          svg.append(group);
        });
        svg.append(ink("text", {x: s ? right : left + bar, y: 13, "text-anchor": s ? "start" : "end", class: "head"}, view.ends[s]));
      });
    };

    const heatmap = () => {
      const many = view.names.length, wide = wideOf("heatmap"), left = Math.min(110, wide * 0.26);
      const head = Math.min(90, Math.max(...view.names.map(width)) + 8), cell = (wide - left - 4) / many, tall = Math.max(18, Math.min(cell, 30));
      const [svg] = sheet("heatmap", head + tall * many + 48, words.heatmap), ratio = state.value === "ratio";
      const value = (i, j) => ratio ? view.cells[i][j] * view.base / (view.out[i] * view.into[j])
        : state.value === "share" ? view.cells[i][j] / view.base : view.cells[i][j];
      const pairs = view.names.flatMap((_, i) => view.names.map((_, j) => [i, j])).filter(([i, j]) => view.drawn(i, j));
      const all = pairs.map(([i, j]) => value(i, j)), reach = Math.min(3, Math.max(1, Math.ceil(Math.max(...all.map(each => Math.abs(Math.log2(each)))))));
      const low = ratio ? 2 ** -reach : Math.min(...all), high = ratio ? 2 ** reach : Math.max(...all);
      const shades = ratio ? data.shades.ratio : data.shades.amount, printed = {flow: amount, share: percent, ratio: times}[state.value];
      const shade = each => shades[Math.round((shades.length - 1) * (low === high ? 0.5
        : Math.min(1, Math.max(0, Math.log(each / low) / Math.log(high / low)))))];
      const numbered = Math.max(0, ...all.map(each => width(printed(each)))) * 10 / 12 + 2 <= cell;
      view.names.forEach((name, i) => {
        const row = place(ink("g"), i);
        row.append(ink("text", {x: left - 5, y: head + tall * (i + 0.5) + 4, "text-anchor": "end"}, clipped(name, left - 6)));
        svg.append(row);
        const x = left + cell * (i + 0.5) + 4, y = head - 5;
        svg.append(still(ink("text", {x, y, transform: `rotate(-90 ${x} ${y})`}, clipped(name, head - 6)), i));
        view.names.forEach((_, j) => {
          const there = view.drawn(i, j), colour = there ? shade(value(i, j)) : data.shades.blank;
          const box = flow(ink("g"), i, j), at = {x: left + cell * j, y: head + tall * i};
          box.append(ink("rect", {...at, width: cell - 1, height: tall - 1, fill: colour, ...(i === j && there && !(view.folded && i === many - 1) ? {stroke: "#cf3f2a"} : {})}));
          if (numbered && there) box.append(ink("text", {x: at.x + cell / 2, y: at.y + tall / 2 + 3.5, "text-anchor": "middle", class: "small",
            fill: dark(colour) ? "#fff" : "#000"}, printed(value(i, j))));
          if (there) box.dataset.shown = printed(value(i, j));
          svg.append(box);
        });
      });
      const y = head + tall * many + 14, step = Math.min(180, wide - left - 90) / shades.length;
      shades.forEach((colour, k) => svg.append(ink("rect", {x: left + step * k, y, width: step + 0.5, height: 9, fill: colour})));
      if (all.length) svg.append(ink("text", {x: left, y: y + 22, class: "small"}, ratio ? `≤${times(low)}` : printed(low)),
        ink("text", {x: left + step * shades.length, y: y + 22, class: "small", "text-anchor": "end"}, ratio ? `≥${times(high)}` : printed(high)));
      svg.append(ink("rect", {x: left + step * shades.length + 14, y, width: 12, height: 9, fill: data.shades.blank}),
        ink("text", {x: left + step * shades.length + 30, y: y + 9, class: "small"}, words.nothing));
    };

    const chord = () => {
      const wide = Math.min(wideOf("chord"), 520), many = view.names.length, room = Math.min(Math.max(...view.names.map(width)) + 12, wide * 0.21);
      const [svg, full] = sheet("chord", wide, words.chord), middle = [full / 2, wide / 2], outer = wide / 2 - room, inner = outer - 10;
      const totals = view.names.map((_, i) => sum(view.names.map((_, j) => (i === j ? 0 : view.cells[i][j] + view.cells[j][i]))) + (view.drawn(i, i) ? view.cells[i][i] : 0));
      const all = sum(totals), gap = Math.min(0.04, 1.1 * Math.PI / many), turn = (2 * Math.PI - gap * many) / all;
      if (!all) return;
      const at = (angle, radius) => `${(middle[0] + radius * Math.sin(angle)).toFixed(1)} ${(middle[1] - radius * Math.cos(angle)).toFixed(1)}`;
      const arc = (from, to, radius, sweep = 1) => `A${radius} ${radius} 0 ${to - from > Math.PI ? 1 : 0} ${sweep} ${at(sweep ? to : from, radius)}`;
      const leaves = {}, arrives = {}, starts = [];
      let angle = 0;
      view.names.forEach((_, i) => {
        starts.push(angle);
        let now = angle;
        for (let away = 1; away < many; away++) {
          const j = (i - away + many) % many;
          leaves[`${i} ${j}`] = [now, now += view.cells[i][j] * turn];
          arrives[`${j} ${i}`] = [now, now += view.cells[j][i] * turn];
        }
        if (view.drawn(i, i)) leaves[`${i} ${i}`] = [now, now + view.cells[i][i] * turn];
        angle += totals[i] * turn + gap;
      });
      const band = (from, to, [r, s]) => `M${at(from, r)}${arc(from, to, r)}L${at(to, s)}${arc(from, to, s, 0)}Z`;
      view.names.forEach((_, i) => view.names.forEach((_, j) => {
        if (i === j || !view.cells[i][j]) return;
        const [a, b] = leaves[`${i} ${j}`], [c, d] = arrives[`${i} ${j}`], tip = (c + d) / 2;
        const path = `M${at(a, inner - 1)}${arc(a, b, inner - 1)}Q${middle.join(" ")} ${at(c, inner - 7)}L${at(tip, inner - 1)}L${at(d, inner - 7)}Q${middle.join(" ")} ${at(a, inner - 1)}Z`;
        svg.append(flow(ink("path", {d: path, fill: view.colours[i], opacity: 0.6}), i, j));
      }));
      let before = -1;
      view.names.forEach((name, i) => {
        if (!totals[i]) return;
        const group = place(ink("g"), i), [from, to] = [starts[i], starts[i] + totals[i] * turn], mid = (from + to) / 2;
        group.append(ink("path", {d: band(from, to, [inner, outer]), fill: view.colours[i]}));
        const right = mid <= Math.PI, degrees = mid * 180 / Math.PI + (right ? -90 : 90);
        if (mid - before > 13 / (outer + 8)) {
          before = mid;
          group.append(ink("text", {transform: `translate(${at(mid, outer + 8)}) rotate(${degrees})`, y: 4, "text-anchor": right ? "start" : "end"},
            clipped(name, room - 8)));
        }
        svg.append(group);
        const stays = leaves[`${i} ${i}`];
        if (stays) svg.append(flow(ink("path", {d: band(...stays, [outer, outer + 5]), fill: view.colours[i]}), i, i));
      });
    };

    const map = () => {
      const on = view.spots.map((spot, i) => i).filter(i => view.spots[i]);
      root.querySelector("[data-figure=map]").hidden = on.length < 2;
      if (on.length < 2) return;
      const [xs, ys] = [0, 1].map(axis => on.map(i => view.spots[i][axis]));
      const [left, top] = [Math.min(...xs), Math.min(...ys)], wide = wideOf("map"), edge = 46;
      const scale = (wide - 2 * edge) / (Math.max(...xs) - left || 1), high = Math.min((Math.max(...ys) - top) * scale + 2 * edge, wide * 1.1);
      const [svg] = sheet("map", Math.round(high), words.map);
      const spot = i => [edge + (view.spots[i][0] - left) * scale, edge + (view.spots[i][1] - top) * scale];
      const pairs = on.flatMap(i => on.map(j => [i, j])).filter(([i, j]) => i !== j && view.cells[i][j] > 0)
        .sort(([a, b], [c, d]) => view.cells[c][d] - view.cells[a][b]).slice(0, 40).reverse();
      const most = Math.max(...pairs.map(([i, j]) => view.cells[i][j])), size = Math.max(...on.map(i => view.cells[i][i]), 1);
      for (const [i, j] of pairs) {
        const [[x, y], [u, v]] = [spot(i), spot(j)], bend = 0.18, mid = [(x + u) / 2 - (v - y) * bend, (y + v) / 2 + (u - x) * bend];
        const thick = Math.max(0.8, 9 * view.cells[i][j] / most), long = Math.hypot(u - mid[0], v - mid[1]) || 1;
        const off = [-(v - mid[1]) / long * thick, (u - mid[0]) / long * thick];
        const path = `M${x} ${y}Q${mid[0] + off[0] / 2} ${mid[1] + off[1] / 2} ${u + off[0] / 2} ${v + off[1] / 2}`
          + `L${u - off[0] / 2} ${v - off[1] / 2}Q${mid[0] - off[0] / 2} ${mid[1] - off[1] / 2} ${x} ${y}Z`;
        svg.append(flow(ink("path", {d: path, fill: view.colours[i], opacity: 0.65}), i, j)); // thin where it begins
      }
      const taken = [];
      for (const i of on) {
        const group = place(ink("g"), i), [x, y] = spot(i), radius = state.within ? 3 + 11 * Math.sqrt(view.cells[i][i] / size) : 3;
        group.append(ink("circle", {cx: x, cy: y, r: radius, fill: view.colours[i], stroke: "#fff", opacity: 0.9}));
        const wideName = width(view.names[i]), box = [x - wideName / 2, y - radius - 16, x + wideName / 2, y - radius - 3];
        if (!taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) {
          taken.push(box);
          group.append(ink("text", {x, y: y - radius - 4, "text-anchor": "middle", class: "halo"}, view.names[i]));
        }
        svg.append(group);
      }
    };
    sankey(); heatmap(); chord(); map();
  };

  // -- the bar of controls and the state in the address
  const start = root => {
    const data = dataOf(root), own = `${before(editionOf(root))}flows`, words = data.words;
    const first = {...data.start, year: data.years.at(-1), within: true, value: "flow", highlight: ""};
    let state, view;
    const levels = () => data.levels.map(each => [each.key, each.name]);
    const named = name => { // in another language a place has another name
      const all = data.levels.flatMap(each => each.places);
      if (!name || all.includes(name)) return name;
      const others = [...document.querySelectorAll(".linked[data-kind=flows]")].filter(each => each !== root);
      const at = others.map(each => dataOf(each).levels.flatMap(level => level.places).indexOf(name)).find(place => place >= 0);
      return at === undefined ? name : all[at];
    };
    const chosen = () => {
      const given = new URLSearchParams(location.hash.startsWith(`#${own}?`) ? location.hash.slice(own.length + 2) : "");
      const one = (key, options) => options.includes(given.get(key)) ? given.get(key) : first[key];
      const year = Number(given.get("year")), places = Number(given.get("places"));
      return {
        level: one("level", data.levels.map(each => each.key)),
        relation: one("relation", data.relations.map(each => each.key)),
        count: one("count", data.counts.map(each => each.key)),
        value: one("value", ["flow", "share", "ratio"]),
        year: data.years.includes(year) ? year : first.year,
        places: places >= 2 && places <= data.most ? Math.round(places) : first.places,
        within: given.get("within") !== "no",
        highlight: named(given.get("highlight") ?? ""),
      };
    };
    const controls = element("form", {class: "controls", "aria-label": words.title}), fields = {};
    const field = (key, input) => {
      const output = input.type === "range" ? element("output") : "";
      controls.append(element("label", {}, element("span", {}, words[key]), input, output));
      input.name = key;
      fields[key] = input;
      input.addEventListener("input", () => change({[key]: input.type === "checkbox" ? input.checked
        : input.type !== "range" ? input.value : key === "year" ? data.years[input.value] : Number(input.value)}));
    };
    const select = (key, options) => {
      field(key, element("select", {}, ...options.map(([value, name]) => element("option", {value}, name))));
      fields[key].parentElement.hidden = options.length < 2;
    };
    select("level", levels());
    if (data.years.length > 1) field("year", element("input", {type: "range", min: 0, max: data.years.length - 1}));
    select("relation", data.relations.map(each => [each.key, each.name]));
    select("count", data.counts.map(each => [each.key, each.name]));
    field("places", element("input", {type: "range", min: 2, max: data.most}));
    select("value", ["flow", "share", "ratio"].map(key => [key, words[key]]));
    field("within", element("input", {type: "checkbox"}));
    field("highlight", element("select"));
    controls.addEventListener("submit", event => event.preventDefault());
    const line = element("p", {class: "note", role: "status"}), base = element("p", {class: "note"});
    const grid = element("div", {class: "panes"}, ...["sankey", "heatmap", "chord", "map"].map(key => element("div", {"data-figure": key})));
    root.append(element("h3", {}, words.title), element("div", {class: "bar"}, controls, line), base, grid);

    const fade = focus => {
      const lit = focus ?? (state.highlight ? {i: view.names.indexOf(state.highlight)} : null);
      for (const mark of grid.querySelectorAll("[data-i]")) {
        const {i, j, place} = mark.dataset, alone = j === undefined;
        const on = !lit || lit.i < 0 || (lit.j === undefined ? Number(i) === lit.i || Number(j) === lit.i
          || (alone && (view.cells[lit.i][i] > 0 || view.cells[i][lit.i] > 0))
          : alone ? Number(i) === lit.i || Number(i) === lit.j : Number(i) === lit.i && Number(j) === lit.j);
        mark.classList.toggle("dim", !on);
      }
    };
    const point = event => {
      const mark = event.target.closest?.("[data-said]");
      line.textContent = mark ? mark.dataset.said : "";
      fade(mark ? {i: Number(mark.dataset.i), j: mark.dataset.j === undefined ? undefined : Number(mark.dataset.j)} : null);
    };
    for (const kind of ["pointerover", "focusin"]) grid.addEventListener(kind, point);
    for (const kind of ["pointerleave", "focusout"]) grid.addEventListener(kind, () => { line.textContent = ""; fade(null); });
    const press = event => {
      const mark = event.target.closest?.("[data-place]");
      if (!mark || (event.key && event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      const figure = mark.closest("[data-figure]").dataset.figure, name = mark.dataset.place;
      const order = [...grid.querySelectorAll(`[data-figure=${figure}] [data-place]`)].indexOf(mark);
      change({highlight: state.highlight === name ? "" : name});
      if (event.key) grid.querySelectorAll(`[data-figure=${figure}] [data-place]`)[order]?.focus();
    };
    grid.addEventListener("click", press);
    grid.addEventListener("keydown", press);

    const show = () => {
      view = choose(data, state);
      for (const key of ["level", "relation", "count", "value", "places"]) fields[key].value = state[key];
      fields.within.checked = state.within;
      if (fields.year) { fields.year.value = data.years.indexOf(state.year); fields.year.setAttribute("aria-valuetext", state.year); }
      if (fields.year) fields.year.nextElementSibling.textContent = state.year;
      fields.places.nextElementSibling.textContent = state.places;
      const names = view.folded ? view.names.slice(0, -1) : view.names;
      fields.highlight.replaceChildren(element("option", {value: ""}, words.none), ...names.map(name => element("option", {value: name}, name)));
      fields.highlight.value = names.includes(state.highlight) ? state.highlight : "";
      const unit = data.counts.find(each => each.key === state.count).unit;
      const span = data.years.length ? ` · ${data.years[0] === state.year ? state.year : `${data.years[0]}–${state.year}`}` : "";
      base.textContent = view.base ? `${words.base}${words.colon}${amount(view.base)} ${unit}${span} · ${view.level.intra} ${percent(view.stays / view.base)}` : words.empty;
      base.dataset.base = view.base;
      grid.hidden = !view.base;
      if (view.base) { draw(root, data, state, view); fade(null); }
    };
    const change = part => {
      state = {...state, ...part};
      const said = Object.entries(state).filter(([key, value]) => value !== first[key] && value !== undefined)
        .map(([key, value]) => [key, key === "within" ? "no" : String(value)]);
      history.replaceState(null, "", said.length ? `#${own}?${new URLSearchParams(said)}` : `#${own}`);
      show();
    };
    const read = () => { state = chosen(); show(); };
    read();
    if (placed(own)) root.scrollIntoView();
    addEventListener("hashchange", () => { if (placed(own)) { read(); root.scrollIntoView(); } });
    let wide = root.clientWidth;
    addEventListener("resize", () => { if (root.clientWidth !== wide) { wide = root.clientWidth; show(); } });
  };
  for (const root of document.querySelectorAll(".linked[data-kind=flows]")) seen(root, start);
})();
