# One program per module, linked with the layers it needs and no more. Every program speaks TAP.
if HAVE_CMOCKA
unit_base = %D%/test_buf %D%/test_intern_idmap %D%/test_io %D%/test_path %D%/test_unit \
	%D%/test_utf8 %D%/test_worker
unit_model = %D%/test_merge %D%/test_model
unit_codec = %D%/test_decode %D%/test_encode %D%/test_inflate_stream %D%/test_mutate %D%/test_wire
unit_query = %D%/test_union %D%/test_filter %D%/test_flame_layout %D%/test_graph %D%/test_labels \
	%D%/test_group %D%/test_measure %D%/test_simplify \
	%D%/test_quality %D%/test_graph_cache %D%/test_rx \
	%D%/test_table %D%/test_context_tree %D%/test_value
unit_upper = %D%/test_args %D%/test_callers %D%/test_filter_line %D%/test_info %D%/test_interpret \
	%D%/test_filter_effects %D%/test_pprof_line %D%/test_demangle \
	%D%/test_filter_effects %D%/test_listing %D%/test_path_map %D%/test_demangle \
	%D%/test_table_cache %D%/test_source %D%/test_stacks
unit_tui = %D%/test_canvas %D%/test_cursor %D%/test_key %D%/test_keys \
	%D%/test_prompt %D%/test_term_script
unit_setup = %D%/test_clipboard %D%/test_keymap %D%/test_settings
unit_programs = $(unit_setup) $(unit_base) $(unit_model) $(unit_codec) $(unit_query) $(unit_upper) \
	$(unit_tui) %D%/test_flame
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
%C%_test_merge_SOURCES = %D%/test_merge.c %D%/check.h %D%/sketch.c %D%/sketch.h
%C%_test_merge_LDADD = $(model_libs) $(CMOCKA_LIBS)
%C%_test_simplify_SOURCES = %D%/test_simplify.c %D%/check.h
%C%_test_simplify_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_wire_SOURCES = %D%/test_wire.c %D%/check.h
%C%_test_wire_LDADD = $(codec_libs) $(CMOCKA_LIBS)

# Profiles made and decoded twice: by the program and by the generated code.
unit_decoding = \
	%D%/check.h %D%/dump.h %D%/dump_model.c %D%/dump_pb.c %D%/encode.c %D%/encode.h \
	%D%/generate.c %D%/generate.h %D%/load.c %D%/load.h
unit_decoding_flags = $(AM_CPPFLAGS) -Isrc/codec $(PROTOBUF_C_CFLAGS) $(ZLIB_CFLAGS)
%C%_test_decode_SOURCES = %D%/test_decode.c $(unit_decoding)
%C%_test_decode_CPPFLAGS = $(unit_decoding_flags)
%C%_test_decode_LDADD = $(codec_libs) $(CMOCKA_LIBS)
%C%_test_encode_SOURCES = %D%/test_encode.c $(unit_decoding)
%C%_test_encode_CPPFLAGS = $(unit_decoding_flags)
%C%_test_encode_LDADD = $(codec_libs) $(CMOCKA_LIBS)
%C%_test_mutate_SOURCES = %D%/test_mutate.c $(unit_decoding)
%C%_test_mutate_CPPFLAGS = $(unit_decoding_flags)
%C%_test_mutate_LDADD = $(codec_libs) $(CMOCKA_LIBS)
%C%_test_inflate_stream_SOURCES = %D%/test_inflate_stream.c $(unit_decoding)
%C%_test_inflate_stream_CPPFLAGS = $(unit_decoding_flags)
%C%_test_inflate_stream_LDADD = $(codec_libs) $(CMOCKA_LIBS)

# Small profiles drawn as text, and what queries make of them.
unit_rig = %D%/check.h %D%/rig.c %D%/rig.h %D%/sketch.c %D%/sketch.h
%C%_test_union_SOURCES = %D%/test_union.c $(unit_rig)
%C%_test_union_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_group_SOURCES = %D%/test_group.c $(unit_rig)
%C%_test_group_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_measure_SOURCES = %D%/test_measure.c $(unit_rig)
%C%_test_measure_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_filter_SOURCES = %D%/test_filter.c $(unit_rig)
%C%_test_filter_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_labels_SOURCES = %D%/test_labels.c $(unit_rig)
%C%_test_labels_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_graph_SOURCES = %D%/test_graph.c $(unit_rig)
%C%_test_graph_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_graph_cache_SOURCES = %D%/test_graph_cache.c $(unit_rig)
%C%_test_graph_cache_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_context_tree_SOURCES = %D%/test_context_tree.c $(unit_rig)
%C%_test_context_tree_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_value_SOURCES = %D%/test_value.c $(unit_rig)
%C%_test_value_LDADD = $(query_libs) $(CMOCKA_LIBS)

%C%_test_flame_layout_SOURCES = %D%/test_flame_layout.c %D%/check.h
%C%_test_flame_layout_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_flame_SOURCES = %D%/test_flame.c $(unit_rig)
%C%_test_flame_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_table_SOURCES = %D%/test_table.c $(unit_rig)
%C%_test_table_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_filter_effects_SOURCES = %D%/test_filter_effects.c $(unit_rig)
%C%_test_filter_effects_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_callers_SOURCES = %D%/test_callers.c $(unit_rig)
%C%_test_callers_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_pprof_line_SOURCES = %D%/test_pprof_line.c %D%/check.h
%C%_test_pprof_line_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_demangle_SOURCES = %D%/test_demangle.c %D%/check.h
%C%_test_demangle_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_quality_SOURCES = %D%/test_quality.c $(unit_rig)
%C%_test_quality_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_info_SOURCES = %D%/test_info.c $(unit_rig)
%C%_test_info_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_listing_SOURCES = %D%/test_listing.c $(unit_rig)
%C%_test_listing_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_stacks_SOURCES = %D%/test_stacks.c $(unit_rig)
%C%_test_stacks_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_source_SOURCES = %D%/test_source.c %D%/check.h
%C%_test_source_LDADD = $(report_libs) $(CMOCKA_LIBS)
%C%_test_args_SOURCES = %D%/test_args.c %D%/check.h
%C%_test_args_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_filter_line_SOURCES = %D%/test_filter_line.c %D%/check.h
%C%_test_filter_line_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_path_map_SOURCES = %D%/test_path_map.c %D%/check.h
%C%_test_path_map_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_interpret_SOURCES = %D%/test_interpret.c %D%/check.h
%C%_test_interpret_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_keymap_SOURCES = %D%/test_keymap.c %D%/check.h
%C%_test_keymap_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_clipboard_SOURCES = %D%/test_clipboard.c %D%/check.h
%C%_test_clipboard_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_settings_SOURCES = %D%/test_settings.c %D%/check.h
%C%_test_settings_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_table_cache_SOURCES = %D%/test_table_cache.c %D%/check.h
%C%_test_table_cache_LDADD = $(app_libs) $(CMOCKA_LIBS)
%C%_test_rx_SOURCES = %D%/test_rx.c %D%/check.h
%C%_test_rx_LDADD = $(query_libs) $(CMOCKA_LIBS)
%C%_test_cursor_SOURCES = %D%/test_cursor.c %D%/check.h
%C%_test_cursor_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_canvas_SOURCES = %D%/test_canvas.c %D%/check.h
%C%_test_canvas_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_key_SOURCES = %D%/test_key.c %D%/check.h
%C%_test_key_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_keys_SOURCES = %D%/test_keys.c %D%/check.h
%C%_test_keys_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_prompt_SOURCES = %D%/test_prompt.c %D%/check.h
%C%_test_prompt_LDADD = $(tui_libs) $(CMOCKA_LIBS)
%C%_test_term_script_SOURCES = %D%/test_term_script.c %D%/check.h
%C%_test_term_script_LDADD = $(tui_libs) $(CMOCKA_LIBS)
else
TESTS += %D%/skip.test
endif
EXTRA_DIST += %D%/skip.test

# A program for each layer, linked with all of it and with the layers below it.
layer_programs = \
	%D%/layer_base %D%/layer_model %D%/layer_codec %D%/layer_symbol \
	%D%/layer_query %D%/layer_report %D%/layer_app %D%/layer_cli %D%/layer_tui
check_PROGRAMS += $(layer_programs)
TESTS += $(layer_programs)
%C%_layer_base_SOURCES = %D%/layer.c
%C%_layer_base_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libbase.a,--no-whole-archive
%C%_layer_base_LDADD =
EXTRA_%C%_layer_base_DEPENDENCIES = src/libbase.a
%C%_layer_model_SOURCES = %D%/layer.c
%C%_layer_model_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libmodel.a,--no-whole-archive
%C%_layer_model_LDADD = $(base_libs)
EXTRA_%C%_layer_model_DEPENDENCIES = src/libmodel.a
%C%_layer_codec_SOURCES = %D%/layer.c
%C%_layer_codec_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libcodec.a,--no-whole-archive
%C%_layer_codec_LDADD = src/libpb.a $(model_libs) $(PROTOBUF_C_LIBS) $(ZLIB_LIBS)
EXTRA_%C%_layer_codec_DEPENDENCIES = src/libcodec.a
%C%_layer_symbol_SOURCES = %D%/layer.c
%C%_layer_symbol_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libsymbol.a,--no-whole-archive
%C%_layer_symbol_LDADD = $(model_libs)
EXTRA_%C%_layer_symbol_DEPENDENCIES = src/libsymbol.a
%C%_layer_query_SOURCES = %D%/layer.c
%C%_layer_query_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libquery.a,--no-whole-archive
%C%_layer_query_LDADD = $(model_libs) $(PCRE2_LIBS)
EXTRA_%C%_layer_query_DEPENDENCIES = src/libquery.a
%C%_layer_report_SOURCES = %D%/layer.c
%C%_layer_report_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libreport.a,--no-whole-archive
%C%_layer_report_LDADD = $(query_libs)
EXTRA_%C%_layer_report_DEPENDENCIES = src/libreport.a
%C%_layer_app_SOURCES = %D%/layer.c
%C%_layer_app_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libapp.a,--no-whole-archive
%C%_layer_app_LDADD = src/libreport.a src/libquery.a src/libsymbol.a $(codec_libs) $(PCRE2_LIBS)
EXTRA_%C%_layer_app_DEPENDENCIES = src/libapp.a
%C%_layer_cli_SOURCES = %D%/layer.c
%C%_layer_cli_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libcli.a,--no-whole-archive
%C%_layer_cli_LDADD = $(app_libs)
EXTRA_%C%_layer_cli_DEPENDENCIES = src/libcli.a
%C%_layer_tui_SOURCES = %D%/layer.c
%C%_layer_tui_LDFLAGS = $(AM_LDFLAGS) -Wl,--whole-archive,src/libtui.a,--no-whole-archive
%C%_layer_tui_LDADD = $(app_libs) $(CURSES_LIBS)
EXTRA_%C%_layer_tui_DEPENDENCIES = src/libtui.a
