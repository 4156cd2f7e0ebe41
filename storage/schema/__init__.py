"""The tables, one aggregate a module; `storage.tables` hands them on."""
