import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "hubcheck/element";

function Portal() {
  const [mode, setMode] = useState("add");
  const [verdict, setVerdict] = useState("none yet");
  return (
    <>
      <label>
        Mode <select value={mode} onChange={({ target }) => setMode(target.value)}>
          <option>add</option>
          <option>add-remove</option>
        </select>
      </label>
      <hub-check mode={mode} limit="500" onchecked={({ detail }) => setVerdict(detail.report.verdict)} />
      <p>Last result: <output>{verdict}</output></p>
    </>
  );
}

createRoot(document.getElementById("root")).render(<StrictMode><Portal /></StrictMode>);
