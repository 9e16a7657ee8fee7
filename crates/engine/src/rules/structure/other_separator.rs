//! S100 `other-separator`: a row that is separated by another sign than the header.

use super::repeated_header::leave_out;
use super::stray_quote::only_reading;
use crate::address::is_address;
use crate::row::Shape;
use crate::rule::{Act, Check, Example, Finding, FixNote, Rule, Safety, Severity, kept};
use crate::sheet::Column;
use crate::text::trimmed;
use crate::whole_row::quoted_reading;
use crate::words::say;

pub(crate) static RULE: Rule = Rule {
    code: "S100",
    name: "other-separator",
    severity: Severity::Blocker,
    summary: "A row that is separated by another sign than the header",
    why: "This happens when rows of one file are pasted below those of another that has semicolons. The importer splits all \
          rows at the same sign, and finds neither the user nor the licences in such a row.",
    says: &["The row is separated by “{sign}”, and the header by “{own}”."],
    todo: "Look where these rows come from. In the spreadsheet open both files first, and copy the cells.",
    fix: Some(FixNote { safety: Safety::Safe, does: "Read the row at its own sign" }),
    source: "help.webex.com afv3q8, Control Hub user management CSV file reference (a CSV file); that rows of several files are \
             pasted together is our inference",
    examples: kept(&[Example {
        before: "User ID/Email (Required),Title,Location\r\nanna@example.com,Agent,Aarhus\r\n\
                 bo@example.com;\"Agent, senior\";Aarhus\r\n",
        after: Some(
            "User ID/Email (Required),Title,Location\r\nanna@example.com,Agent,Aarhus\r\n\
             bo@example.com,\"Agent, senior\",Aarhus\r\n",
        ),
        baseline: None,
        options: "",
    }]),
    check: Check::Record(check),
};

fn check(shape: &Shape<'_>) -> Option<Finding> {
    let (sheet, columns) = (shape.sheet, shape.sheet.columns.len());
    if shape.blanks > 0 || columns < 2 || shape.fields.len() == columns {
        return None;
    }
    let (key, own) = (sheet.key?, char::from(sheet.dialect.separator));
    if shape.record.swallow.is_some() || is_address(shape.value(key).trim()) {
        return None;
    }
    let text = str::from_utf8(&sheet.text[shape.record.range()]).ok()?;
    let read = |sign| Some((sign, quoted_reading(text, sign, columns).filter(|values| values.len() == columns)?));
    let mut readings = [',', ';', '\t', '|'].into_iter().filter(|sign| *sign != own).filter_map(read);
    let (sign, values) = readings.next()?;
    if readings.next().is_some() {
        return None;
    }
    let name = |sign: char| if sign == '\t' { "→".to_owned() } else { sign.to_string() };
    let finding = Finding::new().value("").arg("sign", name(sign)).arg("own", name(own));
    let is_name = |(column, value): (&Column, &String)| trimmed(&column.header) == trimmed(value);
    if sheet.columns.iter().zip(&values).all(is_name) {
        // Where all was typed over, somebody makes a user's row of it.
        return (!shape.is_typed_over()).then(|| leave_out(finding, shape).does(say!("Leave the row out")));
    }
    is_address(values[key].trim()).then(|| finding.safe(Act::ReplaceRecord(values)).proven(only_reading()))
}
