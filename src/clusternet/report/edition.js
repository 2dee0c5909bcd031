"use strict";
// The page in several languages: the address says which is shown, whatever else it says.
const editions = [...document.querySelectorAll(".edition")];
const editionOf = element => element.closest(".edition");
const before = edition => (edition === editions[0] ? "" : `${edition.lang}-`); // of the names of its elements
const shownEdition = () => editions.find(({classList}) => !classList.contains("off"));
const placed = name => decodeURIComponent(location.hash.slice(1)).startsWith(name); // whether the address begins so
// What a panel is drawn from; in another language it holds only what is said otherwise.
const over = (base, own) => {
  if (Array.isArray(own) || typeof own !== "object" || own === null) return own;
  const whole = Array.isArray(base) ? [...base] : {...base};
  for (const [key, value] of Object.entries(own)) whole[key] = over(base[key], value);
  return whole;
};
const dataOf = root => {
  const own = JSON.parse(root.querySelector("script").textContent);
  return own.over ? over(dataOf(document.getElementById(root.id.slice(before(editionOf(root)).length))), own.over) : own;
};
// A panel is begun when it is first seen.
const seen = (root, begin) => {
  if (!editionOf(root).classList.contains("off")) begin(root);
  else addEventListener("edition", () => seen(root, begin), {once: true});
};
(() => {
  const turn = () => {
    const meant = editions.slice(1).find(each => placed(before(each)) || location.hash === `#${each.id}`) ?? editions[0];
    const changed = shownEdition() !== meant || editions.every(({classList}) => !classList.contains("off"));
    for (const each of editions) each.classList.toggle("off", each !== meant);
    document.documentElement.lang = meant.lang;
    document.title = meant.dataset.title;
    if (changed) { dispatchEvent(new Event("edition")); dispatchEvent(new Event("resize")); }
  };
  document.body.classList.add("scripted");
  turn();
  addEventListener("hashchange", turn);
  for (const link of document.querySelectorAll(".languages a")) link.addEventListener("click", event => {
    const from = editionOf(link), to = editions.find(each => `#${each.id}` === link.hash);
    const tops = [...from.querySelectorAll("main > section")].filter(each => each.getBoundingClientRect().top < innerHeight / 2);
    const said = decodeURIComponent(location.hash.slice(1)), name = said.startsWith("lang-") ? "" : said.slice(before(from).length);
    const place = name || (scrollY > innerHeight && tops.length ? tops.at(-1).id.slice(before(from).length) : "");
    if (!place) return; // the link itself leads to the top
    event.preventDefault();
    location.hash = before(to) + place;
  });
})();
