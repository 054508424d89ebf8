// Tells faults and the sentence while somebody types. Without this script "Check" does the same.
const form = document.querySelector("[data-look]");
const sentence = form.querySelector("[data-sentence]");
const oddities = form.querySelector("[data-oddities]");
let asked = 0;
let waiting;

function tell(found) {
  const told = new Map(found.faults.map((one) => [one.field, one.told]));
  for (const place of form.querySelectorAll(".problem[id$='-problem']")) {
    const field = place.id.slice(0, -"-problem".length);
    const words = told.get(field) ?? "";
    place.textContent = words;
    place.hidden = !words;
    for (const input of form.querySelectorAll(`[name="${CSS.escape(field)}"]`)) {
      if (words) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    }
  }
  if (found.sentence) sentence.textContent = found.sentence;
  oddities.replaceChildren(
    ...found.oddities.map((words) => Object.assign(document.createElement("li"), { textContent: words })),
  );
}

async function look() {
  const mine = ++asked;
  const sent = new FormData(form);
  sent.set("do", "look");
  const answer = await fetch(location.pathname, { method: "POST", body: sent });
  const readable = answer.ok && answer.headers.get("Content-Type") === "application/json";
  if (readable && mine === asked) tell(await answer.json());
}

form.addEventListener("input", (event) => {
  if (event.target.closest(".act") || event.target.id === "person") return;
  clearTimeout(waiting);
  waiting = setTimeout(look, 400);
});
