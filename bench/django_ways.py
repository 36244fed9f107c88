"""The ways of Django to fill a column: python3 django_ways.py <database URL> <way>; prints the seconds that it took."""
import sys
import time
from urllib.parse import urlparse

import django
from django.conf import settings

url = urlparse(sys.argv[1])
settings.configure(
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": url.path[1:],
            "USER": url.username,
            "PASSWORD": url.password,
            "HOST": url.hostname,
            "PORT": url.port,
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.core.paginator import Paginator  # noqa: E402
from django.db import models  # noqa: E402
from django.db.models.functions import Lower  # noqa: E402


class Post(models.Model):
    title = models.TextField()
    author = models.TextField()
    slug = models.TextField(null=True)

    class Meta:
        app_label = "bench"
        db_table = "Post"
        managed = False


def update():
    Post.objects.update(slug=Lower("title"))


def save():
    for post in Post.objects.iterator():
        post.slug = post.title.lower()
        post.save()


def bulk_update():
    pages = Paginator(Post.objects.order_by("id"), 1000)
    for number in pages.page_range:
        posts = list(pages.page(number).object_list)
        for post in posts:
            post.slug = post.title.lower()
        Post.objects.bulk_update(posts, ["slug"])


begin = time.monotonic()
{"update": update, "save": save, "bulk_update": bulk_update}[sys.argv[2]]()
print(time.monotonic() - begin)
