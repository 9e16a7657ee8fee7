//! F: the file as a whole.

pub(crate) mod byte_order_mark;
pub(crate) mod date_cells;
pub(crate) mod double_encoded;
pub(crate) mod empty_file;
pub(crate) mod formula_cells;
pub(crate) mod hidden_cells;
pub(crate) mod lost_letters;
pub(crate) mod merged_cells;
pub(crate) mod not_a_user_file;
pub(crate) mod not_utf8;
pub(crate) mod nul_bytes;
pub(crate) mod number_cells;
pub(crate) mod separator_line;
pub(crate) mod several_sheets;
pub(crate) mod workbook;
pub(crate) mod wrong_separator;
