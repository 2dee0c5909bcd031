// Page numbers of the contents: no browser counts them. The page is laid out in columns of the size of a page,
// which break where pages do, and every block is given the page it fell on as its name: a new name begins a new
// page, whose margins say number and section. So they agree with the contents wherever it is printed.
(() => {
  if (!("CSSMarginRule" in window)) return; // nor would the margins show a number
  let contents = document.querySelector(".toc"), main = document.querySelector("main"); // of the language shown
  const style = document.createElement("style"), parts = [];
  const rules = [...document.styleSheets[0].cssRules].filter(rule => rule instanceof CSSMediaRule);
  const media = rules.map(rule => rule.media.mediaText);
  const paper = on => rules.forEach((rule, i) => {
    rule.media.mediaText = !on ? media[i] : media[i] === "print" ? "all" : "not all";
  });
  const other = /inline|contents|none|table-/;
  const within = ["figure", "li", ".boxes", ".profile", ".cover"].map(each => `${each} *`).join() + ", .cover";
  const side = [".beside > [data-table]", ".beside > [data-table] + .part"].flatMap(each => [each, `${each} *`]).join();
  const quote = text => `"${text.replace(/["\\\n\r\f]/g, letter => `\\${letter.charCodeAt(0).toString(16)} `)}"`;

  // Every block with the pages it begins and ends on, and how far each page is filled.
  const measured = () => {
    const {left, top, width, height} = main.getBoundingClientRect(), fill = [];
    const page = rect => Math.floor((rect.left - left + 1) / width);
    const blocks = [];
    for (const each of main.querySelectorAll("*")) {
      if (each.matches(`table *, ${within}, ${side}`) || other.test(getComputedStyle(each).display)) continue;
      const rects = [...each.getClientRects()];
      if (rects.length) blocks.push([each, page(rects[0]), page(rects.at(-1)), rects]);
    }
    blocks.forEach(([each, , , rects], i) => {
      if (each.contains(blocks[i + 1]?.[0])) return; // it ends where its last part does
      for (const rect of rects) fill[page(rect)] = Math.max(fill[page(rect)] || 0, (rect.bottom - top) / height);
    });
    return {blocks, fill, page, height};
  };
  // What follows a page that is less than half full: a figure moves below its table, or gets a little smaller.
  const mended = (at, {blocks, fill, height}) => {
    const next = blocks.filter(([, from]) => from === at + 1).map(([each]) => each);
    const pair = next.find(each => each.matches(".beside"));
    if (pair && pair === next.find(each => each.matches(".pair"))) {
      pair.classList.replace("beside", "below");
      return true;
    }
    const figure = next.find(each => each.matches("figure:not(.smaller)"));
    if (!figure) return false;
    figure.classList.add("smaller");
    const drawing = figure.querySelector(":scope > svg, :scope > img"), high = drawing.getBoundingClientRect().height;
    const wanted = high + (1 - fill[at]) * height - figure.getBoundingClientRect().height - 24;
    if (wanted < 0.7 * high) return false;
    drawing.style.maxHeight = `${wanted}px`;
    return true;
  };
  // Heads without a row below them go to the next page, with the heading and the sentences above.
  const pushed = pair => {
    let first = pair;
    while (first.previousElementSibling?.matches("h2, p:not(.note), .linked")) first = first.previousElementSibling;
    first.classList.add("more");
    return true;
  };
  // A table that goes on over the page becomes two, with the same heads and widths.
  const split = (at, {blocks, page}) => {
    const goes = blocks.find(([each, from, to]) => each.matches(".grid > table") && from <= at && to > at);
    if (!goes) return false;
    const table = goes[0], next = table.cloneNode(false), [body] = table.tBodies;
    const rows = [...body.rows].filter(row => page([...row.getClientRects()].at(-1)) > at);
    if (rows.length === body.rows.length) return pushed(table.closest(".pair"));
    if (!rows.length) return false;
    if (!table.querySelector("colgroup")) {
      const columns = document.createElement("colgroup");
      const widths = [...[...table.tHead.rows].at(-1).cells].map(head => head.getBoundingClientRect().width);
      columns.append(...widths.map(() => document.createElement("col")));
      widths.forEach((wide, i) => { columns.children[i].style.width = `${wide}px`; });
      table.tHead.before(columns);
    }
    next.removeAttribute("id");
    next.append(...["colgroup", "thead"].map(each => table.querySelector(each).cloneNode(true)));
    next.append(document.createElement("tbody"));
    next.tBodies[0].append(...rows);
    table.after(next);
    for (const each of [table, next]) each.classList.add("fixed");
    next.classList.add("more");
    parts.unshift([next, table]);
    return true;
  };
  const clear = () => {
    for (const [part, table] of parts.splice(0)) {
      table.tBodies[0].append(...part.tBodies[0].rows);
      part.remove();
    }
    main.classList.remove("columns", "numbered", "tight");
    for (const columns of main.querySelectorAll("colgroup")) columns.remove();
    for (const each of main.querySelectorAll("[style]")) each.style.page = each.style.marginTop = "";
    for (const each of main.querySelectorAll(".smaller > *")) each.style.maxHeight = "";
    for (const each of main.querySelectorAll(".smaller, .fixed, .more")) each.classList.remove("smaller", "fixed", "more");
    for (const each of main.querySelectorAll(".below")) each.classList.replace("below", "beside");
    for (const link of contents.querySelectorAll("a")) delete link.dataset.page;
    style.remove();
  };
  const laid = tight => {
    clear();
    paper(true);
    main.classList.add("columns");
    main.classList.toggle("tight", tight);
    for (const link of contents.querySelectorAll("a")) link.dataset.page = "0";
    let layout = measured();
    for (let at = 0; at < layout.fill.length - 1; at++) {
      while (at && layout.fill[at] < 0.5 && mended(at, layout)) layout = measured();
      if (split(at, layout)) layout = measured();
    }
    return layout;
  };
  const number = () => {
    [contents, main] = [".toc", "main"].map(each => shownEdition().querySelector(each));
    let layout = laid(false);
    if (layout.fill.at(-1) < 0.5) layout = laid(true); // the last page may go, or gain
    const links = contents.querySelectorAll("a"), heads = [];
    const {blocks, fill, page} = layout;
    for (const link of links) {
      const target = document.getElementById(link.getAttribute("href").slice(1)), head = target.querySelector("h2");
      link.dataset.page = page([...(head || target).getClientRects()].at(-1)) + 1; // a section may begin above
    }
    for (const head of main.querySelectorAll("h2")) {
      const [rect] = head.getClientRects();
      if (rect) (heads[page(rect)] ||= []).push(head.textContent);
    }
    main.classList.replace("columns", "numbered");
    paper(false);
    blocks.forEach(([each, from, to], i) => { // what goes on has parts with names of their own
      const whole = from === to || each.matches("h2, h3, p, li, table");
      if (whole || each.matches(".beside")) each.style.page = `p${(whole ? to : from) + 1}`;
      const [before, last] = blocks[i - 1] || [];
      if (from !== last || before.contains(each) && before.style.marginTop) each.style.marginTop = "0px";
    });
    let section = "";
    style.textContent = [...fill.keys()].map(at => {
      const [head, last] = heads[at] ? [heads[at][0], heads[at].at(-1)] : [section, section];
      section = last;
      return `@page p${at + 1} { @top-left { content: ${quote(head)}; } @bottom-right { content: "${at + 1}"; } }`;
    }).join("\n");
    document.head.append(style);
  };
  addEventListener("beforeprint", number);
  addEventListener("afterprint", clear);
})();
