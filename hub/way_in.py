"""Settings of the way in: a password and a second factor for everybody who works here."""

from datetime import timedelta

SESSION_ENGINE = "users.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "account_login"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
WAGTAILUSERS_PASSWORD_ENABLED = False  # a link lets each choose their own
WAGTAIL_PASSWORD_RESET_ENABLED = False  # by mail alone: another administrator gives a new link
ACCOUNT_ADAPTER = "users.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]  # nobody signs up
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # they keep addresses in the cache; axes counts
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "users.forms.LoginForm",
    "reauthenticate": "users.forms.PasswordAgainForm",
}
MFA_ADAPTER = "users.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "users.forms.CodeForm",
    "reauthenticate": "users.forms.CodeAgainForm",
    "activate_totp": "users.forms.AppForm",
    "add_webauthn": "users.forms.PasskeyForm",
    "authenticate_webauthn": "users.forms.PasskeyStepForm",
    "reauthenticate_webauthn": "users.forms.PasskeyAgainForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses of staff are what their administrators typed
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # steps of half a minute, when an app is set up
AXES_HANDLER = "users.locking.CountingHandler"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or one try an hour locks for ever
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "users.locking.nowhere"
AXES_LOCKOUT_CALLABLE = "users.locking.say_locked"
# Its own tables have columns for addresses and browsers. They are not made.
MIGRATION_MODULES = {"axes": "users.axes_without_tables.migrations"}
