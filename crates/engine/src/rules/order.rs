//! In which order rules are asked, where one decides what the next one sees.
//!
//! What must stay true: each list holds every rule of its kind once.

use super::{file, header, user, value};
use crate::rule::Rule;

/// The rules of the header, in the order in which it is asked: a column that is
/// left out because another means the same needs no other name.
pub(crate) static HEADER: &[&Rule] = &[
    &header::duplicate_header::RULE,
    &header::missing_key::RULE,
    &header::respelled_header::RULE,
    &header::translated_header::RULE,
    &header::empty_header::RULE,
    &header::unknown_column::RULE,
    &header::outdated_column::RULE,
    &header::read_only_column::RULE,
    &header::no_contact_center_column::RULE,
    &header::several_subscriptions::RULE,
    &header::unknown_licence_column::RULE,
    &header::blank_before_header::RULE,
    &file::number_cells::RULE,
    &file::date_cells::RULE,
    &file::formula_cells::RULE,
    &header::unclosed_header::RULE,
];

/// The rules of cells, in the order in which a cell is asked. What hides other
/// faults comes first; a rule that stands back for another comes after it. Behind `lost-letters` no value has bytes that
/// are no letters.
pub(crate) static CELLS: &[&Rule] = &[
    &file::double_encoded::RULE,
    &file::lost_letters::RULE,
    &value::respelled_boolean::RULE,
    &value::foreign_boolean::RULE,
    &value::invisible_characters::RULE,
    &value::curly_quotes::RULE,
    &value::spreadsheet_error::RULE,
    &value::spreadsheet_text_mark::RULE,
    &value::foreign_digits::RULE,
    &value::converted_text::RULE,
    &value::misplaced_value::RULE,
    &value::missing_word::RULE,
    &value::edited_read_only::RULE,
    &value::not_a_boolean::RULE,
    &value::suspended_licence::RULE,
    &value::broken_command::RULE,
    &value::scientific_number::RULE,
    &value::rounded_number::RULE,
    &value::zero_zero_prefix::RULE,
    &value::plus_missing::RULE,
    &value::phone_punctuation::RULE,
    &value::impossible_number::RULE,
    &value::extension_zero_lost::RULE,
    &value::bad_extension::RULE,
    &user::missing_address::RULE,
    &user::bad_address::RULE,
    &user::address_changed::RULE,
    &user::domain_typo::RULE,
    &user::domain_not_in_profile::RULE,
    &value::unknown_location::RULE,
    &value::location_not_in_profile::RULE,
    &value::formula_value::RULE,
    // What is wrong with a value by itself comes first: it stays wrong wherever it stands.
    &value::displaced_value::RULE,
];

/// The rules of a user's cells together, in their order: what a role means decides which licences there are.
pub(crate) static ROWS: &[&Rule] = &[
    &value::role_in_licence_column::RULE,
    &value::both_licences::RULE,
    &value::licence_removed::RULE,
    &value::assignment_switched_off::RULE,
    &value::missing_name::RULE,
    &value::calling_name::RULE,
    &value::calling_incomplete::RULE,
    &value::two_calling_licences::RULE,
    &value::missing_location::RULE,
    &user::private_domain::RULE,
    &user::user_not_in_baseline::RULE,
    &user::mixed_up_row::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Check;
    use crate::rules::ALL;

    #[track_caller]
    fn holds_each_once(list: &[&Rule], is_kind: fn(&Check) -> bool) {
        let codes = |rules: &mut dyn Iterator<Item = &Rule>| {
            let mut codes: Vec<&str> = rules.map(|rule| rule.code).collect();
            codes.sort_unstable();
            codes
        };
        let listed = codes(&mut list.iter().copied());
        assert_eq!(listed, codes(&mut ALL.iter().copied().filter(|rule| is_kind(&rule.check))));
    }

    #[test]
    fn every_rule_is_asked_in_its_order() {
        holds_each_once(HEADER, |check| matches!(check, Check::Column(_) | Check::Sheet(_)));
        holds_each_once(CELLS, |check| matches!(check, Check::Cell(_)));
        holds_each_once(ROWS, |check| matches!(check, Check::Row(_)));
    }
}
