/* Numbers as Go's strconv reads them: the whole text or nothing, no blanks, no locale. */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

#include <stdint.h>

/* Where it is not NUMBER_OK the value stays as it is. */
enum number_result {
	NUMBER_OK,
	NUMBER_SYNTAX, /* it is no number */
	NUMBER_RANGE   /* it does not fit */
};

/* A sign, and decimal digits: strconv.Atoi. */
enum number_result number_decimal(int64_t *to, const char *text);

/* The same, or behind 0x, 0o, 0 or 0b digits of that base; '_' may part digits. */
enum number_result number_integer(int64_t *to, const char *text);

/* The same without a sign: strconv.ParseUint. */
enum number_result number_unsigned(uint64_t *to, const char *text);

/* Decimal, or hexadecimal with an exponent of two; "inf" and "nan": strconv.ParseFloat. */
enum number_result number_real(double *to, const char *text);

#endif
