// Puts a text to begin with into the reply; without this script it can be copied by hand.
for (const button of document.querySelectorAll("[data-begin]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const field = document.getElementById("reply-text");
    field.value = button.previousElementSibling.innerText;
    document.querySelector(`[name=kind][value="${button.dataset.kind}"]`).checked = true;
    field.focus();
  });
}
