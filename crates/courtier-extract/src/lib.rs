//! Reads what brokers export: CSV files, folders of them, zip archives of them.
//!
//! [`discover`] finds the files and recognises each one by its header; [`Export::open`] then streams the file as
//! [`Block`]s of whole records, and [`Block::records`] splits a block into cells. The first step is sequential and cheap,
//! the second is the expensive one and blocks are independent, so workers share it. Memory does not grow with the file.
//!
//! ```no_run
//! use courtier_extract::{Limits, Record, ShapeColumn, TableShape, discover};
//!
//! let id = ShapeColumn { source_name: "Id".to_owned(), required: true };
//! let shapes = [TableShape { table: "banques".to_owned(), columns: vec![id] }];
//! for export in discover(&["data_test.zip".into()], &shapes, &Limits::default())?.exports {
//!     let mut reader = export.open()?;
//!     for block in &mut reader {
//!         let block = block?;
//!         let mut records = block.records(&export.layout);
//!         while let Some(record) = records.next_record() {
//!             if let Record::Row { cells, .. } = record {
//!                 let id = export.layout.columns[0].map(|position| cells.get(position));
//!             }
//!         }
//!     }
//!     let sha256 = reader.finish()?.sha256;
//! }
//! # Ok::<(), courtier_extract::ExtractError>(())
//! ```
//!
//! Cells come out as text, exactly as received: no typing, no trimming, no Arrow. Nothing is ever written to disk.

mod archive;
mod block;
mod discovery;
mod encoding;
mod error;
mod explorer;
mod export;
mod file_kind;
mod framing;
mod header;
mod ignored;
mod inflate;
mod layout;
mod limits;
mod recognition;
mod record;
mod reject_reason;
mod scan;
mod shape;
mod source;

pub use block::{Block, Records};
pub use discovery::{Discovery, discover};
pub use error::ExtractError;
pub use export::Export;
pub use framing::{BlockReader, FileFacts};
pub use ignored::{IgnoreReason, Ignored};
pub use layout::Layout;
pub use limits::Limits;
pub use record::{Cells, Record};
pub use reject_reason::RejectReason;
pub use shape::{ShapeColumn, TableShape};
