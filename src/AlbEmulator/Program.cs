using AlbEmulator.AccessLogs;
using AlbEmulator.Commands;
using AlbEmulator.ControlPort;
using AlbEmulator.Forwarding;
using AlbEmulator.Listeners;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;
using AlbEmulator.Tracing;

return await CommandLine.RunAsync(args);

namespace AlbEmulator
{
    /// <summary>The whole emulator: what it is made of, and the way of a request through it.</summary>
    internal static class Emulator
    {
        public static WebApplication Build(EmulatorOptions options)
        {
            // Nothing of the host's own settings, logs and filters: each assembly of theirs would cost two descriptors.
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "alb" });
            builder.WebHost.UseKestrelCore();
            builder.Services.AddRoutingCore();
            builder.AddAlbEmulator(options);
            options.ConfigureServices?.Invoke(builder.Services);
            var app = builder.Build();

            // A request that came to a listener, in the order in which things happen to it.
            app.MapWhen(ClientConnection.IsListener, request => request
                .UseMiddleware<AccessLogging>()
                .UseMiddleware<ListenerSelection>()
                .UseMiddleware<RequestNormalization>()
                .UseMiddleware<RequestTracing>()
                .Run(ListenerRules.InvokeAsync));

            // Where the listener rules hand a request to YARP: an endpoint for each target group.
            app.UseRouting();
            app.MapReverseProxy(proxy => proxy.Use(ForwardAction.ToChosenTarget));
            app.Services.GetRequiredService<YarpUpdates>().EndpointsOf(app);

            // The control port.
            app.MapControlApi(ProgramVersion.Number);
            return app;
        }
    }
}
