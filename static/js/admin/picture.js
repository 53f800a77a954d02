// Jcrop finds out about touch by an attribute with a line of script in it, which the admin's content
// policy refuses; told beforehand, it does not ask.
jQuery.Jcrop.defaults.touchSupport = "ontouchstart" in window;
