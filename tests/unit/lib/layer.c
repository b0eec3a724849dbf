/* A program that does nothing. It is linked with the whole of one layer and with the layers below
 * it, so that a call upwards, which headers alone cannot show, fails the build. */
#include <stdio.h>

int main(void)
{
	return puts("1..1\nok 1 - the layer needs nothing above it") < 0;
}
