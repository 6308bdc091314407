"""Chinese text in, findings out: sentiment, aspects, personal data. Pure.

Nothing here touches the web, a database, the clock or the environment. Importing this
package is cheap: dictionaries and models are loaded when a pipeline is first built
(`voc.nlp.standard.standard`). Offsets always count characters of the original text.
"""
