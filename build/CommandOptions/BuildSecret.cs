using System.Text;

namespace Bakehouse.CommandOptions;

/// <summary>A secret as <c>docker build --secret</c> takes it: <c>id=feed,src=FILE</c>, <c>id=feed,env=VARIABLE</c>.</summary>
/// <param name="Id">What the Dockerfile calls it; without file and variable also the name of either.</param>
/// <param name="File">The file that has it; null for none.</param>
/// <param name="Variable">The variable that has it; null for none.</param>
public sealed record BuildSecret(string Id, string? File, string? Variable)
{
    public static BuildSecret Parse(string text)
    {
        var fields = Fields(text)
            .Select(field => field.Split('=', 2))
            .Where(field => field.Length == 2)
            .ToLookup(field => field[0].Trim().ToLowerInvariant(), field => field[1]);
        var file = fields["src"].Concat(fields["source"]).LastOrDefault();
        var variable = fields["env"].LastOrDefault();

        // Of the type env, "src" is a variable's name too.
        return fields["type"].LastOrDefault() == "env" && variable is null
            ? new BuildSecret(fields["id"].LastOrDefault() ?? "", null, file)
            : new BuildSecret(fields["id"].LastOrDefault() ?? "", file, variable);
    }

    // A line of CSV: a field with a comma stands in quotes.
    private static List<string> Fields(string text)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        foreach (var letter in text)
        {
            if (letter == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                field.Append(letter);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
