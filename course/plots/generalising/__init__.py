"""The figures of lesson 09: vowels, curves of training and validation, penalties, masks, batches, votes."""
