//! The numbers of the chunk encodings.

/// How a chunk's samples are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Encoding {
    /// No samples at all; no writer makes such chunks.
    None = 0,
    /// Floats: delta-of-delta times, XORed values.
    Xor = 1,
    /// Native histograms with integer counts.
    Histogram = 2,
    /// Native histograms with float counts.
    FloatHistogram = 3,
    /// Floats with joint control bits and optional start timestamps.
    Xor2 = 4,
    /// [`Encoding::Histogram`] with start timestamps.
    HistogramStart = 5,
    /// [`Encoding::FloatHistogram`] with start timestamps.
    FloatHistogramStart = 6,
}

impl Encoding {
    /// The encoding with this number.
    pub fn from_byte(byte: u8) -> Option<Encoding> {
        Some(match byte {
            0 => Encoding::None,
            1 => Encoding::Xor,
            2 => Encoding::Histogram,
            3 => Encoding::FloatHistogram,
            4 => Encoding::Xor2,
            5 => Encoding::HistogramStart,
            6 => Encoding::FloatHistogramStart,
            _ => return None,
        })
    }

    /// The number of this encoding.
    pub fn byte(self) -> u8 {
        self as u8
    }

    /// Prometheus' name of the encoding, as its tools print it.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::None => "none",
            Encoding::Xor => "XOR",
            Encoding::Histogram => "histogram",
            Encoding::FloatHistogram => "floathistogram",
            Encoding::Xor2 => "XOR2",
            Encoding::HistogramStart => "histogramST",
            Encoding::FloatHistogramStart => "floathistogramST",
        }
    }

    /// Whether the samples are native histograms.
    pub fn is_histogram(self) -> bool {
        matches!(
            self,
            Encoding::Histogram | Encoding::FloatHistogram | Encoding::HistogramStart | Encoding::FloatHistogramStart
        )
    }
}
