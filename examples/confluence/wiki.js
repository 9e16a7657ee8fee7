// The wiki's own: files that are dropped or pasted anywhere are uploaded.
const upload = (data) => {
  for (const file of data?.files ?? []) {
    document.querySelector("#attachments").append(Object.assign(document.createElement("li"), { textContent: file.name }));
  }
};
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => (event.preventDefault(), upload(event.dataTransfer)));
document.addEventListener("paste", ({ clipboardData }) => upload(clipboardData));

// Where the site with hubcheck is. A frame of another origin is told which one this is, and answers to no other.
const site = new URL(new URLSearchParams(location.search).get("site") ?? "http://127.0.0.1:8080/");
const frame = document.querySelector("iframe");
const output = document.querySelector("output");
frame.src = `${site}?embed=${encodeURIComponent(location.origin)}&mode=add&lang=en`;

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== site.origin || source !== frame.contentWindow) {
    return; // from someone else
  }
  if (data.hubcheck === "size") {
    frame.style.height = `${data.height}px`;
  } else if (data.hubcheck === "checked") {
    output.textContent = data.report.verdict;
  } else if (data.hubcheck === "corrected") {
    output.textContent = data.parts.map(({ name, blob }) => `${name}: ${blob.size} bytes`).join(", ");
  }
});
document.querySelector("h2").addEventListener("click", () => {
  frame.contentWindow.postMessage({ hubcheck: "set", lang: "da", theme: "dark", limit: 500 }, site.origin);
});
