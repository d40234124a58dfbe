//! ULIDs: the names of blocks. 48 bits of milliseconds, 80 random bits, written as 26 digits of Crockford's base 32.

use std::{fmt, str::FromStr, time::SystemTime};

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A block's name; ULIDs sort by the time they were made at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ulid(pub u128);

/// A text that is no ULID.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid block ID {0:?}: a ULID is 26 digits of Crockford's base 32, up to 7ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
pub struct InvalidUlid(String);

impl Ulid {
    /// A ULID of that time (milliseconds since the epoch; only 48 bits count) and these random bits (the low 80 count).
    pub fn from_parts(milliseconds: u64, random: u128) -> Ulid {
        Ulid(u128::from(milliseconds & ((1 << 48) - 1)) << 80 | random & ((1 << 80) - 1))
    }

    /// A new ULID of this moment.
    ///
    /// Without a source of randomness, which no system that promq runs on is, the nanoseconds stand in.
    pub fn generate() -> Ulid {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let mut random = [0; 16];
        let random = match getrandom::fill(&mut random) {
            Ok(()) => u128::from_be_bytes(random),
            Err(_) => now.as_nanos(),
        };
        Ulid::from_parts(u64::try_from(now.as_millis()).unwrap_or(u64::MAX), random)
    }

    /// So many new ULIDs, each a millisecond after the one before: blocks that are made together sort, and count as
    /// newest, in the order of their times.
    pub fn generate_in_order(count: usize) -> impl Iterator<Item = Ulid> {
        let first = Ulid::generate().timestamp();
        (first..).take(count).map(|milliseconds| Ulid::from_parts(milliseconds, Ulid::generate().0))
    }

    /// When it was made, in milliseconds since the epoch.
    pub fn timestamp(self) -> u64 {
        (self.0 >> 80) as u64
    }
}

impl FromStr for Ulid {
    type Err = InvalidUlid;

    /// Strict: exactly 26 digits, no letters I, L, O, U, and no more than 128 bits. Small letters are accepted.
    fn from_str(text: &str) -> Result<Ulid, InvalidUlid> {
        let invalid = || InvalidUlid(text.to_owned());
        if text.len() != 26 || text.as_bytes().first().is_none_or(|&first| first > b'7') {
            return Err(invalid());
        }
        let mut value = 0u128;
        for byte in text.bytes() {
            let upper = byte.to_ascii_uppercase();
            let digit = DIGITS.iter().position(|&digit| digit == upper).ok_or_else(invalid)?;
            value = value << 5 | digit as u128;
        }
        Ok(Ulid(value))
    }
}

impl fmt::Display for Ulid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(26);
        for place in (0..26).rev() {
            text.push(char::from(DIGITS[(self.0 >> (5 * place)) as usize & 31]));
        }
        formatter.pad(&text)
    }
}

impl serde::Serialize for Ulid {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Ulid {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Ulid, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_numbers_agree() {
        let ulid: Ulid = "01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap();
        assert_eq!(ulid.timestamp(), 1_469_922_850_259);
        assert_eq!(ulid.to_string(), "01ARZ3NDEKTSV4RRFFQ69G5FAV");
        assert_eq!(Ulid::from_parts(ulid.timestamp(), ulid.0), ulid);
        assert_eq!(Ulid(u128::MAX).to_string().parse(), Ok(Ulid(u128::MAX)));
        assert_eq!(Ulid::default().to_string(), "0".repeat(26));
    }

    #[test]
    fn other_directory_names_are_none() {
        for text in
            ["", "wal", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVV", "01ARZ3NDEKTSV4RRFFQ69G5FAU"]
        {
            assert!(text.parse::<Ulid>().is_err(), "{text}");
        }
        assert!("8ZZZZZZZZZZZZZZZZZZZZZZZZZ".parse::<Ulid>().is_err());
        assert!("01ARZ3NDEKTSV4RRFFQ69G5Fé".parse::<Ulid>().is_err());
    }
}
