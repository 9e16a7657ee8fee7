const output = document.querySelector("output");

document.addEventListener("checked", ({ detail: { report } }) => {
  output.textContent = `${report.verdict}, ${report.totals.blocker} that block the import`;
});
document.addEventListener("corrected", ({ detail: { parts } }) => {
  output.textContent = parts.map(({ name, blob }) => `${name}: ${blob.size} bytes`).join(", ");
});
document.addEventListener("failed", ({ detail: { message } }) => {
  output.textContent = message;
});
