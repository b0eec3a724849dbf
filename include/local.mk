# What the two fronts may see of the engine; not installed before 1.0.
EXTRA_DIST += \
	%D%/cprof/ask.def \
	%D%/cprof/callers.h \
	%D%/cprof/cover.h \
	%D%/cprof/error.h \
	%D%/cprof/flame.h \
	%D%/cprof/info.h \
	%D%/cprof/inquiry.h \
	%D%/cprof/ledger.h \
	%D%/cprof/listing.h \
	%D%/cprof/place.h \
	%D%/cprof/query.def %D%/cprof/query.h \
	%D%/cprof/report.h \
	%D%/cprof/stacks.h \
	%D%/cprof/table.h
