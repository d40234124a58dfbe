//! Series in memory: what an exposition file or a test script becomes.
