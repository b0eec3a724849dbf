# One program per module, linked with the layers it needs and no more. Every program speaks TAP.
if HAVE_CMOCKA
unit_base = %D%/test_buf %D%/test_intern_idmap %D%/test_io %D%/test_path %D%/test_unit \
	%D%/test_utf8 %D%/test_worker
unit_model = %D%/test_model %D%/test_simplify
unit_codec = %D%/test_decode %D%/test_feed %D%/test_mutate
unit_query = %D%/test_cover %D%/test_filter %D%/test_graph %D%/test_rx %D%/test_value
unit_tui = %D%/test_canvas %D%/test_key %D%/test_prompt %D%/test_term_script
unit_programs = $(unit_base) $(unit_model) $(unit_codec) $(unit_query) $(unit_tui)
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
%C%_test_intern_idmap_SOURCES = %D%/test_intern_idmap.c %D%/check.h
%C%_test_intern_idmap_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_worker_SOURCES = %D%/test_worker.c %D%/check.h
%C%_test_worker_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_test_model_SOURCES = %D%/test_model.c %D%/check.h
%C%_test_model_LDADD = $(model_libs) $(CMOCKA_LIBS)
%C%_test_simplify_SOURCES = %D%/test_simplify.c %D%/check.h
%C%_test_simplify_LDADD = $(model_libs) $(CMOCKA_LIBS)

# Profiles made and decoded twice: by the program and by the generated code.
unit_decoding = \
	%D%/check.h %D%/dump.h %D%/dump_model.c %D%/dump_pb.c %D%/encode.c %D%/encode.h \
	%D%/generate.c %D%/generate.h %D%/load.c %D%/load.h
unit_decoding_flags = $(AM_CPPFLAGS) -Isrc/codec $(PROTOBUF_C_CFLAGS) $(ZLIB_CFLAGS)
%C%_test_decode_SOURCES = %D%/test_decode.c $(unit_decoding)
%C%_test_decode_CPPFLAGS = $(unit_decoding_flags)
%C%_test_decode_LDADD = $(codec_libs) $(CMOCKA_LIBS)
%C%_test_mutate_SOURCES = %D%/test_mutate.c $(unit_decoding)
%C%_test_mutate_CPPFLAGS = $(unit_decoding_flags)
%C%_test_mutate_LDADD = $(codec_libs) $(CMOCKA_LIBS)
%C%_test_feed_SOURCES = %D%/test_feed.c $(unit_decoding)
%C%_test_feed_CPPFLAGS = $(unit_decoding_flags)
%C%_test_feed_LDADD = $(codec_libs) $(CMOCKA_LIBS)

# Small profiles drawn as text, and what queries make of them.
unit_rig = %D%/check.h %D%/rig.c %D%/rig.h %D%/sketch.c %D%/sketch.h
%C%_test_cover_SOURCES = %D%/test_cover.c $(unit_rig)
%C%_test_cover_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_filter_SOURCES = %D%/test_filter.c $(unit_rig)
%C%_test_filter_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_graph_SOURCES = %D%/test_graph.c $(unit_rig)
%C%_test_graph_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_value_SOURCES = %D%/test_value.c $(unit_rig)
%C%_test_value_LDADD = $(query_libs) $(CMOCKA_LIBS)

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
