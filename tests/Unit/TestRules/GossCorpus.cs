namespace Bakehouse.UnitTests.TestRules;

/// <summary>Files of goss, each with what is said of it and what goss itself does with it.</summary>
public static class GossCorpus
{
    /// <summary>
    /// Each with its name; the text; the beginning of the error, after the file's path, empty for none; and whether goss runs
    /// it and says nothing, though part of it goes unchecked.
    /// </summary>
    public static IReadOnlyList<(string Name, string Text, string Error, bool PassesInGoss)> Rows { get; } =
    [
        Runs("plain", "file:\n  /etc/passwd:\n    exists: true\n"),
        Runs("one line", "{file: {/etc/passwd: {exists: true}}}"),
        Runs("JSON", """{"file": {"/etc/passwd": {"exists": true}}}"""),
        Runs("comment and document start", "# what\n---\nfile: {/etc/passwd: {exists: true}}\n...\n"),
        Runs("line ends of Windows", "file:\r\n  /etc/passwd:\r\n    exists: true\r\n"),
        Runs("byte order mark", "\ufefffile: {/etc/passwd: {exists: true}}\n"),
        Runs("key in quotes", "\"file\": {'/etc/passwd': {\"exists\": true}}\n"),
        Runs("key on a line of its own", "file:\n  ? /etc/passwd\n  : {exists: true}\n"),
        Runs("command in quotes", "command:\n  'test \"a: b\" = \"a: b\"': { exit-status: 0 }\n"),
        Runs("long command", "command:\n  ? |\n    true\n    true\n  : { exit-status: 0 }\n"),
        Runs("command as a block", "command:\n  two:\n    exec: |\n      true\n      true\n    exit-status: 0\n"),
        Runs("command without quotes", "command:\n  echo 'a b' | grep -c 'a b': { exit-status: 0, stdout: [\"1\"] }\n"),
        Runs("number as a name", "group:\n  12345: {exists: false}\n"),
        Runs("nothing expected of one stream", "command:\n  echo a: { exit-status: 0, stdout: [], stderr: \"\" }\n"),
        Runs("anchor", "x-usual: &usual {exists: true}\nfile: {/etc/passwd: *usual}\n"),
        Runs("anchor within what is checked", "file: {/etc/passwd: &a {exists: true}, /etc/group: *a}\n"),
        Runs("merged attributes", "x: &x {exists: true}\nfile:\n  /etc/passwd:\n    <<: *x\n    contents: [root]\n"),
        Runs("merged section", "x: &x\n  /etc/passwd: {exists: true}\nfile:\n  <<: *x\n  /etc/group: {exists: true}\n"),
        Runs("merged top", "x: &x\n  file: {/etc/passwd: {exists: true}}\n<<: *x\n"),
        Runs("title and meta", "file: {/etc/passwd: {title: t, meta: {a: , b: [1]}, exists: true}}\n"),
        Runs("one of two skipped", "file: {/etc/passwd: {exists: true}, /nothing: {exists: true, skip: true}}\n"),
        Runs("matching", "matching: {sum: {content: {a: 1}, matches: {have-key: a}}}\n"),
        Runs("empty document at the end", "file: {/etc/passwd: {exists: true}}\n---\n"),
        Runs("template", "file:\n{{ range mkSlice \"/etc/passwd\" }}\n  {{ . }}: {exists: true}\n{{ end }}\n"),
        Runs("template in a name", "file: {\"{{ \"/etc/passwd\" }}\": {exists: true}}\n"),
        Runs(
            "template with a part",
            "{{ define \"part\" }}\n/etc/passwd: {exists: true}\n{{ end }}\nfile: {/etc/group: {exists: true}}\n"
        ),
        Ignored(
            "misspelt section",
            "file: {/etc/passwd: {exists: true}}\nfiel: {/nothing: {exists: true}}\n",
            ":2: 'fiel' is no section"
        ),
        Ignored(
            "section in capitals",
            "file: {/etc/passwd: {exists: true}}\nFile: {/nothing: {exists: true}}\n",
            ":2: 'File' is no section"
        ),
        Ignored(
            "plural",
            "file: {/etc/passwd: {exists: true}}\ncommands: {'false': {exit-status: 0}}\n",
            ":2: 'commands' is no section"
        ),
        Ignored(
            "section of nobody",
            "file: {/etc/passwd: {exists: true}}\nwhatever: {a: {b: c}}\n",
            ":2: 'whatever' is no section"
        ),
        Ignored(
            "anchor that nobody uses",
            "x: &x {exists: true}\nfile: {/etc/passwd: {exists: true}}\n",
            ":1: 'x' is no section"
        ),
        Ignored(
            "second document",
            "file: {/etc/passwd: {exists: true}}\n---\nfile: {/nothing: {exists: true}}\n",
            ":3: goss reads the first document"
        ),
        Ignored(
            "empty section",
            "file: {/etc/passwd: {exists: true}}\ncommand: {}\n",
            ":2: the section 'command' is empty"
        ),
        Ignored(
            "section without content",
            "file: {/etc/passwd: {exists: true}}\ncommand:\n",
            ":2: the section 'command' is empty"
        ),
        Ignored(
            "service without attributes",
            "file: {/etc/passwd: {exists: true}}\nservice: {nothing: {}}\n",
            ":2: 'nothing' in the section 'service' checks nothing"
        ),
        Ignored(
            "service with a title",
            "file: {/etc/passwd: {exists: true}}\nservice: {nothing: {title: t}}\n",
            ":2: 'nothing' in the section 'service' checks nothing"
        ),
        Ignored(
            "attribute without value",
            "file:\n  /etc/passwd:\n    exists: true\n    mode:\n",
            ":4: 'mode' of '/etc/passwd'"
        ),
        Ignored(
            "all skipped",
            "file: {/etc/passwd: {exists: true, skip: true}}\n",
            " has no check that is not skipped"
        ),
        Ignored(
            "template with a misspelt section",
            "# {{ \"a\" }}\nfile: {/etc/passwd: {exists: true}}\nfiles: {/nothing: {exists: true}}\n",
            ":3: 'files' is no section"
        ),
        Refused("nothing", "", " has no checks"),
        Refused("comment alone", "# file:\n", " has no checks"),
        Refused("empty mapping", "{}", " has no checks"),
        Refused("misspelt section alone", "fiel: {/etc/passwd: {exists: true}}\n", ":1: 'fiel' is no section"),
        Refused("empty section alone", "file: {}\n", ":1: the section 'file' is empty"),
        Refused("plain words", "hello\n", ":1: a file of goss begins with"),
        Refused("list", "- file\n", ":1: a file of goss begins with"),
        Refused("section that is a list", "file:\n- /etc/passwd\n", ":1: the section 'file' has no names"),
        Refused(
            "name without attributes",
            "file:\n  /etc/passwd:\n",
            ":2: '/etc/passwd' in the section 'file' has no attributes"
        ),
        Refused(
            "file without attributes",
            "file: {/etc/passwd: {}}\n",
            ":1: '/etc/passwd' in the section 'file' checks nothing"
        ),
        Refused("tab", "file:\n\t/etc/passwd: {exists: true}\n", ":2: this is no valid YAML"),
        Refused("open bracket", "file: {/etc/passwd: {exists: true}\n", ":2: this is no valid YAML"),
        Refused(
            "section twice",
            "file: {/etc/passwd: {exists: true}}\nfile: {/etc/group: {exists: true}}\n",
            ":2: this is no valid YAML"
        ),
        Refused(
            "name twice",
            "file:\n  /etc/passwd: {exists: true}\n  /etc/passwd: {exists: true}\n",
            ":3: this is no valid YAML"
        ),
        Refused("anchor that is not there", "file: {/etc/passwd: *x}\n", ":1: this is no valid YAML"),
        Refused(
            "list as a name",
            "? [a]\n: {b: {c: d}}\nfile: {/etc/passwd: {exists: true}}\n",
            ":1: a list or a mapping is no name"
        ),
        Refused(
            "empty document first",
            "---\n---\nfile: {/etc/passwd: {exists: true}}\n",
            ":3: goss reads the first document"
        ),
    ];

    private static (string, string, string, bool) Runs(string name, string text) => (name, text, "", true);

    private static (string, string, string, bool) Ignored(string name, string text, string error) =>
        (name, text, error, true);

    private static (string, string, string, bool) Refused(string name, string text, string error) =>
        (name, text, error, false);
}
