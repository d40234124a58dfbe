//! Random questions over random data: promq and a Prometheus read the same samples, floats and native histograms, and
//! answer the same generated expressions.
//!
//! The data goes into a Prometheus by remote write ([`data`], [`remote_write`]), which makes a snapshot (blocks) and leaves
//! its write-ahead log behind; the expressions follow the grammar ([`expressions`]); what differs must belong to a class
//! with a reason ([`classes`]). Everything follows from one seed, so a run is the same on every machine.

mod classes;
mod comparison;
mod data;
mod expressions;
mod generator;
mod histogram;
mod remote_write;
