using Bakehouse.CommandOptions;
using Bakehouse.Engine;
using Cake.Core;

namespace Bakehouse.Configuration;

/// <summary>
/// Reads the options from Cake's arguments, and from the environment what was not given. The first wrong one is an
/// error that names the right one.
/// </summary>
public sealed class OptionReader(ICakeArguments arguments, Func<string, string?> getVariable)
{
    // Two for each processor: most tasks wait for the engine or the registry, but what builds and pushes begin with takes
    // time of processors. Measured on two of them, with the eight images of tests/benchmarks/build.sh, cold, means of two
    // rounds in one run: 14.4 s with two jobs, 13.2 s with three, 13.1 s with four, 14.0 s with eight and with sixteen.
    private const int JobsPerProcessor = 2;
    private const int FewestJobs = 4;

    // Cake's own options; where Cake has read one it may still be among the arguments.
    private static readonly string[] CakeOptions =
    [
        "target",
        "tree",
        "dryrun",
        "description",
        "exclusive",
        "verbosity",
        "working",
        "version",
        "info",
        "no-report",
        "noreport",
        "help",
    ];

    /// <exception cref="BakehouseException">An option that there is not, or a value that it cannot have.</exception>
    public RunOptions Read()
    {
        foreach (var name in arguments.GetArguments().Keys)
        {
            RejectUnknown(name);
        }

        var plan = Value(Option.Plan);
        foreach (var anew in (Option[])[Option.Refresh, Option.Force])
        {
            if (plan is not null && Flag(anew))
            {
                throw new BakehouseException(
                    $"--{anew.Name} asks for a new plan, and --plan for the one in {plan}.",
                    $"Give --{anew.Name} where the plan is made: --target=Plan --{anew.Name}."
                );
            }
        }

        return new RunOptions
        {
            Registry = Value(Option.Registry),
            RepositoryPrefix = Value(Option.RepositoryPrefix)?.Trim('/') ?? "",
            CreateRepositories = Flag(Option.CreateRepositories),
            Role = Value(Option.Role),
            ScanGate = SeverityOf(Option.ScanGate),
            UseSandbox = Flag(Option.Sandbox),
            UseLocalEcr = Given(Option.Sandbox) == Option.Sandbox.Value,
            Upstreams = Pairs(Option.Upstream),
            IsRelease = Flag(Option.Release),
            Jobs = Number(Option.Jobs) ?? Math.Max(FewestJobs, JobsPerProcessor * Environment.ProcessorCount),
            FailFast = Flag(Option.FailFast),
            IsRefresh = Flag(Option.Refresh),
            IsForced = Flag(Option.Force),
            NoCache = Flag(Option.NoCache),
            BuildArguments = Pairs(Option.BuildArgument),
            BuildSecrets = List(Option.BuildSecret),
            DockerOptions = Passing(Option.DockerOption, KnownOptions.DockerBuild),
            PushOptions = Passing(Option.PushOption, KnownOptions.DockerPush),
            PackerTimeLimit = Number(Option.PackerTimeLimit) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            ImagesFiles = List(Option.ImagesFiles),
            Plan = plan,
            Explain = Value(Option.Explain),
            Copy = Value(Option.Copy),
            Backup = Value(Option.Backup),
            ExitCodeIfNothing = Number(Option.ExitCodeIfNothing) ?? 0,
        };
    }

    private static void RejectUnknown(string name)
    {
        var known = Option.All.Select(option => option.Name).Concat(CakeOptions).ToList();
        if (!known.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new BakehouseException(
                $"There is no option --{name}.",
                NearestNames.Suggest($"--{name}", known.Select(option => $"--{option}")) is { Length: > 0 } hint
                    ? hint
                    : $"The options are {string.Join(", ", Option.All.Select(option => $"--{option.Name}"))}."
            );
        }
    }

    private List<string> List(Option option)
    {
        var values = arguments.GetArguments(option.Name).ToList();
        return values.Exists(string.IsNullOrWhiteSpace) || (values.Contains("true") && option.Kind != OptionKind.Flag)
            ? throw Wrong(option, "", $"Write it as --{option.Name}={option.Value}.")
            : values;
    }

    private IReadOnlyList<string> Passing(Option option, OptionSet known) =>
        known.Require($"--{option.Name}", List(option));

    // A variable has several values between commas.
    private List<string> Listed(Option option) =>
        List(option) is { Count: > 0 } given ? given : [.. Variable(option)?.Split(',') ?? []];

    private string? Value(Option option)
    {
        var values = List(option);
        return values.Count > 1
            ? throw new BakehouseException($"--{option.Name} was given {values.Count} times.", "Give it once.")
            : values.SingleOrDefault() ?? Variable(option);
    }

    private string? Variable(Option option) =>
        ((string?[])[option.Variable, option.FurtherVariable])
            .OfType<string>()
            .Select(getVariable)
            .FirstOrDefault(value => value is { Length: > 0 });

    private bool Flag(Option option) =>
        Given(option) switch
        {
            null => false,
            "" or "true" or "1" => true,
            "false" or "0" => false,
            { } value when value == option.Value => true,
            { } value => throw Wrong(option, value, $"Give --{option.Name} {Alternatives(option)}."),
        };

    private string? Given(Option option) =>
        arguments.HasArgument(option.Name) ? arguments.GetArguments(option.Name).Last() ?? "" : Variable(option);

    private static string Alternatives(Option option) =>
        option.Value.Length == 0 ? "alone, or with true or false" : $"alone, or with true, false or {option.Value}";

    private int? Number(Option option) =>
        Value(option) switch
        {
            null => null,
            { } text when int.TryParse(text, out var number) && number > 0 => number,
            { } text => throw Wrong(option, text, "Give a whole number from 1 on."),
        };

    private Severity? SeverityOf(Option option) =>
        Value(option) switch
        {
            null => null,
            { } text
                when Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && severity >= Severity.Low =>
                severity,
            { } text => throw Wrong(option, text, "Give LOW, MEDIUM, HIGH or CRITICAL."),
        };

    private Dictionary<string, string> Pairs(Option option)
    {
        var pairs = new Dictionary<string, string>();
        foreach (var text in Listed(option))
        {
            var split = text.IndexOf('=');
            if (split < 1)
            {
                throw Wrong(option, text, $"Write it as --{option.Name}={option.Value}.");
            }

            pairs[text[..split]] = text[(split + 1)..];
        }

        return pairs;
    }

    private static BakehouseException Wrong(Option option, string value, string remedy) =>
        new(value.Length == 0 ? $"--{option.Name} has no value." : $"--{option.Name} cannot be '{value}'.", remedy);
}
