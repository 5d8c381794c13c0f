//! Builds one typed column of silver from text cells.

use std::sync::Arc;

use courtier_contract::{LogicalType, Value};
use datafusion::arrow::array::{
    ArrayRef, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder, TimestampMicrosecondBuilder,
};

/// Builder of a column of one of the types that a contract declares.
#[derive(Debug)]
pub(crate) enum SilverColumn {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Boolean(BooleanBuilder),
    Timestamp(TimestampMicrosecondBuilder),
    Date(Date32Builder),
}

impl SilverColumn {
    pub(crate) fn new(logical_type: LogicalType, rows: usize) -> Self {
        match logical_type {
            LogicalType::Text => Self::Text(StringBuilder::with_capacity(rows, rows * 12)),
            LogicalType::SalesforceId => Self::Text(StringBuilder::with_capacity(rows, rows * 18)),
            LogicalType::Integer => Self::Integer(Int64Builder::with_capacity(rows)),
            LogicalType::Number => Self::Number(Float64Builder::with_capacity(rows)),
            LogicalType::Boolean => Self::Boolean(BooleanBuilder::with_capacity(rows)),
            LogicalType::Timestamp => {
                Self::Timestamp(TimestampMicrosecondBuilder::with_capacity(rows).with_timezone("UTC"))
            }
            LogicalType::Date => Self::Date(Date32Builder::with_capacity(rows)),
        }
    }

    /// Appends a value; one of another type than the column's (the contract never gives one) is NULL.
    pub(crate) fn push(&mut self, value: Option<Value<'_>>) {
        match (self, value) {
            (Self::Text(column), Some(Value::Text(text))) => column.append_value(text),
            (Self::Text(column), Some(Value::Id(id))) => column.append_value(id.as_str()),
            (Self::Text(column), _) => column.append_null(),
            (Self::Integer(column), Some(Value::Integer(number))) => column.append_value(number),
            (Self::Integer(column), _) => column.append_null(),
            (Self::Number(column), Some(Value::Number(number))) => column.append_value(number),
            (Self::Number(column), _) => column.append_null(),
            (Self::Boolean(column), Some(Value::Boolean(yes))) => column.append_value(yes),
            (Self::Boolean(column), _) => column.append_null(),
            (Self::Timestamp(column), Some(Value::Timestamp(micros))) => column.append_value(micros),
            (Self::Timestamp(column), _) => column.append_null(),
            (Self::Date(column), Some(Value::Date(days))) => column.append_value(days),
            (Self::Date(column), _) => column.append_null(),
        }
    }

    pub(crate) fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Integer(mut column) => Arc::new(column.finish()),
            Self::Number(mut column) => Arc::new(column.finish()),
            Self::Boolean(mut column) => Arc::new(column.finish()),
            Self::Timestamp(mut column) => Arc::new(column.finish()),
            Self::Date(mut column) => Arc::new(column.finish()),
        }
    }
}
