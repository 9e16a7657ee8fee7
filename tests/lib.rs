//! What the tests, benchmarks and fuzz targets share: the promises, and large
//! files, made and not kept.

pub mod attacks;
pub mod promises;

use std::fmt::Write as _;
use std::fs;
use std::time::Duration;

/// A file as Control Hub exports it, with 25 columns, in which 2 % of the
/// records are damaged as spreadsheets do. The same for the same `rows`.
#[must_use]
pub fn large_file(rows: usize) -> Vec<u8> {
    let mut text = String::with_capacity(rows * 260 + 1_000);
    text.push_str(
        "First Name,Last Name,Display Name,User ID/Email (Required),User Status,Last Service Accessed Time,\
         Days since Last Service Accessed,Extension,Title,Department,Manager,Phone Number,Caller ID Number,\
         Caller ID First Name,Caller ID Last Name,Location,Preferred Language,Time zone,Address type,Address country,\
         Webex Calling - Professional [Sub210988],Webex Contact Center Standard Agent [Sub210991],\
         Webex Contact Center Premium Agent [Sub210991],Spark Message,Meeting 25 Party\r\n",
    );
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for row in 0..rows {
        record(&mut text, row, &mut dice);
    }
    text.into_bytes()
}

/// The file of [`large_file`] as an admin changes it for an import: every user gets the other Contact Center licence and
/// another title.
#[must_use]
pub fn changed_export(export: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(export);
    let swapped = text.replace(",TRUE,FALSE,TRUE,", ",?,TRUE,TRUE,").replace(",FALSE,TRUE,TRUE,", ",TRUE,FALSE,TRUE,");
    swapped.replace(",?,TRUE,TRUE,", ",FALSE,TRUE,TRUE,").replace(",Agent,", ",Lead,").into_bytes()
}

/// Time on the processor of this thread, which other programs on the machine do
/// not lengthen; `None` where the system does not tell.
#[must_use]
pub fn processor_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

/// The most memory this process has held, in bytes; 0 where the system does not tell.
#[must_use]
pub fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).unwrap_or(0) * 1024
}

const FIRST: [&str; 8] = ["Óscar", "Søren", "Łukasz", "Inês", "Håkan", "Anna", "Maria", "Peter"];
const LAST: [&str; 8] = ["Santos", "Château", "Lefèvre", "Nowak", "Müller", "Jensen", "Smith", "Kowalska"];

fn record(text: &mut String, row: usize, dice: &mut Dice) {
    let (first, last) = (FIRST[dice.roll(8)], LAST[dice.roll(8)]);
    let number = format!("45{:08}", 20_000_000 + row % 70_000_000);
    let damage = if dice.roll(50) == 0 { dice.roll(8) } else { usize::MAX };
    let plus = if damage == 0 { "" } else { "+" };
    let (standard, premium) = match (dice.roll(2), damage) {
        (_, 1) => ("SAND", "FALSK"),
        (_, 2) => ("TRUE", "TRUE"),
        (0, _) => ("TRUE", "FALSE"),
        _ => ("FALSE", "TRUE"),
    };
    let location = if damage == 3 { "K?benhavn HQ" } else { "\"Warszawa, ul. Prosta 1\"" };
    let blank = if damage == 4 { " " } else { "" };
    let department = if damage == 5 { "NA" } else { "Support 2" };
    let caller = if damage == 6 { "4.52607E+10".to_owned() } else { format!("+{number}") };
    let extension = if damage == 7 { "=\"1234\"".replace('"', "") } else { format!("{}", 1_000_000 + row) };
    let _ = write!(
        text, // a String takes everything
        "{first},{last},\"{last}, {first}\",user{row}@example.com{blank},Verified,2026-01-10T10:53:09.064Z,{},{extension},Agent,\
         {department},boss@example.com,{plus}{number},{caller},{first},{last},{location},Danish,Europe/Copenhagen,work,DK,\
         FALSE,{standard},{premium},TRUE,FALSE\r\n",
        row % 90
    );
}

/// Numbers that look random and are always the same (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }
}
