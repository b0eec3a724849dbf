# The face of the engine; it may change with every version, and is not installed.
EXTRA_DIST += \
	%D%/cprof/analysis.h \
	%D%/cprof/callers.h \
	%D%/cprof/cprof.h \
	%D%/cprof/error.h \
	%D%/cprof/filter_effects.h \
	%D%/cprof/flame.h \
	%D%/cprof/info.h \
	%D%/cprof/listing.h \
	%D%/cprof/notes.h \
	%D%/cprof/position.h \
	%D%/cprof/profile.h \
	%D%/cprof/progress.h \
	%D%/cprof/query.def %D%/cprof/query.h \
	%D%/cprof/report.h \
	%D%/cprof/request.h \
	%D%/cprof/source.h \
	%D%/cprof/source_plan.h \
	%D%/cprof/stacks.h \
	%D%/cprof/table.h \
	%D%/cprof/union.h \
	%D%/cprof/unit.h
