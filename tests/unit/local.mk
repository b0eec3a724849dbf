# One program per module, linked with the layers it needs and no more. Every program speaks TAP.
# What they share stands in lib.
if HAVE_CMOCKA
unit_flags = $(test_flags) $(CMOCKA_CFLAGS)
EXTRA_DIST += %D%/lib/check.h

unit_base = \
	%D%/base/test_buf %D%/base/test_intern_idmap %D%/base/test_io %D%/base/test_number \
	%D%/base/test_path %D%/base/test_unit %D%/base/test_utf8 \
	%D%/base/test_worker
unit_model = %D%/model/test_url \
	%D%/model/test_merge %D%/model/test_model
unit_codec = \
	%D%/codec/test_decode %D%/codec/test_encode %D%/codec/test_inflate_stream \
	%D%/codec/test_mutate %D%/codec/test_wire
unit_query = \
	%D%/query/test_context_tree %D%/query/test_filter %D%/query/test_flame_layout \
	%D%/query/test_graph %D%/query/test_graph_cache %D%/query/test_group %D%/query/test_labels \
	%D%/query/test_measure %D%/query/test_quality %D%/query/test_rx \
	%D%/query/test_rx_limits %D%/query/test_simplify \
	%D%/query/test_union %D%/query/test_value
unit_report = \
	%D%/report/test_callers %D%/report/test_filter_effects %D%/report/test_flame \
	%D%/report/test_info %D%/report/test_listing %D%/report/test_source %D%/report/test_stacks \
	%D%/report/test_table
unit_app = \
	%D%/app/test_args %D%/app/test_clipboard %D%/app/test_demangle %D%/app/test_filter_line \
	%D%/app/test_interpret %D%/app/test_path_map %D%/app/test_pprof_line %D%/app/test_settings \
	%D%/app/test_table_cache
unit_tui = \
	%D%/tui/test_canvas %D%/tui/test_cursor %D%/tui/test_curses %D%/tui/test_curses_draw \
	%D%/tui/test_curses_input %D%/tui/test_key %D%/tui/test_keymap %D%/tui/test_keys \
	%D%/tui/test_prompt %D%/tui/test_term_script
unit_programs = $(unit_base) $(unit_model) $(unit_codec) $(unit_query) $(unit_report) \
	$(unit_app) $(unit_tui)
check_PROGRAMS += $(unit_programs)
TESTS += $(unit_programs)

# Small profiles drawn as text, and what queries make of them.
check_LIBRARIES += %D%/lib/librig.a %D%/lib/libpair.a
%C%_lib_librig_a_SOURCES = %D%/lib/rig.c %D%/lib/rig.h %D%/lib/sketch.c %D%/lib/sketch.h
%C%_lib_librig_a_CPPFLAGS = $(unit_flags)
unit_rig = %D%/lib/librig.a
# Profiles made and decoded twice: by the program and by the generated code.
%C%_lib_libpair_a_SOURCES = \
	%D%/lib/dump.h %D%/lib/dump_model.c %D%/lib/dump_pb.c %D%/lib/encode.c %D%/lib/encode.h \
	%D%/lib/generate.c %D%/lib/generate.h %D%/lib/load.c %D%/lib/load.h
%C%_lib_libpair_a_CPPFLAGS = $(unit_flags) -Isrc/codec $(PROTOBUF_C_CFLAGS) $(ZLIB_CFLAGS)
%D%/lib/libpair_a-dump_pb.$(OBJEXT): src/codec/profile.pb-c.h
unit_pair = %D%/lib/libpair.a

%C%_base_test_buf_CPPFLAGS = $(unit_flags)
%C%_base_test_buf_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_base_test_intern_idmap_CPPFLAGS = $(unit_flags)
%C%_base_test_intern_idmap_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_base_test_io_CPPFLAGS = $(unit_flags)
%C%_base_test_io_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_base_test_number_CPPFLAGS = $(unit_flags)
%C%_base_test_number_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_base_test_path_CPPFLAGS = $(unit_flags)
%C%_base_test_path_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_base_test_unit_CPPFLAGS = $(unit_flags)
%C%_base_test_unit_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_model_test_url_CPPFLAGS = $(unit_flags)
%C%_model_test_url_LDADD = $(model_libs) $(CMOCKA_LIBS)
%C%_base_test_utf8_CPPFLAGS = $(unit_flags)
%C%_base_test_utf8_LDADD = $(base_libs) $(CMOCKA_LIBS)
%C%_base_test_worker_CPPFLAGS = $(unit_flags)
%C%_base_test_worker_LDADD = $(base_libs) $(CMOCKA_LIBS)

%C%_model_test_merge_CPPFLAGS = $(unit_flags)
%C%_model_test_merge_LDADD = $(unit_rig) $(model_libs) $(CMOCKA_LIBS)
%C%_model_test_model_CPPFLAGS = $(unit_flags)
%C%_model_test_model_LDADD = $(model_libs) $(CMOCKA_LIBS)

%C%_codec_test_decode_CPPFLAGS = $(unit_flags)
%C%_codec_test_decode_LDADD = $(unit_pair) $(codec_libs) $(CMOCKA_LIBS)
%C%_codec_test_encode_CPPFLAGS = $(unit_flags)
%C%_codec_test_encode_LDADD = $(unit_pair) $(codec_libs) $(CMOCKA_LIBS)
%C%_codec_test_inflate_stream_CPPFLAGS = $(unit_flags)
%C%_codec_test_inflate_stream_LDADD = $(unit_pair) $(codec_libs) $(CMOCKA_LIBS)
%C%_codec_test_mutate_CPPFLAGS = $(unit_flags)
%C%_codec_test_mutate_LDADD = $(unit_pair) $(codec_libs) $(CMOCKA_LIBS)
%C%_codec_test_wire_CPPFLAGS = $(unit_flags)
%C%_codec_test_wire_LDADD = $(codec_libs) $(CMOCKA_LIBS)

%C%_query_test_context_tree_CPPFLAGS = $(unit_flags)
%C%_query_test_context_tree_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_filter_CPPFLAGS = $(unit_flags)
%C%_query_test_filter_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_flame_layout_CPPFLAGS = $(unit_flags)
%C%_query_test_flame_layout_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_graph_CPPFLAGS = $(unit_flags)
%C%_query_test_graph_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_graph_cache_CPPFLAGS = $(unit_flags)
%C%_query_test_graph_cache_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_group_CPPFLAGS = $(unit_flags)
%C%_query_test_group_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_labels_CPPFLAGS = $(unit_flags)
%C%_query_test_labels_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_measure_CPPFLAGS = $(unit_flags)
%C%_query_test_measure_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_quality_CPPFLAGS = $(unit_flags)
%C%_query_test_quality_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_rx_CPPFLAGS = $(unit_flags)
%C%_query_test_rx_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_rx_limits_CPPFLAGS = $(unit_flags)
%C%_query_test_rx_limits_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_simplify_CPPFLAGS = $(unit_flags)
%C%_query_test_simplify_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_union_CPPFLAGS = $(unit_flags)
%C%_query_test_union_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)
%C%_query_test_value_CPPFLAGS = $(unit_flags)
%C%_query_test_value_LDADD = $(unit_rig) $(query_libs) $(CMOCKA_LIBS)

%C%_report_test_callers_CPPFLAGS = $(unit_flags)
%C%_report_test_callers_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_filter_effects_CPPFLAGS = $(unit_flags)
%C%_report_test_filter_effects_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_flame_CPPFLAGS = $(unit_flags)
%C%_report_test_flame_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_info_CPPFLAGS = $(unit_flags)
%C%_report_test_info_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_listing_CPPFLAGS = $(unit_flags)
%C%_report_test_listing_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_source_CPPFLAGS = $(unit_flags)
%C%_report_test_source_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_stacks_CPPFLAGS = $(unit_flags)
%C%_report_test_stacks_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)
%C%_report_test_table_CPPFLAGS = $(unit_flags)
%C%_report_test_table_LDADD = $(unit_rig) $(report_libs) $(CMOCKA_LIBS)

%C%_app_test_args_CPPFLAGS = $(unit_flags)
%C%_app_test_args_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_clipboard_CPPFLAGS = $(unit_flags)
%C%_app_test_clipboard_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_demangle_CPPFLAGS = $(unit_flags)
%C%_app_test_demangle_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_filter_line_CPPFLAGS = $(unit_flags)
%C%_app_test_filter_line_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_interpret_CPPFLAGS = $(unit_flags)
%C%_app_test_interpret_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_path_map_CPPFLAGS = $(unit_flags)
%C%_app_test_path_map_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_pprof_line_CPPFLAGS = $(unit_flags)
%C%_app_test_pprof_line_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_settings_CPPFLAGS = $(unit_flags)
%C%_app_test_settings_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_app_test_table_cache_CPPFLAGS = $(unit_flags)
%C%_app_test_table_cache_LDADD = $(app_libs) $(CMOCKA_LIBS)

%C%_tui_test_canvas_CPPFLAGS = $(unit_flags)
%C%_tui_test_canvas_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_cursor_CPPFLAGS = $(unit_flags)
%C%_tui_test_cursor_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_curses_CPPFLAGS = $(unit_flags) $(CURSES_CFLAGS)
%C%_tui_test_curses_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_curses_draw_CPPFLAGS = $(unit_flags) $(CURSES_CFLAGS)
%C%_tui_test_curses_draw_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_curses_input_CPPFLAGS = $(unit_flags) $(CURSES_CFLAGS)
%C%_tui_test_curses_input_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_key_CPPFLAGS = $(unit_flags)
%C%_tui_test_key_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_keymap_CPPFLAGS = $(unit_flags)
%C%_tui_test_keymap_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_keys_CPPFLAGS = $(unit_flags)
%C%_tui_test_keys_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_prompt_CPPFLAGS = $(unit_flags)
%C%_tui_test_prompt_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_tui_test_term_script_CPPFLAGS = $(unit_flags)
%C%_tui_test_term_script_LDADD = $(test_doubles) $(tui_libs) $(CMOCKA_LIBS)
else
TESTS += %D%/skip.test
endif
EXTRA_DIST += %D%/skip.test

# A program for each layer, linked with all of it and with the layers below it.
layer_programs = \
	%D%/layer_base %D%/layer_model %D%/layer_codec %D%/layer_symbol \
	%D%/layer_query %D%/layer_report %D%/layer_engine %D%/layer_app %D%/layer_cli %D%/layer_tui
check_PROGRAMS += $(layer_programs)
TESTS += $(layer_programs)
%C%_layer_base_SOURCES = %D%/lib/layer.c
%C%_layer_base_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libbase.a,--no-whole-archive
%C%_layer_base_LDADD =
EXTRA_%C%_layer_base_DEPENDENCIES = src/libbase.a
%C%_layer_model_SOURCES = %D%/lib/layer.c
%C%_layer_model_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libmodel.a,--no-whole-archive
%C%_layer_model_LDADD = $(base_libs)
EXTRA_%C%_layer_model_DEPENDENCIES = src/libmodel.a
%C%_layer_codec_SOURCES = %D%/lib/layer.c
%C%_layer_codec_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libcodec.a,--no-whole-archive
%C%_layer_codec_LDADD = src/libpb.a $(model_libs) $(PROTOBUF_C_LIBS) $(ZLIB_LIBS)
EXTRA_%C%_layer_codec_DEPENDENCIES = src/libcodec.a
%C%_layer_symbol_SOURCES = %D%/lib/layer.c
%C%_layer_symbol_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libsymbol.a,--no-whole-archive
%C%_layer_symbol_LDADD = $(model_libs) $(LIBIBERTY_LIBS)
EXTRA_%C%_layer_symbol_DEPENDENCIES = src/libsymbol.a
%C%_layer_query_SOURCES = %D%/lib/layer.c
%C%_layer_query_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libquery.a,--no-whole-archive
%C%_layer_query_LDADD = $(model_libs) $(PCRE2_LIBS)
EXTRA_%C%_layer_query_DEPENDENCIES = src/libquery.a
%C%_layer_report_SOURCES = %D%/lib/layer.c
%C%_layer_report_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libreport.a,--no-whole-archive
%C%_layer_report_LDADD = $(query_libs)
EXTRA_%C%_layer_report_DEPENDENCIES = src/libreport.a
%C%_layer_engine_SOURCES = %D%/lib/layer.c
%C%_layer_engine_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libengine.a,--no-whole-archive
%C%_layer_engine_LDADD = src/libreport.a src/libquery.a src/libsymbol.a $(codec_libs) \
	$(PCRE2_LIBS) $(LIBIBERTY_LIBS)
EXTRA_%C%_layer_engine_DEPENDENCIES = src/libengine.a
%C%_layer_app_SOURCES = %D%/lib/layer.c
%C%_layer_app_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libapp.a,--no-whole-archive
%C%_layer_app_LDADD = $(engine_libs)
EXTRA_%C%_layer_app_DEPENDENCIES = src/libapp.a
%C%_layer_cli_SOURCES = %D%/lib/layer.c
%C%_layer_cli_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libcli.a,--no-whole-archive
%C%_layer_cli_LDADD = $(app_libs)
EXTRA_%C%_layer_cli_DEPENDENCIES = src/libcli.a
%C%_layer_tui_SOURCES = %D%/lib/layer.c
%C%_layer_tui_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libtui.a,--no-whole-archive
%C%_layer_tui_LDADD = $(app_libs) $(CURSES_LIBS)
EXTRA_%C%_layer_tui_DEPENDENCIES = src/libtui.a
