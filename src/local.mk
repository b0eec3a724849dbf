# One static archive per layer; a layer uses only the ones before it.
noinst_LIBRARIES += \
	%D%/libbase.a %D%/libmodel.a %D%/libpb.a %D%/libcodec.a %D%/libsymbol.a \
	%D%/libquery.a %D%/libreport.a %D%/libengine.a %D%/libapp.a %D%/libcli.a %D%/libtui.a

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
	%D%/base/number.c %D%/base/number.h \
	%D%/base/path.c %D%/base/path.h \
	%D%/base/progress.h \
	%D%/base/unit.c %D%/base/unit.h \
	%D%/base/utf8.c %D%/base/utf8.h \
	%D%/base/utf8_width.def \
	%D%/base/vec.h \
	%D%/base/worker.c %D%/base/worker.h \
	%D%/base/xalloc.c %D%/base/xalloc.h

%C%_libmodel_a_SOURCES = \
	%D%/model/amend.c %D%/model/amend.h \
	%D%/model/builder.c %D%/model/builder.h \
	%D%/model/copier.c %D%/model/copier.h \
	%D%/model/merge.c %D%/model/merge.h \
	%D%/model/merge_join.c \
	%D%/model/profile.c %D%/model/profile.h \
	%D%/model/sample_table.c %D%/model/sample_table.h \
	%D%/model/stack_rewrite.c %D%/model/stack_rewrite.h \
	%D%/model/url.c %D%/model/url.h

# Generated code stands alone, so that it alone is compiled without our warnings.
nodist_%C%_libpb_a_SOURCES = %D%/codec/profile.pb-c.c %D%/codec/profile.pb-c.h
%C%_libpb_a_CFLAGS = -w $(HARDEN_CFLAGS) $(MODE_CFLAGS) $(PROTOBUF_C_CFLAGS)
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
	%D%/codec/codec.c %D%/codec/codec.h \
	%D%/codec/decoders.def \
	%D%/codec/encode.c \
	%D%/codec/inflate_stream.c %D%/codec/inflate_stream.h \
	%D%/codec/memory.c %D%/codec/memory.h \
	%D%/codec/pprof_pb.c \
	%D%/codec/wire.h
%C%_libcodec_a_CPPFLAGS = $(AM_CPPFLAGS) -I%D%/codec $(PROTOBUF_C_CFLAGS) $(ZLIB_CFLAGS)

%C%_libsymbol_a_SOURCES = %D%/symbol/demangle.c %D%/symbol/demangle.h \
	%D%/symbol/mangled.c %D%/symbol/mangled.h

%C%_libquery_a_SOURCES = \
	%D%/query/callers/callers.c %D%/query/callers/callers.h \
	%D%/query/callers/path_table.c \
	%D%/query/cut_stacks.c %D%/query/cut_stacks.h \
	%D%/query/dot/dot_graph.c %D%/query/dot/dot_graph.h \
	%D%/query/dot/tags.c \
	%D%/query/filter/dropframes.c \
	%D%/query/filter/filter.c \
	%D%/query/filter/row_filter.c %D%/query/filter/row_filter.h \
	%D%/query/filter/tagframes.c %D%/query/filter/tagframes.h \
	%D%/query/filter/tagmatch.c %D%/query/filter/tagmatch.h \
	%D%/query/flame/build.c \
	%D%/query/flame/flame.c %D%/query/flame/flame.h \
	%D%/query/flame/flame_p.h \
	%D%/query/flame/layout.c \
	%D%/query/flame/search.c \
	%D%/query/flame/sizes.c \
	%D%/query/graph/cache.c %D%/query/graph/cache.h \
	%D%/query/graph/context_tree.c %D%/query/graph/context_tree.h \
	%D%/query/graph/edges.c \
	%D%/query/graph/graph.c %D%/query/graph/graph.h \
	%D%/query/graph/sums.c \
	%D%/query/graph/trim.c %D%/query/graph/trim.h \
	%D%/query/labels.c %D%/query/labels.h \
	%D%/query/measure.c %D%/query/measure.h \
	%D%/query/package.c %D%/query/package.h \
	%D%/query/quality.c %D%/query/quality.h \
	%D%/query/query.c \
	%D%/query/regex/class.c \
	%D%/query/regex/match_cache.c %D%/query/regex/match_cache.h \
	%D%/query/regex/rx.c %D%/query/regex/rx.h \
	%D%/query/regex/scan.c %D%/query/regex/scan.h \
	%D%/query/regex/translate.c %D%/query/regex/translate.h \
	%D%/query/run.c %D%/query/run.h \
	%D%/query/selection.c %D%/query/selection.h \
	%D%/query/table.c %D%/query/table.h \
	%D%/query/union.c %D%/query/union.h \
	%D%/query/value.c %D%/query/value.h \
	%D%/query/walk.c %D%/query/walk.h
%C%_libquery_a_CPPFLAGS = $(AM_CPPFLAGS) $(PCRE2_CFLAGS)

%C%_libreport_a_SOURCES = \
	%D%/report/align.c %D%/report/align.h \
	%D%/report/analyses/analysis.c \
	%D%/report/analyses/callers.c \
	%D%/report/analyses/filter_effects.c \
	%D%/report/analyses/flame.c \
	%D%/report/analyses/info.c \
	%D%/report/analyses/position.c \
	%D%/report/analyses/source.c \
	%D%/report/analyses/stacks.c \
	%D%/report/analyses/union.c \
	%D%/report/columns.c \
	%D%/report/header.c %D%/report/header.h \
	%D%/report/reports/callgrind.c \
	%D%/report/reports/comments.c \
	%D%/report/reports/dot.c \
	%D%/report/reports/dot_text.c %D%/report/reports/dot_text.h \
	%D%/report/reports/drawing.c %D%/report/reports/drawing.h \
	%D%/report/reports/list.c \
	%D%/report/reports/proto.c \
	%D%/report/reports/raw.c \
	%D%/report/reports/report.c \
	%D%/report/reports/reports.def \
	%D%/report/reports/top.c \
	%D%/report/reports/topproto.c \
	%D%/report/reports/traces.c \
	%D%/report/reports/tree.c \
	%D%/report/reports/weblist.c \
	%D%/report/result.h \
	%D%/report/source/cache.c \
	%D%/report/source/index.c \
	%D%/report/source/listing.c %D%/report/source/listing.h \
	%D%/report/source/listing_inline.c \
	%D%/report/source/source.c %D%/report/source/source.h \
	%D%/report/tags.c %D%/report/tags.h

%C%_libengine_a_SOURCES = \
	%D%/engine/fetch.c %D%/engine/fetch.h \
	%D%/engine/profile.c \
	%D%/engine/report.c

%C%_libapp_a_SOURCES = \
	%D%/app/clipboard.c %D%/app/clipboard.h \
	%D%/app/cmdline/args.c %D%/app/cmdline/args.h \
	%D%/app/cmdline/options.c %D%/app/cmdline/options.h \
	%D%/app/cmdline/pprof_line.c %D%/app/cmdline/pprof_line.h \
	%D%/app/config/config_file.c %D%/app/config/config_file.h \
	%D%/app/config/settings.c %D%/app/config/settings.def %D%/app/config/settings.h \
	%D%/app/config/state.c %D%/app/config/state.h \
	%D%/app/filter_line.c %D%/app/filter_line.h \
	%D%/app/filter_line_parse.c \
	%D%/app/narrow.c %D%/app/narrow.h \
	%D%/app/output.c %D%/app/output.h \
	%D%/app/program.c %D%/app/program.h \
	%D%/app/row_kind.c %D%/app/row_kind.h \
	%D%/app/row_pattern.c %D%/app/row_pattern.h \
	%D%/app/session/load.c %D%/app/session/load.h \
	%D%/app/session/path_map.c %D%/app/session/path_map.h \
	%D%/app/session/session.c %D%/app/session/session.h \
	%D%/app/session/source_folders.c %D%/app/session/source_folders.h \
	%D%/app/session/summary.c %D%/app/session/summary.h \
	%D%/app/session/table_cache.c %D%/app/session/table_cache.h \
	%D%/app/shell/command.h \
	%D%/app/shell/commands.c %D%/app/shell/commands.def \
	%D%/app/shell/help.c \
	%D%/app/shell/interpret.c \
	%D%/app/shell/set.c

%C%_libcli_a_SOURCES = \
	%D%/cli/cli.c %D%/cli/cli.h \
	%D%/cli/progress.c \
	%D%/cli/shell.c

%C%_libtui_a_SOURCES = \
	%D%/tui/explorer/action.h \
	%D%/tui/explorer/actions.c %D%/tui/explorer/actions.def \
	%D%/tui/explorer/actions_bind.c \
	%D%/tui/explorer/ask.c \
	%D%/tui/explorer/command.c \
	%D%/tui/explorer/config.c \
	%D%/tui/explorer/diff.c \
	%D%/tui/explorer/draw.c \
	%D%/tui/explorer/filter_line.c \
	%D%/tui/explorer/help.c \
	%D%/tui/explorer/marks.c \
	%D%/tui/explorer/mouse.c \
	%D%/tui/explorer/named.c \
	%D%/tui/explorer/panes.c \
	%D%/tui/explorer/prompt.c \
	%D%/tui/explorer/query.c \
	%D%/tui/explorer/reload.c \
	%D%/tui/explorer/rows.c \
	%D%/tui/explorer/save.c \
	%D%/tui/explorer/script.c %D%/tui/explorer/script.h \
	%D%/tui/explorer/selection.c \
	%D%/tui/explorer/state.h \
	%D%/tui/explorer/terminal.c \
	%D%/tui/explorer/ui.c %D%/tui/explorer/ui.h \
	%D%/tui/explorer/view.h \
	%D%/tui/explorer/views.def \
	%D%/tui/explorer/yank.c \
	%D%/tui/input/history.c \
	%D%/tui/input/keymap.c %D%/tui/input/keymap.h \
	%D%/tui/input/keys.def \
	%D%/tui/input/prompt.c %D%/tui/input/prompt.h \
	%D%/tui/term/canvas.c %D%/tui/term/canvas.h \
	%D%/tui/term/curses.c %D%/tui/term/curses.h \
	%D%/tui/term/curses_draw.c \
	%D%/tui/term/curses_input.c \
	%D%/tui/term/curses_probe.c %D%/tui/term/curses_probe.h \
	%D%/tui/term/key.c %D%/tui/term/key.h \
	%D%/tui/term/term.h \
	%D%/tui/term/theme.c %D%/tui/term/theme.h \
	%D%/tui/tui.c %D%/tui/tui.h \
	%D%/tui/views/callers/actions.c \
	%D%/tui/views/callers/callers.h \
	%D%/tui/views/callers/draw.c \
	%D%/tui/views/callers/lines.c \
	%D%/tui/views/callers/view.c \
	%D%/tui/views/filters/view.c \
	%D%/tui/views/flame/draw.c \
	%D%/tui/views/flame/flame.h \
	%D%/tui/views/flame/seek.c \
	%D%/tui/views/flame/view.c \
	%D%/tui/views/source/draw.c \
	%D%/tui/views/source/editor.c \
	%D%/tui/views/source/lines.c \
	%D%/tui/views/source/source.h \
	%D%/tui/views/source/view.c \
	%D%/tui/views/stacks/draw.c \
	%D%/tui/views/stacks/lines.c \
	%D%/tui/views/stacks/stacks.h \
	%D%/tui/views/stacks/view.c \
	%D%/tui/views/text/explain.c \
	%D%/tui/views/text/info.c \
	%D%/tui/views/text/marks.c \
	%D%/tui/views/text/pager.c \
	%D%/tui/views/text/types.c \
	%D%/tui/views/top/actions.c \
	%D%/tui/views/top/choose_groups.c \
	%D%/tui/views/top/columns.c \
	%D%/tui/views/top/draw.c \
	%D%/tui/views/top/rows.c \
	%D%/tui/views/top/top.h \
	%D%/tui/views/top/view.c \
	%D%/tui/widgets/list.c %D%/tui/widgets/list.h \
	%D%/tui/widgets/text.c %D%/tui/widgets/text.h
%C%_libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)

# The engine as one archive, for programs that include nothing but include/cprof.
engine_layers = %D%/libbase.a %D%/libmodel.a %D%/libpb.a %D%/libcodec.a %D%/libsymbol.a \
	%D%/libquery.a %D%/libreport.a %D%/libengine.a
noinst_DATA = %D%/libcprof.a
CLEANFILES += %D%/libcprof.a
%D%/libcprof.a: $(engine_layers)
	$(AM_V_AR)rm -f $@ && { echo "create $@"; for layer in $(engine_layers); do \
		echo "addlib $$layer"; done; echo save; echo end; } | $(AR) -M

bin_PROGRAMS += cprof-tui
cprof_tui_SOURCES = %D%/main.c
# What a program that uses everything up to a layer links with.
base_libs = %D%/libbase.a
model_libs = %D%/libmodel.a $(base_libs)
codec_libs = %D%/libcodec.a %D%/libpb.a $(model_libs) $(PROTOBUF_C_LIBS) $(ZLIB_LIBS)
query_libs = %D%/libquery.a $(model_libs) $(PCRE2_LIBS)
report_libs = %D%/libreport.a $(query_libs)
engine_outside = $(PROTOBUF_C_LIBS) $(ZLIB_LIBS) $(PCRE2_LIBS) $(LIBIBERTY_LIBS)
engine_libs = %D%/libcprof.a $(engine_outside)
app_libs = %D%/libapp.a $(engine_libs)
tui_libs = %D%/libtui.a $(app_libs) $(CURSES_LIBS)
cprof_tui_LDADD = %D%/libcli.a $(tui_libs)
