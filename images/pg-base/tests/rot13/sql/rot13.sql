CREATE EXTENSION rot13;
SELECT rot13('Hello, World 13');
SELECT rot13(rot13('twice'));
SELECT rot13(NULL) IS NULL AS unknown;
