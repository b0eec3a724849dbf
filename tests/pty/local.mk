# The real program on a pseudo-terminal. A case is a file in cases/ and needs no entry here.
EXTRA_DIST += \
	%D%/config-colours \
	%D%/config-lines \
	%D%/cases \
	%D%/edit.sh \
	%D%/pty.test \
	%D%/self \
	%D%/skip.test

if HAVE_VTERM
check_PROGRAMS += %D%/uidrive
%C%_uidrive_SOURCES = \
	%D%/actions.c \
	%D%/bytes.c %D%/bytes.h \
	%D%/checks.c \
	%D%/child.c %D%/child.h \
	%D%/run.c %D%/run.h \
	%D%/screen.c %D%/screen.h \
	%D%/script.c %D%/script.h \
	%D%/uidrive.c
%C%_uidrive_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
%C%_uidrive_LDADD = $(VTERM_LIBS)
TESTS += %D%/pty.test
else
TESTS += %D%/skip.test
endif
