"use strict";
(() => {
  // Profiles: of many cards the one that is chosen; the address names it.
  for (const root of document.querySelectorAll(".profiles")) {
    const cards = [...root.querySelectorAll(".profile")], field = document.createElement("select");
    const label = document.createElement("label"), bar = document.createElement("div");
    let group;
    for (const card of cards) {
      if (!group || group.label !== card.dataset.group) {
        group = document.createElement("optgroup");
        group.label = card.dataset.group;
        field.append(group);
      }
      const option = document.createElement("option");
      option.value = card.id;
      option.textContent = card.querySelector("h3").textContent;
      group.append(option);
    }
    const show = key => {
      field.value = key;
      for (const card of cards) card.classList.toggle("away", card.id !== key);
    };
    field.addEventListener("input", () => { history.replaceState(null, "", `#${field.value}`); show(field.value); });
    label.append(root.dataset.choose, " ", field);
    bar.className = "controls choose";
    bar.append(label);
    root.prepend(bar);
    const named = () => cards.find(card => `#${card.id}` === location.hash);
    addEventListener("hashchange", () => { if (named()) show(named().id); });
    show((named() ?? cards[0]).id);
  }
})();
