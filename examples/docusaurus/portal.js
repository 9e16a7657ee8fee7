const output = document.querySelector("output");

// Links are followed by this script, and shortcuts go to the search field.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link && !event.defaultPrevented) {
    event.preventDefault();
    location.hash = new URL(link.href).hash;
  }
});
addEventListener("hashchange", () => (output.textContent = location.hash));
document.addEventListener("keydown", ({ key, target }) => {
  if (key === "/" && !target.closest("input, textarea")) {
    document.querySelector("input[type=search]").focus();
    output.textContent = "searching";
  }
});
