using Bakehouse;
using Cake.Frosting;

return CakeHost
    .Create()
    .UseContext<BuildContext>()
    .UseLifetime<RunLifetime>()
    .ConfigureServices(services => services.AddBakehouse())
    .Run(args);
