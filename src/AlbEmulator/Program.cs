using AlbEmulator.AccessLogs;
using AlbEmulator.Commands;
using AlbEmulator.ControlPort;
using AlbEmulator.DataFolders;
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
            var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
            {
                ApplicationName = "alb",
                // The host would watch every folder below the working directory for a change of its settings.
                Args = ["--hostBuilder:reloadConfigOnChange=false"],
            });
            builder.AddAlbEmulator(options);
            options.ConfigureServices?.Invoke(builder.Services);
            var app = builder.Build();

            // First, and so given back last: what is left is written until then.
            app.Services.GetRequiredService<DataFolderLock>();

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
