//! What the caller knows of its tables: enough to recognise a file, no more.

/// The source columns of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableShape {
    /// Name of the table, such as `opportunites`.
    pub table: String,
    /// Its columns. [`Layout::columns`](crate::Layout::columns) follows this order.
    pub columns: Vec<ShapeColumn>,
}

/// One source column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShapeColumn {
    /// Name in the file's header, such as `TotRev__c`; case and outer spaces do not count.
    pub source_name: String,
    /// Whether a file of the table without this column is an error.
    pub required: bool,
}
