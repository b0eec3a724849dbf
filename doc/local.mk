# The manual page. `make docs` writes what the program says into it and into README.md: tables from
# the program's records, what the examples print, the picture of the screen.
dist_man1_MANS = %D%/cprof-tui.1
dist_man5_MANS = %D%/cprof-tui-config.5
EXTRA_DIST += %D%/example.c %D%/speed.md

# Without the driver of terminals the picture stays as it is.
if HAVE_VTERM
docs_driver = tests/pty/uidrive$(EXEEXT)
endif
# Prints the tables of the manual pages; only the tests and `make docs` use it.
check_PROGRAMS += %D%/docgen
%C%_docgen_SOURCES = %D%/docgen.c
%C%_docgen_LDADD = $(tui_libs)
.PHONY: docs
docs: cprof-tui$(EXEEXT) %D%/docgen$(EXEEXT) $(docs_driver)
	@$(AM_TESTS_ENVIRONMENT) UPDATE=1 $(srcdir)/tests/man/docs.test
