//! Rows as a spreadsheet: one sheet a table, typed cells, a header that stays in sight.

use courtier_core::ErrorKind;
use datafusion::arrow::array::{Array, ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type, SchemaRef, TimeUnit};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::failure::Failure;

/// Rows that a sheet holds at most, its header included.
const MAX_ROWS: usize = 1_048_576;
/// Characters that a cell holds at most.
const MAX_CHARACTERS: usize = 32_767;

/// One sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    /// Name of the tab.
    pub(crate) name: &'a str,
    /// Columns.
    pub(crate) schema: &'a SchemaRef,
    /// Rows.
    pub(crate) batches: &'a [RecordBatch],
}

/// Formats of the cells of a workbook.
struct Formats {
    header: Format,
    day: Format,
    instant: Format,
}

/// Returns the bytes of a workbook. Texts stay texts, even those that look like formulas; instants are in UTC.
///
/// # Errors
/// [`Failure`] when a sheet has more rows, or a cell more characters, than a spreadsheet holds.
pub(crate) fn workbook(sheets: &[Sheet<'_>]) -> Result<Vec<u8>, Failure> {
    let mut workbook = Workbook::new();
    // The date of creation is that of the file: the same rows give the same bytes.
    let epoch = ExcelDateTime::from_ymd(2000, 1, 1).map_err(|error| defect(&error))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&epoch));
    let formats = Formats {
        header: Format::new().set_bold().set_background_color("#DCE6F1"),
        day: Format::new().set_num_format("dd/mm/yyyy"),
        instant: Format::new().set_num_format("dd/mm/yyyy hh:mm:ss"),
    };
    for sheet in sheets {
        let rows: usize = sheet.batches.iter().map(RecordBatch::num_rows).sum();
        if rows >= MAX_ROWS {
            let message = format!(
                "{rows} lignes ne tiennent pas dans une feuille de calcul (1 048 575 au plus) : choisissez `--format \
                 csv` ou `parquet`"
            );
            return Err(Failure::new(ErrorKind::Usage, message));
        }
        fill(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer().map_err(|error| defect(&error))
}

fn fill(page: &mut Worksheet, sheet: &Sheet<'_>, formats: &Formats) -> Result<(), Failure> {
    page.set_name(sheet.name).map_err(|error| defect(&error))?;
    for (column, field) in (0..).zip(sheet.schema.fields()) {
        page.write_with_format(0, column, field.name(), &formats.header).map_err(|error| defect(&error))?;
    }
    let mut first_row = 1;
    for batch in sheet.batches {
        for (column, cells) in (0..).zip(batch.columns()) {
            write_cells(page, first_row, column, cells, formats)?;
        }
        first_row += u32::try_from(batch.num_rows()).unwrap_or(u32::MAX);
    }
    page.set_freeze_panes(1, 0).map_err(|error| defect(&error))?;
    if let Some(last) = u16::try_from(sheet.schema.fields().len()).ok().and_then(|columns| columns.checked_sub(1)) {
        page.autofilter(0, 0, first_row.saturating_sub(1), last).map_err(|error| defect(&error))?;
    }
    page.autofit();
    Ok(())
}

fn write_cells(
    page: &mut Worksheet,
    first_row: u32,
    column: u16,
    cells: &ArrayRef,
    formats: &Formats,
) -> Result<(), Failure> {
    let as_type = |data_type: &DataType| {
        cast(cells, data_type).map_err(|error| Failure::new(ErrorKind::Internal, format!("mise en forme : {error}")))
    };
    let valid = |array: &dyn Array| (0..array.len()).filter(|row| array.is_valid(*row)).collect::<Vec<_>>();
    let at = |row: usize| first_row + u32::try_from(row).unwrap_or(u32::MAX);
    match cells.data_type() {
        data_type if data_type.is_numeric() => {
            let numbers = as_type(&DataType::Float64)?;
            let numbers = numbers.as_primitive::<Float64Type>();
            for row in valid(numbers).into_iter().filter(|row| numbers.value(*row).is_finite()) {
                page.write_number(at(row), column, numbers.value(row)).map_err(|error| defect(&error))?;
            }
        }
        DataType::Boolean => {
            let values = cells.as_boolean();
            for row in valid(values) {
                page.write_boolean(at(row), column, values.value(row)).map_err(|error| defect(&error))?;
            }
        }
        DataType::Timestamp(_, _) | DataType::Date32 | DataType::Date64 => {
            let is_day = !matches!(cells.data_type(), DataType::Timestamp(_, _));
            let seconds = as_type(&DataType::Timestamp(TimeUnit::Second, None))?;
            let seconds = cast(&seconds, &DataType::Int64)
                .map_err(|error| Failure::new(ErrorKind::Internal, format!("mise en forme : {error}")))?;
            let seconds = seconds.as_primitive::<Int64Type>();
            let format = if is_day { &formats.day } else { &formats.instant };
            for row in valid(seconds) {
                match ExcelDateTime::from_timestamp(seconds.value(row)) {
                    Ok(instant) => page.write_datetime_with_format(at(row), column, &instant, format),
                    // Before 1900, spreadsheets have no dates.
                    Err(_) => page.write_string(at(row), column, seconds.value(row).to_string()),
                }
                .map_err(|error| defect(&error))?;
            }
        }
        _ => {
            let texts = as_type(&DataType::Utf8)?;
            let texts = texts.as_string::<i32>();
            for row in valid(texts) {
                let text = texts.value(row);
                if text.chars().count() > MAX_CHARACTERS {
                    let message = "une cellule dépasse 32 767 caractères : choisissez `--format csv` ou `parquet`";
                    return Err(Failure::new(ErrorKind::Usage, message));
                }
                page.write_string(at(row), column, text).map_err(|error| defect(&error))?;
            }
        }
    }
    Ok(())
}

fn defect(error: &XlsxError) -> Failure {
    Failure::new(ErrorKind::Internal, format!("feuille de calcul : {error}"))
}
