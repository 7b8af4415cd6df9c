/** A task of the project's own: celery finds it because the project is an installed application. */
export const TASKS = `import socket

from celery import shared_task


@shared_task(ignore_result=False)
def where(a, b):
    return f"{a + b} {socket.gethostname()}"
`;
