using Bakehouse;
using Bakehouse.Adapters.Docker;
using Bakehouse.Runs;
using Cake.Frosting;

if (args is [CredentialHelperProgram.Verb, ..])
{
    return CredentialHelperProgram.Run(args.AsSpan(1), Console.In, Console.Out);
}

using var profile = StartupProfile.Use(AppContext.BaseDirectory, args);

var exitCode = CakeHost
    .Create()
    .UseContext<BuildContext>()
    .UseLifetime<RunLifetime>()
    .ConfigureServices(services => services.AddBakehouse())
    .Run(args);

// A target may ask for an exit code of its own, where all went well.
return exitCode == 0 ? Environment.ExitCode : exitCode;
