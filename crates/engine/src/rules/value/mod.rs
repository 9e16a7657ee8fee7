//! V: values. One cell, or the cells of one user, that the importer misreads or refuses.

pub(crate) mod bad_extension;
pub(crate) mod both_licences;
pub(crate) mod broken_command;
pub(crate) mod curly_quotes;
pub(crate) mod edited_read_only;
pub(crate) mod extension_zero_lost;
pub(crate) mod foreign_boolean;
pub(crate) mod foreign_digits;
pub(crate) mod formula_value;
pub(crate) mod impossible_number;
pub(crate) mod invisible_characters;
pub(crate) mod licence_removed;
pub(crate) mod missing_word;
pub(crate) mod not_a_boolean;
pub(crate) mod phone_punctuation;
pub(crate) mod plus_missing;
pub(crate) mod respelled_boolean;
pub(crate) mod role_in_licence_column;
pub(crate) mod rounded_number;
pub(crate) mod scientific_number;
pub(crate) mod spreadsheet_error;
pub(crate) mod spreadsheet_text_mark;
pub(crate) mod suspended_licence;
pub(crate) mod zero_zero_prefix;
