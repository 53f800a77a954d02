"""Which Hub this is: a release, or with `.dev0` what is on its way to one."""

VERSION = "0.2.0.dev0"
