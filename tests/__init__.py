"""The suite: it mirrors the apps and acts through verbs and addresses."""
