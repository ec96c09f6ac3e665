from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.models import Group

from apps.core.admin import BaseAdmin

admin.site.unregister(Group)


@admin.register(Group)
class GroupAdmin(BaseAdmin, DjangoGroupAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    ordering = ("name", "id")
