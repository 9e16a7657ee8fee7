//! Files that people mix up with the user file: recognised, named, refused kindly.
//!
//! What must stay true: a file is only called something else when its first
//! bytes, its header row or, far below that width, its records prove it.

use memchr::memchr2_iter;

use crate::origin::{Failure, HAS_CONVERTER};
use crate::profile::Kind;
use crate::sheet::Sheet;
use crate::text::{small, tidy};
use crate::words::text;

/// What a file is instead of a user file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sibling {
    Workbook,
    OldWorkbook,
    OpenDocument,
    Archive,
    Pdf,
    Picture,
    Html,
    Utf32,
    /// In an encoding that this build cannot tell.
    Foreign,
    ErrorFile,
    UserList,
    BulkOperations,
    DirectoryList,
    MeetingsFile,
    CallingFile,
    SummaryOfOurs,
    /// Nobody knows what it is, but it has far too many columns.
    TooWide,
    /// Filled up to the width of its header, it would be many times as large.
    Hollow,
}

impl Sibling {
    /// What it is and what to do, as two sentences for people.
    pub(crate) const fn says(self, failure: Option<Failure>) -> (&'static str, &'static str) {
        let failure = if HAS_CONVERTER { failure } else { Some(Failure::NoConverter) };
        if let (Sibling::Workbook | Sibling::OldWorkbook | Sibling::OpenDocument, Some(failure)) = (self, failure) {
            return failed(failure);
        }
        match self {
            Sibling::Workbook => (
                text!("an Excel workbook (.xlsx), even if its name ends in .csv"),
                text!(
                    "Open it in your spreadsheet, set the number columns to text, and save it as “CSV UTF-8 (comma delimited)”."
                ),
            ),
            Sibling::OldWorkbook => (
                text!("an old Excel workbook (.xls), even if its name ends in .csv"),
                text!(
                    "Open it in your spreadsheet, set the number columns to text, and save it as “CSV UTF-8 (comma delimited)”."
                ),
            ),
            Sibling::OpenDocument => (
                text!("an OpenDocument spreadsheet (.ods), even if its name ends in .csv"),
                text!("Open it in your spreadsheet and save it as text CSV, character set UTF-8, separator comma."),
            ),
            Sibling::Archive => (text!("a zip archive"), text!("Unpack it and take the CSV file inside.")),
            Sibling::Pdf => {
                (text!("a PDF document"), text!("Export the users from Control Hub as CSV and edit that file."))
            }
            Sibling::Picture => {
                (text!("a picture"), text!("Export the users from Control Hub as CSV and edit that file."))
            }
            Sibling::Html => (
                text!("a web page saved as a file"),
                text!(
                    "Probably the page was saved instead of the download. In Control Hub open Users > Manage Users and export the CSV again."
                ),
            ),
            Sibling::Utf32 => (
                text!("a text in UTF-32, which neither Control Hub nor this tool reads"),
                text!("Open it in the program that wrote it, and save it as CSV UTF-8."),
            ),
            Sibling::Foreign => (
                text!(
                    "a text in another encoding than UTF-8, and the part of this page that reads it could not be loaded"
                ),
                text!(
                    "Reload the page, or open the file in your spreadsheet and save it as “CSV UTF-8 (comma delimited)”."
                ),
            ),
            Sibling::ErrorFile => (
                text!("the error list that Control Hub gives after an import"),
                text!(
                    "Check the file that you imported here first. Then give this list under “Some rows failed?” (in a terminal: hubcheck retry), and only the users whose rows failed are written into a file."
                ),
            ),
            Sibling::UserList => (
                text!("the plain user list that is downloaded above the list of users"),
                text!(
                    "It is no import template. In Control Hub open Users > Manage Users and export the CSV from there."
                ),
            ),
            Sibling::BulkOperations => (
                text!("a file for Contact Center Bulk Operations"),
                text!(
                    "It belongs into Bulk Operations of Contact Center. For licences export the CSV in Control Hub under Users > Manage Users."
                ),
            ),
            Sibling::DirectoryList => (
                text!("a list of users from another program (email, firstName, lastName …)"),
                text!("Export the CSV in Control Hub under Users > Manage Users and copy the values into its columns."),
            ),
            Sibling::MeetingsFile => (
                text!("a user file of a Webex Meetings site"),
                text!(
                    "It belongs into Site Administration. For licences export the CSV in Control Hub under Users > Manage Users."
                ),
            ),
            Sibling::CallingFile => (
                text!("a bulk file of Webex Calling"),
                text!(
                    "It belongs into the Calling pages of Control Hub. For users export the CSV under Users > Manage Users."
                ),
            ),
            Sibling::SummaryOfOurs => (
                text!("a change summary that was written by this tool"),
                text!("Choose the corrected file that was downloaded together with it."),
            ),
            Sibling::TooWide => (
                text!("a file with more than 2,000 columns, far more than a user file can have"),
                text!(
                    "Check that you chose the right file, or export the users again from Control Hub under Users > Manage Users."
                ),
            ),
            Sibling::Hollow => (
                text!(
                    "a file with very many columns above rows that are nearly empty; no list of users looks like that"
                ),
                text!(
                    "Check that you chose the right file, or export the users again from Control Hub under Users > Manage Users."
                ),
            ),
        }
    }
}

/// A workbook that could not be converted: why, and what to do.
const fn failed(failure: Failure) -> (&'static str, &'static str) {
    match failure {
        Failure::Protected => (
            text!("a workbook that is protected with a password"),
            text!("Open it in your spreadsheet, save it without the password, and choose it again."),
        ),
        Failure::Broken => (
            text!("a damaged workbook: it ends too early or its parts do not fit together"),
            text!("Copy or download it again; if your spreadsheet still opens it, save it anew and choose that file."),
        ),
        Failure::TooLarge => (
            text!(
                "a workbook that unpacks to more than 256 MB or has more than 100 sheets, far more than a list of users needs"
            ),
            text!("Copy the users' columns into a new workbook, or save the sheet as “CSV UTF-8 (comma delimited)”."),
        ),
        Failure::Blank => (text!("a workbook without any value"), text!("Check that you chose the right file.")),
        Failure::Unknown => (
            text!("a workbook of a kind that is not read here"),
            text!(
                "Open it in your spreadsheet and save it as an Excel workbook (.xlsx) or as “CSV UTF-8 (comma delimited)”."
            ),
        ),
        Failure::NoConverter => (
            text!("a workbook, and the part of this page that reads workbooks could not be loaded"),
            text!(
                "Reload the page, or open the workbook in your spreadsheet and save it as “CSV UTF-8 (comma delimited)”."
            ),
        ),
    }
}

/// Whether only what converts can read it.
pub(crate) fn is_workbook(bytes: &[u8]) -> bool {
    matches!(of_bytes(bytes), Some(Sibling::Workbook | Sibling::OldWorkbook | Sibling::OpenDocument | Sibling::Archive))
}

/// Recognises a file by its first bytes.
pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Sibling> {
    if bytes.starts_with(b"PK\x03\x04") {
        let head = &bytes[..bytes.len().min(4_096)];
        let has = |word: &[u8]| memchr::memmem::find(head, word).is_some();
        return Some(if has(b"opendocument.spreadsheet") {
            Sibling::OpenDocument
        } else if has(b"[Content_Types].xml") || has(b"xl/") || has(b"_rels/") || has(b"docProps") {
            Sibling::Workbook
        } else {
            Sibling::Archive
        });
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Sibling::OldWorkbook);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(Sibling::Pdf);
    }
    let pictures: [&[u8]; 3] = [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8"];
    if pictures.iter().any(|picture| bytes.starts_with(picture)) {
        return Some(Sibling::Picture);
    }
    // The letters of a header, each with three zeros behind it, or in front.
    let zeros =
        |at: usize, count: usize| bytes.get(at..at + count).is_some_and(|bytes| bytes.iter().all(|byte| *byte == 0));
    if (zeros(2, 2) && zeros(5, 3) && !zeros(4, 1)) || (zeros(0, 2) && zeros(4, 3) && !zeros(7, 1)) {
        return Some(Sibling::Utf32);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let head = text[..text.len().min(64)].to_ascii_lowercase();
    let pages: [&[u8]; 5] = [b"<!doctype", b"<html", b"<table", b"<?xml", b"<head"];
    pages.iter().any(|page| head.starts_with(page)).then_some(Sibling::Html)
}

/// Recognises a file by its header row.
pub(crate) fn of_header(sheet: &Sheet<'_>) -> Option<Sibling> {
    if sheet.is_too_wide {
        return Some(Sibling::TooWide);
    }
    if is_hollow(sheet) {
        return Some(Sibling::Hollow);
    }
    if sheet.columns.iter().any(|column| column.kind == Kind::Address && column.header.contains("(Required)")) {
        return None;
    }
    let headers: Vec<String> = sheet.columns.iter().map(|column| small(&tidy(&column.header))).collect();
    let has = |wanted: &str| headers.iter().any(|header| header == wanted);
    if has("row number") && has("error message") {
        Some(Sibling::ErrorFile)
    } else if has("user profile")
        && (has("contact center enabled") || has("skill profile") || has("multimedia profile"))
    {
        Some(Sibling::BulkOperations)
    } else if has("email") && has("firstname") && has("lastname") {
        Some(Sibling::DirectoryList)
    } else if has("display name") && has("email") && has("status") {
        Some(Sibling::UserList)
    } else if has("username") && has("email") && (has("active") || has("sessiontype") || has("webexid")) {
        Some(Sibling::MeetingsFile)
    } else if has("location")
        && (has("phone numbers") || has("direct phone number") || has("line port") || has("device type"))
    {
        Some(Sibling::CallingFile)
    } else if has("before") && has("after") && has("rule") && has("proof") {
        Some(Sibling::SummaryOfOurs)
    } else {
        None
    }
}

/// Values that may be missing in all records together, since the corrected file has a separator for each: so many users
/// (250,000 below 500 columns) nobody has, and a browser still holds them.
const MOST_MISSING: u64 = 125_000_000;

/// Of a larger file also so many for each of its bytes.
const MISSING_FOR_A_BYTE: u64 = 8;

/// Of a header with no more, records cannot lack so many.
const FEW_COLUMNS: u64 = 64;

/// Whether more values are missing in its records than a corrected file could be filled up with.
fn is_hollow(sheet: &Sheet<'_>) -> bool {
    let (size, columns) = (sheet.text.len(), sheet.columns.len());
    // In a browser, numbers of places end at 32 bits.
    let (size, columns) = (size as u64, columns as u64);
    let most = MOST_MISSING.max(size * MISSING_FOR_A_BYTE);
    let most_records = || memchr2_iter(b'\n', b'\r', sheet.text).count() as u64 + 1;
    if columns <= FEW_COLUMNS || size * columns <= most || most_records() * columns <= most {
        return false;
    }
    let (mut scanner, mut missing) = (sheet.data(), 0);
    while missing <= most {
        let mut cells = 0;
        let Some(record) = scanner.read_each(|_| cells += 1) else { return false };
        if !record.range().is_empty() {
            missing += columns.saturating_sub(cells);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Dialect;

    #[track_caller]
    fn header_is(header: &str, expected: Option<Sibling>) {
        let text = format!("{header}\nx\n");
        let sheet = Sheet::new(text.as_bytes(), Dialect::of(text.as_bytes()), None);
        assert_eq!(of_header(&sheet), expected, "{header}");
    }

    #[test]
    fn headers_tell() {
        header_is("First Name,User ID/Email (Required)", None);
        header_is("Row Number,User ID/Email,Error Message", Some(Sibling::ErrorFile));
        header_is("Row Number,Error Message", Some(Sibling::ErrorFile));
        header_is("First Name,Last Name,Display Name,Email,Status,Location", Some(Sibling::UserList));
        header_is("email,firstName,lastName,displayName,licenses", Some(Sibling::DirectoryList));
        header_is("Email,User Profile,Contact Center Enabled,Site,Teams", Some(Sibling::BulkOperations));
        header_is("Username,Email,Active", Some(Sibling::MeetingsFile));
        header_is("Location,Line Port", Some(Sibling::CallingFile));
        header_is("Row,Column,Before,After,Rule,Proof", Some(Sibling::SummaryOfOurs));
        for header in [
            "a,b",
            "Row Number,Email",
            "User Profile,Email",
            "Email,firstName",
            "Display Name,Email",
            "Username,Email",
            "Location,Email",
            "Before,Email",
            "Before,After,Rule",
            "After,Rule,Proof",
        ] {
            header_is(header, None);
        }
    }

    #[test]
    fn records_that_lack_nearly_all_values_tell() {
        let is_hollow = |columns: usize, row: &str, rows: usize| {
            let text = format!("User ID/Email (Required){}\r\n{}", ",".repeat(columns - 1), row.repeat(rows));
            of_header(&Sheet::new(text.as_bytes(), Dialect::of(text.as_bytes()), None)) == Some(Sibling::Hollow)
        };
        assert!(is_hollow(2_000, "a@b.dk\r\n", 63_000));
        assert!(!is_hollow(2_000, "a@b.dk\r\n", 62_000), "so many can be filled up");
        assert!(is_hollow(500, "a@b.dk\r\n", 251_000));
        assert!(!is_hollow(500, "a@b.dk\r\n", 250_000), "nobody has more users");
        assert!(!is_hollow(2_000, "\r\n", 63_000), "blank lines are no records");
        let lines = format!("a@b.dk{},\"{}\"\r\n", ",".repeat(1_998), "x\r\n".repeat(1_000));
        assert!(!is_hollow(2_000, &lines, 100), "lines of one value are no records");
        let some = format!("a@b.dk{}\r\n", ",".repeat(250));
        assert!(!is_hollow(2_000, &some, 80_000), "the larger the file, the more may be missing");
    }

    #[test]
    fn first_bytes_tell() {
        assert_eq!(of_bytes(b"PK\x03\x04....[Content_Types].xml"), Some(Sibling::Workbook));
        assert_eq!(
            of_bytes(b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
            Some(Sibling::OpenDocument)
        );
        assert_eq!(of_bytes(b"\x89PNG\r\n\x1A\n"), Some(Sibling::Picture));
        assert_eq!(of_bytes(b"\xFF\xD8\xFF\xE0"), Some(Sibling::Picture));
        assert_eq!(of_bytes(b"\xEF\xBB\xBF  <!DOCTYPE html><html>"), Some(Sibling::Html));
        for text in ["\u{FEFF}First Name", "First Name"] {
            let (small, big): (Vec<_>, Vec<_>) =
                text.chars().map(|letter| (u32::from(letter).to_le_bytes(), u32::from(letter).to_be_bytes())).unzip();
            assert_eq!(of_bytes(&small.concat()), Some(Sibling::Utf32), "{text}");
            assert_eq!(of_bytes(&big.concat()), Some(Sibling::Utf32), "{text}");
            let halves: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(of_bytes(&halves), None, "{text} in UTF-16");
        }
        assert_eq!(of_bytes(b"First Name,Last Name"), None);
        assert_eq!(of_bytes(b""), None);
    }
}
