//! The keys that ODCS v3.1 knows, by place. All are accepted; courtier uses some of them.
//!
//! **Source:** the standard's JSON schema,
//! <https://github.com/bitol-io/open-data-contract-standard/blob/v3.1.0/schema/odcs-json-schema-v3.1.0.json>

/// Keys of the document.
pub(super) const CONTRACT: &[&str] = &[
    "apiVersion",
    "authoritativeDefinitions",
    "contractCreatedTs",
    "customProperties",
    "dataProduct",
    "description",
    "domain",
    "id",
    "kind",
    "name",
    "price",
    "roles",
    "schema",
    "servers",
    "slaDefaultElement",
    "slaProperties",
    "status",
    "support",
    "tags",
    "team",
    "tenant",
    "version",
];

/// Keys of a table and of a column.
pub(super) const ELEMENT: &[&str] = &[
    "authoritativeDefinitions",
    "businessName",
    "customProperties",
    "description",
    "id",
    "logicalType",
    "name",
    "physicalName",
    "physicalType",
    "quality",
    "relationships",
    "tags",
];

/// Further keys of a table.
pub(super) const TABLE: &[&str] = &["dataGranularityDescription", "properties"];

/// Further keys of a column.
pub(super) const COLUMN: &[&str] = &[
    "classification",
    "criticalDataElement",
    "encryptedName",
    "examples",
    "logicalTypeOptions",
    "partitionKeyPosition",
    "partitioned",
    "primaryKey",
    "primaryKeyPosition",
    "required",
    "transformDescription",
    "transformLogic",
    "transformSourceObjects",
    "unique",
];

/// Keys of `logicalTypeOptions` that courtier applies to a number.
pub(super) const BOUNDS: &[&str] = &["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum"];

/// The other keys of `logicalTypeOptions`.
pub(super) const OTHER_OPTIONS: &[&str] = &[
    "defaultTimezone",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "minItems",
    "minLength",
    "minProperties",
    "multipleOf",
    "pattern",
    "required",
    "timezone",
    "uniqueItems",
];

/// Keys of a relationship of a column.
pub(super) const RELATIONSHIP: &[&str] = &["customProperties", "to", "type"];

/// Keys of a custom property.
pub(super) const CUSTOM_PROPERTY: &[&str] = &["description", "id", "property", "value"];

/// Keys of a quality check.
pub(super) const QUALITY: &[&str] = &[
    "arguments",
    "authoritativeDefinitions",
    "businessImpact",
    "customProperties",
    "description",
    "dimension",
    "engine",
    "id",
    "implementation",
    "method",
    "metric",
    "mustBe",
    "mustBeBetween",
    "mustBeGreaterOrEqualTo",
    "mustBeGreaterThan",
    "mustBeLessOrEqualTo",
    "mustBeLessThan",
    "mustNotBe",
    "mustNotBeBetween",
    "name",
    "query",
    "rule",
    "schedule",
    "scheduler",
    "severity",
    "tags",
    "type",
    "unit",
];
