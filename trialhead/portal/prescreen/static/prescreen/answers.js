// Keeps the answers in this tab of this device, so that a reload or another study does not ask
// again, until the tab is closed or the reader forgets them. Without this file nothing is kept.
const NAME = "prescreen-answers";
const kept = { get: () => { try { return sessionStorage.getItem(NAME); } catch { return null; } },
  set: (value) => { try { sessionStorage.setItem(NAME, value); } catch { /* private mode */ } },
  drop: () => { try { sessionStorage.removeItem(NAME); } catch { /* private mode */ } } };

const current = document.querySelector("[data-answers]");
if (current) kept.set(current.value);

const field = document.querySelector("[data-kept]");
const notice = document.querySelector("[data-kept-notice]");
if (field && !field.value && kept.get()) {
  field.value = kept.get();
  notice.hidden = false;
  try {
    const chosen = document.querySelector(`input[name="who"][value="${JSON.parse(field.value).who}"]`);
    if (chosen) chosen.checked = true;
  } catch { /* not ours: the server refuses it */ }
}

document.querySelectorAll("[data-forget]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    kept.drop();
    if (button.dataset.leave) { location.assign(button.dataset.leave); return; }
    field.value = "";
    notice.textContent = button.dataset.done;
    notice.setAttribute("role", "status");
  });
});

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// Typing a number means that the number is the answer.
document.querySelectorAll("#number, #unit").forEach((input) => input.addEventListener("input", () => {
  const choice = document.querySelector('input[name="answer"][value="number"]');
  if (choice) choice.checked = true;
}));
