"""The way in, below /admin/. The names are django-allauth's: its code asks for addresses by them.

What is not here does not exist: signing up, mailed passwords, logging in by mail.
"""

from django.urls import path

from users import views

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("login/code/", views.code, name="mfa_authenticate"),
    path("welcome/<str:token>/", views.welcome, name="staff_welcome"),
    path("confirm/", views.password_again, name="account_reauthenticate"),
    path("confirm/code/", views.code_again, name="mfa_reauthenticate"),
    path("confirm/passkey/", views.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("factors/", views.factors, name="mfa_index"),
    path("factors/app/", views.add_app, name="mfa_activate_totp"),
    path("factors/app/remove/", views.remove_app, name="mfa_deactivate_totp"),
    path("factors/passkey/", views.add_passkey, name="mfa_add_webauthn"),
    path("factors/passkey/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("factors/codes/", views.codes, name="mfa_view_recovery_codes"),
    path("factors/codes/new/", views.new_codes, name="mfa_generate_recovery_codes"),
]
