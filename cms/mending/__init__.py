"""The desk's plain forms for what cannot wait: corrections, entries, the banner, take-downs.

Every form works without JavaScript and on the narrowest phone.
"""
