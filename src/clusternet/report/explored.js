"use strict";
(() => {
  // The network: search, cards, filters; names appear as the map is enlarged.
  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const filled = (text, ...values) => text.replace(/\{(\d)\}/g, (_, at) => values[at].toLocaleString("en"));
  const untied = data => { // of every tie its two nodes
    const ties = [];
    for (let at = 0, source = 0, target = 0; at < data.ties.length; at += 2) {
      const step = data.ties[at];
      source += step;
      target = step || at === 0 ? data.ties[at + 1] : target + data.ties[at + 1];
      ties.push([source, target]);
    }
    return ties;
  };

  const start = root => {
    const data = dataOf(root), words = data.words, size = data.x.length;
    const ties = untied(data), near = Array.from({length: size}, () => []);
    ties.forEach(([source, target]) => { near[source].push(target); near[target].push(source); });
    const names = new Map(data.names), found = new Map(data.names.map(([node, name]) => [name.toLocaleLowerCase(), node]));
    const ranks = [...data.degree].sort((a, b) => b - a), most = ranks[0] || 1;
    const attribute = key => data.attributes.find(each => each.key === key);
    const state = {component: true, colour: "community", kind: -1, category: -1, place: -1, technology: -1, node: -1};
    const seen = new Uint8Array(size);
    let drawn = [], scale = 1, left = 0, top = 0, lit = new Set();

    // -- the bar of controls
    const bar = element("form", {class: "controls", "aria-label": words.title});
    bar.addEventListener("submit", event => event.preventDefault());
    const label = (key, ...inputs) => { const made = element("label", {}, element("span", {}, words[key]), ...inputs); bar.append(made); return made; };
    const list = element("datalist", {id: `${root.id}-names`});
    const search = element("input", {type: "search", list: list.id, autocomplete: "off", name: "search"});
    label("search", search, list);
    const select = (key, options) => {
      const field = element("select", {name: key}, ...options.map(([value, name]) => element("option", {value}, name)));
      field.addEventListener("input", () => { state[key] = key === "colour" ? field.value : Number(field.value); choose(); });
      label(key, field);
    };
    for (const {key, values} of data.attributes) select(key, [[-1, data.all], ...values.map((name, at) => [at, name])]);
    if (data.technology) select("technology", [[-1, data.all], ...data.technology.values.map((name, at) => [at, name])]);
    select("colour", [["community", words.community], ...data.attributes.map(each => [each.key, words[each.key]])]);
    const component = element("input", {type: "checkbox", name: "component"});
    component.checked = true;
    component.addEventListener("input", () => { state.component = component.checked; choose(); });
    label("component", component);
    const told = element("p", {class: "note", role: "status"}), canvas = element("canvas", {tabindex: 0, role: "img", "aria-label": words.map});
    const card = element("div", {class: "card", hidden: "", role: "region", "aria-label": words.neighbours}), key = element("div", {class: "key"});
    const zoom = element("div", {class: "tools"});
    const button = (text, on) => { const made = element("button", {type: "button"}, text); made.addEventListener("click", on); zoom.append(made); };
    button(words.in, () => enlarge(1.5)); button(words.out, () => enlarge(1 / 1.5)); button(words.whole, () => { fit(); draw(); });
    button("PNG", () => canvas.toBlob(blob => saving.save(blob, `${root.id}.png`)));
    const field = element("div", {class: "field"}, canvas, card);
    root.append(element("h3", {}, words.title), element("div", {class: "bar"}, bar, told), zoom, field, key, element("p", {class: "note"}, data.note));

    // -- which nodes and ties are shown
    const choose = () => {
      for (let node = 0; node < size; node++) {
        seen[node] = (!state.component || data.component[node])
          && data.attributes.every(({key, codes}) => state[key] < 0 || codes[node] === state[key]) ? 1 : 0;
      }
      const meant = data.technology && state.technology >= 0 ? data.technology.sets.map(each => each.includes(state.technology)) : null;
      drawn = ties.filter(([source, target], at) => seen[source] && seen[target] && (!meant || meant[data.technology.of[at]]));
      if (meant) {
        const tied = new Uint8Array(size);
        for (const [source, target] of drawn) tied[source] = tied[target] = 1;
        for (let node = 0; node < size; node++) seen[node] &= tied[node];
      }
      told.textContent = filled(words.shown, seen.reduce((all, each) => all + each, 0), drawn.length);
      keys();
      draw();
    };
    const colour = node => {
      const by = attribute(state.colour);
      if (!by) return data.colours[data.community[node]];
      return by.codes[node] < 0 ? data.colours.at(-1) : by.colours[by.codes[node]];
    };
    const keys = () => {
      const by = attribute(state.colour), named = new Map();
      if (by) by.values.forEach((name, at) => { if (by.colours[at] !== data.colours.at(-1)) named.set(name, by.colours[at]); });
      const entries = by ? [...named] : data.colours.slice(0, -1).filter((_, at) => data.community.includes(at)).map((each, at) => [`${words.community} ${at + 1}`, each]);
      const rest = by ? by.colours.includes(data.colours.at(-1)) || by.codes.includes(-1) : data.community.includes(data.colours.length - 1);
      if (rest) entries.push([words.other, data.colours.at(-1)]);
      key.replaceChildren(...entries.map(([name, each]) => {
        const dot = element("i");
        dot.style.background = each;
        return element("span", {}, dot, name);
      }));
      const sizes = [...new Set([1, Math.max(1, Math.round(most / 10)), most])].map(degree => {
        const dot = element("i", {class: "round"}), across = Math.max(2, 2 * radius(degree));
        dot.style.width = dot.style.height = `${across}px`;
        return element("span", {}, dot, degree.toLocaleString("en"));
      });
      key.append(element("span", {}, `${words.size}${words.colon}`), ...sizes);
    };

    // -- drawing
    const radius = degree => data.radius * scale * Math.sqrt(Math.max(degree, 1) / most);
    const spot = node => [left + data.x[node] * scale, top + data.y[node] * scale];
    const high = Math.max(...data.y, 1), across = Math.max(...data.x, 1);
    const wide = () => canvas.clientWidth, tall = () => canvas.clientHeight;
    const fit = () => {
      scale = Math.min((wide() - 30) / across, (tall() - 30) / high);
      left = (wide() - across * scale) / 2;
      top = (tall() - high * scale) / 2;
    };
    let moving = false;
    const draw = () => {
      const dots = devicePixelRatio || 1, pen = canvas.getContext("2d");
      canvas.width = wide() * dots; canvas.height = tall() * dots;
      pen.scale(dots, dots);
      const alone = lit.size > 0;
      if (!moving) {
        pen.lineWidth = 0.5;
        pen.strokeStyle = `rgba(90, 100, 115, ${alone ? 0.04 : Math.min(0.5, 0.05 + 300 / Math.max(drawn.length, 600))})`;
        pen.beginPath();
        for (const [source, target] of drawn) { pen.moveTo(...spot(source)); pen.lineTo(...spot(target)); }
        pen.stroke();
      }
      if (alone) {
        pen.lineWidth = 1; pen.strokeStyle = `rgba(31, 78, 121, ${Math.max(0.06, Math.min(0.55, 60 / lit.size))})`;
        pen.beginPath();
        for (const [source, target] of drawn) if (source === state.node || target === state.node) { pen.moveTo(...spot(source)); pen.lineTo(...spot(target)); }
        pen.stroke();
      }
      for (let node = 0; node < size; node++) {
        if (!seen[node]) continue;
        const [x, y] = spot(node), long = Math.max(0.8, radius(data.degree[node]));
        if (x < -long || y < -long || x > wide() + long || y > tall() + long) continue;
        pen.globalAlpha = alone && !lit.has(node) ? 0.12 : 1;
        pen.fillStyle = colour(node);
        pen.beginPath(); pen.arc(x, y, long, 0, 7); pen.fill();
      }
      pen.globalAlpha = 1;
      write(pen, alone);
    };
    const write = (pen, alone) => { // the larger first; the more the map is enlarged, the more have room
      const taken = [];
      pen.font = `12px ${getComputedStyle(root).fontFamily}`;
      pen.textAlign = "center"; pen.lineWidth = 3; pen.strokeStyle = "rgba(255, 255, 255, .85)"; pen.fillStyle = "#1d2430";
      const order = state.node >= 0 && names.has(state.node) ? [[state.node, names.get(state.node)], ...data.names] : data.names;
      for (const [node, name] of order) {
        if (!seen[node] || (alone && !lit.has(node)) || taken.length > 120) continue;
        const [x, y] = spot(node), half = pen.measureText(name).width / 2 + 2;
        if (x < 0 || y < 0 || x > wide() || y > tall()) continue;
        const box = [x - half, y - 8, x + half, y + 8];
        if (taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
        taken.push(box);
        pen.strokeText(name, x, y + 4); pen.fillText(name, x, y + 4);
      }
      canvas.dataset.names = taken.length;
    };

    // -- one node: its neighbours and its card
    const show = node => {
      state.node = node;
      lit = new Set(node < 0 ? [] : [node, ...near[node]]);
      card.hidden = node < 0 || !names.has(node);
      if (!card.hidden) {
        const close = element("button", {type: "button"}, words.close), lines = element("dl");
        close.addEventListener("click", () => show(-1));
        const line = (name, value) => lines.append(element("dt", {}, name), element("dd", {}, value));
        line(words.degree, data.degree[node].toLocaleString("en"));
        line(words.rank, (ranks.indexOf(data.degree[node]) + 1).toLocaleString("en"));
        line(words.community, data.community[node] < data.colours.length - 1 ? String(data.community[node] + 1) : words.other);
        for (const {key, values, codes} of data.attributes) if (codes[node] >= 0) line(words[key], values[codes[node]]);
        const known = near[node].filter(each => names.has(each)).sort((a, b) => data.degree[b] - data.degree[a] || a - b);
        const items = known.slice(0, 30).map(each => {
          const link = element("button", {type: "button", class: "link"}, names.get(each));
          link.addEventListener("click", () => show(each));
          return element("li", {}, link);
        });
        const rest = near[node].length - items.length;
        if (rest) items.push(element("li", {}, filled(words.more, rest)));
        card.replaceChildren(close, element("h4", {}, names.get(node)), lines, element("p", {class: "head"}, `${words.neighbours} (${near[node].length.toLocaleString("en")})`), element("ul", {}, ...items));
      }
      draw();
    };
    const seek = () => {
      const text = search.value.trim().toLocaleLowerCase();
      if (!text) return show(-1);
      const node = found.get(text) ?? data.names.find(([, name]) => name.toLocaleLowerCase().includes(text))?.[0];
      if (node === undefined) { told.textContent = words.unfound; return show(-1); }
      if (!seen[node]) { // it must be seen, whatever is chosen
        state.component = component.checked = false;
        for (const each of [...data.attributes.map(({key}) => key), "technology"]) { state[each] = -1; if (bar[each]) bar[each].value = -1; }
        choose();
      }
      show(node);
    };
    search.addEventListener("input", () => {
      const text = search.value.trim().toLocaleLowerCase();
      const fits = text ? data.names.filter(([, name]) => name.toLocaleLowerCase().includes(text)).slice(0, 12) : [];
      list.replaceChildren(...fits.map(([, name]) => element("option", {value: name})));
      if (found.has(text) || !text) seek();
    });
    search.addEventListener("keydown", event => { if (event.key === "Enter") seek(); });

    // -- moving and enlarging
    const enlarge = (by, x = wide() / 2, y = tall() / 2) => {
      const least = Math.min((wide() - 30) / across, (tall() - 30) / high) / 2, next = Math.min(Math.max(scale * by, least), least * 400);
      left = x - (x - left) * next / scale; top = y - (y - top) * next / scale; scale = next;
      keys(); draw();
    };
    canvas.addEventListener("keydown", event => {
      const step = {ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60]}[event.key];
      if (step) { left += step[0]; top += step[1]; draw(); }
      else if (event.key === "+" || event.key === "=") enlarge(1.5);
      else if (event.key === "-") enlarge(1 / 1.5);
      else if (event.key === "Escape") show(-1);
      else return;
      event.preventDefault();
    });
    canvas.addEventListener("wheel", event => {
      if (!event.ctrlKey && document.activeElement !== canvas) return; // the page scrolls until the map is chosen
      event.preventDefault();
      const box = canvas.getBoundingClientRect();
      enlarge(event.deltaY < 0 ? 1.2 : 1 / 1.2, event.clientX - box.left, event.clientY - box.top);
    }, {passive: false});
    let held = null;
    canvas.addEventListener("pointerdown", event => { held = [event.clientX, event.clientY, left, top]; canvas.setPointerCapture(event.pointerId); });
    canvas.addEventListener("pointermove", event => {
      if (!held) return;
      moving ||= Math.hypot(event.clientX - held[0], event.clientY - held[1]) > 4;
      if (moving) { left = held[2] + event.clientX - held[0]; top = held[3] + event.clientY - held[1]; draw(); }
    });
    canvas.addEventListener("pointerup", event => {
      const box = canvas.getBoundingClientRect(), [x, y] = [event.clientX - box.left, event.clientY - box.top], moved = moving;
      held = null; moving = false;
      if (moved) return draw();
      let best = -1, reach = 12;
      for (let node = 0; node < size; node++) {
        if (!seen[node]) continue;
        const [u, v] = spot(node), away = Math.hypot(u - x, v - y) - radius(data.degree[node]);
        if (away < reach) { reach = away; best = node; }
      }
      show(best);
    });
    let before = root.clientWidth;
    addEventListener("resize", () => { if (root.clientWidth !== before) { before = root.clientWidth; fit(); keys(); draw(); } });
    fit();
    choose();
  };
  for (const root of document.querySelectorAll(".linked[data-kind=network]")) seen(root, start);
})();
