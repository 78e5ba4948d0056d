#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(rot13);

static char
moved(char letter, char first)
{
	return (letter - first + 13) % 26 + first;
}

Datum
rot13(PG_FUNCTION_ARGS)
{
	char *word = text_to_cstring(PG_GETARG_TEXT_PP(0));

	for (char *c = word; *c != '\0'; c++)
	{
		if (*c >= 'a' && *c <= 'z')
			*c = moved(*c, 'a');
		else if (*c >= 'A' && *c <= 'Z')
			*c = moved(*c, 'A');
	}

	PG_RETURN_TEXT_P(cstring_to_text(word));
}

PG_FUNCTION_INFO_V1(rot13_letters);

Datum
rot13_letters(PG_FUNCTION_ARGS)
{
	char *word = text_to_cstring(PG_GETARG_TEXT_PP(0));
	int32 letters = 0;

	for (char *c = word; *c != '\0'; c++)
	{
		if ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z'))
			letters++;
	}

	PG_RETURN_INT32(letters);
}
