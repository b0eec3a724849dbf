# What the two fronts may see of the engine; not installed before 1.0.
EXTRA_DIST += \
	%D%/cprof/callers.h \
	%D%/cprof/union.h \
	%D%/cprof/error.h \
	%D%/cprof/flame.h \
	%D%/cprof/info.h \
	%D%/cprof/analysis.h \
	%D%/cprof/filter_effects.h \
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
	%D%/cprof/unit.h
