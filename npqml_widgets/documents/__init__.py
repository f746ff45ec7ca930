"""The documents that a middle leader writes: typed models that check, keep and export themselves, without a form."""
