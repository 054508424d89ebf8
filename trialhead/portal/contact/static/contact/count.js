// Says how many characters are left while somebody types; the server counts too.
for (const field of document.querySelectorAll("textarea[data-longest]")) {
  const place = document.querySelector(`[data-count-of="${field.id}"]`);
  const show = () => {
    const left = Number(field.dataset.longest) - field.value.length;
    place.textContent = field.value ? field.dataset.left.replace("%s", left) : "";
  };
  field.addEventListener("input", show);
  show();
}
