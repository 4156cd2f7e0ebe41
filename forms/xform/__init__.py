"""Read the compiled XForm: model, binds, itemsets and translated texts."""
