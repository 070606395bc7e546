using AlbEmulator.Benchmarks.Processes;
using Yarp.ReverseProxy.Configuration;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>
/// YARP as its getting-started page has it, nothing tuned: one route, one cluster, one destination.
/// <see href="https://learn.microsoft.com/aspnet/core/fundamentals/servers/yarp/getting-started"/>
/// </summary>
internal static class PlainYarp
{
    /// <summary>Standard output goes to /dev/null: with the default log level it is several lines a request.</summary>
    public static Proxy Define(int targetPort, bool quiet, ServerCertificate? certificate)
    {
        var port = LoopbackPort.Free();
        string[] arguments = ["plain-yarp", "--port", $"{port}", "--target", $"http://127.0.0.1:{targetPort}/"];
        if (certificate is not null)
        {
            arguments = [.. arguments, "--certificate", certificate.File, "--key", certificate.KeyFile];
        }

        return new Proxy(
            quiet ? ProxyNames.QuietYarp : ProxyNames.PlainYarp,
            port,
            new ProgramCommand(Environment.ProcessPath!, quiet ? [.. arguments, "--quiet"] : arguments))
        {
            IsTls = certificate is not null,
        };
    }

    public static async Task<int> Run(
        int port, string target, bool quiet, ServerCertificate? certificate, CancellationToken cancelled)
    {
        // The working directory is the stage's folder, which has no appsettings.json: all settings are the defaults.
        var settings = ServerCertificate.KestrelSettings(port, certificate);
        var builder = WebApplication.CreateBuilder(quiet ? [.. settings, "--Logging:LogLevel:Default=Warning"] : settings);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "target", Match = new RouteMatch { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "target",
                    Destinations = new Dictionary<string, DestinationConfig> { ["only"] = new() { Address = target } },
                },
            ]);
        await using var app = builder.Build();
        app.MapReverseProxy();
        await app.StartAsync(cancelled);
        await app.WaitForShutdownAsync(cancelled);
        return 0;
    }
}
