//! The order of `sort_by_label`: runs of digits compare as numbers, everything else bytewise.

use std::cmp::Ordering;

/// Compares like a person would: `node2` before `node10`.
pub(in crate::engine) fn compare(left: &str, right: &str) -> Ordering {
    let (mut left_rest, mut right_rest) = (left.as_bytes(), right.as_bytes());
    loop {
        match (left_rest.is_empty(), right_rest.is_empty()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (false, false) => {}
        }
        let (left_run, right_run) = (run(&mut left_rest), run(&mut right_rest));
        let order = match (number(left_run), number(right_run)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => left_run.cmp(right_run),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

fn run<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let digits = rest.first().is_some_and(u8::is_ascii_digit);
    let length = rest.iter().take_while(|byte| byte.is_ascii_digit() == digits).count();
    let (run, after) = rest.split_at(length);
    *rest = after;
    run
}

fn number(run: &[u8]) -> Option<i64> {
    run.first()?.is_ascii_digit().then_some(())?;
    std::str::from_utf8(run).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_compare_as_numbers() {
        assert_eq!(compare("node2", "node10"), Ordering::Less);
        assert_eq!(compare("a1b20", "a1b3"), Ordering::Greater);
        assert_eq!(compare("a", "a1"), Ordering::Less);
        assert_eq!(compare("99999999999999999999", "100000000000000000000"), Ordering::Greater);
    }
}
