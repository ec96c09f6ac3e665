"""Form fields of the admin that refuse values that Django's fields fail on: ids that no row can have, nested JSON."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

TOO_DEEP = "This JSON is nested too deeply."


def can_be_id(model: type[models.Model], value: Any) -> bool:
    """Whether a row of the model could have this primary key."""
    field: Any = model._meta.pk
    field = field.target_field if field.is_relation else field
    try:
        field.run_validators(field.to_python(value))
    except ValidationError:
        return False
    return True


class RelatedField:
    """Mix into a ModelChoiceField. The widgets of the admin look up the values of a form in order to show them again."""

    queryset: Any
    empty_values: Any

    def prepare_value(self, value: Any) -> Any:
        prepared = super().prepare_value(value)
        if isinstance(prepared, list):
            return [each for each in prepared if can_be_id(self.queryset.model, each)]
        is_empty = prepared in self.empty_values
        return prepared if is_empty or can_be_id(self.queryset.model, prepared) else None


class RowField(RelatedField, forms.ModelChoiceField):
    pass


class RowsField(RelatedField, forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for pk in value if isinstance(value, list | tuple) else ():
            if not can_be_id(self.queryset.model, pk):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": pk}
                )
        return super().clean(value)


class JsonField(forms.JSONField):
    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise ValidationError(TOO_DEEP) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return super().has_changed(initial, data)
        except RecursionError:
            return True

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, as it was sent, where it cannot be read."""
        try:
            return super().bound_data(data, initial)
        except RecursionError:
            return forms.fields.InvalidJSONInput(data)


FORM_FIELDS: dict[Any, dict[str, Any]] = {
    models.ForeignKey: {"form_class": RowField},
    models.OneToOneField: {"form_class": RowField},
    models.ManyToManyField: {"form_class": RowsField},
    models.JSONField: {"form_class": JsonField},
}
