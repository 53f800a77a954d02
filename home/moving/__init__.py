"""Moving in and out: WordPress exports in, Hub's own export out."""
