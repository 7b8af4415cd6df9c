/** Tasks of the project's own: celery finds them because the project is an installed application. */
export const TASKS = `import socket

from celery import shared_task


@shared_task(ignore_result=False)
def where(a, b):
    return f"{a + b} {socket.gethostname()}"


@shared_task
def note(text):
    with open("/mnt/volumes/statics/uploaded/notes.txt", "a") as notes:
        print(text, file=notes)
`;

/** Pages that queue them, to append to the project's urls.py: quicker than a Django of its own for each. */
export const PAGES = `
from django.http import HttpResponse
from django.urls import path

from .tasks import note, where

urlpatterns = [
    path("e2e/where", lambda request: HttpResponse(where.delay(20, 22).get(timeout=30))),
    path("e2e/note/<text>", lambda request, text: HttpResponse(note.delay(text))),
    *urlpatterns,
]
`;
