//! S: how the text is split into records and cells.

pub(crate) mod blank_record;
pub(crate) mod line_ends;
pub(crate) mod long_record;
pub(crate) mod no_final_line_end;
pub(crate) mod other_separator;
pub(crate) mod repeated_header;
pub(crate) mod short_record;
pub(crate) mod stray_quote;
pub(crate) mod unclosed_quote;
