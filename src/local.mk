# One static archive per layer; a layer uses only the ones before it.
noinst_LIBRARIES += \
	%D%/libbase.a %D%/libmodel.a %D%/libpb.a %D%/libcodec.a %D%/libsymbol.a \
	%D%/libquery.a %D%/libreport.a %D%/libapp.a %D%/libcli.a %D%/libtui.a

%C%_libbase_a_SOURCES = \
	%D%/base/arena.c %D%/base/arena.h \
	%D%/base/buf.c %D%/base/buf.h \
	%D%/base/clock.h \
	%D%/base/error.c \
	%D%/base/hash.h \
	%D%/base/idmap.c %D%/base/idmap.h \
	%D%/base/intern.c %D%/base/intern.h \
	%D%/base/io.c %D%/base/io.h \
	%D%/base/jobs.c \
	%D%/base/nameform.c %D%/base/nameform.h \
	%D%/base/notes.c %D%/base/notes.h \
	%D%/base/path.c %D%/base/path.h \
	%D%/base/unit.c %D%/base/unit.h \
	%D%/base/utf8.c %D%/base/utf8.h \
	%D%/base/utf8_width.c %D%/base/utf8_width.h %D%/base/utf8_width.def \
	%D%/base/vec.h \
	%D%/base/worker.c %D%/base/worker.h \
	%D%/base/xalloc.c %D%/base/xalloc.h

%C%_libmodel_a_SOURCES = \
	%D%/model/amend.c %D%/model/amend.h \
	%D%/model/builder.c %D%/model/builder.h %D%/model/builder_p.h \
	%D%/model/carry.c %D%/model/carry.h \
	%D%/model/check.c \
	%D%/model/merge.c %D%/model/merge.h \
	%D%/model/merge_join.c %D%/model/merge_join.h \
	%D%/model/names.c %D%/model/names.h \
	%D%/model/profile.c %D%/model/profile.h \
	%D%/model/rename.c %D%/model/rename.h \
	%D%/model/restack.c %D%/model/restack.h \
	%D%/model/stacks.c %D%/model/stacks.h

# Generated code stands alone, so that it alone is compiled without our warnings.
nodist_%C%_libpb_a_SOURCES = %D%/codec/profile.pb-c.c %D%/codec/profile.pb-c.h
%C%_libpb_a_CFLAGS = -w $(MODE_CFLAGS) $(PROTOBUF_C_CFLAGS)
%C%_libpb_a_SOURCES =
CLEANFILES += %D%/codec/profile.pb-c.c %D%/codec/profile.pb-c.h
EXTRA_DIST += %D%/codec/profile.proto
%D%/codec/profile.pb-c.c: $(top_srcdir)/src/codec/profile.proto
	$(AM_V_GEN)$(MKDIR_P) %D%/codec && \
	$(PROTOC_C) -I$(top_srcdir)/src/codec --c_out=%D%/codec profile.proto
%D%/codec/profile.pb-c.h: %D%/codec/profile.pb-c.c
%D%/codec/libcodec_a-encode.$(OBJEXT): %D%/codec/profile.pb-c.h
%D%/codec/libcodec_a-pprof_pb.$(OBJEXT): %D%/codec/profile.pb-c.h

%C%_libcodec_a_SOURCES = \
	%D%/codec/codec.c %D%/codec/codec.h %D%/codec/decoders.def \
	%D%/codec/encode.c %D%/codec/encode.h \
	%D%/codec/feed.c %D%/codec/feed.h \
	%D%/codec/gunzip.c %D%/codec/gunzip.h \
	%D%/codec/pprof_pb.c \
	%D%/codec/wire.h
%C%_libcodec_a_CPPFLAGS = $(AM_CPPFLAGS) -I%D%/codec $(PROTOBUF_C_CFLAGS) $(ZLIB_CFLAGS)

%C%_libsymbol_a_SOURCES = %D%/symbol/readable.c %D%/symbol/readable.h

%C%_libquery_a_SOURCES = \
	%D%/query/cover.c %D%/query/cover.h \
	%D%/query/dropframes.c \
	%D%/query/edges.c \
	%D%/query/filter.c \
	%D%/query/flame.c %D%/query/flame.h %D%/query/flame_p.h \
	%D%/query/flame_grow.c \
	%D%/query/flame_reach.c \
	%D%/query/flame_share.c \
	%D%/query/flame_sizes.c \
	%D%/query/graph.c %D%/query/graph.h \
	%D%/query/kin.c %D%/query/kin.h %D%/query/kin_p.h \
	%D%/query/kin_table.c \
	%D%/query/label_rows.c \
	%D%/query/labels.c %D%/query/labels.h \
	%D%/query/measure.c %D%/query/measure.h \
	%D%/query/net.c %D%/query/net.h %D%/query/net_p.h \
	%D%/query/net_edges.c \
	%D%/query/net_order.c \
	%D%/query/net_tags.c \
	%D%/query/oneunit.c %D%/query/oneunit.h \
	%D%/query/package.c %D%/query/package.h \
	%D%/query/quality.c %D%/query/quality.h \
	%D%/query/query.c \
	%D%/query/recent.c %D%/query/recent.h \
	%D%/query/rowtest.c %D%/query/rowtest.h \
	%D%/query/run.c %D%/query/run.h \
	%D%/query/rx.c %D%/query/rx.h \
	%D%/query/rx_class.c %D%/query/rx_class.h \
	%D%/query/rx_scan.c %D%/query/rx_scan.h \
	%D%/query/rx_translate.c %D%/query/rx_translate.h \
	%D%/query/selection.c %D%/query/selection.h \
	%D%/query/shorten.c %D%/query/shorten.h \
	%D%/query/sums.c %D%/query/sums.h \
	%D%/query/table.c %D%/query/table.h \
	%D%/query/tagfilter.c %D%/query/tagfilter.h \
	%D%/query/tagframes.c %D%/query/tagframes.h \
	%D%/query/tagmatch.c %D%/query/tagmatch.h \
	%D%/query/tagrange.c %D%/query/tagrange.h \
	%D%/query/tree.c %D%/query/tree.h \
	%D%/query/trim.c %D%/query/trim.h \
	%D%/query/trimpath.c %D%/query/trimpath.h \
	%D%/query/value.c %D%/query/value.h \
	%D%/query/verdict.c %D%/query/verdict.h \
	%D%/query/walk.c %D%/query/walk.h
%C%_libquery_a_CPPFLAGS = $(AM_CPPFLAGS) $(PCRE2_CFLAGS)

%C%_libreport_a_SOURCES = \
	%D%/report/align.c %D%/report/align.h \
	%D%/report/ask_callers.c \
	%D%/report/ask_cover.c \
	%D%/report/ask_info.c \
	%D%/report/ask_ledger.c \
	%D%/report/ask_flame.c \
	%D%/report/ask_place.c \
	%D%/report/ask_source.c \
	%D%/report/ask_stacks.c \
	%D%/report/cell.h \
	%D%/report/columns.c \
	%D%/report/columns_diff.c %D%/report/columns.def \
	%D%/report/dot_nodelets.c %D%/report/dot_text.c %D%/report/dot_text.h \
	%D%/report/drawing.c %D%/report/drawing.h \
	%D%/report/header.c %D%/report/header.h \
	%D%/report/inquiry.c \
	%D%/report/listing.c %D%/report/listing.h \
	%D%/report/listing_inline.c \
	%D%/report/listing_sides.c \
	%D%/report/pending.c \
	%D%/report/rep_callgrind.c \
	%D%/report/rep_comments.c \
	%D%/report/rep_dot.c \
	%D%/report/rep_list.c \
	%D%/report/rep_proto.c \
	%D%/report/rep_raw.c \
	%D%/report/rep_tags.c \
	%D%/report/rep_top.c \
	%D%/report/rep_topproto.c \
	%D%/report/rep_traces.c \
	%D%/report/rep_tree.c \
	%D%/report/rep_weblist.c \
	%D%/report/report.c %D%/report/reports.def \
	%D%/report/result.c \
	%D%/report/source.c %D%/report/source.h \
	%D%/report/source_cache.c \
	%D%/report/source_index.c \
	%D%/report/tags.c %D%/report/tags.h

%C%_libapp_a_SOURCES = \
	%D%/app/args.c %D%/app/args.h \
	%D%/app/browse.c %D%/app/browse.h \
	%D%/app/chips.c %D%/app/chips.h %D%/app/chips_parse.c \
	%D%/app/clipboard.c %D%/app/clipboard.h \
	%D%/app/cmd_help.c \
	%D%/app/cmd_set.c \
	%D%/app/cmd_type.c \
	%D%/app/command.h %D%/app/commands.c %D%/app/commands.def \
	%D%/app/editor.c %D%/app/editor.h \
	%D%/app/facts.c %D%/app/facts.h \
	%D%/app/fetch.c %D%/app/fetch.h \
	%D%/app/greeting.c %D%/app/greeting.h \
	%D%/app/interpret.c \
	%D%/app/nearest.c %D%/app/nearest.h \
	%D%/app/load.c %D%/app/load.h \
	%D%/app/mappings.c %D%/app/mappings.h \
	%D%/app/narrow.c %D%/app/narrow.h \
	%D%/app/options.c %D%/app/options.h \
	%D%/app/output.c %D%/app/output.h \
	%D%/app/prefs.c %D%/app/prefs.h %D%/app/prefs.def \
	%D%/app/pprof_line.c %D%/app/pprof_line.h \
	%D%/app/places.c %D%/app/places.h \
	%D%/app/program.c %D%/app/program.h \
	%D%/app/reply.c \
	%D%/app/results.c %D%/app/results.h \
	%D%/app/rowpattern.c %D%/app/rowpattern.h \
	%D%/app/session.c %D%/app/session.h \
	%D%/app/setup.c %D%/app/setup.h \
	%D%/app/sources.c %D%/app/sources.h \
	%D%/app/state.c %D%/app/state.h

%C%_libcli_a_SOURCES = \
	%D%/cli/cli.c %D%/cli/cli.h \
	%D%/cli/say.c %D%/cli/say.h \
	%D%/cli/shell.c %D%/cli/shell.h \
	%D%/cli/tell.c %D%/cli/tell.h

%C%_libtui_a_SOURCES = \
	%D%/tui/callers_verbs.c \
	%D%/tui/canvas.c %D%/tui/canvas.h \
	%D%/tui/flame_verbs.c \
	%D%/tui/help.c \
	%D%/tui/key.c %D%/tui/key.h \
	%D%/tui/keymap.c %D%/tui/keymap.h %D%/tui/keymap_p.h \
	%D%/tui/keymap_change.c %D%/tui/keys.def \
	%D%/tui/marks.c %D%/tui/marks.h %D%/tui/marks_file.c \
	%D%/tui/script.c %D%/tui/script.h \
	%D%/tui/term.h \
	%D%/tui/term_curses.c %D%/tui/term_curses.h \
	%D%/tui/term_curses_draw.c \
	%D%/tui/term_curses_input.c %D%/tui/term_curses_input.h \
	%D%/tui/term_curses_probe.c %D%/tui/term_curses_probe.h \
	%D%/tui/term_script.c \
	%D%/tui/theme.c %D%/tui/theme.h \
	%D%/tui/top_columns.c \
	%D%/tui/top_rows.c \
	%D%/tui/top_verbs.c \
	%D%/tui/tui.c %D%/tui/tui.h \
	%D%/tui/ui.c %D%/tui/ui.h \
	%D%/tui/ui_answers.c \
	%D%/tui/ui_ask.c \
	%D%/tui/ui_command.c \
	%D%/tui/ui_config.c \
	%D%/tui/ui_diff.c \
	%D%/tui/ui_draw.c \
	%D%/tui/ui_mouse.c \
	%D%/tui/ui_filters.c \
	%D%/tui/ui_go.c \
	%D%/tui/ui_named.c \
	%D%/tui/ui_panes.c \
	%D%/tui/ui_history.c \
	%D%/tui/ui_places.c \
	%D%/tui/ui_prompt.c \
	%D%/tui/ui_prompt_event.c \
	%D%/tui/ui_save.c \
	%D%/tui/ui_setup.c \
	%D%/tui/ui_reload.c \
	%D%/tui/ui_selected.c \
	%D%/tui/ui_shape.c \
	%D%/tui/ui_terminal.c \
	%D%/tui/ui_yank.c \
	%D%/tui/ui_wrong.c \
	%D%/tui/verb.h %D%/tui/verbs.c %D%/tui/verbs.def %D%/tui/verbs_bind.c \
	%D%/tui/view.h %D%/tui/views.def \
	%D%/tui/view_callers.c %D%/tui/view_callers.h \
	%D%/tui/view_callers_draw.c \
	%D%/tui/view_callers_lines.c \
	%D%/tui/view_flame.c %D%/tui/view_flame.h \
	%D%/tui/view_flame_draw.c \
	%D%/tui/view_flame_seek.c \
	%D%/tui/view_explain.c \
	%D%/tui/view_marks.c \
	%D%/tui/view_info.c \
	%D%/tui/view_stacks.c %D%/tui/view_stacks.h \
	%D%/tui/view_stacks_draw.c \
	%D%/tui/view_stacks_lines.c \
	%D%/tui/view_stacks_rows.c \
	%D%/tui/view_callers_rows.c \
	%D%/tui/view_flame_rows.c \
	%D%/tui/view_columns.c \
	%D%/tui/view_search.c \
	%D%/tui/view_groups.c \
	%D%/tui/view_pager.c \
	%D%/tui/view_source.c %D%/tui/view_source.h \
	%D%/tui/view_source_costs.c \
	%D%/tui/view_source_draw.c \
	%D%/tui/view_source_lines.c \
	%D%/tui/view_source_make.c \
	%D%/tui/view_source_rows.c \
	%D%/tui/view_top.c %D%/tui/view_top.h \
	%D%/tui/view_top_draw.c \
	%D%/tui/view_top_rows.c \
	%D%/tui/view_filters.c %D%/tui/view_filters.h \
	%D%/tui/view_filters_empty.c \
	%D%/tui/view_types.c \
	%D%/tui/w_prompt.c %D%/tui/w_prompt.h
%C%_libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)

bin_PROGRAMS += cprof-tui
cprof_tui_SOURCES = %D%/main.c
# What a program that uses everything up to a layer links with.
base_libs = %D%/libbase.a
model_libs = %D%/libmodel.a $(base_libs)
codec_libs = %D%/libcodec.a %D%/libpb.a $(model_libs) $(PROTOBUF_C_LIBS) $(ZLIB_LIBS)
query_libs = %D%/libquery.a $(model_libs) $(PCRE2_LIBS)
report_libs = %D%/libreport.a $(query_libs)
app_libs = %D%/libapp.a %D%/libreport.a %D%/libquery.a %D%/libsymbol.a $(codec_libs) $(PCRE2_LIBS)
tui_libs = %D%/libtui.a $(app_libs) $(CURSES_LIBS)
cprof_tui_LDADD = %D%/libcli.a $(tui_libs)

# Prints the tables of the manual page; only the tests and `make docs` use it.
check_PROGRAMS += %D%/tools/docgen
%C%_tools_docgen_SOURCES = %D%/tools/docgen.c
%C%_tools_docgen_LDADD = $(tui_libs)
