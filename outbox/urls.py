from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<str:name>/", views.mail, name="mail"),
    path("<str:name>/html/", views.mail_html, name="mail_html"),
]
