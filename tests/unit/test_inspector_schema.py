"""Which editor a JSON Schema asks for."""

import pytest

from builder_app.ui.inspector.schema import Shape, field_of, fields_of, item_field
from builder_app.workflow.json_value import JsonObject


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        ({"type": "string"}, Shape.TEXT),
        ({"type": "string", "contentMediaType": "application/json"}, Shape.LONG_TEXT),
        ({"type": "integer"}, Shape.WHOLE_NUMBER),
        ({"type": "number"}, Shape.NUMBER),
        ({"type": "boolean"}, Shape.SWITCH),
        ({"type": "string", "enum": ["a"]}, Shape.CHOICE),
        ({"type": "array", "items": {"type": "string"}}, Shape.LIST),
        ({"type": "array"}, Shape.JSON),
        ({"type": "object", "additionalProperties": {}}, Shape.MAP),
        ({"type": "object", "properties": {"a": {}}}, Shape.OBJECT),
        ({"type": "object"}, Shape.JSON),
        ({}, Shape.JSON),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, Shape.WHOLE_NUMBER),
    ],
)
def test_a_schema_gets_the_editor_that_fits(schema: JsonObject, shape: Shape) -> None:
    assert field_of("x", schema, schema).shape is shape


def test_a_reference_is_followed_and_a_circle_of_them_ends() -> None:
    root: JsonObject = {
        "$defs": {"n": {"type": "integer"}, "circle": {"$ref": "#/$defs/circle"}},
    }
    assert field_of("x", {"$ref": "#/$defs/n", "title": "N"}, root).shape is Shape.WHOLE_NUMBER
    assert field_of("x", {"$ref": "#/$defs/n", "title": "N"}, root).title == "N"
    assert field_of("x", {"$ref": "#/$defs/circle"}, root).shape is Shape.JSON
    assert field_of("x", {"$ref": "#/$defs/gone"}, root).shape is Shape.JSON


def test_fields_keep_the_order_of_the_schema_and_know_what_is_required() -> None:
    schema: JsonObject = {
        "properties": {"row_type": {"type": "string"}, "a": {"type": "string"}},
        "required": ["a"],
    }
    found = fields_of(schema, schema)
    assert [(field.name, field.title, field.required) for field in found] == [
        ("row_type", "Row type", False),
        ("a", "A", True),
    ]


def test_a_map_of_words_or_objects_offers_the_object() -> None:
    values: JsonObject = {
        "anyOf": [
            {"type": "string"},
            {"type": "object", "properties": {"description": {"type": "string"}}},
        ]
    }
    schema: JsonObject = {"type": "object", "additionalProperties": values}
    assert item_field(field_of("fields", schema, schema)).shape is Shape.OBJECT
