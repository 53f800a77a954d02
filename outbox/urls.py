from django.urls import path

from outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<str:name>/", views.mail, name="mail"),
    path("<str:name>/html/", views.mail_html, name="mail_html"),
    path("<str:name>/file/", views.mail_file, name="mail_file"),
    path("<str:name>/simulate/<str:deed>/", views.simulate, name="simulate"),
]
