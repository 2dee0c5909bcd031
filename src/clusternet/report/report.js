"use strict";
const saving = (() => {
  const words = element => editionOf(element).dataset;
  const make = (tag, text, on) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    if (on) { element.type = "button"; element.addEventListener("click", on); }
    return element;
  };
  const cells = row => [...row.cells].map(cell => cell.textContent);
  const save = (blob, name) => {
    const link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  // -- tables: sort, filter, copy, CSV
  const value = text => {
    const plain = text.replace(/[,%≤<]/g, "");
    return plain !== "" && !isNaN(plain) ? Number(plain) : null;
  };
  const compare = (one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a !== null && b !== null) return a - b;
    return one.localeCompare(other, document.documentElement.lang);
  };
  const sort = (table, head, column) => {
    const down = head.getAttribute("aria-sort") === "descending";
    const heads = table.tHead.rows[table.tHead.rows.length - 1].cells;
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "ascending" : "descending");
    const rows = [...table.tBodies[0].rows].map((row, place) => [row.cells[column].textContent, place, row]);
    rows.sort(([a, i], [b, j]) => {
      if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1) || i - j; // blank cells stand last either way
      return (down ? compare(a, b) : compare(b, a)) || i - j;
    });
    table.tBodies[0].append(...rows.map(([, , row]) => row));
  };
  const filter = (table, told, sought) => {
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      row.hidden = !cells(row).some(text => text.toLocaleLowerCase().includes(sought.toLocaleLowerCase()));
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = sought ? `${shown} / ${table.tBodies[0].rows.length}` : "";
  };
  const rows = table => [...table.tHead.rows, ...table.tBodies[0].rows].filter(row => !row.hidden)
    .map(row => [...row.cells].flatMap(cell => [cell.textContent, ...Array(cell.colSpan - 1).fill("")]));
  const quoted = text => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = cells => "\ufeff" + cells.map(row => row.map(quoted).join(",")).join("\r\n") + "\r\n";
  const csv = table => lines([[table.caption.textContent], ...rows(table)]);
  const put = text => {
    const area = make("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy"); // a page on disk may not use the clipboard otherwise
    area.remove();
  };
  const copy = table => put(rows(table).map(row => row.join("\t")).join("\n"));
  // what an author writes for a cell in a text of their own: on while the button is down
  const citing = (table, told) => {
    const button = make("button", words(table).cite, () => {
      const on = table.classList.toggle("citing");
      button.setAttribute("aria-pressed", on);
      for (const cell of table.querySelectorAll("td[data-mark]")) cell.tabIndex = on ? 0 : -1;
      told.textContent = "";
    });
    const take = event => {
      const cell = event.target.closest(".citing td[data-mark]");
      if (!cell || (event.type === "keydown" && event.key !== "Enter")) return;
      put(cell.dataset.mark);
      told.textContent = cell.dataset.mark;
      if (event.type === "keydown") cell.focus();
    };
    button.setAttribute("aria-pressed", false);
    table.addEventListener("click", take);
    table.addEventListener("keydown", take);
    return button;
  };
  for (const table of document.querySelectorAll(".grid > table")) {
    if (table.tHead.rows.length === 1) {
      [...table.tHead.rows[0].cells].forEach((head, column) => {
        const button = make("button", head.textContent, () => sort(table, head, column));
        head.replaceChildren(button);
      });
    }
    const bar = make("div"), field = make("input"), told = make("output");
    bar.className = "tools";
    field.type = "search";
    field.placeholder = words(table).search;
    field.setAttribute("aria-label", `${words(table).search}: ${table.caption.textContent}`);
    field.addEventListener("input", () => filter(table, told, field.value));
    if (table.tBodies[0].rows.length > 5) bar.append(field);
    bar.append(told);
    if (table.querySelector("td[data-mark]")) bar.append(citing(table, told));
    bar.append(make("button", words(table).copy, () => copy(table)));
    bar.append(make("button", "CSV", () => save(new Blob([csv(table)], {type: "text/csv"}), `${table.id}.csv`)));
    table.parentElement.before(bar);
  }

  // -- figures: SVG and PNG
  const font = [...document.querySelector("style").sheet.cssRules].find(rule => rule.type === 5);
  const drawing = (svg, more = "") => {
    const own = svg.cloneNode(true), [, , wide, high] = svg.getAttribute("viewBox").split(" ");
    own.setAttribute("xmlns", svg.namespaceURI); // a name, but no address stands in this page
    own.setAttribute("width", wide * 2);
    own.setAttribute("height", high * 2);
    const style = document.createElementNS(svg.namespaceURI, "style");
    style.textContent = `${font ? font.cssText : ""} text, tspan { font-family: figure, sans-serif !important; } ${more}`;
    own.prepend(style);
    return new Blob([new XMLSerializer().serializeToString(own)], {type: "image/svg+xml"});
  };
  const raster = (svg, name, more) => {
    const image = new Image(), address = URL.createObjectURL(drawing(svg, more));
    image.onload = () => {
      const canvas = make("canvas"), context = canvas.getContext("2d");
      [canvas.width, canvas.height] = [image.width * 2, image.height * 2];
      context.fillStyle = "white";
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(blob, name));
      URL.revokeObjectURL(address);
    };
    image.src = address;
  };
  for (const svg of document.querySelectorAll(".part > figure > svg")) {
    const bar = make("div"), name = svg.id.replace("drawing-", "");
    bar.className = "tools";
    bar.append(make("button", "SVG", () => save(drawing(svg), `${name}.svg`)));
    bar.append(make("button", "PNG", () => raster(svg, `${name}.png`)));
    svg.before(bar);
  }

  // -- a table and its figures are one thing with tabs
  for (const pair of document.querySelectorAll(".pair")) {
    const parts = [...pair.children];
    if (parts.length < 2) continue;
    const list = make("div");
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", words(pair).tabs);
    const tabs = parts.map((part, number) => {
      const tab = make("button", part.dataset.tab, () => show(number));
      tab.id = `tab-${part.id}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", part.id);
      part.setAttribute("role", "tabpanel");
      part.setAttribute("aria-labelledby", tab.id);
      return tab;
    });
    const show = (chosen, moved) => tabs.forEach((tab, number) => {
      const on = number === chosen;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      parts[number].classList.toggle("away", !on);
      if (on && moved) tab.focus();
    });
    list.addEventListener("keydown", event => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!step) return;
      const now = tabs.findIndex(tab => tab.tabIndex === 0);
      show((now + step + tabs.length) % tabs.length, true);
    });
    list.append(...tabs);
    pair.prepend(list);
    const open = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const number = target ? parts.findIndex(part => part.contains(target)) : -1;
      if (number >= 0) { show(number); target.scrollIntoView(); }
    };
    show(parts.length - 1 > 0 ? 1 : 0);
    addEventListener("hashchange", open);
    open();
  }
  return {save, drawing, raster, lines};
})();
