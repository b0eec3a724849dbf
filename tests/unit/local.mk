# One program per module, linked with the layers it needs and no more. Every program speaks TAP.
if HAVE_CMOCKA
unit_base = %D%/test_buf %D%/test_io %D%/test_path %D%/test_unit %D%/test_utf8
unit_query = %D%/test_rx
unit_tui = %D%/test_canvas %D%/test_key %D%/test_prompt %D%/test_term_script
unit_programs = $(unit_base) $(unit_query) $(unit_tui)
check_PROGRAMS += $(unit_programs)
TESTS += $(unit_programs)

%C%_test_buf_SOURCES = %D%/test_buf.c %D%/check.h
%C%_test_buf_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_io_SOURCES = %D%/test_io.c %D%/check.h
%C%_test_io_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_path_SOURCES = %D%/test_path.c %D%/check.h
%C%_test_path_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_unit_SOURCES = %D%/test_unit.c %D%/check.h
%C%_test_unit_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_utf8_SOURCES = %D%/test_utf8.c %D%/check.h
%C%_test_utf8_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_rx_SOURCES = %D%/test_rx.c %D%/check.h
%C%_test_rx_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_canvas_SOURCES = %D%/test_canvas.c %D%/check.h
%C%_test_canvas_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_key_SOURCES = %D%/test_key.c %D%/check.h
%C%_test_key_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_prompt_SOURCES = %D%/test_prompt.c %D%/check.h
%C%_test_prompt_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_term_script_SOURCES = %D%/test_term_script.c %D%/check.h
%C%_test_term_script_LDADD = $(tui_libs) $(CMOCKA_LIBS)
else
TESTS += %D%/skip.test
endif
EXTRA_DIST += %D%/skip.test
