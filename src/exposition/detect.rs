//! Which format an exposition is in, told by its beginning: all that one pass over a pipe can see.

use super::{event::Format, number};

/// The formats of expositions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpositionFormat {
    /// One of the text formats.
    Text(Format),
    /// Protobuf messages, each after its length.
    Protobuf,
}

/// A whole number of so much or more is a time in milliseconds: as seconds it would lie beyond the year 5000, while as
/// milliseconds smaller ones lie before 1974.
const LEAST_MILLISECONDS: f64 = 1e11;

impl ExpositionFormat {
    /// Looks at the first bytes; some thousands are enough. They need not end with a line.
    ///
    /// OpenMetrics and the text format differ in the unit of times, so a wrong guess would misplace every sample. The
    /// text format it is only if the first time there is cannot be seconds, or a line stands before it that OpenMetrics
    /// does not know.
    pub fn of_beginning(bytes: &[u8]) -> ExpositionFormat {
        if is_message(bytes) {
            return ExpositionFormat::Protobuf;
        }
        let whole_lines = memchr::memrchr(b'\n', bytes).map_or(&[][..], |end| &bytes[..end]);
        for line in whole_lines.split(|&byte| byte == b'\n') {
            if line.starts_with(b"# UNIT ") || line.starts_with(b"# EOF") {
                break;
            }
            let is_metadata = line.starts_with(b"# HELP ") || line.starts_with(b"# TYPE ");
            let is_blank = line.iter().all(|byte| matches!(byte, b' ' | b'\t'));
            if is_blank || line.starts_with(b"#") && !is_metadata || line.ends_with(b" untyped") && is_metadata {
                return ExpositionFormat::Text(Format::Text);
            }
            if is_metadata {
                continue;
            }
            // Behind the value; an exemplar has a time too, but then the line is OpenMetrics anyway.
            let (_, last) = line.iter().rposition(|&byte| byte == b' ').map_or((line, &[][..]), |at| line.split_at(at));
            let digits = last.get(1..).unwrap_or_default();
            let is_whole = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
            if is_whole && number::value(digits).is_ok_and(|time| time >= LEAST_MILLISECONDS) && has_time(line) {
                return ExpositionFormat::Text(Format::Text);
            }
            break;
        }
        ExpositionFormat::Text(Format::OpenMetrics)
    }
}

/// Whether the last word of a sample's line is not its value.
fn has_time(line: &[u8]) -> bool {
    let end = super::plain_line::end_of_labels(&[line, b"\n"].concat()).unwrap_or(line.len());
    line.get(end..).is_some_and(|rest| rest.iter().filter(|&&byte| byte == b' ').count() == 2)
}

/// Whether the bytes begin with a length and a message whose first field is a metric name.
fn is_message(bytes: &[u8]) -> bool {
    let length_bytes = 1 + bytes.iter().take_while(|&&byte| byte >= 0x80).count();
    let Some([0x0a, name @ ..]) = bytes.get(length_bytes..) else { return false };
    // A text can begin with a character and a line end; but then no metric name of that length follows.
    let Some((&length, name)) = name.split_first() else { return false };
    let name = name.get(..name.len().min(usize::from(length))).unwrap_or_default();
    length_bytes <= 5
        && length < 0x80
        && !name.is_empty()
        && std::str::from_utf8(name).is_ok_and(|name| {
            name.chars().all(|character| !character.is_control())
                && name.starts_with(|first: char| !first.is_ascii_whitespace() && first != '#')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_tell_the_format() {
        let text = ExpositionFormat::Text(Format::Text);
        let openmetrics = ExpositionFormat::Text(Format::OpenMetrics);
        for (beginning, expected) in [
            (&b""[..], openmetrics),
            (b"# EOF\n", openmetrics),
            (b"a 1 1700000000\n", openmetrics),
            (b"a 1 1700000000.000\n", openmetrics),
            (b"a 1700000000000\n", openmetrics),
            (b"a 1 1700000000000", openmetrics),
            (b"a 1 1700000000000\n", text),
            (b"{\"a b\",c=\"1 1700000000000\"} 1\n", openmetrics),
            (b"{\"a b\",c=\"} \"} 1 1700000000000\n", text),
            (b"# HELP a b\n# TYPE a untyped\n", text),
            (b"# TYPE a unknown\na 1 1\n", openmetrics),
            (b"# a comment\na 1 1\n", text),
            (b"\na 1 1\n", text),
            (b"# UNIT a_s s\n\n", openmetrics),
            (b"a 1 1 # {} 1 1700000000000\n", openmetrics),
            (b"\x8b\x01\x0a\x02up\x12\x03abc", ExpositionFormat::Protobuf),
            (b"\x20\x0a\x02up\x18\x01", ExpositionFormat::Protobuf),
            (b" \n# TYPE a gauge\n", text),
            (b"\x0a\x0a# TYPE a gauge\n", text),
        ] {
            assert_eq!(ExpositionFormat::of_beginning(beginning), expected, "{:?}", String::from_utf8_lossy(beginning));
        }
    }
}
