"""Which editor a JSON Schema asks for."""

import pytest

from builder_app.ui.inspector.schema import Shape, choice_words, field_of, fields_of, item_field
from builder_app.workflow.json_value import JsonObject, JsonValue


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


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        ({"const": "a"}, Shape.CHOICE),
        ({"type": ["string", "null"]}, Shape.TEXT),
        ({"type": ["string", "integer"]}, Shape.JSON),
        ({"oneOf": [{"type": "null"}, {"type": "boolean"}]}, Shape.SWITCH),
        ({"anyOf": [{"type": "string"}, {"type": "integer"}]}, Shape.JSON),
        ({"anyOf": [{"const": "a"}, {"const": 2}]}, Shape.CHOICE),
        ({"allOf": [{"$ref": "#/$defs/n"}], "title": "N"}, Shape.WHOLE_NUMBER),
        ({"$ref": "#/$defs/a~1b%20c"}, Shape.NUMBER),
        ({"$ref": "https://example.com/schema.json"}, Shape.JSON),
        ({"anyOf": [{"$ref": "#/$defs/self"}, {"type": "string"}]}, Shape.JSON),
        ({"type": "string", "maxLength": 4000}, Shape.LONG_TEXT),
        ({"type": "array", "items": {"type": "object", "properties": {"a": {}}}}, Shape.LIST),
        ({"type": "array", "items": [{"type": "string"}]}, Shape.JSON),
        (True, Shape.JSON),
    ],
)
def test_the_rest_of_what_a_schema_can_say(schema: JsonValue, shape: Shape) -> None:
    root: JsonObject = {
        "$defs": {
            "n": {"type": "integer"},
            "a/b c": {"type": "number"},
            "self": {"anyOf": [{"$ref": "#/$defs/self"}, {"$ref": "#/$defs/self"}]},
        }
    }
    assert field_of("x", schema, root).shape is shape


def test_what_is_said_beside_a_reference_wins_over_what_it_leads_to() -> None:
    root: JsonObject = {"$defs": {"n": {"type": "integer", "title": "Inner", "default": 1}}}
    field = field_of("x", {"$ref": "#/$defs/n", "title": "Outer"}, root)
    assert (field.title, field.default) == ("Outer", 1)


def test_choices_that_look_alike_are_told_apart() -> None:
    assert choice_words((1, "1", True, None, "")) == ("1", '"1"', "true", "null", '""')
    assert choice_words(("a", 2)) == ("a", "2")
