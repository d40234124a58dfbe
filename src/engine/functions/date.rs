//! Calendar functions: seconds since the epoch to a part of the UTC date, in the proleptic Gregorian calendar.
//!
//! They follow Go for numbers that are no time: a float beyond 64 bits (or NaN) becomes the smallest integer, and Go
//! counts seconds from its own zero year with wrap-around, so even those have a definite year.

/// Go's distance from the start of its zero year to the Unix epoch, in seconds.
const ZERO_YEAR_TO_EPOCH_SECONDS: i64 = 9_223_372_028_741_760_000;
const SECONDS_PER_DAY: u64 = 86_400;
/// Days from 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i128 = 719_468;
const DAYS_PER_400_YEARS: i128 = 146_097;

/// The function of that name, if it is one of the calendar.
pub(in crate::engine) fn named(name: &str) -> Option<fn(f64) -> f64> {
    Some(match name {
        "day_of_month" => |seconds| Date::of(seconds).day as f64,
        "day_of_week" => |seconds| (Date::of(seconds).days_since_epoch + 4).rem_euclid(7) as f64,
        "day_of_year" => |seconds| Date::of(seconds).day_of_year(),
        "days_in_month" => |seconds| Date::of(seconds).days_in_month(),
        "hour" => |seconds| (Date::of(seconds).second_of_day / 3600) as f64,
        "minute" => |seconds| (Date::of(seconds).second_of_day / 60 % 60) as f64,
        "month" => |seconds| Date::of(seconds).month as f64,
        "year" => |seconds| Date::of(seconds).year as f64,
        _ => return None,
    })
}

struct Date {
    year: i128,
    month: i128,
    day: i128,
    days_since_epoch: i128,
    second_of_day: u64,
}

impl Date {
    fn of(seconds: f64) -> Date {
        let in_range = (-9_223_372_036_854_775_808.0..9_223_372_036_854_775_808.0).contains(&seconds);
        let seconds = if in_range { seconds as i64 } else { i64::MIN };
        let absolute = seconds.wrapping_add(ZERO_YEAR_TO_EPOCH_SECONDS) as u64;
        // The zero year does not begin at midnight of the epoch's count: both parts must be counted from the same day.
        let epoch_seconds = i128::from(absolute) - i128::from(ZERO_YEAR_TO_EPOCH_SECONDS);
        let days_since_epoch = epoch_seconds.div_euclid(i128::from(SECONDS_PER_DAY));
        let second_of_day = epoch_seconds.rem_euclid(i128::from(SECONDS_PER_DAY)) as u64;

        // Years begin in March here, so that the leap day is the last one.
        let days = days_since_epoch + DAYS_TO_EPOCH;
        let era = days.div_euclid(DAYS_PER_400_YEARS);
        let day_of_era = days.rem_euclid(DAYS_PER_400_YEARS);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i128::from(month <= 2);
        Date { year, month, day, days_since_epoch, second_of_day }
    }

    fn is_leap_year(&self) -> bool {
        self.year % 4 == 0 && (self.year % 100 != 0 || self.year % 400 == 0)
    }

    fn days_in_month(&self) -> f64 {
        match self.month {
            2 if self.is_leap_year() => 29.0,
            2 => 28.0,
            4 | 6 | 9 | 11 => 30.0,
            _ => 31.0,
        }
    }

    fn day_of_year(&self) -> f64 {
        const BEFORE: [i128; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let before = BEFORE.get((self.month - 1) as usize).copied().unwrap_or(0);
        (before + self.day + i128::from(self.month > 2 && self.is_leap_year())) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, seconds: f64) -> f64 {
        named(name).map_or(f64::NAN, |function| function(seconds))
    }

    #[test]
    fn ordinary_dates() {
        let leap_day = 1_709_210_096.0; // 2024-02-29 12:34:56
        let parts = ["year", "month", "day_of_month", "day_of_year", "day_of_week", "days_in_month", "hour", "minute"];
        assert_eq!(parts.map(|name| part(name, leap_day)), [2024.0, 2.0, 29.0, 60.0, 4.0, 29.0, 12.0, 34.0]);
        assert_eq!(parts.map(|name| part(name, 0.0)), [1970.0, 1.0, 1.0, 1.0, 4.0, 31.0, 0.0, 0.0]);
        assert_eq!(part("day_of_week", -1.0), 3.0);
        assert_eq!(part("day_of_year", 1_735_689_599.0), 366.0);
    }

    #[test]
    fn numbers_that_are_no_time() {
        assert_eq!(part("year", f64::NAN), 292_277_026_596.0);
        assert_eq!(part("hour", f64::NAN), 15.0);
        assert_eq!(part("year", -1e12), -29_719.0);
        assert_eq!(part("year", f64::INFINITY), part("year", f64::NAN));
    }
}
