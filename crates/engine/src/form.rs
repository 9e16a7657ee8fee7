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
    /// Whether plain records can be copied as they are.
    pub(crate) copies: bool,
    /// Whether plain records can be copied without their line end.
    pub(crate) copies_lines: bool,
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
        let copies_lines = separator == dialect.separator && run.sheet.columns.iter().all(|column| !column.dropped);
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
            copies: copies_lines && (is_crlf || !ends_lines),
            copies_lines,
        }
    }
}
