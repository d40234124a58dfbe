//! A unit that is not a base unit.
//!
//! ## What it does
//! Looks at the parts of a name for a unit: the first that is one has to be a base unit. Base units are amperes, bytes,
//! celsius (kelvin), grams, joules, meters, seconds and volts, without a prefix such as `milli`.
//!
//! ## Why it is bad
//! Metrics in one unit can be compared and combined without looking up which is which, and a dashboard scales them.
//!
//! ## Example
//! ```text
//! request_duration_milliseconds 7
//! ```
//!
//! ## How to fix
//! Convert the values and rename the metric: `request_duration_seconds`.
//! ```text
//! request_duration_seconds 0.007
//! ```

use super::Problem;
use crate::exposition::classic::ClassicFamily;

pub(super) const CODE: &str = "metrics/base-unit";

/// Units with their base units.
const UNITS: [(&str, &str); 24] = [
    ("amperes", "amperes"),
    ("bytes", "bytes"),
    ("celsius", "celsius"),
    ("grams", "grams"),
    ("joules", "joules"),
    ("kelvin", "kelvin"),
    ("meters", "meters"),
    ("metres", "metres"),
    ("seconds", "seconds"),
    ("volts", "volts"),
    ("minutes", "seconds"),
    ("hours", "seconds"),
    ("days", "seconds"),
    ("weeks", "seconds"),
    ("kelvins", "kelvin"),
    ("fahrenheit", "celsius"),
    ("rankine", "celsius"),
    ("inches", "meters"),
    ("yards", "meters"),
    ("miles", "meters"),
    ("bits", "bytes"),
    ("calories", "joules"),
    ("pounds", "grams"),
    ("ounces", "grams"),
];

/// `mibi` is the reference's.
const PREFIXES: [&str; 18] = [
    "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo", "kibi", "mega", "mibi", "giga", "gibi",
    "tera", "tebi", "peta", "pebi",
];

pub(super) fn check(family: &ClassicFamily, problems: &mut Vec<Problem>) {
    let name = String::from_utf8_lossy(&family.name);
    let Some((unit, base)) = unit(&name).filter(|(unit, base)| unit != base) else { return };
    let text = format!("use base unit \"{base}\" instead of \"{unit}\"");
    let hint = format!("a name with the base unit would be `{}`", name.replacen(unit, base, 1));
    problems.push(Problem::of_family(CODE, family, text).hinted(hint));
}

/// The first part of `name` that is a unit, with its base unit.
fn unit(name: &str) -> Option<(&str, &'static str)> {
    let base = |unit: &str| UNITS.iter().find(|(known, _)| *known == unit).map(|(_, base)| *base);
    name.split('_').find_map(|part| {
        let mut prefixed = PREFIXES.iter().filter_map(|prefix| part.strip_prefix(prefix));
        base(part).or_else(|| prefixed.find_map(base)).map(|base| (part, base))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_unit_counts() {
        assert_eq!(unit("a_seconds_hours"), Some(("seconds", "seconds")));
        assert_eq!(unit("a_milliseconds_total"), Some(("milliseconds", "seconds")));
        assert_eq!(unit("kiloseconds"), Some(("kiloseconds", "seconds")));
        assert_eq!(unit("a_milli_Seconds"), None);
        assert_eq!(unit(""), None);
    }
}
