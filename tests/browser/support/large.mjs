// A large file, made on the page itself, and dropped there.

/**
 * Runs on the page: drops a file of so many rows and columns; each fiftieth row is damaged. Gives the page's time when it
 * was dropped.
 * @param {[number, number]} size
 */
export function dropLarge([rows, columns]) {
  const flags = Array.from({ length: columns - 11 }, (_, index) => `Webex Service ${index} [Sub204417]`);
  const header = ["First Name", "Last Name", "Display Name", "User ID/Email (Required)", "User Status", "Extension",
    "Title", "Department", "Phone Number", "Caller ID Number", "Location", ...flags];
  const lines = [header.join(",")];
  for (let row = 0; row < rows; row++) {
    const word = row % 50 ? "TRUE" : "SAND";
    lines.push(`Ann,Lee,"Lee, Ann",user${row}@example.com,Verified,${1000 + row},Agent,Sales,+4563464097,+4570258176,`
      + `København HQ,${flags.map((_, flag) => (flag ? "FALSE" : word)).join(",")}`);
  }
  const data = new DataTransfer();
  data.items.add(new File([lines.join("\r\n"), "\r\n"], "users.csv", { type: "text/csv" }));
  const begun = performance.now();
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  return begun;
}
