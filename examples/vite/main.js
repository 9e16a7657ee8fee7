import { check, correct } from "hubcheck";

const file = new File(["User ID/Email (Required),Contact Center Standard\r\nann@example.com,SAND\r\n"], "users.csv");
const output = document.querySelector("output");
try {
  const report = await check(file, { language: "da" });
  const { parts } = await correct(file);
  const inline = await check(file, { worker: false });
  const workbook = await check(new Blob([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])]));
  output.textContent = JSON.stringify({
    message: report.findings[0].message,
    text: await parts[0].blob.text(),
    inline: inline.verdict,
    workbook: workbook.refusal.message,
  });
} catch (error) {
  output.textContent = `failed: ${error.message}`;
}
