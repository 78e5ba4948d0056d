using Bakehouse;
using Bakehouse.Runs;
using Cake.Frosting;

var exitCode = CakeHost
    .Create()
    .UseContext<BuildContext>()
    .UseLifetime<RunLifetime>()
    .ConfigureServices(services => services.AddBakehouse())
    .Run(args);

// A target may ask for an exit code of its own, where all went well.
return exitCode == 0 ? Environment.ExitCode : exitCode;
