# Inputs that are made to hurt, against budgets of memory; what waits for ever shows as a time-out.
TESTS += %D%/hostile.test
EXTRA_DIST += %D%/hostile.test %D%/wire.py
