//! The countries an admin can name, and their names as the browser knows them.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Country codes with a calling code of their own (ISO 3166, two letters).
const CODES: &str = "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Codes with their names in this language, in its alphabetical order.
pub(crate) fn named(language: &str) -> Vec<(String, String)> {
    let options = Object::new();
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    let names = intl("DisplayNames", language, &options);
    let with_code = |code: &str| {
        let name = names.as_ref().and_then(|names| method(names, "of")?.call1(names, &code.into()).ok());
        // The code goes along behind a sign no name has; a browser without names shows the code.
        JsValue::from(format!("{}\t{code}", name.and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned())))
    };
    let countries: Array = CODES.split(' ').map(with_code).collect();
    let order = intl("Collator", language, &Object::new()).and_then(|collator| method(&collator, "compare"));
    if let Some((sort, order)) = method(&countries, "sort").zip(order) {
        let _ = sort.call1(&countries, &order);
    }
    let split = |country: JsValue| {
        let (name, code) =
            country.as_string()?.split_once('\t').map(|(name, code)| (name.to_owned(), code.to_owned()))?;
        Some((code, name))
    };
    countries.iter().filter_map(split).collect()
}

/// A new object of this class of `Intl`, where the browser has it.
fn intl(class: &str, language: &str, options: &Object) -> Option<JsValue> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    Reflect::construct(&method(&intl, class)?, &Array::of2(&language.into(), options)).ok()
}

fn method(object: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn codes_are_two_letters_and_in_order() {
        let codes: Vec<_> = super::CODES.split(' ').collect();
        assert!(codes.iter().all(|code| code.len() == 2 && code.bytes().all(|sign| sign.is_ascii_uppercase())));
        assert!(codes.is_sorted_by(|a, b| a < b));
    }
}
