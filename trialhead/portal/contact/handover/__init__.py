"""An enquiry handed over to another site of its study, if the person says yes."""
