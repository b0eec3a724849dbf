# `make mutants N=200` says which small changes of app, cli and tui no fast test would notice.
EXTRA_DIST += %D%/mutants.py
.PHONY: mutants
mutants:
	@top_builddir='$(abs_top_builddir)' N='$(N)' SEED='$(SEED)' PICK='$(PICK)' REV='$(REV)' \
		FILES='$(FILES)' $(PYTHON3) $(srcdir)/%D%/mutants.py
