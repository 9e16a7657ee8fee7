//! One value that stands in a row as several, since a separator in it is not in quotes.
//!
//! What must stay true: values are joined only where one join makes the row fit, and never against the export.

use crate::booleans;
use crate::evidence;
use crate::plain::is_iso_time;
use crate::profile::Class;
use crate::row::Shape;
use crate::sheet::Column;
use crate::text::digits_and_marks;

/// Where one value stands as several.
pub(crate) enum Split {
    Nowhere,
    /// In more than one place, or somewhere that other things deny.
    Doubtful,
    /// In this column, with the values of the row where it is joined.
    At(usize, Vec<String>),
}

/// The only join that makes the values fit. `if_shifted`: only if values stand behind it, and not all of them can stand where
/// they do now.
pub(crate) fn split(shape: &Shape<'_>, extra: usize, if_shifted: bool) -> Split {
    let stands_wrong = |column: &Column| !fits(column.class, shape.value(column.index).trim());
    if if_shifted && !shape.sheet.columns.iter().any(stands_wrong) {
        return Split::Nowhere;
    }
    let separator = char::from(shape.sheet.dialect.separator).to_string();
    let mut values: Vec<String> = (0..shape.fields.len()).map(|index| shape.value(index).into_owned()).collect();
    let at = match fitting(shape, &values, extra)[..] {
        [] => return Split::Nowhere,
        [at] => at,
        [..] => return Split::Doubtful,
    };
    if if_shifted && values[at + extra + 1..].iter().all(|value| value.trim().is_empty()) {
        return Split::Nowhere;
    }
    let parts = &values[at..=at + extra];
    let value = parts.join(&separator);
    let is_another = evidence::exported_in(shape, &values, at, extra).is_some_and(|known| known != value);
    if is_another || !parts.iter().all(|part| is_part(part)) || parts.windows(2).any(|pair| pair[0] == pair[1]) {
        return Split::Doubtful;
    }
    values.splice(at..=at + extra, [value]);
    Split::At(at, values)
}

/// Whether a value can be part of a text: no blank one, and none that fills a cell of its own.
fn is_part(value: &str) -> bool {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    let is_flag = || value.bytes().any(|byte| byte.is_ascii_alphabetic()) && booleans::meaning(value).is_some();
    let is_flag = matches!(value, "TRUE" | "FALSE") || is_flag();
    !value.trim().is_empty() && !is_number && !value.contains('@') && !is_flag
}

/// The first columns (two at most) in which the joined value leaves every other value in a column where it could stand.
fn fitting(shape: &Shape<'_>, values: &[String], extra: usize) -> Vec<usize> {
    let columns = &shape.sheet.columns;
    let fits = |column: &Column, value: usize| fits(column.class, values[value].trim());
    // Before the joined value all stand where they stood, after it all stand that much further on.
    let before = columns.iter().take_while(|column| fits(column, column.index)).count();
    let after = columns.iter().rev().take_while(|column| fits(column, column.index + extra)).count();
    let places = columns.len() - after..=before;
    places
        .filter(|at| columns.get(*at).is_some_and(|column| matches!(column.class, Class::Text | Class::Name)))
        .take(2)
        .collect()
}

/// Whether a value could stand in a column.
fn fits(class: Class, value: &str) -> bool {
    value.is_empty()
        || match class {
            Class::Text | Class::Name => true,
            Class::Address => value.contains('@'),
            Class::Number => value.starts_with('+') || digits_and_marks(value).is_some_and(|digits| digits.len() >= 6),
            Class::Extension => value.bytes().all(|byte| byte.is_ascii_digit()),
            Class::Flag => matches!(value, "TRUE" | "FALSE") || booleans::meaning(value).is_some(),
            Class::Date => is_iso_time(value.as_bytes()),
            Class::ReadOnly => !value.contains('@'),
        }
}
