using AlbEmulator.AccessLogs;
using AlbEmulator.Commands;
using AlbEmulator.ControlPort;
using AlbEmulator.DataFolders;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Listeners;
using AlbEmulator.Machine;
using AlbEmulator.Requests;
using AlbEmulator.Rules;
using AlbEmulator.Snapshots;
using AlbEmulator.Sockets;
using AlbEmulator.Tracing;

NativeHeap.GiveLargePiecesBack();
SystemLoops.OneForEachProcessor();
return await CommandLine.RunAsync(args);

namespace AlbEmulator
{
    /// <summary>The whole emulator: what it is made of, and the way of a request through it.</summary>
    internal static class Emulator
    {
        public static WebApplication Build(EmulatorOptions options)
        {
            // Empty: another builder reads appsettings.json and variables of the environment once more, by itself, and what
            // it loads besides costs two descriptors for each assembly.
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "alb" });
            builder.AddAlbEmulator(options);
            options.ConfigureServices?.Invoke(builder.Services);
            var app = builder.Build();

            // First, and so given back last: what is left is written until then.
            app.Services.GetRequiredService<DataFolderLock>();

            var steps = app.Services.GetRequiredService<RequestPipeline>().Steps = Way(
                app, app.Services.GetRequiredService<EndedRequests>(), app.Services.GetRequiredService<CurrentSnapshot>());

            app.Use(OneCulture.Around);

            // HTTP/1 goes there by itself; HTTP/2 is Kestrel's.
            app.MapWhen(ClientConnection.IsListener, http2 => http2.Run(steps));

            // All else came to the control port, whose routes are nothing to a listener's request.
            app.Use(app.Services.GetRequiredService<ControlEntrance>().InvokeAsync);
            app.UseRouting();
            app.MapControlApi(ProgramVersion.Number);
            return app;
        }

        /// <summary>A request that came to a listener, in the order in which things happen to it.</summary>
        public static RequestDelegate Way(IApplicationBuilder app, EndedRequests ended, CurrentSnapshot current)
        {
            var request = app.New()
                .UseMiddleware<AccessLogging>(ended)
                .UseMiddleware<ListenerSelection>(current)
                .UseMiddleware<RequestNormalization>()
                .UseMiddleware<RequestTracing>();
            request.Run(ListenerRules.InvokeAsync);
            return request.Build();
        }
    }
}
