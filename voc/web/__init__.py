"""What every page shares: errors, headers, CSRF, languages, assets, paging, navigation, figures in words.

voc.web.wiring fits all of it to an application; features import the modules by name. Nothing is imported here, so
that the pure ones (numerals, segments, signing, brand) can be had without Flask.
"""
