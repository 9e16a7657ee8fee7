//! How rows may be read whose quotation marks are wrongly written.
//!
//! What must stay true: the time is linear in the row.

use crate::address::is_address;
use crate::row::Shape;
use crate::scan::Form;

/// The values of a row that stands in quotes as a whole. Who opens the file with another separator has each row in the
/// first column, and what is saved then has quotes around the rows that hold some.
pub(crate) fn whole_row(shape: &Shape<'_>) -> Option<Vec<String>> {
    let ([field], Some(key)) = (shape.fields, shape.sheet.key) else { return None };
    let columns = shape.sheet.columns.len();
    if columns < 2 || !matches!(field.form, Form::Quoted | Form::Doubled) {
        return None;
    }
    let inside = field.value(shape.sheet.text);
    let separator = char::from(shape.sheet.dialect.separator);
    let values = quoted_reading(str::from_utf8(&inside).ok()?, separator, columns)?;
    (values.len() == columns && is_address(values[key].trim())).then_some(values)
}

/// Quotes open a value, blanks before them do not count, and only a quote
/// before a separator closes it. No reading once there are more values than `most`.
pub(crate) fn quoted_reading(text: &str, separator: char, most: usize) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let mut rest = text;
    let mut may_close = true; // once a search has met the end, none after it finds more
    while values.len() < most {
        let opened = rest.trim_start_matches(' ').strip_prefix('"').filter(|_| may_close);
        let closed = opened.and_then(|inside| {
            let end = inside.match_indices('"').find(|(at, _)| {
                let after = inside[at + 1..].trim_start_matches(' ');
                after.is_empty() || after.starts_with(separator)
            });
            may_close = end.is_some();
            let (end, _) = end?;
            Some((inside[..end].replace("\"\"", "\""), inside[end + 1..].trim_start_matches(' ')))
        });
        let (value, after) = closed.unwrap_or_else(|| {
            let end = rest.find(separator).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        });
        values.push(value);
        match after.strip_prefix(separator) {
            Some(next) => rest = next,
            None => return Some(values),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::quoted_reading;

    #[test]
    fn readings() {
        for (text, values) in [
            ("a,b", vec!["a", "b"]),
            ("a, \"b,c\",d", vec!["a", "b,c", "d"]),
            ("\"Big \"Al\" Smith\",x", vec!["Big \"Al\" Smith", "x"]),
            ("5\" pipe,x", vec!["5\" pipe", "x"]),
            ("\"a\"b,c", vec!["\"a\"b", "c"]),
            ("", vec![""]),
        ] {
            assert_eq!(quoted_reading(text, ',', 9), Some(values.into_iter().map(str::to_owned).collect()), "{text}");
        }
        assert_eq!(quoted_reading("a,b,c", ',', 2), None);
    }
}
