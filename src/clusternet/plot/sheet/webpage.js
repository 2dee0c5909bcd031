"use strict";
const marks = [...document.querySelectorAll(".mark")], tip = document.getElementById("tip");
const show = (mark, x, y) => {
  tip.textContent = mark.getAttribute("aria-label");
  tip.hidden = false;
  const room = tip.getBoundingClientRect();
  tip.style.left = Math.max(4, Math.min(x + 12, innerWidth - room.width - 8)) + "px";
  tip.style.top = (y + 16 + room.height > innerHeight ? y - room.height - 10 : y + 16) + "px";
};
const hide = () => { tip.hidden = true; };
const go = place => {
  const mark = marks[(place + marks.length) % marks.length];
  marks.forEach(each => each.setAttribute("tabindex", each === mark ? "0" : "-1"));
  mark.focus();
};
const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
marks.forEach((mark, place) => {
  if (place) mark.setAttribute("tabindex", "-1");  // one stop of Tab, then the arrow keys
  const title = mark.querySelector("title");  // shown by browsers where this script does not run
  if (title) title.remove();
  mark.addEventListener("pointermove", event => show(mark, event.clientX, event.clientY));
  mark.addEventListener("pointerleave", hide);
  mark.addEventListener("focus", () => {
    const box = mark.getBoundingClientRect();
    show(mark, box.left + box.width / 2, box.top + box.height / 2);
  });
  mark.addEventListener("blur", hide);
  mark.addEventListener("keydown", event => {
    if (event.key === "Escape") hide();
    else if (event.key in steps) go(place + steps[event.key]);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(marks.length - 1);
    else return;
    event.preventDefault();
  });
});
document.body.dataset.ready = "yes";
