using Cake.Core;
using Cake.Core.Diagnostics;

namespace Bakehouse.Engine;

/// <summary>
/// The subscribers to an engine's events. Handlers were written for an engine that runs one task at a time, so they are
/// called one at a time; one that throws is logged and does no harm, as in Cake.
/// </summary>
internal sealed class EngineEvents(object sender, ICakeLog log)
{
    private readonly Lock turn = new();

    public EventHandler<BeforeSetupEventArgs>? BeforeSetup { get; set; }
    public EventHandler<AfterSetupEventArgs>? AfterSetup { get; set; }
    public EventHandler<BeforeTeardownEventArgs>? BeforeTeardown { get; set; }
    public EventHandler<AfterTeardownEventArgs>? AfterTeardown { get; set; }
    public EventHandler<BeforeTaskSetupEventArgs>? BeforeTaskSetup { get; set; }
    public EventHandler<AfterTaskSetupEventArgs>? AfterTaskSetup { get; set; }
    public EventHandler<BeforeTaskTeardownEventArgs>? BeforeTaskTeardown { get; set; }
    public EventHandler<AfterTaskTeardownEventArgs>? AfterTaskTeardown { get; set; }

    public void Publish<TEventArgs>(EventHandler<TEventArgs>? subscribers, TEventArgs args)
    {
        lock (turn)
        {
            foreach (var handler in Delegate.EnumerateInvocationList(subscribers))
            {
                try
                {
                    handler(sender, args);
                }
                catch (Exception error)
                {
                    log.Error("An error occurred in the event handler {0}: {1}", handler.Method.Name, error.Message);
                }
            }
        }
    }
}
