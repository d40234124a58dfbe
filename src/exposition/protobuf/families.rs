//! From bytes to messages.

use super::{FamilyFault, MetricFamily};
use prost::Message;
use std::io::{self, BufRead, BufReader, Read};

/// A family with more bytes is none: that is more than any scrape has.
const LONGEST_FAMILY: u64 = 256 << 20;
/// The length of a message has five bytes at most.
const LONGEST_LENGTH: u32 = 5;

/// Why a protobuf exposition cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProtobufError {
    /// The bytes are no messages.
    #[error("metric family {family} at offset {offset}: {what}")]
    Message {
        /// Which family it is, from 1 on.
        family: u64,
        /// Where its length begins.
        offset: u64,
        /// What is wrong.
        what: String,
    },
    /// A family is no sensible one.
    #[error("metric family {family} at offset {offset}: {fault}")]
    Family {
        /// Which family it is, from 1 on.
        family: u64,
        /// Where its length begins.
        offset: u64,
        /// What is wrong with it.
        fault: FamilyFault,
    },
    /// The input cannot be read.
    #[error(transparent)]
    Input(#[from] io::Error),
}

/// The families of an exposition, one after the other.
#[derive(Debug)]
pub struct Families<R> {
    input: BufReader<R>,
    message: Vec<u8>,
    /// Bytes read so far.
    offset: u64,
    /// Where the last family began.
    begin: u64,
    count: u64,
}

impl<R: Read> Families<R> {
    /// Reads from `input`, which needs no buffer of its own.
    pub fn new(input: R) -> Families<R> {
        Families { input: BufReader::with_capacity(1 << 16, input), message: Vec::new(), offset: 0, begin: 0, count: 0 }
    }

    /// Bytes read so far.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// The next family; `None` at the end. After an error that is not about the family's content, there is nothing
    /// more to read.
    pub fn next_family(&mut self) -> Result<Option<MetricFamily>, ProtobufError> {
        if self.input.fill_buf()?.is_empty() {
            return Ok(None);
        }
        self.begin = self.offset;
        self.count += 1;
        let length = self.read_length()?;
        self.message.clear();
        // Grows with what comes, not with what the length promises.
        let read = self.input.by_ref().take(length).read_to_end(&mut self.message)? as u64;
        self.offset += read;
        if read < length {
            return Err(self.wrong(format!("its length is {length} bytes, but only {read} follow")));
        }
        MetricFamily::decode(&*self.message).map(Some).map_err(|error| self.wrong(error.to_string()))
    }

    /// The error that the last family has this fault.
    pub fn fault(&self, fault: FamilyFault) -> ProtobufError {
        ProtobufError::Family { family: self.count, offset: self.begin, fault }
    }

    fn wrong(&self, what: String) -> ProtobufError {
        ProtobufError::Message { family: self.count, offset: self.begin, what }
    }

    fn read_length(&mut self) -> Result<u64, ProtobufError> {
        let mut length = 0u64;
        for place in 0..LONGEST_LENGTH {
            let mut byte = [0];
            if self.input.read(&mut byte)? == 0 {
                return Err(self.wrong("the input ends within its length".into()));
            }
            self.offset += 1;
            length |= u64::from(byte[0] & 0x7f) << (7 * place);
            if byte[0] & 0x80 == 0 {
                return match length <= LONGEST_FAMILY {
                    true => Ok(length),
                    false => Err(self.wrong(format!("{length} bytes are too long for a metric family"))),
                };
            }
        }
        Err(self.wrong("invalid varint as its length".into()))
    }
}
