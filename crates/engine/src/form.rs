//! How the corrected file is written: what the admin refused stays as it was.
//!
//! What must stay true: with nothing refused this is the importer's own form:
//! UTF-8 without a byte order mark, comma, CRLF, last line ended.

use crate::rules;
use crate::run::Run;

/// The layout of a corrected file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) separator: u8,
    /// The byte order mark stays, since the admin wants it.
    pub(crate) keeps_bom: bool,
    /// Bytes of the text that stay before the header: a `sep=` line.
    pub(crate) kept_line: usize,
    /// Line ends become CRLF; otherwise each stays as it is.
    pub(crate) ends_lines: bool,
    /// The last line is ended.
    pub(crate) ends_last: bool,
    /// Records for each part.
    pub(crate) users_per_file: usize,
    /// Bytes of each part, where the admin wants them smaller.
    pub(crate) part_bytes: Option<usize>,
    pub(crate) copying: Copying,
}

/// How much of a plain record can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copying {
    /// Whole runs of records with their line ends.
    Runs,
    /// Records without their line ends.
    Lines,
    /// Only what stands in the fields.
    Fields,
}

impl Form {
    pub(crate) fn of(run: &Run<'_>) -> Self {
        let dialect = run.sheet.dialect;
        // A rule that found nothing has nothing to keep.
        let keeps = |rule| run.collector.open_of(rule) > 0;
        let separator = if keeps(&rules::file::wrong_separator::RULE) { dialect.separator } else { b',' };
        let ends = dialect.line_ends;
        let ends_lines = !keeps(&rules::structure::line_ends::RULE);
        let is_crlf = ends.feeds == 0 && ends.returns == 0;
        let has_all_columns = run.sheet.columns.iter().all(|column| !column.dropped);
        let copying = match separator == dialect.separator && has_all_columns {
            true if is_crlf || !ends_lines => Copying::Runs,
            true => Copying::Lines,
            false => Copying::Fields,
        };
        Form {
            separator,
            keeps_bom: keeps(&rules::file::byte_order_mark::RULE) && run.opened.encoding.is_none(),
            kept_line: if keeps(&rules::file::separator_line::RULE) { dialect.separator_line } else { 0 },
            ends_lines,
            ends_last: !keeps(&rules::structure::no_final_line_end::RULE),
            users_per_file: if keeps(&rules::limit::too_many_users::RULE) {
                usize::MAX
            } else {
                run.sheet.users_per_file()
            },
            part_bytes: run.collector.is_applied(&rules::limit::large_file::RULE).then(|| run.sheet.most_bytes()),
            copying,
        }
    }
}
