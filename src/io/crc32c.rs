//! CRC-32C (Castagnoli): the checksum of every Prometheus storage file.

/// The checksum of `bytes`.
pub fn crc32c(bytes: &[u8]) -> u32 {
    ::crc32c::crc32c(bytes)
}

/// Continues a checksum: `extend(crc32c(a), b)` is the checksum of `a` followed by `b`.
pub fn extend(checksum: u32, bytes: &[u8]) -> u32 {
    ::crc32c::crc32c_append(checksum, bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_value_of_the_polynomial() {
        assert_eq!(crc32c(b"123456789"), 0xE306_9283);
        assert_eq!(extend(crc32c(b"1234"), b"56789"), 0xE306_9283);
    }
}
