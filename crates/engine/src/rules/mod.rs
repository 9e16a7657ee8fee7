//! All rules: one file each, named after the rule, one line each in [`ALL`].
//!
//! What must stay true: [`ALL`] is in the order of the codes; that in which rules are asked stands in `order.rs`.

pub(crate) mod file;
pub(crate) mod header;
pub(crate) mod limit;
mod order;
pub(crate) mod structure;
pub(crate) mod user;
pub(crate) mod value;

use crate::decision::{Decisions, Outcome};
use crate::rule::{Check, Rule};
use crate::source::Opened;

pub(crate) use file::{not_utf8, nul_bytes, several_sheets};
pub(crate) use order::{CELLS, HEADER, ROWS};

/// Every rule, by code.
pub(crate) static ALL: &[&Rule] = &[
    &file::not_utf8::RULE,
    &file::byte_order_mark::RULE,
    &file::wrong_separator::RULE,
    &file::separator_line::RULE,
    &file::double_encoded::RULE,
    &file::lost_letters::RULE,
    &file::not_a_user_file::RULE,
    &file::empty_file::RULE,
    &file::nul_bytes::RULE,
    &file::workbook::RULE,
    &file::several_sheets::RULE,
    &file::hidden_cells::RULE,
    &file::merged_cells::RULE,
    &file::number_cells::RULE,
    &file::date_cells::RULE,
    &file::formula_cells::RULE,
    &header::missing_key::RULE,
    &header::respelled_header::RULE,
    &header::translated_header::RULE,
    &header::duplicate_header::RULE,
    &header::empty_header::RULE,
    &header::unknown_column::RULE,
    &header::outdated_column::RULE,
    &header::read_only_column::RULE,
    &header::no_contact_center_column::RULE,
    &header::several_subscriptions::RULE,
    &header::unknown_licence_column::RULE,
    &header::blank_before_header::RULE,
    &header::unclosed_header::RULE,
    &limit::too_many_users::RULE,
    &limit::nothing_changes::RULE,
    &limit::large_file::RULE,
    &limit::by_hand_batches::RULE,
    &structure::other_separator::RULE,
    &structure::unclosed_quote::RULE,
    &structure::stray_quote::RULE,
    &structure::short_record::RULE,
    &structure::long_record::RULE,
    &structure::blank_record::RULE,
    &structure::line_ends::RULE,
    &structure::no_final_line_end::RULE,
    &structure::repeated_header::RULE,
    &user::missing_address::RULE,
    &user::bad_address::RULE,
    &user::duplicate_user::RULE,
    &user::address_changed::RULE,
    &user::domain_typo::RULE,
    &user::private_domain::RULE,
    &user::shared_number::RULE,
    &user::user_not_in_baseline::RULE,
    &user::row_shifted::RULE,
    &user::domain_not_in_profile::RULE,
    &user::mixed_up_row::RULE,
    &value::foreign_boolean::RULE,
    &value::respelled_boolean::RULE,
    &value::not_a_boolean::RULE,
    &value::both_licences::RULE,
    &value::licence_removed::RULE,
    &value::false_without_effect::RULE,
    &value::suspended_licence::RULE,
    &value::role_in_licence_column::RULE,
    &value::assignment_switched_off::RULE,
    &value::licence_pool::RULE,
    &value::plus_missing::RULE,
    &value::scientific_number::RULE,
    &value::rounded_number::RULE,
    &value::zero_zero_prefix::RULE,
    &value::phone_punctuation::RULE,
    &value::spreadsheet_text_mark::RULE,
    &value::foreign_digits::RULE,
    &value::impossible_number::RULE,
    &value::broken_command::RULE,
    &value::extension_zero_lost::RULE,
    &value::bad_extension::RULE,
    &value::invisible_characters::RULE,
    &value::curly_quotes::RULE,
    &value::formula_value::RULE,
    &value::spreadsheet_error::RULE,
    &value::missing_word::RULE,
    &value::edited_read_only::RULE,
    &value::converted_text::RULE,
    &value::displaced_value::RULE,
    &value::misplaced_value::RULE,
    &value::missing_name::RULE,
    &value::calling_name::RULE,
    &value::calling_incomplete::RULE,
    &value::two_calling_licences::RULE,
    &value::missing_location::RULE,
    &value::unknown_location::RULE,
    &value::location_not_in_profile::RULE,
];

/// What the decisions make of a rule that looks at the file as a whole.
pub(crate) fn outcome(rule: &Rule, opened: &Opened<'_>, decisions: &Decisions) -> Outcome {
    let Check::File(check) = rule.check else { return Outcome::Open };
    let Some(finding) = check(opened) else { return Outcome::Open };
    let safety = finding.fix.as_ref().map(|fix| fix.safety);
    decisions.outcome(decisions.answer(rule.name, None, None, safety), finding.fix.as_ref())
}
