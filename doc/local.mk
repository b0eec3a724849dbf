# The manual page. `make docs` writes what the program says into it and into README.md: tables from
# the program's records, what the examples print, the picture of the screen.
dist_man1_MANS = %D%/cprof-tui.1
dist_man5_MANS = %D%/cprof-tui-config.5
EXTRA_DIST += %D%/speed.md

# Without the driver of terminals the picture stays as it is.
if HAVE_VTERM
docs_driver = tests/pty/uidrive$(EXEEXT)
endif
.PHONY: docs
docs: cprof-tui$(EXEEXT) src/tools/docgen$(EXEEXT) $(docs_driver)
	@$(AM_TESTS_ENVIRONMENT) UPDATE=1 $(srcdir)/tests/man/docs.test
