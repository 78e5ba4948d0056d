using Microsoft.Extensions.DependencyInjection;

namespace Cake.Frosting;

/// <summary>Configures the host's services in a class of its own.</summary>
public interface IFrostingStartup
{
    /// <summary>Adds to the services, which already hold Cake's own; the last registration of a service wins.</summary>
    void Configure(IServiceCollection services);
}
